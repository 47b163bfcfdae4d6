//! The texts of the report: the year in a few lines, a word on each mission, why an indicator is away from its target.

use super::ensemble::{ecrits, garde, refilled, temoin};
use super::{Salle, back};
use crate::rapport::TEXTES;
use crate::texte::Concurrence;
use crate::{WriteError, cle_indicateur, store, write_textes};
use axum::extract::{Path, State};
use indicateurs::Ligne;
use maud::{Markup, html};
use std::collections::BTreeMap;
use ui::section::section;
use ui::{Button, Field, Filled, Method, Tone};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new(), &[]).await
}

/// What each text was and what of it was refused.
struct Etat<'a> {
    known: BTreeMap<String, String>,
    filled: &'a Filled,
    both: &'a [Concurrence],
}

async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled, both: &[Concurrence]) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let etat = Etat { known: store::dialogues::textes(&mut tx, salle.dialogue.id).await?, filled, both };
    let content = html! {
        (salle.head(visit, "rapport"))
        (ui::form::error_summary(filled))
        @if salle.dialogue.is_clos() {
            (ui::alert::alert(Tone::Info, "Le dialogue est clos : le rapport ne change plus. Rouvrez-le pour corriger un texte."))
        }
        p { "Les chiffres, les actions et les preuves viennent seuls dans le rapport. Ces textes les expliquent ; tous sont facultatifs, et ce qui est vide est dit « non rédigé »." }
        (ui::form(&visit.csrf, &salle.path(visit, "rapport"), Method::Post, html! {
            (section("textes", "L’année", html! {
                @for (cle, titre, aide) in TEXTES { (etat.area(cle, titre.to_owned(), 4, aide.to_owned())) }
            }))
            (missions(&salle, &etat))
            div.actions { (Button::primary("Enregistrer les textes")) }
        }))
    };
    let frame = salle.frame(visit);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

impl Etat<'_> {
    fn area(&self, cle: &str, titre: String, lines: u8, aide: String) -> Markup {
        let value = self.known.get(cle).cloned().unwrap_or_default();
        html! {
            (garde(cle, &titre, self.both))
            (temoin(cle, &value, self.filled))
            (Field::textarea(cle.to_owned(), titre, lines).value(value).filled(self.filled).hint(aide))
        }
    }
}

fn missions(salle: &Salle, etat: &Etat<'_>) -> Markup {
    let order = crate::order(&salle.droit, &salle.contrat, salle.today);
    html! {
        @for id in order {
            @let label = salle.label(&id);
            (section(&format!("mission-{id}"), &label, html! {
                (etat.area(&format!("mission.{id}"), format!("Un mot sur la mission\u{a0}: {label}"), 3, String::new()))
                @for line in salle.table.lignes.iter().filter(|line| line.indicateur.texte.mission == id) {
                    (etat.area(&cle_indicateur(line.indicateur.id), format!("Explication\u{a0}: {}", line.indicateur.texte.libelle), 2, hint(line)))
                }
            }))
        }
    }
}

/// What the value is next to its target.
fn hint(line: &Ligne) -> String {
    let unit = line.indicateur.texte.unite;
    let value = line.constat.as_ref().map_or_else(|| "inconnue".to_owned(), |one| one.valeur.en_mots(unit));
    let target = line.cible.cible.map_or_else(|| "non fixée".to_owned(), |one| one.en_mots(unit));
    format!("Valeur\u{a0}: {value}. Cible\u{a0}: {target}.")
}

pub(super) async fn write(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let salle = Salle::load(&app, &visit, &id).await?;
    let mut keys: Vec<String> = TEXTES.iter().map(|(cle, ..)| (*cle).to_owned()).collect();
    keys.extend(salle.contrat.missions.iter().map(|one| format!("mission.{}", one.mission)));
    keys.extend(salle.table.lignes.iter().map(|line| cle_indicateur(line.indicateur.id)));
    let texts = ecrits(&fields, keys.iter().map(String::as_str));
    match write_textes(&visit.ctx, &app.db, id_of(&id)?, &texts).await {
        Ok(both) if both.is_empty() => {
            Ok(back(&visit, &id, "rapport", "Les textes du rapport sont enregistrés."))
        }
        Ok(both) => page(&visit, &app, &id, &refilled(&both), &both).await,
        Err(WriteError::Dialogue(refus @ crate::dialogue::Refus::Long(..))) => {
            let longest = texts.iter().max_by_key(|one| one.texte.chars().count());
            let errors = FieldErrors::one(longest.map_or("synthese", |one| &one.cle), &refus);
            page(&visit, &app, &id, &fields.filled(&errors), &[]).await
        }
        Err(other) => Err(other.into()),
    }
}
