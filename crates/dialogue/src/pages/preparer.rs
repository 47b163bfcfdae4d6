//! Preparing: what is missing, the day, the agenda.

use super::{Salle, back, said};
use crate::droits::PREPARER;
use crate::prepare::{Manque, checklist};
use crate::{WriteError, plan_dialogue, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::button::post_button;
use ui::section::{panel, section};
use ui::{Button, Column, Field, Filled, Icon, Method, Row, Table, Tone, francais};
use web::{Answer, App, Fields, Visit, id_of};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    page(&visit, &app, &id, &Filled::new()).await
}

/// The page, with what was typed when something of it was refused.
pub(super) async fn page(visit: &Visit, app: &App, id: &str, filled: &Filled) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let salle = Salle::read(app, visit, &mut tx, id).await?;
    let missing = if visit.can(PREPARER) && !salle.dialogue.is_clos() {
        let found = checklist(&mut tx, &salle.law, &salle.contrat, salle.dialogue.annee, salle.today).await;
        Some(found.map_err(WriteError::from)?)
    } else {
        None
    };
    let open = salle.writable(visit, PREPARER);
    let chiffres = salle.chiffres(&mut tx).await?;
    let packs = store::liasses::liasses(&mut tx, salle.dialogue.id).await?;
    let content = html! {
        (salle.head(visit, ""))
        (ui::form::error_summary(filled))
        (salle.outdated(visit, &packs, &chiffres))
        @if let Some(missing) = &missing { (lacks(visit, &salle, missing)) }
        (day(visit, &salle, filled))
        (agenda(visit, &salle, filled, open))
    };
    let frame = salle.frame(visit);
    Ok(if filled.is_refused() { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

fn lacks(visit: &Visit, salle: &Salle, missing: &[Manque]) -> Markup {
    let here = format!("dialogue/{}", salle.dialogue.id);
    let count = i64::try_from(missing.len()).unwrap_or(i64::MAX);
    section(
        "manques",
        "Ce qui manque",
        html! {
            @if missing.is_empty() {
                (ui::alert::alert(Tone::Success, "Rien ne manque : chaque valeur a sa source et sa preuve, chaque cible est fixée."))
            } @else {
                p { (francais::compte(count, "point à compléter", "points à compléter")) " avant la rencontre. La liste se met à jour seule." }
                (lacking(visit, salle, missing, &here))
            }
        },
    )
}

fn lacking(visit: &Visit, salle: &Salle, missing: &[Manque], here: &str) -> Markup {
    let rows = missing.iter().map(|one| {
        let words = one.en_mots(|id| salle.label(id));
        let go = Button::secondary("Compléter")
            .small()
            .about(words.clone())
            .href(visit.workspace(&one.lieu(here, salle.dialogue.annee)));
        let doubt = html! { @if one.incertain() { " " (ui::status::badge(Tone::Warning, "non confirmé")) } };
        Row::new(vec![html! { (words) (doubt) }, html! { (go) }])
    });
    let columns = vec![Column::text("À compléter"), Column::text("Action")];
    let table = Table::new("liste-manques", "Points à compléter", columns).quiet_caption();
    html! { (table.rows(rows.collect())) }
}

fn day(visit: &Visit, salle: &Salle, filled: &Filled) -> Markup {
    let known = salle.dialogue.prevu_le;
    section(
        "date",
        "Date prévue",
        html! {
            @if salle.writable(visit, PREPARER) && salle.dialogue.tenue().is_none() {
                (panel(ui::form(&visit.csrf, &salle.path(visit, "date"), Method::Post, html! {
                    (Field::date("prevu_le", "Jour de la rencontre").hint("Convenu avec l’ARS et la CPAM. Laissez vide tant qu’il n’est pas fixé.")
                        .value(known.map(|le| le.to_string()).unwrap_or_default()).filled(filled))
                    div.actions { (Button::primary("Enregistrer la date")) }
                })))
            } @else {
                p { @match known { Some(le) => (francais::date(le)), None => "Non fixée." } }
            }
        },
    )
}

fn agenda(visit: &Visit, salle: &Salle, filled: &Filled, open: bool) -> Markup {
    section(
        "ordre-du-jour",
        "Ordre du jour",
        html! {
            @if salle.points.is_empty() {
                (ui::empty::empty(Icon::Journal, "Aucun point", "L’ordre du jour est ce que les trois parties reliront ensemble.", None))
            } @else {
                (points(visit, salle, open))
            }
            @if open {
                (panel(ui::form(&visit.csrf, &salle.path(visit, "points"), Method::Post, html! {
                    (Field::text("titre", "Ajouter un point").required().maxlength(200).filled(filled))
                    div.actions { (Button::primary("Ajouter")) }
                })))
            }
            @if salle.reads(visit) {
                p { a href=(salle.path(visit, "compte-rendu.docx")) { "Ordre du jour en Word" } ", "
                    a href=(salle.path(visit, "compte-rendu.pdf")) { "en PDF" } }
            } @else { (Salle::later("Ce qui a été dit et décidé")) }
        },
    )
}

fn points(visit: &Visit, salle: &Salle, open: bool) -> Markup {
    let rows = salle.points.iter().enumerate().map(|(at, point)| {
        let up = post_button(
            &visit.csrf,
            &salle.path(visit, &format!("points/{}/monter", point.id)),
            &[],
            &Button::secondary("Monter").small().about(point.titre.clone()),
        );
        let mut cells = vec![html! {
            @if open { a href=(salle.path(visit, &format!("points/{}", point.id))) { (at + 1) ". " (point.titre) } }
            @else { (at + 1) ". " (point.titre) }
        }];
        if salle.reads(visit) {
            cells.push(html! {
                (said(&point.notes))
                @if !point.decision.is_empty() { p { strong { "Décision\u{a0}: " } (point.decision) } }
            });
        }
        if open {
            cells.push(html! { @if at > 0 { (up) } });
        }
        Row::new(cells)
    });
    let mut columns = vec![Column::text("Point")];
    if salle.reads(visit) {
        columns.push(Column::text("Ce qui a été dit et décidé"));
    }
    if open {
        columns.push(Column::text("Place"));
    }
    html! { (Table::new("points", "Points de l’ordre du jour", columns).quiet_caption().rows(rows.collect())) }
}

pub(super) async fn plan(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let mut reader = fields.reader();
    let le: Option<Date> = reader.optional("prevu_le");
    match reader.finish(Some(())) {
        Ok(()) => plan_dialogue(&visit.ctx, &app.db, id_of(&id)?, le).await?,
        Err(errors) => return page(&visit, &app, &id, &fields.filled(&errors)).await,
    }
    Ok(back(&visit, &id, "", if le.is_some() { "La date est notée." } else { "La date n’est plus fixée." }))
}
