//! What the bureau and the office do of one member.

use super::super::{at, beside, champs, done, id_of};
use super::{Tape, may_decide, page};
use crate::calendrier::today;
use crate::{Adherent, College, Phase, WriteError};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::Id;
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::section::{panel, section};
use ui::{Button, Choice, Field, Filled, Method, Tone, alert::alert};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Visit};

type Here = Path<(String, String)>;

/// The filled form of that name, or a blank one.
fn of(typed: Tape<'_>, name: &str) -> Filled {
    typed.filter(|(form, _)| *form == name).map(|(_, filled)| filled.clone()).unwrap_or_default()
}

/// A request that waits: who may decide, and how.
pub(super) fn decision(visit: &Visit, one: &Adherent, typed: Tape<'_>) -> Markup {
    if one.etat.phase() != Phase::Demande {
        return html! {};
    }
    let to = |part: &str| at(visit, &format!("adherents/{}/{part}", one.id));
    let (yes, no) = (of(typed, "acceptation"), of(typed, "refus"));
    if !may_decide(visit, one) {
        return alert(Tone::Info, "Cette demande attend la décision du bureau.");
    }
    section(
        "decision",
        "Décision du bureau",
        panel(html! {
            (ui::form::error_summary(&yes)) (ui::form::error_summary(&no))
            p { @if one.courriel.is_some() { "Un courriel annonce la décision à cette adresse." } @else { "Aucune adresse électronique\u{a0}: annoncez la décision vous-même." } }
            (ui::form(&visit.csrf, &to("acceptation"), Method::Post, html! {
                (Field::date("depuis", "Adhérent depuis").required().value(today(visit.ctx.now).to_string()).filled(&yes))
                (actions(html! { (Button::primary("Accepter l’adhésion")) }))
            }))
            details open[no.is_refused()] {
                summary { "Refuser la demande" }
                (ui::form(&visit.csrf, &to("refus"), Method::Post, html! {
                    (Field::text("motif", "Motif").hint("Gardé dans la fiche, et écrit tel quel à la personne.").required().maxlength(200).filled(&no))
                    (actions(html! { (Button::danger("Refuser")) }))
                }))
            }
        }),
    )
}

/// College, account, exit.
pub(super) fn office(
    visit: &Visit,
    one: &Adherent,
    colleges: &[College],
    accounts: &[Choice],
    typed: Tape<'_>,
) -> Markup {
    let to = |part: &str| at(visit, &format!("adherents/{}/{part}", one.id));
    let open: Vec<College> =
        colleges.iter().filter(|it| it.ferme_le.is_none() || Some(it.id) == one.college).cloned().collect();
    let text = |id: Option<String>| id.unwrap_or_default();
    let exit = of(typed, "sortie");
    let member = one.etat.phase() == Phase::Adherent;
    section(
        "bureau",
        "Tenir la fiche",
        html! {
            @if one.est_en_cours() {
                (ui::form(&visit.csrf, &to("college"), Method::Post, html! {
                    (Field::select("college", "Collège", champs::choices(&open)).value(text(one.college.map(|id| id.to_string()))))
                    (actions(html! { (Button::secondary("Changer de collège")) }))
                }))
                @if one.qui.is_personne() && accounts.len() > 1 {
                    (ui::form(&visit.csrf, &to("compte"), Method::Post, html! {
                        (Field::select("compte", "Compte dans cet espace", accounts.to_vec()).hint("Pour que cette personne voie son adhésion et ses textes.").value(text(one.compte.map(|id| id.to_string()))))
                        (actions(html! { (Button::secondary("Lier ce compte")) }))
                    }))
                }
            }
            @if member {
                details open[exit.is_refused()] {
                    summary { "Noter une sortie" }
                    (ui::form(&visit.csrf, &to("sortie"), Method::Post, html! {
                        (ui::form::error_summary(&exit))
                        (Field::date("le", "Ne fait plus partie de l’association depuis le").required().value(today(visit.ctx.now).to_string()).filled(&exit))
                        (Field::text("motif", "Motif").hint("Démission, départ du territoire, retraite, radiation…").required().maxlength(200).filled(&exit))
                        (actions(html! { (Button::danger("Noter la sortie")) }))
                    }))
                }
            }
            @if one.etat.phase() == Phase::Sorti {
                (confirm("Annuler cette sortie", &one.nom(), "L’adhésion continuera comme si la sortie n’avait pas été notée.",
                    post_button(&visit.csrf, &to("retour"), &[], &Button::secondary("Annuler la sortie"))))
            }
        },
    )
}

/// The page again with the sentences of one of its forms, or back to it with what was done.
pub(in crate::pages) async fn told(
    visit: &Visit,
    app: &App,
    id: Id<Adherent>,
    (name, fields): (&'static str, &Fields),
    (sentence, result): (&str, Result<Result<(), WriteError>, FieldErrors>),
) -> Answer {
    let errors = match result {
        Ok(Err(error @ WriteError::Saisie(_))) => beside(error)?,
        Ok(result) => return done(visit, &format!("adherents/{id}"), sentence, result),
        Err(errors) => errors,
    };
    let (frame, content) = page(visit, app, id, Some((name, &fields.filled(&errors)))).await?;
    Ok(visit.refused(frame, content))
}

/// A day that must be there.
fn day(fields: &Fields, name: &str) -> Result<Date, FieldErrors> {
    let mut reader = fields.reader();
    let day = reader.required(name);
    reader.finish(day)
}

pub(in crate::pages) async fn accept(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let result = match day(&fields, "depuis") {
        Ok(depuis) => Ok(crate::accept_adhesion(&visit.ctx, &app.db, id, depuis).await),
        Err(errors) => Err(errors),
    };
    let next = "Reste à choisir son collège et à appeler sa cotisation.";
    let (sentence, result) = written("L’adhésion est acceptée", next, result);
    told(&visit, &app, id, ("acceptation", &fields), (&sentence, result)).await
}

pub(in crate::pages) async fn refuse(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let result = Ok(crate::refuse_adhesion(&visit.ctx, &app.db, id, fields.get("motif")).await);
    let (sentence, result) = written("La demande est refusée", "", result);
    told(&visit, &app, id, ("refus", &fields), (&sentence, result)).await
}

/// A decision in a sentence that says whether a letter announces it, then what comes next.
fn written(
    decision: &str,
    next: &str,
    result: Result<Result<bool, WriteError>, FieldErrors>,
) -> (String, Result<Result<(), WriteError>, FieldErrors>) {
    let letter = if matches!(result, Ok(Ok(true))) {
        "un courriel l’annonce."
    } else {
        "prévenez la personne, dont nous n’avons pas l’adresse électronique."
    };
    let sentence = format!("{decision}\u{a0}: {letter} {next}").trim_end().to_owned();
    (sentence, result.map(|decided| decided.map(drop)))
}

pub(in crate::pages) async fn leave(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let result = match day(&fields, "le") {
        Ok(le) => Ok(crate::leave(&visit.ctx, &app.db, id, le, fields.get("motif")).await),
        Err(errors) => Err(errors),
    };
    told(&visit, &app, id, ("sortie", &fields), ("La sortie est notée.", result)).await
}

pub(in crate::pages) async fn come_back(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let back = crate::undo_leave(&visit.ctx, &app.db, id_of(&id)?).await;
    done(&visit, &format!("adherents/{id}"), "La sortie est annulée.", back)
}

pub(in crate::pages) async fn college(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let college = fields.has("college").then(|| id_of(fields.get("college"))).transpose()?;
    let moved = crate::move_college(&visit.ctx, &app.db, id_of(&id)?, college).await;
    done(&visit, &format!("adherents/{id}"), "Le collège est enregistré.", moved)
}

pub(in crate::pages) async fn link(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let compte: Option<Uuid> =
        fields.has("compte").then(|| id_of::<()>(fields.get("compte")).map(Id::uuid)).transpose()?;
    let linked = crate::link_compte(&visit.ctx, &app.db, id_of(&id)?, compte).await;
    done(&visit, &format!("adherents/{id}"), "Le compte est enregistré.", linked)
}
