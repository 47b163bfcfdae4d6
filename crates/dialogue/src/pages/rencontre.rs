//! The meeting: when, with whom, and the targets that it adapts.

use super::{Salle, back, cibles, said};
use crate::cible::CibleProposee;
use crate::dialogue::{Refus, Tenue};
use crate::droits::{CONDUIRE, PREPARER};
use crate::{CONSERVATION_ANS, Participants};
use crate::{Partie, WriteError, hold_dialogue, store};
use axum::extract::{Path, State};
use jiff::{ToSpan, civil::Date};
use maud::{Markup, html};
use ui::definitions::definitions;
use ui::section::{panel, section};
use ui::{Button, Field, Filled, Method, Tone, francais};
use web::{Answer, App, FieldErrors, Fields, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new()).await
}

/// The page, with what was typed when something of it was refused.
pub(super) async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let reads = salle.reads(visit);
    let targets: Vec<CibleProposee> =
        if reads { store::cibles::cibles(&mut tx, salle.dialogue.id).await? } else { Vec::new() };
    let content = html! {
        (salle.head(visit, "rencontre"))
        (ui::form::error_summary(filled))
        (meeting(visit, &salle, filled))
        @if reads {
            (decisions(visit, &salle))
            (cibles::part(visit, &salle, &targets, filled))
        } @else { (Salle::later("Ce qui a été dit et décidé, avec les cibles adaptées,")) }
    };
    let frame = salle.frame(visit);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

const FIELDS: [(Partie, &str, &str); 3] = [
    (Partie::Cpts, "participants_cpts", "Présents pour la CPTS"),
    (Partie::Ars, "participants_ars", "Présents pour l’ARS"),
    (Partie::Cpam, "participants_cpam", "Présents pour la CPAM"),
];

fn meeting(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let held = salle.dialogue.tenue();
    section(
        "rencontre",
        "La rencontre",
        html! {
            @if held.is_some_and(|one| late(one.le, salle.annee.au)) {
                (ui::alert::alert(Tone::Warning, "La rencontre est datée de plus de 18 mois après la fin de l’année du contrat\u{a0}: vérifiez la date."))
            }
            @if salle.writable(visit, CONDUIRE) { (panel(form(visit, salle, held, filled))) }
            @else if let Some(tenue) = held { (facts(tenue)) }
            @else { p { "La rencontre n’a pas encore eu lieu." } }
        },
    )
}

/// Whether a meeting comes so long after the end of its year that its date is to be checked.
fn late(le: Date, au: Date) -> bool {
    le > au.saturating_add(18.months())
}

fn form(visit: &Visit, salle: &Salle, held: Option<&Tenue>, filled: &Filled) -> Markup {
    let day = held.map(|one| one.le).or(salle.dialogue.prevu_le).filter(|le| *le <= salle.today);
    let people = |partie: Partie| held.map(|one| one.participants.of(partie).join("\n")).unwrap_or_default();
    let label = if held.is_some() { "Corriger" } else { "Noter que la rencontre a eu lieu" };
    ui::form(
        &visit.csrf,
        &salle.path(visit, "rencontre"),
        Method::Post,
        html! {
            (Field::date("le", "Jour de la rencontre").required().value(day.map(|le| le.to_string()).unwrap_or_default()).filled(filled))
            (Field::text("lieu", "Lieu").hint("Une salle, une visioconférence.").maxlength(200)
                .value(held.map(|one| one.lieu.clone()).unwrap_or_default()).filled(filled))
            @for (partie, name, words) in FIELDS {
                (Field::textarea(name, words, 3).hint("Une personne par ligne : nom et fonction.").value(people(partie)).filled(filled))
            }
            @if let Some(le) = crate::effacement(&salle.contrat) {
                p { "Les noms seront effacés le " (francais::date(le)) ", " (CONSERVATION_ANS) " ans après la fin du contrat. Ce qui a été dit et décidé reste." }
            }
            div.actions { (Button::primary(label)) }
        },
    )
}

fn facts(tenue: &Tenue) -> Markup {
    let mut facts = vec![("Jour", html! { (francais::date(tenue.le)) })];
    if !tenue.lieu.is_empty() {
        facts.push(("Lieu", html! { (tenue.lieu) }));
    }
    let nobody = if tenue.participants.is_empty() {
        "noms effacés, leur durée de conservation est passée"
    } else {
        "personne"
    };
    for (partie, ..) in FIELDS {
        let names = tenue.participants.of(partie);
        facts.push((
            partie.libelle(),
            html! { @if names.is_empty() { (nobody) } @else { (names.join("\u{202f}; ")) } },
        ));
    }
    definitions(&facts)
}

fn decisions(visit: &Visit, salle: &Salle) -> Markup {
    let decided: Vec<_> =
        salle.points.iter().filter(|one| !one.decision.is_empty() || !one.notes.is_empty()).collect();
    section(
        "decisions",
        "Ce qui a été dit et décidé",
        html! {
            @if decided.is_empty() { p { "Rien n’est encore noté sur les points de l’ordre du jour." } }
            @for point in decided {
                h3 { (point.titre) }
                (said(&point.notes))
                @if !point.decision.is_empty() { p { strong { "Décision\u{a0}: " } (point.decision) } }
            }
            @if salle.writable(visit, PREPARER) {
                p { a href={ (salle.path(visit, "")) "#ordre-du-jour" } { "Écrire sur un point de l’ordre du jour" } }
            }
            p { a href=(salle.path(visit, "compte-rendu.docx")) { "Compte rendu en Word" } ", "
                a href=(salle.path(visit, "compte-rendu.pdf")) { "en PDF" } }
        },
    )
}

pub(super) async fn hold(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let le: Option<Date> = reader.required("le");
    let lines: Vec<(Partie, &str)> = FIELDS.map(|(partie, name, _)| (partie, fields.get(name))).to_vec();
    let participants =
        Participants::read(&lines).map_err(|refus| reader.refuse("participants_cpts", refus)).ok();
    let read = le.zip(participants);
    let refused = match reader.finish(read) {
        Err(errors) => errors,
        Ok((le, participants)) => {
            let tenue = Tenue { le, lieu: fields.get("lieu").to_owned(), participants };
            match hold_dialogue(&visit.ctx, &app.db, id_of(&id)?, tenue).await {
                Ok(()) => return Ok(back(&visit, &id, "rencontre", "La rencontre est notée.")),
                Err(WriteError::Dialogue(refus @ (Refus::Futur | Refus::AvantAnnee(_)))) => {
                    FieldErrors::one("le", &refus)
                }
                Err(WriteError::Dialogue(refus @ Refus::Personne)) => {
                    FieldErrors::one("participants_cpts", &refus)
                }
                Err(WriteError::Dialogue(refus @ Refus::Long(..))) => FieldErrors::one("lieu", &refus),
                Err(other) => return Err(other.into()),
            }
        }
    };
    page(&visit, &app, &id, &fields.filled(&refused)).await
}
