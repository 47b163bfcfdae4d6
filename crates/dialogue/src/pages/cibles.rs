//! Adapted targets: proposed, agreed by each party, applied.

use super::{Salle, back, rencontre};
use crate::cible::{Accord, CibleProposee, Refus, Sort};
use crate::droits::CONDUIRE;
use crate::gather::sort;
use crate::{Partie, WriteError, note_accord, propose_cible, withdraw_cible};
use axum::extract::{Path, State};
use indicateurs::{Indicateur, Nombre};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::{confirm, post_button};
use ui::section::{panel, section};
use ui::{Button, Choice, Field, Filled, Method, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

/// The part of the page about targets.
pub(super) fn part(visit: &Visit, salle: &Salle, all: &[CibleProposee], filled: &Filled) -> Markup {
    let open = salle.writable(visit, CONDUIRE);
    section(
        "cibles",
        "Cibles adaptées",
        html! {
            p { "Une cible adaptée ne s’applique qu’avec l’accord de la CPTS, de l’ARS et de la CPAM, notés un par un." }
            @if all.is_empty() { p { "Aucune cible n’est proposée." } }
            @for one in all { (panel(target(visit, salle, one, open))) }
            @if open && !salle.table.lignes.is_empty() { (panel(form(visit, salle, filled))) }
        },
    )
}

fn target(visit: &Visit, salle: &Salle, one: &CibleProposee, open: bool) -> Markup {
    let line = salle.table.lignes.iter().find(|line| line.indicateur.id == one.indicateur);
    let (name, value) = line.map_or_else(
        || ("Indicateur retiré".to_owned(), one.cible.to_string()),
        |line| (line.indicateur.texte.libelle.clone(), one.cible.en_mots(line.indicateur.texte.unite)),
    );
    let (tone, state) = match one.sort {
        Sort::Appliquee(_) => (Tone::Success, "Appliquée"),
        Sort::EnAttente => (Tone::Warning, "En attente"),
        Sort::Retiree(_) => (Tone::Neutral, "Retirée"),
    };
    let path = salle.path(visit, &format!("cibles/{}", one.id));
    html! {
        h3 { (name) }
        p { "Cible de l’année " (one.annee) "\u{a0}: " strong { (value) } }
        p { (ui::status::status(tone, state)) }
        p { "Cette cible " (sort(one)) "." }
        p { "Motif\u{a0}: " (one.motif) }
        @if !one.accords.is_empty() {
            ul { @for accord in &one.accords {
                li { strong { (accord.partie.libelle()) } "\u{a0}: " (accord.nom()) ", le " (francais::date(accord.le)) }
            } }
        }
        @if open && one.sort == Sort::EnAttente {
            @for partie in one.missing() { (agreement(visit, salle, one.id, partie, &path)) }
            (confirm("Retirer cette cible", &name, "La cible proposée ne sera pas appliquée. Retirer\u{202f}?",
                post_button(&visit.csrf, &format!("{path}/retrait"), &[], &Button::danger("Retirer"))))
        }
    }
}

fn agreement(visit: &Visit, salle: &Salle, cible: Id<CibleProposee>, partie: Partie, path: &str) -> Markup {
    let id = |name: &str| format!("f-{name}-{}-{cible}", partie.code());
    html! {
        details {
            summary { "Noter l’accord\u{a0}: " (partie.libelle()) }
            (ui::form(&visit.csrf, &format!("{path}/accords"), Method::Post, html! {
                (ui::form::hidden("partie", partie.code()))
                (Field::text("nom", "Qui donne l’accord").id(id("nom")).hint("Nom et fonction.").required().maxlength(160))
                (Field::date("le", "Le").id(id("le")).required().value(salle.today.to_string()))
                div.actions { (Button::primary(format!("Noter l’accord : {}", partie.libelle()))) }
            }))
        }
    }
}

fn form(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let names = salle.table.lignes.iter();
    let names =
        names.map(|line| Choice::new(line.indicateur.id.to_string(), line.indicateur.texte.libelle.clone()));
    let next = salle.dialogue.annee + 1;
    let years = contrat::annees(&salle.contrat).into_iter().filter(|one| one.numero >= salle.dialogue.annee);
    let years = years.map(|one| Choice::new(one.numero.to_string(), format!("Année {}", one.numero)));
    html! {
        h3 { "Proposer une cible" }
        (ui::form(&visit.csrf, &salle.path(visit, "cibles"), Method::Post, html! {
            (Field::select("indicateur", "Indicateur", names.collect()).required().filled(filled))
            (Field::select("annee", "Pour l’année du contrat", years.collect()).required().value(next.to_string()).filled(filled))
            (Field::text("cible", "Nouvelle cible").hint("Un nombre : 12, ou 7,4 pour un pourcentage.").required().width(ui::form::Width::Short).filled(filled))
            (Field::textarea("motif", "Motif", 2).required().filled(filled))
            div.actions { (Button::primary("Proposer")) }
        }))
    }
}

pub(super) async fn propose(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let indicateur: Option<Id<Indicateur>> = reader.required("indicateur");
    let annee: Option<u32> = reader.required("annee");
    let cible: Option<Nombre> = reader.required("cible");
    let read = indicateur.zip(annee).zip(cible);
    let refused = match reader.finish(read) {
        Err(errors) => errors,
        Ok((which, cible)) => {
            match propose_cible(&visit.ctx, &app.db, id_of(&id)?, which, cible, fields.get("motif")).await {
                Ok(_) => {
                    return Ok(back(&visit, &id, "rencontre", "La cible est proposée : notez les accords."));
                }
                Err(WriteError::Cible(refus @ Refus::DejaProposee)) => FieldErrors::one("indicateur", &refus),
                Err(WriteError::Cible(refus @ (Refus::Passee | Refus::Arretee(_)))) => {
                    FieldErrors::one("annee", &refus)
                }
                Err(refus @ WriteError::HorsMission) => FieldErrors::one("indicateur", &refus),
                Err(refus @ WriteError::Indicateurs(indicateurs::WriteError::Indicateur(_))) => {
                    FieldErrors::one("cible", &refus)
                }
                Err(WriteError::Dialogue(
                    refus @ (crate::dialogue::Refus::Vide(_) | crate::dialogue::Refus::Long(..)),
                )) => FieldErrors::one("motif", &refus),
                Err(other) => return Err(other.into()),
            }
        }
    };
    rencontre::page(&visit, &app, &id, &fields.filled(&refused)).await
}

pub(super) async fn agree(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, cible)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let partie: Option<Partie> = reader.required("partie");
    let le: Option<Date> = reader.required("le");
    let (partie, le) = match reader.finish(partie.zip(le)) {
        Ok(read) => read,
        Err(errors) => return rencontre::page(&visit, &app, &id, &fields.filled(&errors)).await,
    };
    let accord = Accord { partie, le, nom: fields.get("nom").to_owned() };
    let applied = match note_accord(&visit.ctx, &app.db, id_of(&id)?, id_of(&cible)?, accord).await {
        Ok(applied) => applied,
        Err(WriteError::Cible(refus @ (Refus::Futur | Refus::Mots(_)))) => {
            let errors = FieldErrors::one("", &refus);
            return rencontre::page(&visit, &app, &id, &fields.filled(&errors)).await;
        }
        Err(other) => return Err(other.into()),
    };
    let sentence = if applied {
        "Les trois parties sont d’accord : la cible s’applique."
    } else {
        "L’accord est noté."
    };
    Ok(back(&visit, &id, "rencontre", sentence))
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, cible)): Path<(String, String, String)>,
) -> Answer {
    withdraw_cible(&visit.ctx, &app.db, id_of(&id)?, id_of(&cible)?).await?;
    Ok(back(&visit, &id, "rencontre", "La cible proposée est retirée."))
}
