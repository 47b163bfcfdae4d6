//! One part: its text, who writes it, what people say of it; writing it.

mod vue;

use super::{below, beside, done, id_of, noms};
use crate::section::{Commentaire, Etat, Section};
use crate::{WriteError, read_sections, store};
use axum::extract::{Path, State};
use maud::Markup;
use std::collections::HashMap;
use ui::Filled;
use uuid::Uuid;
pub(super) use vue::summary;
use vue::{conflict, editor, page, reading};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

struct Shown {
    section: Section,
    commentaires: Vec<Commentaire>,
    names: HashMap<Uuid, String>,
}

type Here = Path<(String, String)>;

async fn load(app: &App, visit: &Visit, code: &str) -> Result<Shown, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let section = read_sections::section(&mut tx, code).await?.ok_or_else(Problem::not_found)?;
    let mut commentaires = store::sections::commentaires(&mut tx, code).await?;
    if !vue::sees_work(visit, &section) {
        commentaires.retain(|one| Some(one.auteur) == crate::author(&visit.ctx));
    }
    let people = commentaires.iter().map(|one| one.auteur).chain(section.responsable);
    let people = people.chain(section.redaction.as_ref().and_then(|one| one.auteur));
    let names = noms(&mut tx, people.into_iter().collect()).await?;
    Ok(Shown { section, commentaires, names })
}

fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    below(visit, shown.section.modele.titre.clone(), &[("Parties", "sections")])
}

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, code)): Here) -> Answer {
    let shown = load(&app, &visit, &code).await?;
    let people = super::people(&visit, &app).await?;
    Ok(visit.page(&frame(&visit, &shown), page(&visit, &shown, people, &Filled::new(), "")))
}

async fn again(visit: &Visit, app: &App, code: &str, filled: &Filled, part: &str) -> Answer {
    let shown = load(app, visit, code).await?;
    let people = super::people(visit, app).await?;
    Ok(visit.refused(frame(visit, &shown), page(visit, &shown, people, filled, part)))
}

pub(super) async fn edit(visit: Visit, State(app): State<App>, Path((_, code)): Here) -> Answer {
    let shown = load(&app, &visit, &code).await?;
    vue::may_write(&visit, &shown.section)?;
    let mut frame = frame(&visit, &shown);
    frame.title = format!("Écrire\u{a0}: {}", shown.section.modele.titre).into();
    let content =
        editor(&visit, &shown.section, shown.section.texte(), shown.section.numero(), &Filled::new());
    Ok(visit.page(&frame, content))
}

pub(super) async fn write(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let lue: u32 = fields.get("lue").parse().unwrap_or(0);
    let texte = fields.get("texte");
    if fields.has("relire") {
        return preview(&visit, &app, &code, (texte, lue)).await;
    }
    let shown = load(&app, &visit, &code).await?;
    match crate::write_section(&visit.ctx, &app.db, &code, lue, texte).await {
        Ok(_) => {
            let to = visit.workspace(&format!("projet/sections/{code}"));
            Ok(Redirect::to(to).done("Le texte est enregistré.").answer(&visit))
        }
        Err(WriteError::Concurrence(both)) => {
            let mut tx = app.db.read(&visit.ctx).await?;
            let names = noms(&mut tx, both.garde.auteur.into_iter().collect()).await?;
            let content = conflict(&visit, &shown.section, &both, &names);
            Ok(visit.refused(frame(&visit, &shown), content))
        }
        Err(error) => {
            let errors = beside(error)?;
            let content = editor(&visit, &shown.section, texte, lue, &fields.filled(&errors));
            Ok(visit.refused(frame(&visit, &shown), content))
        }
    }
}

/// The text as it will be read, before it is kept.
async fn preview(visit: &Visit, app: &App, code: &str, (texte, lue): (&str, u32)) -> Answer {
    let shown = load(app, visit, code).await?;
    vue::may_write(visit, &shown.section)?;
    let content: Markup = reading(visit, &shown.section, texte, lue);
    Ok(visit.page(&frame(visit, &shown), content))
}

pub(super) async fn mark(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let lue: u32 = fields.get("lue").parse().unwrap_or(0);
    let errors = match fields.get("etat").parse::<Etat>() {
        Err(error) => FieldErrors::one("etat", error),
        Ok(etat) => match crate::mark_section(&visit.ctx, &app.db, &code, lue, etat).await {
            Ok(()) => return done(&visit, &format!("sections/{code}"), "C’est noté.", Ok(())),
            Err(error) => beside(error)?,
        },
    };
    again(&visit, &app, &code, &fields.filled(&errors), "etat").await
}

pub(super) async fn assign(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let who = fields.get("responsable").parse().ok();
    let given = crate::assign_section(&visit.ctx, &app.db, &code, who).await;
    let words = if who.is_some() {
        "La partie est confiée."
    } else {
        "La partie n’est plus confiée à personne."
    };
    done(&visit, &format!("sections/{code}"), words, given)
}

pub(super) async fn comment(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    match crate::comment_section(&visit.ctx, &app.db, &code, fields.get("texte")).await {
        Ok(_) => done(&visit, &format!("sections/{code}"), "Le commentaire est noté.", Ok(())),
        Err(error) => {
            let filled = fields.filled(&beside(error)?);
            again(&visit, &app, &code, &filled, "commentaire").await
        }
    }
}

pub(super) async fn settle(
    visit: Visit,
    State(app): State<App>,
    Path((_, code, id)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let (ctx, id) = (&visit.ctx, id_of(&id)?);
    let (settled, words) = match fields.get("sort") {
        "retirer" => (crate::take_back_comment(ctx, &app.db, id).await, "Le commentaire est retiré."),
        "rouvrir" => (crate::settle_comment(ctx, &app.db, id, false).await, "Le commentaire est rouvert."),
        _ => (crate::settle_comment(ctx, &app.db, id, true).await, "Le commentaire est réglé."),
    };
    done(&visit, &format!("sections/{code}"), words, settled)
}
