//! What office-holders declare of their links.

use super::{ROOM, moi, nom_of, people};
use crate::droits::{TENIR, VOIR_INTERNE, VOTER};
use crate::mandat::Interet;
use crate::voie::Voie;
use crate::{noms, store};
use adhesions::Adherent;
use axum::extract::State;
use db::Tx;
use kernel::Id;
use maud::{Markup, html};
use std::collections::BTreeSet;
use ui::{Button, Column, Field, Filled, Row, Table, Tone, alert, francais, status};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// Office-holders of today, each with their last declaration.
pub(super) async fn declared(tx: &mut Tx) -> db::Result<Vec<(Id<Adherent>, Option<Interet>)>> {
    let today = kernel::today(tx.ctx().now);
    let mandates = store::mandats::mandats(tx).await?;
    let all = store::mandats::interets(tx).await?;
    let holders: BTreeSet<_> =
        mandates.iter().filter(|one| one.court(today)).map(|one| one.adherent).collect();
    let last = |id| all.iter().find(|one: &&Interet| one.adherent == id).cloned();
    Ok(holders.into_iter().map(|id| (id, last(id))).collect())
}

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let content = page(&visit, &app).await?;
    let frame = ui::Frame {
        lead: Some("Chaque personne élue déclare une fois par an ses liens (employeur, société, famille, fournisseur) qui pourraient peser sur une décision. Une personne concernée par un point se déporte\u{a0}: elle ne vote pas.".into()),
        ..visit.frame("Intérêts")
    };
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App) -> Result<Markup, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (mut all, noms) = (declared(&mut tx).await?, noms(&mut tx).await?);
    let moi = moi(&mut tx).await?;
    drop(tx);
    let today = kernel::today(visit.ctx.now);
    all.sort_by_key(|(id, _)| nom_of(&noms, *id).to_owned());
    let interne = visit.can(VOIR_INTERNE);
    all.retain(|(id, _)| interne || Some(*id) == moi);
    let columns = vec![Column::text("Personne élue"), Column::text("Déclaration"), Column::text("Liens")];
    let row = |(id, one): &(Id<Adherent>, Option<Interet>)| {
        let (tone, said) = match one {
            None => (Tone::Danger, "Jamais déclaré".to_owned()),
            Some(one) if one.valable(today) => (Tone::Success, francais::date(one.le)),
            Some(one) => (Tone::Warning, format!("{}\u{a0}: à mettre à jour", francais::date(one.le))),
        };
        Row::new(vec![
            html! { (nom_of(&noms, *id)) },
            html! { (status::status(tone, &said)) },
            html! { @match one { Some(one) if one.liens.is_empty() => "Aucun lien", Some(one) => (one.liens), None => "—" } },
        ])
    };
    let blank = Filled::new();
    let holders = all.iter().map(|(id, _)| (*id, nom_of(&noms, *id)));
    Ok(html! {
        (ROOM.tabs(visit, "interets"))
        @if !interne { (alert::alert(Tone::Info, "Les déclarations se lisent entre membres de la CPTS\u{a0}: vous ne voyez ici que la vôtre, si vous êtes élu.")) }
        @else if all.is_empty() { (alert::alert(Tone::Info, html! { p { "Aucun mandat en cours\u{a0}: il n’y a personne à interroger." } })) }
        @if !all.is_empty() { (Table::new("interets", "Déclarations d’intérêts", columns).rows(all.iter().map(row).collect())) }
        @if visit.can(VOTER) && all.iter().any(|(id, _)| Some(*id) == moi) {
            section.section id="declarer" {
                h2 { "Ma déclaration" }
                (ui::form(&visit.csrf, &ROOM.at(visit, "interets"), ui::Method::Post, html! {
                    (Field::textarea("liens", "Mes liens d’intérêts", 4).hint("Laissez vide si vous n’en avez aucun. Les membres de la CPTS lisent ce texte.").filled(&blank))
                    div.actions { (Button::primary("Déclarer")) }
                }))
            }
        }
        @if visit.can(TENIR) && !all.is_empty() {
            details {
                summary { "Saisir une déclaration reçue sur papier" }
                (ui::form(&visit.csrf, &ROOM.at(visit, "interets/papier"), ui::Method::Post, html! {
                    (Field::select("adherent", "Personne élue", people("Choisir", holders)).required().filled(&blank))
                    (Field::textarea("liens", "Liens déclarés", 4).id("liens-papier").filled(&blank))
                    div.actions { (Button::secondary("Enregistrer")) }
                }))
            }
        }
    })
}

pub(super) async fn declare(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let kept = crate::declare_interet(&visit.ctx, &app.db, Voie::Compte, fields.get("liens")).await;
    ROOM.after(&visit, "interets", "Votre déclaration est enregistrée.", kept)
}

pub(super) async fn enter(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let Ok(id) = fields.get("adherent").parse() else {
        let to = Redirect::to(ROOM.at(&visit, "interets"));
        return Ok(to.refused("Choisissez une personne.").answer(&visit));
    };
    let kept = crate::declare_interet(&visit.ctx, &app.db, Voie::Bureau(id), fields.get("liens")).await;
    ROOM.after(&visit, "interets", "La déclaration est enregistrée.", kept)
}
