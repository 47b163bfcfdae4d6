//! One part: its text, who writes it, what people say of it; writing it.

mod ecrire;
mod proposition;
mod territoire;
mod vue;

use super::{ROOM, beside, members};
use crate::jointe::Jointe;
use crate::section::{Commentaire, Etat, Redaction, Section};
use crate::{Tableau, WriteError, read_sections, store};
use ::territoire::Atlas;
use axum::extract::{Path, State};
use comptes::Noms;
pub(super) use ecrire::summary;
use ecrire::{Ecrit, conflict, editor, reading};
use std::collections::BTreeMap;
use territoire::Ici;
use ui::Filled;
use vue::page;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit, id_of};

struct Shown {
    section: Section,
    commentaires: Vec<Commentaire>,
    names: Noms,
    files: Vec<Jointe>,
    /// The territory, beside the part that speaks of it.
    ici: Option<Ici>,
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
    let names = Noms::read(&mut tx, people.collect()).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    let ici = match section.modele.repere.as_str() {
        "territoire" => Ici::load(&mut tx, app.resource::<Atlas>()).await?,
        _ => None,
    };
    Ok(Shown { section, commentaires, names, files, ici })
}

fn frame(visit: &Visit, shown: &Shown) -> ui::Frame {
    ROOM.below(visit, shown.section.modele.titre.clone(), &[("Parties", "sections")])
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

pub(super) async fn edit(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let shown = load(&app, &visit, &code).await?;
    vue::may_write(&visit, &shown.section)?;
    let mut ecrit = Ecrit::of(&shown.section);
    if fields.has("proposer") && shown.section.modele.repere == "systeme" {
        let gap = if ecrit.texte.is_empty() { "" } else { "\n\n" };
        ecrit.texte = format!("{}{gap}{}", ecrit.texte, proposed(&visit, &app).await?);
    }
    let content = editor(&visit, &shown.section, &ecrit, shown.section.numero(), &Filled::new());
    Ok(visit.page(&writing(&visit, &shown), content))
}

fn writing(visit: &Visit, shown: &Shown) -> ui::Frame {
    let title = format!("Écrire\u{a0}: {}", shown.section.modele.titre);
    ui::Frame { title: title.into(), ..frame(visit, shown) }
}

/// A first text on the information system.
async fn proposed(visit: &Visit, app: &App) -> Result<String, Problem> {
    let mut roles: BTreeMap<&'static str, i64> = BTreeMap::new();
    for one in members(visit, app).await? {
        *roles.entry(one.roles.main_label()).or_default() += 1;
    }
    let settings = &app.settings;
    let reglages = proposition::Reglages { adresse: &settings.public_url, chiffre: settings.secure(), roles };
    Ok(proposition::systeme(&reglages))
}

pub(super) async fn write(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let lue: u32 = fields.get("lue").parse().unwrap_or(0);
    let shown = load(&app, &visit, &code).await?;
    let ecrit = Ecrit::read(&fields, &shown.section.modele.colonnes);
    if fields.has("agrandir") {
        vue::may_write(&visit, &shown.section)?;
        let content = editor(&visit, &shown.section, &ecrit, lue, &Filled::new());
        return Ok(visit.page(&writing(&visit, &shown), content));
    }
    if fields.has("relire") {
        return preview(&visit, &shown, &fields, (ecrit, lue));
    }
    let rows = fields.has("lignes").then(|| ecrit.lignes.clone());
    match crate::write_partie(&visit.ctx, &app.db, &code, lue, &ecrit.texte, rows).await {
        Ok(_) => {
            let to = visit.workspace(&format!("projet/sections/{code}"));
            Ok(Redirect::to(to).done("Le texte est enregistré.").answer(&visit))
        }
        Err(WriteError::Concurrence(both)) => {
            let mut tx = app.db.read(&visit.ctx).await?;
            let names = Noms::read(&mut tx, both.garde.auteur.into_iter().collect()).await?;
            let content = conflict(&visit, &shown.section, &both, &names);
            Ok(visit.refused(frame(&visit, &shown), content))
        }
        Err(error) => {
            let filled = fields.filled(&beside(error)?);
            let content = editor(&visit, &shown.section, &ecrit, lue, &filled);
            Ok(visit.refused(frame(&visit, &shown), content))
        }
    }
}

/// The text as it will be read, before it is kept.
fn preview(visit: &Visit, shown: &Shown, fields: &Fields, (ecrit, lue): (Ecrit, u32)) -> Answer {
    vue::may_write(visit, &shown.section)?;
    let tableau = match Tableau::read(&shown.section.modele.colonnes, ecrit.lignes.clone()) {
        Ok(tableau) => tableau,
        Err(refus) => {
            let filled = fields.filled(&refus.into());
            return Ok(
                visit.refused(frame(visit, shown), editor(visit, &shown.section, &ecrit, lue, &filled))
            );
        }
    };
    let new = Redaction {
        section: shown.section.modele.code.clone(),
        numero: lue,
        texte: ecrit.texte.replace("\r\n", "\n"),
        tableau,
        auteur: crate::author(&visit.ctx),
        ecrit_le: visit.ctx.now,
    };
    Ok(visit.page(&frame(visit, shown), reading(visit, &shown.section, &new, lue)))
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
            Ok(()) => return ROOM.done(&visit, &format!("sections/{code}"), "C’est noté."),
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
    ROOM.after(&visit, &format!("sections/{code}"), words, given)
}

pub(super) async fn comment(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    match crate::comment_section(&visit.ctx, &app.db, &code, fields.get("texte")).await {
        Ok(_) => ROOM.done(&visit, &format!("sections/{code}"), "Le commentaire est noté."),
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
    ROOM.after(&visit, &format!("sections/{code}"), words, settled)
}
