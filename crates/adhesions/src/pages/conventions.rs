//! Agreements with employers, and whom each covers.

use super::{ROOM, beside};
use crate::convention::{Convention, VerseA};
use crate::droits::MODIFIER;
use crate::{Adherent, store};
use axum::extract::{Path, State};
use jiff::civil::Date;
use kernel::today;
use maud::{Markup, html};
use pieces::Envoi;
use std::collections::BTreeMap;
use ui::button::{actions, confirm, post_button};
use ui::status::status;
use ui::{Button, Choice, Column, Field, Filled, Icon, Method, Row, Table, Tone, empty::empty, francais};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

type Here = Path<(String, String)>;

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let all = store::conventions::conventions(&mut tx).await?;
    let people = crate::adherents(&mut tx).await?;
    let ids: Vec<_> = all.iter().filter_map(|one| one.piece).collect();
    let files: BTreeMap<_, _> =
        ::pieces::pieces(&mut tx, &ids).await?.into_iter().map(|one| (one.id, one)).collect();
    drop(tx);
    let jour = today(visit.ctx.now);
    let may = visit.can(MODIFIER);
    let mut columns = vec![
        Column::text("Employeur"),
        Column::text("Dates"),
        Column::text("Indemnités versées"),
        Column::text("Personnes couvertes"),
        Column::text("Papier"),
    ];
    if may {
        columns.push(Column::actions());
    }
    let row = |one: &Convention| {
        let employer = people.iter().find(|it| it.id == one.employeur);
        let covered: Vec<&Adherent> =
            people.iter().filter(|it| it.employeur == Some(one.employeur) && it.est_en_cours()).collect();
        let mut cells = vec![
            html! { a href=(ROOM.at(visit, &format!("adherents/{}", one.employeur))) { (employer.map(Adherent::nom).unwrap_or_default()) } },
            html! { (days(one)) " " (state(one, jour)) },
            html! { (one.verse_a.libelle()) @if !one.note.is_empty() { br; (one.note) } },
            html! {
                @if covered.is_empty() { "Personne" }
                @for (rank, it) in covered.iter().enumerate() { @if rank > 0 { ", " } a href=(ROOM.at(visit, &format!("adherents/{}", it.id))) { (it.nom()) } }
            },
            html! { @match one.piece.and_then(|id| files.get(&id)) { Some(file) => (::pieces::lien(visit, file)), None => "Pas joint" } },
        ];
        if may {
            cells.push(acts(visit, one, &employer.map(Adherent::nom).unwrap_or_default()));
        }
        Row::new(cells)
    };
    let nothing = empty(
        Icon::Document,
        "Aucune convention",
        "Une convention avec un employeur couvre ses salariés adhérents\u{a0}: elle dit qui est indemnisé pour leur temps.",
        None,
    );
    let content = html! {
        (ROOM.tabs(visit, "conventions"))
        (Table::new("conventions", "Conventions avec des employeurs", columns).rows(all.iter().map(row).collect()).empty(nothing))
        @if may { (keeping(visit, &people, filled)) }
    };
    Ok((visit.frame("Conventions avec des employeurs"), content))
}

fn days(one: &Convention) -> String {
    match one.au {
        Some(au) => format!("du {} au {}", francais::date(one.du), francais::date(au)),
        None => format!("depuis le {}", francais::date(one.du)),
    }
}

fn state(one: &Convention, jour: Date) -> Markup {
    match () {
        () if one.ends_soon(jour) => status(Tone::Warning, "Se termine bientôt"),
        () if one.is_en_vigueur(jour) => status(Tone::Success, "En vigueur"),
        () if one.du > jour => status(Tone::Info, "À venir"),
        () => status(Tone::Neutral, "Terminée"),
    }
}

fn acts(visit: &Visit, one: &Convention, nom: &str) -> Markup {
    let to = |part: &str| ROOM.at(visit, &format!("conventions/{}/{part}", one.id));
    let end = ui::form(
        &visit.csrf,
        &to("fin"),
        Method::Post,
        html! {
            (Field::date("au", "Dernier jour").id(format!("f-au-{}", one.id)).hint("Vide\u{a0}: sans fin.").value(one.au.map(|au| au.to_string()).unwrap_or_default()))
            (actions(html! { (Button::secondary("Enregistrer").small()) }))
        },
    );
    let gone = post_button(&visit.csrf, &to("retrait"), &[], &Button::danger("Retirer").small());
    html! {
        (confirm("Fixer la fin", nom, "Quel est son dernier jour\u{202f}?", end))
        (confirm("Retirer", nom, "Notée par erreur\u{202f}? Son papier part avec elle.", gone))
    }
}

fn keeping(visit: &Visit, people: &[Adherent], filled: &Filled) -> Markup {
    let houses = people.iter().filter(|one| !one.qui.is_personne() && one.est_en_cours());
    let mut employers = vec![Choice::new("", "Choisir…")];
    employers.extend(houses.map(|one| Choice::new(one.id.to_string(), one.nom())));
    let paid = VerseA::ALL.iter().map(|one| Choice::new(one.code(), one.libelle())).collect();
    html! {
        details open[filled.is_refused()] {
            summary { "Ajouter une convention" }
            (ui::form::upload_form(&visit.csrf, &ROOM.at(visit, "conventions"), html! {
                (ui::form::error_summary(filled))
                (visit.key(filled))
                (Field::select("employeur", "Employeur", employers).hint("Une organisation adhérente.").required().filled(filled))
                (ui::form::row(html! {
                    (Field::date("du", "Du").required().filled(filled))
                    (Field::date("au", "Au").hint("Vide\u{a0}: sans fin.").filled(filled))
                }))
                (Field::radios("verse_a", "Qui est indemnisé pour le temps de la personne salariée", paid).value("employeur").filled(filled))
                (Field::textarea("note", "Remarque", 2).filled(filled))
                (::pieces::champ("piece", "Convention signée").filled(filled))
                (actions(html! { (Button::primary("Garder la convention")) }))
            }))
        }
    }
}

pub(super) async fn keep(visit: Visit, State(app): State<App>, mut envoi: Envoi) -> Answer {
    let file = envoi.take("piece");
    let fields = envoi.fields;
    let mut reader = fields.reader();
    let au = reader.optional("au");
    let read = reader.required("employeur").zip(reader.required("du")).zip(reader.required("verse_a"));
    let errors = match reader.finish(read) {
        Err(errors) => errors,
        Ok(((employeur, du), verse_a)) => {
            let id = fields.key(&visit);
            let one = Convention {
                id,
                employeur,
                du,
                au,
                verse_a,
                note: fields.get("note").to_owned(),
                piece: None,
            };
            match crate::keep_convention(&visit.ctx, &app.db, one, file).await {
                Ok(()) => return ROOM.done(&visit, "conventions", "La convention est gardée."),
                Err(error) => beside(error)?,
            }
        }
    };
    let (frame, content) = page(&visit, &app, &fields.filled(&errors)).await?;
    Ok(visit.refused(frame, content))
}

pub(super) async fn end(visit: Visit, State(app): State<App>, Path((_, id)): Here, fields: Fields) -> Answer {
    let mut reader = fields.reader();
    let au: Option<Date> = reader.optional("au");
    if let Err(errors) = reader.finish(Some(())) {
        let words = errors.get("au").unwrap_or_default().to_owned();
        return Ok(Redirect::to(ROOM.at(&visit, "conventions")).refused(words).answer(&visit));
    }
    let ended = crate::end_convention(&visit.ctx, &app.db, id_of(&id)?, au).await;
    ROOM.after(&visit, "conventions", "La fin de la convention est notée.", ended)
}

pub(super) async fn withdraw(visit: Visit, State(app): State<App>, Path((_, id)): Here) -> Answer {
    let gone = crate::withdraw_convention(&visit.ctx, &app.db, id_of(&id)?).await;
    ROOM.after(&visit, "conventions", "La convention est retirée.", gone)
}
