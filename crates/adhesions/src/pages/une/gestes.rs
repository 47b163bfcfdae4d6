//! What the bureau and the office do of one member.

use super::super::{ROOM, beside, champs};
use super::{Tape, may_decide, page};
use crate::{Adherent, College, Phase, WriteError};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::{Id, today};
use maud::{Markup, html};
use ui::button::{actions, confirm, post_button};
use ui::section::{panel, section};
use ui::{Button, Choice, Field, Filled, Method, Tone, alert::alert};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

/// The filled form of that name, or a blank one.
fn of(typed: Tape<'_>, name: &str) -> Filled {
    typed.filter(|(form, _)| *form == name).map(|(_, filled)| filled.clone()).unwrap_or_default()
}

/// A request that waits: who may decide, and how.
pub(super) fn decision(visit: &Visit, one: &Adherent, colleges: &[College], typed: Tape<'_>) -> Markup {
    if one.etat.phase() != Phase::Demande {
        return html! {};
    }
    let to = |part: &str| ROOM.at(visit, &format!("adherents/{}/{part}", one.id));
    let (yes, no) = (of(typed, "acceptation"), of(typed, "refus"));
    if !may_decide(visit, one) {
        return alert(Tone::Info, "Cette demande attend la décision du bureau.");
    }
    let open: Vec<College> = colleges.iter().filter(|it| it.ferme_le.is_none()).cloned().collect();
    let college = one.college.map(|id| id.to_string()).unwrap_or_default();
    section(
        "decision",
        "Décision du bureau",
        panel(html! {
            @if one.en_double {
                (alert(Tone::Warning, "Demande en double à examiner\u{a0}: une autre fiche a le même numéro RPPS, ou le même nom et la même adresse. Demandez à la personne si les deux demandes sont d’elle. Pour accepter celle-ci, refusez d’abord l’autre demande, ou notez la sortie\u{a0}; sinon, reportez ce qu’elle apporte dans l’autre fiche, puis refusez-la."))
            }
            (ui::form::error_summary(&yes)) (ui::form::error_summary(&no))
            p { @if one.courriel.is_some() { "Un courriel annonce la décision à cette adresse." } @else { "Aucune adresse électronique\u{a0}: annoncez la décision vous-même." } }
            (ui::form(&visit.csrf, &to("acceptation"), Method::Post, html! {
                (Field::date("depuis", "Adhérent depuis").required().value(today(visit.ctx.now).to_string()).filled(&yes))
                @if !open.is_empty() { (Field::select("college", "Collège", champs::choices(&open)).id("college-decision").value(college).filled(&yes)) }
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
    let to = |part: &str| ROOM.at(visit, &format!("adherents/{}/{part}", one.id));
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

/// Reads one of the forms of the page and does what it asks: the page again with the sentences of that form, or back to it
/// with what was done.
pub(in crate::pages) async fn told<S: Into<String>>(
    visit: &Visit,
    app: &App,
    id: Id<Adherent>,
    (name, fields): (&'static str, &Fields),
    act: impl Future<Output = Result<Result<S, WriteError>, FieldErrors>>,
) -> Answer {
    let errors = match act.await {
        Ok(Err(error @ WriteError::Saisie(_))) => beside(error)?,
        Ok(result) => return Redirect::to(ROOM.at(visit, &format!("adherents/{id}"))).after(visit, result),
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
    let college = fields.has("college").then(|| id_of(fields.get("college"))).transpose()?;
    let next = match college {
        Some(_) => "Reste à appeler sa cotisation.",
        None => "Reste à choisir son collège et à appeler sa cotisation.",
    };
    told(&visit, &app, id, ("acceptation", &fields), async {
        let depuis = day(&fields, "depuis")?;
        let accepted = crate::accept_adhesion(&visit.ctx, &app.db, id, depuis, college).await;
        Ok(accepted.map(|sent| written("L’adhésion est acceptée", sent, next)))
    })
    .await
}

pub(in crate::pages) async fn refuse(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    told(&visit, &app, id, ("refus", &fields), async {
        let refused = crate::refuse_adhesion(&visit.ctx, &app.db, id, fields.get("motif")).await;
        Ok(refused.map(|sent| written("La demande est refusée", sent, "")))
    })
    .await
}

/// A decision in a sentence that says whether a letter announces it, then what comes next.
fn written(decision: &str, sent: bool, next: &str) -> String {
    let letter = if sent {
        "un courriel l’annonce."
    } else {
        "prévenez la personne, dont nous n’avons pas l’adresse électronique."
    };
    format!("{decision}\u{a0}: {letter} {next}").trim_end().to_owned()
}

pub(in crate::pages) async fn leave(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    told(&visit, &app, id, ("sortie", &fields), async {
        let left = crate::leave(&visit.ctx, &app.db, id, day(&fields, "le")?, fields.get("motif")).await;
        Ok(left.map(|()| "La sortie est notée."))
    })
    .await
}

pub(in crate::pages) async fn come_back(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let back = crate::undo_leave(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, &format!("adherents/{id}"), "La sortie est annulée.", back)
}

pub(in crate::pages) async fn college(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let college = fields.has("college").then(|| id_of(fields.get("college"))).transpose()?;
    let moved = crate::move_college(&visit.ctx, &app.db, id_of(&id)?, college).await;
    ROOM.after(&visit, &format!("adherents/{id}"), "Le collège est enregistré.", moved)
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
    ROOM.after(&visit, &format!("adherents/{id}"), "Le compte est enregistré.", linked)
}
