//! Bulk work on requests: looked at, told by a letter, declared, closed, open again. What ends requests is asked again first.

use super::ROOM;
use super::carte::court;
use super::demande_gestes::{closing_reasons, proofs};
use crate::droits::TRAITER;
use crate::{Cloture, Demande, Phase, Preuve, WriteError, close, declare_mt, reopen, verify, want_lettres};
use axum::extract::State;
use axum::response::Response;
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::actions;
use ui::form::hidden;
use ui::{Button, Filled, Method, form, francais};
use web::{Answer, App, FieldErrors, Fields, Redirect, Routes, Visit};

/// Requests of one page at most.
const AU_PLUS: usize = 200;

pub(super) fn routes() -> Routes {
    Routes::new().post("/{cpts}/espace/medecin-traitant/demandes/lot", TRAITER, act)
}

/// What can be done with several requests of a phase.
pub(super) fn buttons(phase: Phase) -> Markup {
    html! {
        @match phase {
            Phase::AVerifier => { (Button::primary("Vérifiées").send("geste", "verifier")) }
            Phase::Acceptee | Phase::RendezVous => { (Button::primary("Médecin traitant déclaré…").send("geste", "declarer")) }
            Phase::Close => { (Button::secondary("Rouvrir").send("geste", "rouvrir")) }
            Phase::Attente => {}
        }
        @if phase != Phase::Close {
            " " (Button::secondary("Préparer une lettre").send("geste", "lettre"))
            " " (Button::secondary("Clore…").send("geste", "clore"))
        }
    }
}

/// What ends requests, and how.
#[derive(Clone, Copy)]
enum Fin {
    Close(Cloture),
    Declaree(Preuve, Date),
}

async fn act(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let ids: Vec<Id<Demande>> = fields.all("id").filter_map(|id| id.parse().ok()).take(AU_PLUS).collect();
    let back = Redirect::to(ROOM.at(&visit, retour(&fields)));
    if ids.is_empty() {
        return Ok(back.refused("Cochez d’abord des demandes.").answer(&visit));
    }
    let said = match fields.get("geste") {
        "verifier" => {
            let done = verify(&visit.ctx, &app.db, &ids).await?;
            told(done, "demande vérifiée", "demandes vérifiées")
        }
        "lettre" => letters(&app, &visit, &ids).await?,
        "rouvrir" => reopen_all(&app, &visit, &ids).await?,
        "clore" | "declarer" => match end(&fields) {
            Ok(Some(fin)) => match end_all(&app, &visit, &ids, fin).await {
                Err(WriteError::Saisie(faults)) => return Ok(ask(&visit, &fields, &ids, &faults.into())),
                said => said?,
            },
            Ok(None) => return Ok(ask(&visit, &fields, &ids, &FieldErrors::default())),
            Err(errors) => return Ok(ask(&visit, &fields, &ids, &errors)),
        },
        _ => return Ok(back.refused("Choisissez ce qui est à faire.").answer(&visit)),
    };
    Ok(back.done(said).answer(&visit))
}

/// The end of the address of the list that was worked on: only of ours.
fn retour(fields: &Fields) -> &str {
    Some(fields.get("retour")).filter(|text| text.starts_with('?')).unwrap_or("")
}

fn told(many: u32, one: &str, more: &str) -> String {
    format!("{}.", francais::compte(many.into(), one, more))
}

async fn letters(app: &App, visit: &Visit, ids: &[Id<Demande>]) -> Result<String, WriteError> {
    let done = want_lettres(&visit.ctx, &app.db, ids).await?;
    let said = told(done.lettres, "lettre à imprimer", "lettres à imprimer");
    Ok(match done.sans_adresse {
        0 => said,
        none => format!("{said} Sans adresse\u{a0}: {none}."),
    })
}

/// What was answered when it was asked again; nothing when it has not been yet.
fn end(fields: &Fields) -> Result<Option<Fin>, FieldErrors> {
    if !fields.has("oui") {
        return Ok(None);
    }
    let mut reader = fields.reader();
    if fields.get("geste") == "declarer" {
        let (how, day) = (reader.required::<Preuve>("preuve"), reader.required::<Date>("preuve_le"));
        return reader.finish(how.zip(day)).map(|(how, day)| Some(Fin::Declaree(how, day)));
    }
    let why = reader.required::<Cloture>("cloture");
    reader.finish(why).map(|why| Some(Fin::Close(why)))
}

/// Each on its own: those that somebody else just closed stay as they are.
async fn end_all(app: &App, visit: &Visit, ids: &[Id<Demande>], fin: Fin) -> Result<String, WriteError> {
    let (ctx, db) = (&visit.ctx, &app.db);
    let mut done = 0;
    for id in ids {
        let one = match fin {
            Fin::Close(why) => close(ctx, db, *id, why, None).await,
            Fin::Declaree(how, day) => declare_mt(ctx, db, *id, how, day).await,
        };
        done += went(one)?;
    }
    Ok(told(done, "demande close", "demandes closes"))
}

async fn reopen_all(app: &App, visit: &Visit, ids: &[Id<Demande>]) -> Result<String, WriteError> {
    let mut done = 0;
    for id in ids {
        done += went(reopen(&visit.ctx, &app.db, *id).await)?;
    }
    Ok(told(done, "demande rouverte", "demandes rouvertes"))
}

/// One when it was done, none when somebody was faster.
fn went(done: Result<(), WriteError>) -> Result<u32, WriteError> {
    match done {
        Ok(()) => Ok(1),
        Err(WriteError::PasPossible(_) | WriteError::Inconnu(_) | WriteError::Change) => Ok(0),
        Err(other) => Err(other),
    }
}

fn ask(visit: &Visit, fields: &Fields, ids: &[Id<Demande>], errors: &FieldErrors) -> Response {
    let declared = fields.get("geste") == "declarer";
    let many = francais::compte(i64::try_from(ids.len()).unwrap_or(0), "demande", "demandes");
    let codes: Vec<String> = ids.iter().map(|id| court(*id)).collect();
    let filled: Filled = fields.filled(errors);
    let content = html! {
        p { (codes.join(", ")) "." }
        (form::form(&visit.csrf, &ROOM.at(visit, "demandes/lot"), Method::Post, html! {
            (form::error_summary(&filled))
            (hidden("geste", fields.get("geste"))) (hidden("oui", "oui")) (hidden("retour", retour(fields)))
            @for id in ids { (hidden("id", &id.to_string())) }
            @if declared { (proofs(&filled)) } @else { (closing_reasons(&filled)) }
            (actions(html! {
                @if declared { (Button::primary(format!("Déclarer et clore {many}"))) }
                @else { (Button::danger(format!("Clore {many}"))) }
                " " (Button::plain("Revenir à la liste").href(ROOM.at(visit, retour(fields))))
            }))
        }))
    };
    let title =
        if declared { "Médecin traitant déclaré".to_owned() } else { format!("Clore {many}\u{202f}?") };
    let frame = ROOM.below(visit, title, &[]);
    if errors.is_empty() { visit.page(&frame, content) } else { visit.refused(frame, content) }
}
