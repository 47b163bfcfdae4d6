//! Money moved from an envelope to another: seen first, noted only with the paper that allows it.

use super::{ROOM, enveloppes, livre};
use crate::Cle;
use crate::droits::TENIR;
use crate::livre::Livre;
use crate::transfert::{CE_QUE_DISENT_LES_TEXTES, SOURCES, Transfert};
use aci::Montant;
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use pieces::{Envoi, Piece};
use ui::form::Width;
use ui::{Button, Column, Field, Filled, Row, Table, Tone, button, francais};
use web::{Answer, App, FieldErrors, Fields, Problem, Visit, id_of};

pub(super) async fn show(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors =
        if fields.has("de") { transfert(&fields).err().unwrap_or_default() } else { FieldErrors::default() };
    let (frame, content) = page(&visit, &app, &fields, &fields.filled(&errors)).await?;
    Ok(visit.page(&frame, content))
}

/// What the form asks to try.
fn transfert(fields: &Fields) -> Result<Transfert, FieldErrors> {
    let mut reader = fields.reader();
    let (de, vers): (Option<Cle>, Option<Cle>) = (reader.required("de"), reader.required("vers"));
    let montant: Option<Montant> = reader.required("montant");
    let read =
        de.zip(vers).zip(montant).map(|((de, vers), montant)| Transfert { de, vers, cents: montant.cents() });
    if let Some(Err(refus)) = read.map(|one| one.check()) {
        reader.refuse(refus.champ(), &refus);
    }
    reader.finish(read)
}

async fn page(
    visit: &Visit,
    app: &App,
    fields: &Fields,
    filled: &Filled,
) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let livre = livre(app, &mut tx).await?;
    let papers: Vec<_> = livre.decisions.iter().map(|one| one.piece).collect();
    let papers = pieces::pieces(&mut tx, &papers).await?;
    let tried = transfert(fields).ok();
    let content = html! {
        (ROOM.tabs(visit, "simulation"))
        (ui::form(&visit.csrf, &visit.workspace("budget/simulation"), ui::Method::Get, html! {
            @if tried.is_none() { (ui::form::error_summary(filled)) }
            (ui::form::row(html! {
                (Field::select("de", "De", enveloppes(&livre)).required().filled(filled))
                (Field::select("vers", "Vers", enveloppes(&livre)).required().filled(filled))
                (Field::text("montant", "Montant").unit("€").width(Width::Short).required().filled(filled))
            }))
            div.actions { (Button::primary("Simuler")) }
        }))
        @if let Some(tried) = tried { (result(visit, &livre, tried, filled)) }
        (decisions(visit, &livre, &papers))
    };
    let lead =
        "Que resterait-il si de l’argent passait d’une enveloppe à une autre\u{202f}? Rien n’est écrit.";
    Ok((ui::Frame { lead: Some(lead.into()), ..visit.frame("Simulation") }, content))
}

fn result(visit: &Visit, livre: &Livre, tried: Transfert, filled: &Filled) -> Markup {
    let row = |cle: Cle| {
        let (caisse, libre, effect) = (livre.en_caisse(cle), livre.libre(cle), tried.effet(cle));
        let after = libre + effect;
        Row::new(vec![
            html! { (livre.nom(cle)) },
            html! { (francais::euros(caisse)) },
            html! { (francais::euros(libre)) },
            html! { strong { (francais::euros(after)) } @if after < 0 { " " (ui::status::badge(Tone::Danger, "à découvert")) } },
            html! { (francais::euros(livre.attendu(cle))) },
        ])
    };
    let columns = vec![
        Column::text("Enveloppe"),
        Column::number("En caisse"),
        Column::number("Libre aujourd’hui"),
        Column::number("Libre après"),
        Column::number("Encore attendu"),
    ];
    html! {
        (Table::new("simulation", format!("{} de «\u{a0}{}\u{a0}» vers «\u{a0}{}\u{a0}»", francais::euros(tried.cents), livre.nom(tried.de), livre.nom(tried.vers)), columns).rows(vec![row(tried.de), row(tried.vers)]))
        (allowed(livre, tried))
        @if visit.can(TENIR) { (deciding(visit, tried, filled)) }
    }
}

/// What is known of whether it may be done.
fn allowed(livre: &Livre, tried: Transfert) -> Markup {
    let inside = tried.de.mission().is_some() && tried.vers.mission().is_some();
    let sources = ui::pourquoi::cite(&livre.law);
    let conditions: Vec<(String, String)> = [tried.de, tried.vers]
        .into_iter()
        .filter_map(|cle| livre.enveloppe(cle))
        .filter(|one| one.cle.mission().is_none())
        .map(|one| (one.nom.clone(), one.conditions.clone()))
        .collect();
    html! {
        @if inside {
            (ui::alert::notice(Tone::Warning, "À vérifier avec la CPAM", html! {
                p { (CE_QUE_DISENT_LES_TEXTES) }
                ul { @for cite in SOURCES.iter().filter_map(|id| sources(id)) { li { @match &cite.href { Some(href) => a href=(href) rel="noopener" { (cite.title) }, None => (cite.title) } } } }
            }))
        }
        @for (nom, conditions) in conditions {
            (ui::alert::notice(Tone::Warning, &format!("À vérifier avec le financeur\u{a0}: {nom}"), html! {
                @if conditions.is_empty() { "Les conditions de cet argent ne sont pas notées\u{a0}: relisez sa convention." } @else { (conditions) }
            }))
        }
    }
}

fn deciding(visit: &Visit, tried: Transfert, filled: &Filled) -> Markup {
    let body = ui::form::upload_form(
        &visit.csrf,
        &visit.workspace("budget/simulation"),
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (ui::form::hidden("de", &tried.de.to_string()))
            (ui::form::hidden("vers", &tried.vers.to_string()))
            (ui::form::hidden("montant", &francais::euros_saisis(tried.cents)))
            (Field::date("jour", "Décidé le").required().filled(filled))
            (Field::text("texte", "Qui a donné son accord").hint("Réunion, courrier de la CPAM, délibération.").maxlength(200).required().filled(filled))
            (pieces::champ("piece", "La pièce qui porte l’accord").required().filled(filled))
            div.actions { (Button::secondary("Noter la décision")) }
        },
    );
    ui::section::section("decision", "La décision est prise\u{202f}?", body)
}

fn decisions(visit: &Visit, livre: &Livre, papers: &[Piece]) -> Markup {
    let rows = livre.decisions.iter().rev().map(|one| {
        let at = visit.workspace(&format!("budget/simulation/{}/retrait", one.id));
        let gone = button::post_button(&visit.csrf, &at, &[], &Button::danger("Retirer").small());
        Row::new(vec![
            html! { (francais::date(one.jour)) },
            html! { (livre.nom(one.transfert.de)) " → " (livre.nom(one.transfert.vers)) },
            html! { (francais::euros(one.transfert.cents)) },
            html! { (one.texte) @if let Some(piece) = papers.iter().find(|piece| piece.id == one.piece) { br; (pieces::lien(visit, piece)) } },
            html! { @if visit.can(TENIR) { (button::confirm("Retirer", &one.texte, "Notée par erreur\u{202f}?", gone)) } },
        ])
    });
    let columns = vec![
        Column::text("Le"),
        Column::text("Transfert"),
        Column::number("Montant"),
        Column::text("Accord"),
        Column::actions(),
    ];
    let empty = html! { p { "Aucune décision n’est notée." } };
    html! { (Table::new("decisions", "Décisions notées", columns).rows(rows.collect()).empty(empty)) }
}

pub(super) async fn decide(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let mut errors = FieldErrors::default();
    envoi.check("piece", &mut errors);
    let mut reader = envoi.fields.reader();
    let jour: Option<Date> = reader.required("jour");
    let read = reader.finish(jour);
    let errors = match (transfert(&envoi.fields), read) {
        (Ok(tried), Ok(jour)) if errors.is_empty() => {
            let depot = envoi.take("piece");
            let (id, words) = (envoi.fields.key(&visit), envoi.fields.get("texte"));
            match crate::note_decision(&visit.ctx, &app.db, id, tried, (jour, words), depot).await {
                Ok(()) => {
                    return ROOM.done(&visit, "simulation", "La décision est notée.");
                }
                Err(error) => error.beside()?,
            }
        }
        (Err(errors), _) | (Ok(_), Err(errors)) => errors,
        (Ok(_), Ok(_)) => errors,
    };
    let (frame, content) = page(&visit, &app, &envoi.fields, &envoi.fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let gone = crate::withdraw_decision(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "simulation", "La décision est retirée.", gone)
}
