//! Saying that a stage is reached, or expected.

use super::espace;
use crate::atlas::Atlas;
use crate::change_statut::{ChangeStatutError, change_statut, choices, settled};
use crate::statut::{Etape, Jalon, Precision, Statut};
use axum::extract::State;
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled};
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit};

pub(super) fn form(visit: &Visit, statut: Option<&Statut>, today: Date, filled: &Filled) -> Markup {
    let reached = choices(statut, false);
    let expected = if statut.is_some() { choices(statut, true) } else { Vec::new() };
    let mut stages: Vec<Etape> = reached.into_iter().chain(expected).collect();
    stages.sort_unstable();
    stages.dedup();
    if stages.is_empty() {
        return html! {};
    }
    let stages = stages.iter().map(|etape| Choice::new(etape.as_str(), etape.libelle())).collect();
    let kinds = vec![Choice::new("atteinte", "Atteinte"), Choice::new("prevue", "Prévue")];
    let precisions = [
        (Precision::Jour, "Au jour près"),
        (Precision::Mois, "Au mois près"),
        (Precision::Semestre, "Au semestre près"),
        (Precision::Annee, "À l’année près"),
    ];
    let precisions = precisions.map(|(precision, words)| Choice::new(precision.as_str(), words)).to_vec();
    html! {
        details #etape open[filled.is_refused()] {
            summary { "Changer d’étape" }
            (ui::form(&visit.csrf, &visit.workspace("territoire/etapes"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::select("etape", "Étape", stages).required().filled(filled))
                @if statut.is_some() { (Field::radios("genre", "Cette étape est", kinds).value("atteinte").required().filled(filled)) }
                (Field::date("jour", "Date").value(today.to_string()).required().filled(filled))
                (Field::select("precision", "Précision de la date", precisions).filled(filled))
                div.actions { (Button::primary("Enregistrer l’étape")) }
            }))
        }
    }
}

pub(super) async fn keep(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let prevu = fields.get("genre") == "prevue";
    let errors = match read(&fields, prevu) {
        Ok(jalon) => match change_statut(&visit.ctx, &app.db, jalon, prevu).await {
            Ok(_) => {
                let done = if prevu {
                    "L’étape prévue est enregistrée."
                } else {
                    "L’étape est enregistrée."
                };
                return Ok(Redirect::to(visit.workspace("territoire")).done(done).answer(&visit));
            }
            Err(error @ (ChangeStatutError::Refus(_) | ChangeStatutError::SansEtape)) => {
                FieldErrors::one(field(&error), error)
            }
            Err(other) => return Err(other.into()),
        },
        Err(errors) => errors,
    };
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = app.resource::<Atlas>().at(&mut tx).await?;
    let cpts = etat.of(visit.tenant()?.id);
    let content = espace::life(&visit, cpts, today(visit.ctx.now), &fields.filled(&errors));
    Ok(visit.refused(visit.frame("Territoire"), content))
}

fn field(error: &ChangeStatutError) -> &'static str {
    use crate::statut::Refus;
    match error {
        ChangeStatutError::Refus(Refus::AvantLaPrecedente(_) | Refus::Futur(_) | Refus::Passe(_)) => "jour",
        _ => "etape",
    }
}

fn read(fields: &Fields, prevu: bool) -> Result<Jalon, FieldErrors> {
    let mut reader = fields.reader();
    let etape: Option<Etape> = reader.required("etape");
    let jour = reader.required::<jiff::civil::Date>("jour");
    let precision: Precision = reader.optional("precision").unwrap_or(Precision::Jour);
    let jalon = etape.zip(jour).map(|(etape, jour)| Jalon { etape, quand: settled(jour, precision, prevu) });
    reader.finish(jalon)
}
