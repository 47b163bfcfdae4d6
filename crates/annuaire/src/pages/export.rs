//! The directory in files: which entries, for whom, in which form.

use super::liste::{Question, open};
use super::{Place, ROOM, reference};
use crate::bottin::{Bottin, Demande};
use crate::export_bottin::{Format, export_bottin, export_contact, print_public};
use crate::{Regard, Tirage, Visibilite};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use jiff::civil::Date;
use maud::{Markup, html};
use std::sync::Arc;
use territoire::atlas::Etat;
use ui::section::panel;
use ui::{Button, Choice, Field, francais};
use web::{Answer, App, Fields, Problem, Visit};

const ICI: &str = "export";

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let question = Question::read(&fields, true)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Membre).await?;
    drop(tx);
    let count = i64::try_from(ranks(&bottin, &etat, &question, &visit).len()).unwrap_or(i64::MAX);
    let mut frame = ROOM.below(&visit, "Exporter l’annuaire", &[]);
    let words = francais::compte(count, "fiche", "fiches");
    frame.lead = Some(format!("{words}, telles que la liste les montre avec vos filtres.").into());
    Ok(visit.page(&frame, html! { (ROOM.tabs(&visit, "")) (form(&visit, &question)) }))
}

fn form(visit: &Visit, question: &Question) -> Markup {
    let audiences = vec![
        Choice::new("public", "Tout le monde").hint("Seulement ce que la page publique montre."),
        Choice::new("membres", "Les membres de la CPTS")
            .hint("Aussi ce qui leur est réservé. À ne pas publier."),
    ];
    let query = question.from(0).query();
    let asked = Fields::parse(&query);
    let names =
        ["q", "sorte", "profession", "commune", "recours", "cadre", "nouveaux", "etat", "pres-de", "rayon"];
    let link = if query.is_empty() { String::new() } else { format!("?{query}") };
    panel(html! {
        p { "Ce que seul le bureau voit (départs prévus, notes) ne sort dans aucun fichier. Chaque export est noté au journal." }
        p { a href={ (visit.workspace("annuaire")) (link) } { "Choisir d’autres fiches dans la liste" } }
        (ui::form::form(&visit.csrf, &ROOM.at(visit, &format!("{ICI}/fichier")), ui::Method::Get, html! {
            @for name in names { @if asked.has(name) { (ui::form::hidden(name, asked.get(name))) } }
            (Field::radios("visibilite", "Pour qui", audiences).value("public"))
            div.actions {
                (Button::primary("Tableur (XLSX)").send("format", "xlsx"))
                (Button::secondary("CSV").send("format", "csv"))
                (Button::secondary("Contacts (vCard)").send("format", "vcf"))
                (Button::secondary("Annuaire à imprimer (PDF)").send("format", "pdf"))
            }
        }))
    })
}

/// The entries that the list shows.
fn ranks(bottin: &Bottin, etat: &Etat, question: &Question, visit: &Visit) -> Vec<u32> {
    let demande = Demande {
        texte: &question.texte,
        filtre: &question.filtre,
        now: visit.ctx.now,
        france: &etat.france,
    };
    bottin.search(&demande).trouves.iter().map(|one| one.rang).collect()
}

pub(super) async fn file(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let unreadable = |name: &str, accepted: &str| {
        Problem::new(422, "parametre-illisible", "Cette adresse n’est pas lisible.").field(name, accepted)
    };
    let format = Format::parse(fields.get("format"));
    let format = format.ok_or_else(|| unreadable("format", "csv, xlsx, vcf ou pdf est attendu."))?;
    let (regard, pour) = match fields.get("visibilite") {
        "public" => (Regard::Public, Visibilite::Public),
        "membres" => (Regard::Membre, Visibilite::Membres),
        _ => return Err(unreadable("visibilite", "public ou membres est attendu.")),
    };
    // Visitors do not see the state of entries: their file is not chosen by it either.
    let question = Question::read(&fields, regard == Regard::Membre)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, regard).await?;
    drop(tx);
    let (tenant, jour) = (visit.tenant()?, bottin.jour());
    let rangs = ranks(&bottin, &etat, &question, &visit);
    let tirage = Tirage::of(bottin, etat, &tenant.nom, rangs).ok_or_else(Problem::not_found)?;
    let bytes = export_bottin(&visit.ctx, &app.db, tirage, format, pour).await?;
    Ok(attached(&format!("annuaire-{}-{}", tenant.slug, pour.code()), jour, format, bytes))
}

/// The contact of one entry.
pub(super) async fn contact(State(app): State<App>, visit: Visit, Path((_, segment)): Place) -> Answer {
    let reference = reference(&segment)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Membre).await?;
    drop(tx);
    let rang = bottin.inscrits().iter().position(|one| *one.reference() == reference);
    let rang = rang.and_then(|rang| u32::try_from(rang).ok()).ok_or_else(Problem::not_found)?;
    let (tenant, jour) = (visit.tenant()?, bottin.jour());
    let tirage = Tirage::of(bottin, etat, &tenant.nom, vec![rang]).ok_or_else(Problem::not_found)?;
    let bytes = export_contact(&visit.ctx, &app.db, tirage, &reference).await?;
    Ok(attached("contact", jour, Format::Vcard, bytes))
}

/// The public directory, printed.
pub(super) async fn printed(State(app): State<App>, visit: Visit) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Public).await?;
    drop(tx);
    let tenant = visit.tenant()?;
    let tirage = Tirage::whole(Arc::clone(&bottin), etat, &tenant.nom);
    let bytes = print_public(&bottin, tirage).await?.to_vec();
    Ok(attached(&format!("annuaire-{}", tenant.slug), bottin.jour(), Format::Pdf, bytes))
}

fn attached(name: &str, jour: Date, format: Format, bytes: Vec<u8>) -> Response {
    let name = format!("attachment; filename=\"{name}-{jour}.{}\"", format.extension());
    let headers = [(header::CONTENT_TYPE, format.mime().to_owned()), (header::CONTENT_DISPOSITION, name)];
    (headers, bytes).into_response()
}
