//! Tying a fact to a need from the page where it is read.

use crate::besoin::Besoin;
use crate::preuve::{Fait, Nature, Refus};
use crate::{WriteError, tie_preuve};
use axum::extract::State;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Field};
use web::{Answer, App, Fields, Redirect, Visit, id_of};

/// A press away: to which need does this fact speak? Nothing when no need stands.
pub(crate) fn lier(visit: &Visit, needs: &[Besoin], fait: &Fait) -> Markup {
    let open: Vec<&Besoin> = needs.iter().filter(|besoin| besoin.is_ouvert()).collect();
    if open.is_empty() {
        return html! {};
    }
    let choices =
        open.iter().map(|one| Choice::new(one.id.to_string(), one.texte.titre.to_string())).collect();
    let key = format!("besoin-{}-{}", fait.nature.code(), fait.reference);
    html! {
        details {
            summary { "Lier" span.visually-hidden { " «\u{a0}" (fait.libelle) "\u{a0}» à un besoin" } }
            (ui::form(&visit.csrf, &visit.workspace("diagnostic/preuves"), ui::Method::Post, html! {
                (ui::form::hidden("nature", fait.nature.code()))
                (ui::form::hidden("reference", &fait.reference))
                (ui::form::hidden("libelle", &fait.libelle))
                (ui::form::hidden("valeur", &fait.valeur))
                (ui::form::hidden("source", &fait.source))
                (Field::select("besoin", "Ce fait montre le besoin", choices).id(key).required())
                div.actions { (Button::secondary("Lier").small()) }
            }))
        }
    }
}

pub(super) async fn tie(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let besoin: Id<Besoin> = id_of(fields.get("besoin"))?;
    let text = |name: &str| fields.get(name).to_owned();
    let fait = Fait {
        nature: fields.get("nature").parse().unwrap_or(Nature::Document),
        reference: text("reference"),
        libelle: text("libelle"),
        valeur: text("valeur"),
        source: text("source"),
    };
    let to = Redirect::to(visit.workspace(&format!("diagnostic/besoins/{besoin}#preuves")));
    match tie_preuve(&visit.ctx, &app.db, besoin, fait).await {
        Ok(()) => Ok(to.done("Le fait est lié au besoin.").answer(&visit)),
        Err(WriteError::Preuve(refus @ Refus::DejaLa)) => Ok(to.refused(refus.to_string()).answer(&visit)),
        Err(other) => Err(other.into()),
    }
}
