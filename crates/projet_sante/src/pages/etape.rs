//! One stage: what happens in it, what leaves it, the day it was left, the words of the region.

use super::{ROOM, atlas, beside, jointes};
use crate::droits::CONDUIRE;
use crate::etape::{Critere, Etape};
use crate::jointe::{Jointe, Sujet};
use crate::{Mots, WriteError, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::{Button, Field, Filled, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
) -> Answer {
    let (frame, content) = page(&visit, &app, &code, &Filled::new(), "").await?;
    Ok(visit.page(&frame, content))
}

async fn page(
    visit: &Visit,
    app: &App,
    code: &str,
    filled: &Filled,
    part: &str,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let etat = atlas(app, &mut tx).await?;
    let parcours = crate::parcours(&mut tx, &etat.law).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    drop(tx);
    let etape = parcours.etape(code).ok_or_else(Problem::not_found)?;
    let said = filled.get("jour").filter(|_| part == "franchir").and_then(|jour| jour.parse().ok());
    let missing = parcours.sans(etape, said.unwrap_or_else(|| kernel::today(visit.ctx.now)));
    let blank = Filled::new();
    let of = |name: &str| if part == name { filled } else { &blank };
    let frame = ui::Frame {
        lead: Some(etape.resume.clone().into()).filter(|text: &ui::Text| !text.is_empty()),
        ..ROOM.below(visit, etape.titre.clone(), &[])
    };
    let may = visit.can(CONDUIRE);
    let content = html! {
        (facts(etape))
        section.section id="criteres" {
            h2 { "Ce qu’il faut pour la franchir" }
            @if etape.criteres.is_empty() { p { "Aucun critère pour l’instant." } }
            @for critere in &etape.criteres { (criterion(visit, etape, critere, &files, may)) }
            @if may { (adding(visit, etape, of("critere"))) }
        }
        @if may { (leaving(visit, etape, &missing, of("franchir"))) (words(visit, etape, of("mots"))) }
    };
    Ok((frame, content))
}

fn facts(etape: &Etape) -> Markup {
    let mut facts = Vec::new();
    let mut add = |label: &'static str, words: &str| {
        if !words.is_empty() {
            facts.push((label, html! { (words) }));
        }
    };
    add("Ce qu’elle produit", &etape.produit);
    add("Qui le reçoit", &etape.recoit);
    add("Qui décide", &etape.decide);
    let left = etape.atteinte_le.map(francais::date).unwrap_or_default();
    add("Franchie le", &left);
    add("Franchie sans", &etape.sans.join("\u{a0}; "));
    add(if etape.sans.is_empty() { "À noter" } else { "Pourquoi" }, &etape.note);
    html! {
        @if etape.sans_objet { (ui::alert::alert(Tone::Info, "Cette région se passe de cette étape.")) }
        (ui::definitions::definitions(&facts))
    }
}

fn criterion(visit: &Visit, etape: &Etape, critere: &Critere, files: &[Jointe], may: bool) -> Markup {
    let (tone, words) = match (critere.is_rempli(), critere.etat) {
        (true, crate::etape::Etat::SansObjet) => (Tone::Neutral, "Sans objet ici"),
        (true, _) => (Tone::Success, "Rempli"),
        (false, _) if etape.atteinte_le.is_some() => (Tone::Warning, "Étape franchie sans"),
        (false, _) => (Tone::Warning, "Manque"),
    };
    let page = visit.workspace(&format!("projet/etapes/{}/criteres/{}", etape.code, critere.code));
    ui::section::panel(html! {
        h3 { (critere.libelle) }
        p { (ui::status::status(tone, words)) @if let Some(jour) = critere.jour { " le " (francais::date(jour)) } }
        @if let Some(constat) = &critere.constat {
            p { (constat.mots) ". " a href=(visit.workspace(&constat.ou)) { "Y aller" span.visually-hidden { " (" (critere.libelle) ")" } } }
        }
        @if !critere.note.is_empty() { p { (critere.note) } }
        (jointes(visit, files, &Sujet::critere(&etape.code, &critere.code), may))
        @if may {
            div.actions {
                @if critere.constat.is_none() && !critere.is_rempli() {
                    (button::post_button(&visit.csrf, &page, &[("etat", "fait"), ("jour", &kernel::today(visit.ctx.now).to_string())], &Button::secondary("C’est fait").about(critere.libelle.clone()).small()))
                }
                (Button::plain("Noter").about(critere.libelle.clone()).small().href(page.clone()))
            }
        }
    })
}

fn adding(visit: &Visit, etape: &Etape, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("projet/etapes/{}/criteres", etape.code));
    html! {
        details open[filled.is_refused()] {
            summary { "Ajouter un critère de ma région" }
            (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                (Field::text("libelle", "Ce qui doit être vrai").required().maxlength(200).filled(filled))
                div.actions { (Button::secondary("Ajouter le critère")) }
            }))
        }
    }
}

fn leaving(visit: &Visit, etape: &Etape, missing: &[String], filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("projet/etapes/{}", etape.code));
    let why = if missing.is_empty() {
        Field::textarea("note", "À noter", 2)
            .hint("Facultatif\u{a0}: qui a décidé, quelle réunion, quel courrier.")
    } else {
        Field::textarea("note", "Pourquoi la franchir quand même", 2)
            .hint("Ce qui manque et cette raison restent affichés avec l’étape.")
            .required()
    };
    html! {
        section.section id="franchir" {
            h2 { "Franchir l’étape" }
            @if let Some(jour) = etape.atteinte_le {
                p { "Franchie le " (francais::date(jour)) "." }
                (button::confirm("Reprendre l’étape", &etape.titre, "L’étape sera de nouveau en cours.", button::post_button(&visit.csrf, &action, &[("reprise", "oui")], &Button::danger("Reprendre"))))
            } @else {
                @if !missing.is_empty() {
                    p { "Il manque encore\u{a0}:" }
                    ul { @for one in missing { li { (one) } } }
                }
                (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                    (ui::form::error_summary(filled))
                    (Field::date("jour", "Franchie le").required().value(kernel::today(visit.ctx.now).to_string()).filled(filled))
                    (why.value(etape.note.clone()).filled(filled))
                    div.actions { (Button::primary("L’étape est franchie")) }
                }))
            }
        }
    }
}

fn words(visit: &Visit, etape: &Etape, filled: &Filled) -> Markup {
    let action = visit.workspace(&format!("projet/etapes/{}/mots", etape.code));
    let field = Field::checkbox("sans_objet", "Notre région se passe de cette étape");
    let field = if etape.sans_objet && !filled.is_refused() { field.value("oui") } else { field };
    html! {
        details open[filled.is_refused()] {
            summary { "Adapter cette étape à ma région" }
            (ui::form(&visit.csrf, &action, ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::text("titre", "Nom").required().maxlength(200).value(etape.titre.clone()).filled(filled))
                (Field::textarea("resume", "Ce qui s’y passe", 3).value(etape.resume.clone()).filled(filled))
                (Field::text("produit", "Ce qu’elle produit").maxlength(200).value(etape.produit.clone()).filled(filled))
                (Field::text("decide", "Qui décide").maxlength(200).value(etape.decide.clone()).filled(filled))
                (field.filled(filled))
                div.actions { (Button::secondary("Enregistrer")) }
            }))
        }
    }
}

pub(super) async fn add(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let added = crate::add_etape(&visit.ctx, &app.db, fields.get("titre"), fields.get("apres")).await;
    ROOM.after(&visit, "", "L’étape est ajoutée.", added)
}

pub(super) async fn reach(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let back = fields.has("reprise");
    let mut reader = fields.reader();
    let jour = if back { None } else { reader.required("jour") };
    let errors = match reader.finish(Some(())) {
        Err(errors) => errors,
        Ok(()) => match left(&visit, &app, &code, jour, fields.get("note")).await {
            Ok(()) => {
                let words =
                    if back { "L’étape est de nouveau en cours." } else { "L’étape est franchie." };
                return ROOM.done(&visit, "", words);
            }
            Err(error) => beside(error)?,
        },
    };
    again(&visit, &app, &code, (&fields, &errors), "franchir").await
}

async fn left(
    visit: &Visit,
    app: &App,
    code: &str,
    jour: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    let etat = atlas(app, &mut app.db.read(&visit.ctx).await?).await?;
    crate::reach_etape(&visit.ctx, &app.db, &etat.law, code, jour, note).await
}

pub(super) async fn adapt(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let text = |name: &str| fields.get(name).to_owned();
    let mots = Mots {
        titre: text("titre"),
        resume: text("resume"),
        produit: text("produit"),
        decide: text("decide"),
    };
    match crate::adapt_etape(&visit.ctx, &app.db, &code, &mots, fields.has("sans_objet")).await {
        Ok(()) => {
            let to = visit.workspace(&format!("projet/etapes/{code}"));
            Ok(Redirect::to(to).done("L’étape est adaptée.").answer(&visit))
        }
        Err(error) => again(&visit, &app, &code, (&fields, &beside(error)?), "mots").await,
    }
}

pub(super) async fn again(
    visit: &Visit,
    app: &App,
    code: &str,
    (fields, errors): (&Fields, &FieldErrors),
    part: &str,
) -> Answer {
    let (frame, content) = page(visit, app, code, &fields.filled(errors), part).await?;
    Ok(visit.refused(frame, content))
}
