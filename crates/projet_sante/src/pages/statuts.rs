//! The five questions asked of the statutes: the facts, what they say, what was decided.

mod champs;

use super::{ROOM, atlas, beside, jointes};
use crate::droits::CONDUIRE;
use crate::faits::Faits;
use crate::jointe::Sujet;
use crate::loi::ChampType;
use crate::missions::Mission;
use crate::read_statuts::points;
use crate::statuts::{Point, Resultat};
use crate::{WriteError, loi, store};
use axum::extract::{Path, State};
use comptes::Noms;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, Tone, form::hidden, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

/// The form of the facts, refused because somebody noted others in the meantime.
const CONFLIT: &str = "conflit";

pub(super) async fn list(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let jour = kernel::today(visit.ctx.now);
    let etat = atlas(&app, &mut tx).await?;
    let all = points(&mut tx, &etat.law).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    let known = all.iter().filter_map(|one| one.verification.as_ref()?.auteur);
    let names = Noms::read(&mut tx, known.collect()).await?;
    drop(tx);
    let frame = ui::Frame {
        lead: Some(
            "Une CPTS est une association. Cinq points de ses statuts se vérifient avant de signer.".into(),
        ),
        ..visit.frame("Statuts")
    };
    let may = visit.can(CONDUIRE);
    let content = html! {
        (ROOM.tabs(&visit, "statuts"))
        @for point in &all {
            (ui::section::panel(html! {
                h2 { (point.modele.titre) }
                (found(point, &names))
                (said(point))
                (look(point))
                (jointes(&visit, &files, &Sujet::statut(&point.modele.code), may))
                @if may { div.actions { (Button::secondary("Renseigner et vérifier").about(point.modele.titre.clone()).href(visit.workspace(&format!("projet/statuts/{}", point.modele.code)))) } }
            }))
        }
        @for source in loi::sources("statuts", jour).0 { p { "Source\u{a0}: " @match &source.url { Some(url) => a href=(url) { (source.title) }, None => (source.title) } "." } }
    };
    Ok(visit.page(&frame, content))
}

fn found(point: &Point, names: &Noms) -> Markup {
    html! {
        @match &point.verification {
            None => p { (ui::status::status(Tone::Neutral, "Pas encore vérifié")) },
            Some(one) => {
                p { (ui::status::status(one.resultat.tone(), one.resultat.libelle())) ", le " (francais::date(one.jour)) " par " (names.of(one.auteur)) }
                @for line in one.note.lines() { p { (line) } }
            },
        }
    }
}

/// What the facts say, and what is missing.
fn said(point: &Point) -> Markup {
    let bilan = &point.bilan;
    let decided = point.verification.as_ref().map(|one| one.resultat);
    html! {
        @if !bilan.manques.is_empty() {
            p {
                @if decided == Some(Resultat::Conforme) { (ui::status::badge(Tone::Warning, "décidé conforme malgré")) " " }
                "D’après ce qui est noté, il manque\u{a0}:"
            }
            ul { @for one in &bilan.manques { li { (one) } } }
        } @else if decided.is_none() {
            p { "Rien ne manque d’après ce qui est noté\u{a0}: le point peut être déclaré conforme." }
        }
        @for one in &bilan.notes { p { (one) } }
    }
}

fn look(point: &Point) -> Markup {
    html! { details { summary { "Que regarder" span.visually-hidden { "\u{a0}: " (point.modele.titre) } } ul { @for one in &point.modele.regarder { li { (one) } } } } }
}

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>, Path((_, code)): Here) -> Answer {
    let (frame, content) = page(&visit, &app, &code, None, &Filled::new(), "").await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    code: &str,
    typed: Option<&Faits>,
    filled: &Filled,
    part: &str,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    let all = points(&mut tx, &etat.law).await?;
    drop(tx);
    let point = all.into_iter().find(|one| one.modele.code == code).ok_or_else(Problem::not_found)?;
    let missions = crate::missions::missions(&etat.law, kernel::today(visit.ctx.now)).unwrap_or_default();
    let blank = Filled::new();
    let of = |names: &[&str]| if names.contains(&part) { filled } else { &blank };
    let kept = if part == CONFLIT { Some(&point.faits) } else { None };
    let at = visit.workspace(&format!("projet/statuts/{code}"));
    let content = html! {
        h2 { "Que regarder" }
        ul { @for one in &point.modele.regarder { li { (one) } } }
        @if visit.can(CONDUIRE) { (noting(visit, &at, &point, &missions, (typed.unwrap_or(&point.faits), kept, of(&["faits", CONFLIT])))) }
        section.section id="bilan" {
            h2 { "Ce qu’il en ressort" }
            p { "Résultat proposé\u{a0}: " (ui::status::status(point.bilan.propose.tone(), point.bilan.propose.libelle())) }
            (said(&point))
        }
        @if visit.can(CONDUIRE) { (deciding(visit, &at, &point, of(&["decision"]))) }
    };
    Ok((ROOM.below(visit, point.modele.titre.clone(), &[("Statuts", "statuts")]), content))
}

/// The form of the facts, with those of another that were kept in the meantime.
fn noting(
    visit: &Visit,
    at: &str,
    point: &Point,
    missions: &[Mission],
    (facts, kept, filled): (&Faits, Option<&Faits>, &Filled),
) -> Markup {
    let champs = &point.modele.champs;
    let other = |one: &&ChampType| kept.is_some_and(|kept| kept.of(&one.code) != facts.of(&one.code));
    let others = champs.iter().filter(other);
    let others: Vec<(&str, Markup)> =
        others.map(|one| (one.libelle.as_str(), champs::kept(one, &point.faits, missions))).collect();
    html! {
        section.section id="faits" {
            h2 { "Ce que disent les statuts" }
            (ui::form(&visit.csrf, &format!("{at}/faits"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                @if !others.is_empty() { (ui::alert::notice(Tone::Info, "Ce qui est noté maintenant, là où vous avez écrit autre chose", ui::definitions::definitions(&others))) }
                (hidden("faits-lus", &point.faits_lus()))
                @for champ in champs { (champs::field(champ, facts, missions, filled)) }
                div.actions { (Button::primary("Noter")) }
            }))
        }
    }
}

fn deciding(visit: &Visit, at: &str, point: &Point, filled: &Filled) -> Markup {
    let found = point.verification.as_ref();
    let results = Resultat::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let usual = found.map_or(point.bilan.propose, |one| one.resultat);
    let hint = if point.bilan.manques.is_empty() {
        "Article des statuts, ce qu’il faut changer. Obligatoire si le point n’est pas conforme."
    } else {
        "Article des statuts, ce qu’il faut changer. Obligatoire\u{a0}: si le point est conforme malgré ce qui manque, dites pourquoi."
    };
    html! {
        section.section id="decision" {
            h2 { "Ce que vous décidez" }
            (ui::form(&visit.csrf, at, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (hidden("point-lu", &point.lecture()))
                (Field::radios("resultat", "Résultat", results).required().value(usual.code()).filled(filled))
                (Field::textarea("note", "Ce qui a été trouvé", 4).hint(hint).value(found.map(|one| one.note.clone()).unwrap_or_default()).filled(filled))
                (Field::date("jour", "Vérifié le").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
                div.actions { (Button::primary("Enregistrer")) }
            }))
        }
    }
}

pub(super) async fn note(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let point = loi::points(kernel::today(visit.ctx.now)).into_iter().find(|one| one.code == code);
    let point = point.ok_or_else(Problem::not_found)?;
    let (typed, refus) = champs::read(&fields, &point);
    let mut part = "faits";
    let errors = match refus {
        Some(refus) => refus.into(),
        None => match noted(&visit, &app, (&code, fields.get("faits-lus")), &typed).await {
            Ok(()) => {
                let to = visit.workspace(&format!("projet/statuts/{code}"));
                return Ok(Redirect::to(to).done("C’est noté.").answer(&visit));
            }
            Err(error) => {
                if matches!(error, WriteError::StatutsChanges) {
                    part = CONFLIT;
                }
                beside(error)?
            }
        },
    };
    let (frame, content) = page(&visit, &app, &code, Some(&typed), &fields.filled(&errors), part).await?;
    Ok(visit.refused(frame, content))
}

async fn noted(visit: &Visit, app: &App, lu: (&str, &str), faits: &Faits) -> Result<(), WriteError> {
    let etat = atlas(app, &mut app.db.read(&visit.ctx).await?).await?;
    crate::correct_faits(&visit.ctx, &app.db, &etat.law, lu, faits).await
}

pub(super) async fn check(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Here,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required::<Resultat>("resultat").zip(reader.required("jour"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok(what) => {
            let etat = atlas(&app, &mut app.db.read(&visit.ctx).await?).await?;
            let (lu, words) = ((code.as_str(), fields.get("point-lu")), fields.get("note"));
            match crate::decide_statuts(&visit.ctx, &app.db, &etat.law, lu, what, words).await {
                Ok(()) => return ROOM.done(&visit, "statuts", "La vérification est notée."),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &code, None, &fields.filled(&errors), "decision").await?;
    Ok(visit.refused(frame, content))
}
