//! The frozen versions and the annexes.

use super::{ROOM, beside, jointes};
use crate::dossier::{Envoi, Objet};
use crate::droits::{CONDUIRE, VOIR_TRAVAIL};
use crate::jointe::Sujet;
use crate::section::Etat;
use crate::version::Version;
use crate::{read_sections, store};
use axum::extract::State;
use comptes::Noms;
use maud::{Markup, html};
use territoire::Atlas;
use ui::{Button, Column, Field, Filled, Icon, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = crate::versions(&mut tx).await?;
    let sections = read_sections::sections(&mut tx).await?;
    let files = store::pieces::jointes(&mut tx).await?;
    let envois = store::dossier::envois(&mut tx).await?;
    let names = Noms::read(&mut tx, all.iter().filter_map(|one| one.auteur).collect()).await?;
    drop(tx);
    let may = visit.can(CONDUIRE);
    let row = |one: &Version| {
        let file =
            |kind: &str| visit.workspace(&format!("projet/versions/{}/projet-de-sante.{kind}", one.numero));
        let print: String = one.empreinte.chars().take(12).collect();
        Row::new(vec![
            html! { "Version " (one.numero) },
            html! { (one.motif) },
            html! { (francais::date(kernel::today(one.figee_le))) " par " (names.of(one.auteur)) },
            html! { (out(one, &envois)) },
            html! { code title=(one.empreinte) { (print) } },
            html! {
                a href=(file("pdf")) { "PDF" span.visually-hidden { " de la version " (one.numero) } } ", "
                a href=(file("docx")) { "Word" span.visually-hidden { ", version " (one.numero) } }
            },
        ])
    };
    let empty = ui::empty::empty(
        Icon::Lock,
        "Aucune version figée",
        "Figer une version garde le projet tel qu’il est, avec un numéro, une date et une empreinte. Le travail continue ensuite dans les parties.",
        None,
    );
    let columns = vec![
        Column::text("Version"),
        Column::text("Motif"),
        Column::text("Figée le"),
        Column::text("Transmise"),
        Column::text("Empreinte").minor(),
        Column::text("Télécharger"),
    ];
    let frame = ui::Frame {
        lead: Some("Le projet de santé tel qu’il a été transmis, version par version. Une version figée ne change plus.".into()),
        ..visit.frame("Versions")
    };
    let missing = sections.iter().filter(|one| one.etat != Etat::Valide).count();
    let content = html! {
        (ROOM.tabs(visit, "versions"))
        (Table::new("versions", "Versions figées", columns).rows(all.iter().map(row).collect()).empty(empty))
        @if visit.can(VOIR_TRAVAIL) || visit.can(::pieces::droits::VOIR) {
            section.section id="annexes" {
                h2 { "Annexes" }
                p { "Statuts, charte, lettres de soutien… Leur liste figure au document." }
                (jointes(visit, &files, &Sujet::annexe(), may))
            }
        }
        @if may { (freezing(visit, missing, filled)) }
    };
    Ok((frame, content))
}

/// Where a version went: what the ARS reads is the last projet that was sent to it.
fn out(version: &Version, envois: &[Envoi]) -> Markup {
    let last = envois.iter().rev().find(|one| one.objet == Objet::Projet).map(|one| one.id);
    let sent: Vec<&Envoi> = envois.iter().filter(|one| one.version == Some(version.numero)).collect();
    html! {
        @if sent.is_empty() { "—" }
        @for one in &sent {
            div {
                (one.objet.libelle()) ", le " (francais::date(one.jour))
                @if Some(one.id) == last { " " (ui::status::badge(Tone::Info, "celle que lit l’ARS")) }
                @if one.is_figee_apres(std::slice::from_ref(version)) { " " (ui::status::badge(Tone::Warning, "figée après l’envoi")) }
            }
        }
    }
}

fn freezing(visit: &Visit, missing: usize, filled: &Filled) -> Markup {
    let n = i64::try_from(missing).unwrap_or(i64::MAX);
    html! {
        section.section id="figer" {
            h2 { "Figer une version" }
            @if missing > 0 {
                (ui::alert::alert(Tone::Info, html! { (francais::compte(n, "partie n’est pas encore validée", "parties ne sont pas encore validées")) ". Une version peut être figée quand même, pour une relecture par exemple." }))
            }
            (ui::form(&visit.csrf, &visit.workspace("projet/versions"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::text("motif", "Pourquoi").hint("Par exemple\u{a0}: «\u{a0}Envoi à l’ARS\u{a0}».").required().maxlength(200).filled(filled))
                div.actions { (Button::primary("Figer la version").icon(Icon::Lock)) }
            }))
        }
    }
}

pub(super) async fn freeze(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let atlas = app.resource::<Atlas>();
    match crate::freeze(&visit.ctx, &app.db, atlas, fields.get("motif")).await {
        Ok(version) => {
            let words = format!("La version {} est figée.", version.numero);
            ROOM.done(&visit, "versions", words)
        }
        Err(error) => {
            let (frame, content) = page(&visit, &app, &fields.filled(&beside(error)?)).await?;
            Ok(visit.refused(frame, content))
        }
    }
}
