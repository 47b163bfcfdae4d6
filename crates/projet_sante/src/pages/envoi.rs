//! One sending: its decision, its questions; one question and its answer.

use super::{ROOM, atlas, beside, jointes};
use crate::dossier::{Envoi, Objet, Question};
use crate::droits::{CONDUIRE, VOIR_TRAVAIL};
use crate::jointe::{Jointe, Sujet};
use crate::version::Version;
use crate::{WriteError, loi, store};
use axum::extract::{Path, State};
use kernel::Id;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::atlas::Etat;
use ui::{Button, Choice, Field, Filled, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

struct Shown {
    etat: Arc<Etat>,
    envoi: Envoi,
    questions: Vec<Question>,
    versions: Vec<Version>,
    files: Vec<Jointe>,
}

async fn load(visit: &Visit, app: &App, id: Id<Envoi>) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    let envoi = store::dossier::envoi(&mut tx, id).await?.ok_or(WriteError::Inconnu("Cet envoi"))?;
    let mut questions = store::dossier::questions(&mut tx).await?;
    questions.retain(|one| one.envoi == id);
    let versions = crate::versions(&mut tx).await?;
    Ok(Shown { etat, envoi, questions, versions, files: store::pieces::jointes(&mut tx).await? })
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let shown = load(&visit, &app, id_of(&id)?).await?;
    Ok(visit.page(&frame(&visit, &shown), page(&visit, &shown, &Filled::new(), "")))
}

fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    let title = format!("{} du {}", shown.envoi.objet.libelle(), francais::date(shown.envoi.jour));
    ROOM.below(visit, title, &[("Dossier ARS", "dossier")])
}

fn page(visit: &Visit, shown: &Shown, filled: &Filled, part: &str) -> Markup {
    let (envoi, blank) = (&shown.envoi, Filled::new());
    let of = |name: &str| if part == name { filled } else { &blank };
    let (tone, words) = super::dossier::decided(envoi, visit, &shown.etat.law);
    let work = visit.can(VOIR_TRAVAIL);
    let mut facts = vec![
        ("Version", super::dossier::went(visit, envoi, &shown.versions)),
        ("À qui", html! { @for line in envoi.destinataires.lines() { div { (line) } } }),
        ("Par quel moyen", html! { @if envoi.moyen.is_empty() { "—" } @else { (envoi.moyen) } }),
        (
            "Réponse",
            html! { (ui::status::status(tone, &words)) @if let Some(one) = &envoi.decision { @if !one.reference.is_empty() { " " (one.reference) } @if work && !one.note.is_empty() { p { (one.note) } } } },
        ),
    ];
    if work {
        facts.push(("À noter", html! { @if envoi.note.is_empty() { "—" } @else { (envoi.note) } }));
    }
    let may = visit.can(CONDUIRE);
    html! {
        (ui::definitions::definitions(&facts))
        (jointes(visit, &shown.files, &Sujet::envoi(envoi.id), may))
        section.section id="questions" {
            h2 { "Questions reçues" }
            @if shown.questions.is_empty() { p { "Aucune question notée." } }
            @for one in &shown.questions { (question_line(visit, one)) }
            @if may { (asking(visit, envoi, of("question"))) }
        }
        @if may && envoi.decision.is_none() && envoi.objet != Objet::Complement { (deciding(visit, envoi, of("decision"))) }
        @if may && envoi.decision.is_none() && shown.questions.is_empty() {
            (button::confirm("Retirer cet envoi", envoi.objet.libelle(), "Noté par erreur\u{202f}? Le délai de l’ARS ne se comptera plus.", button::post_button(&visit.csrf, &visit.workspace(&format!("projet/dossier/{}/retrait", envoi.id)), &[], &Button::danger("Retirer"))))
        }
    }
}

pub(super) fn question_line(visit: &Visit, one: &Question) -> Markup {
    ui::section::panel(html! {
        p { strong { (one.de) } ", le " (francais::date(one.recue_le)) "\u{a0}: " a href=(visit.workspace(&format!("projet/questions/{}", one.id))) { (one.texte) } }
        @match &one.reponse {
            Some((le, mots)) => p { "Répondu le " (francais::date(*le)) "\u{a0}: " (mots) },
            None => p { (ui::status::status(Tone::Warning, "Sans réponse")) },
        }
    })
}

fn asking(visit: &Visit, envoi: &Envoi, filled: &Filled) -> Markup {
    let to = visit.workspace(&format!("projet/dossier/{}/questions", envoi.id));
    html! {
        details open[filled.is_refused()] {
            summary { "Noter une question" }
            (ui::form(&visit.csrf, &to, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::text("de", "Qui demande").required().maxlength(200).filled(filled))
                (Field::date("recue_le", "Reçue le").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
                (Field::textarea("texte", "La question", 3).required().filled(filled))
                div.actions { (Button::secondary("Noter la question")) }
            }))
        }
    }
}

fn deciding(visit: &Visit, envoi: &Envoi, filled: &Filled) -> Markup {
    let to = visit.workspace(&format!("projet/dossier/{}/decision", envoi.id));
    let yes = Choice::new("validation", "Accord");
    let no = loi::motifs(kernel::today(visit.ctx.now)).into_iter().map(|motif| {
        Choice::new(format!("opposition:{}", motif.code), format!("Opposition\u{a0}: {}", motif.libelle))
    });
    html! {
        section.section id="decision" {
            h2 { "Noter la décision" }
            (ui::form(&visit.csrf, &to, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::radios("nature", "Décision", std::iter::once(yes).chain(no).collect()).required().filled(filled))
                (Field::date("jour", "Prise le").required().filled(filled))
                (Field::text("reference", "Référence du courrier").maxlength(200).filled(filled))
                (Field::textarea("note", "À noter", 2).filled(filled))
                div.actions { (Button::primary("Noter la décision")) }
            }))
        }
    }
}

async fn again(visit: &Visit, app: &App, id: Id<Envoi>, filled: &Filled, part: &str) -> Answer {
    let shown = load(visit, app, id).await?;
    Ok(visit.refused(frame(visit, &shown), page(visit, &shown, filled, part)))
}

pub(super) async fn decide(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let mut reader = fields.reader();
    let read = reader.required::<String>("nature").zip(reader.required("jour"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((nature, jour)) => {
            let words = (fields.get("reference"), fields.get("note"));
            match crate::note_decision(&visit.ctx, &app.db, id, &nature, jour, words).await {
                Ok(()) => return ROOM.done(&visit, &format!("dossier/{id}"), "La décision est notée."),
                Err(error) => beside(error)?,
            }
        }
    };
    again(&visit, &app, id, &fields.filled(&errors), "decision").await
}

pub(super) async fn ask(visit: Visit, State(app): State<App>, Path((_, id)): Here, fields: Fields) -> Answer {
    let id = id_of(&id)?;
    let mut reader = fields.reader();
    let day = reader.required("recue_le");
    let errors = match reader.finish(day) {
        Err(errors) => errors,
        Ok(day) => {
            let words = (fields.get("de"), fields.get("texte"));
            match crate::note_question(&visit.ctx, &app.db, id, day, words).await {
                Ok(_) => return ROOM.done(&visit, &format!("dossier/{id}"), "La question est notée."),
                Err(WriteError::Dossier(refus)) => FieldErrors::one("recue_le", refus),
                Err(error) => beside(error)?,
            }
        }
    };
    again(&visit, &app, id, &fields.filled(&errors), "question").await
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_envoi(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "dossier", "L’envoi est retiré.", gone)
}

pub(super) async fn question(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let (frame, content) = one(&visit, &app, id_of(&id)?, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn one(
    visit: &Visit,
    app: &App,
    id: Id<Question>,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::dossier::questions(&mut tx).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    drop(tx);
    let asked = all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Cette question"))?;
    let may = visit.can(CONDUIRE);
    let frame = ROOM.below(
        visit,
        format!("Question du {}", francais::date(asked.recue_le)),
        &[("Dossier ARS", "dossier")],
    );
    let content = html! {
        p { strong { (asked.de) } "\u{a0}:" }
        @for line in asked.texte.lines() { p { (line) } }
        (jointes(visit, &files, &Sujet::question(id), may))
        section.section id="reponse" {
            h2 { "Réponse" }
            @match &asked.reponse {
                Some((le, mots)) => { p { "Envoyée le " (francais::date(*le)) "\u{a0}:" } @for line in mots.lines() { p { (line) } } },
                None if may => (ui::form(&visit.csrf, &visit.workspace(&format!("projet/questions/{id}")), ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (Field::textarea("reponse", "Réponse", 6).required().filled(filled))
                    (Field::date("jour", "Envoyée le").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
                    div.actions { (Button::primary("Noter la réponse")) }
                })),
                None => p { "Pas encore de réponse." },
            }
        }
    };
    Ok((frame, content))
}

pub(super) async fn answer(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Here,
    fields: Fields,
) -> Answer {
    let id = id_of(&id)?;
    let mut reader = fields.reader();
    let day = reader.required("jour");
    let errors = match reader.finish(day) {
        Err(errors) => errors,
        Ok(day) => match crate::answer_question(&visit.ctx, &app.db, id, day, fields.get("reponse")).await {
            Ok(()) => {
                let to = visit.workspace("projet/dossier");
                return Ok(Redirect::to(to).done("La réponse est notée.").answer(&visit));
            }
            Err(error) => beside(error)?,
        },
    };
    let (frame, content) = one(&visit, &app, id, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}
