//! Who carries the creation: professionals, or an institution until it hands the project over.

use super::{ROOM, beside, people};
use crate::droits::CONDUIRE;
use crate::origine::{Origine, PortePar};
use crate::store;
use axum::extract::{Path, State};
use comptes::Noms;
use kernel::Id;
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, Tone, francais};
use uuid::Uuid;
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>, Path(_): Path<String>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new(), "").await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled, part: &str) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let origine = store::parcours::origine(&mut tx).await?;
    let known = origine.iter().filter_map(|one| one.remise.as_ref()).flat_map(|one| [Some(one.a), one.par]);
    let names = Noms::read(&mut tx, known.flatten().collect()).await?;
    drop(tx);
    let blank = Filled::new();
    let of = |name: &str| if part == name { filled } else { &blank };
    let frame = ui::Frame {
        lead: Some("Des professionnels portent le projet. À défaut d’initiative, une institution l’ouvre avec les unions régionales et les centres de santé, puis le leur remet.".into()),
        ..ROOM.below(visit, "Qui porte la création", &[])
    };
    let waiting = origine.as_ref().is_some_and(|one| one.can_be_handed_over().is_ok());
    let content = html! {
        (said(origine.as_ref(), &names))
        @if visit.can(CONDUIRE) && waiting { (handing(visit, people(visit, app).await?, of("remise"))) }
        @if visit.can(CONDUIRE) && origine.as_ref().is_none_or(|one| one.remise.is_none()) {
            (opening(visit, origine.as_ref(), of("origine")))
        }
    };
    Ok((frame, content))
}

fn said(origine: Option<&Origine>, names: &Noms) -> Markup {
    let Some(one) = origine else {
        return html! { p { "Personne n’a encore dit qui porte la création de cette CPTS." } };
    };
    let mut facts = vec![
        (
            "Portée par",
            html! { (one.porte_par.libelle()) @if !one.institution.is_empty() { " (" (one.institution) ")" } },
        ),
        ("Depuis le", html! { (francais::date(one.ouverte_le)) }),
    ];
    if !one.motif.is_empty() {
        facts.push(("Pourquoi", html! { (one.motif) }));
    }
    if let Some(remise) = &one.remise {
        facts.push((
            "Remise",
            html! {
                "le " (francais::date(kernel::today(remise.le))) " à " (names.of(Some(remise.a)))
                @if let Some(par) = remise.par { " par " (names.of(Some(par))) }
            },
        ));
    }
    ui::definitions::definitions(&facts)
}

fn handing(visit: &Visit, people: Vec<Choice>, filled: &Filled) -> Markup {
    html! {
        section.section id="remise" {
            h2 { "Remettre le projet à son porteur" }
            (ui::alert::alert(Tone::Info, html! {
                "Le porteur doit être membre, avec le rôle de coordination ou de présidence\u{a0}: "
                a href=(visit.workspace("reglages/membres")) { "inviter quelqu’un" }
                ". Une fois le projet remis, changez votre propre rôle en référent d’institution."
            }))
            (ui::form(&visit.csrf, &visit.workspace("projet/creation/remise"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::select("porteur", "Porteur du projet", people).required().filled(filled))
                div.actions { (Button::primary("Remettre le projet")) }
            }))
        }
    }
}

fn opening(visit: &Visit, origine: Option<&Origine>, filled: &Filled) -> Markup {
    let who = PortePar::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    let jour = origine.map_or_else(|| kernel::today(visit.ctx.now), |one| one.ouverte_le).to_string();
    let text = |of: fn(&Origine) -> &String| origine.map(of).cloned().unwrap_or_default();
    html! {
        section.section id="origine" {
            h2 { @if origine.is_some() { "Corriger" } @else { "Dire qui la porte" } }
            (ui::form(&visit.csrf, &visit.workspace("projet/creation"), ui::Method::Post, html! {
                (ui::form::error_summary(filled))
                (Field::radios("porte_par", "La création est portée par", who).required().value(origine.map_or("professionnels", |one| one.porte_par.code())).filled(filled))
                (Field::text("institution", "Institution").hint("Si c’est une institution\u{a0}: ARS, CPAM, union régionale.").maxlength(200).value(text(|one| &one.institution)).filled(filled))
                (Field::textarea("motif", "Pourquoi", 3).hint("Si c’est une institution\u{a0}: le besoin constaté, qui a été approché.").value(text(|one| &one.motif)).filled(filled))
                (Field::date("ouverte_le", "Depuis le").required().value(jour).filled(filled))
                div.actions { (Button::secondary("Enregistrer")) }
            }))
        }
    }
}

pub(super) async fn open(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let read = reader.required::<PortePar>("porte_par").zip(reader.required("ouverte_le"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok((who, jour)) => {
            let words = (fields.get("institution"), fields.get("motif"));
            match crate::open_creation(&visit.ctx, &app.db, who, words, jour).await {
                Ok(()) => {
                    let to = visit.workspace("projet/creation");
                    return Ok(Redirect::to(to).done("C’est noté.").answer(&visit));
                }
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors), "origine").await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn hand(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let errors = match fields.get("porteur").parse::<Uuid>() {
        Err(_) => FieldErrors::one("porteur", "Choisir quelqu’un."),
        Ok(id) => match crate::hand_over(&visit.ctx, &app.db, Id::new(id)).await {
            Err(error) => beside(error)?,
            Ok(()) => return ROOM.done(&visit, "creation", "Le projet est remis à son porteur."),
        },
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors), "remise").await?;
    Ok(visit.refused(frame, content))
}
