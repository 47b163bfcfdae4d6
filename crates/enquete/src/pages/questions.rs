//! The questions of a survey, in order; of a draft, they move, go and come back.

use super::{Fiche, at, questionnaire::condition};
use crate::{
    EditError, Genre, Question, Sens, droits::GERER, restore as put_back, shift, withdraw as take_away,
};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{
    Button, Choice, Column, Field, Icon, Row, Table,
    button::{actions, post_button},
    section::section,
    status::badge,
};
use web::{Answer, App, Fields, Problem, Redirect, Visit, id_of};

pub(super) fn list(visit: &Visit, fiche: &Fiche, gone: &[Question]) -> Markup {
    let edit = visit.can(GERER) && fiche.enquete.editable().is_ok();
    let mut columns = vec![Column::text("Question"), Column::text("Réponse attendue")];
    if edit {
        columns.push(Column::actions());
    }
    let rows = fiche.questions.iter().enumerate().map(|(rang, question)| {
        let mut cells = vec![words(fiche, question, rang + 1), kind(question)];
        if edit {
            cells.push(buttons(visit, fiche, question, rang));
        }
        Row::new(cells).id(format!("question-{}", question.numero))
    });
    let empty = ui::empty::empty(
        Icon::Journal,
        "Aucune question pour l’instant",
        "Ajoutez la première : une liste, une note, un nombre, un texte…",
        None,
    );
    html! {
        (section("questions", "Questions", html! {
            (Table::new("liste-questions", "Questions", columns).quiet_caption().rows(rows.collect()).empty(empty))
            @if edit { (add(visit, fiche)) }
            @if edit && !gone.is_empty() { (withdrawn(visit, fiche, gone)) }
        }))
    }
}

fn words(fiche: &Fiche, question: &Question, rang: usize) -> Markup {
    html! {
        (rang) ". " (question.enonce.intitule)
        @if question.enonce.obligatoire { " " (badge(ui::Tone::Neutral, "obligatoire")) }
        @if let Some(si) = &question.enonce.si { br; small { (condition(&fiche.questions, si)) } }
    }
}

fn kind(question: &Question) -> Markup {
    let genre = &question.enonce.genre;
    let more = match genre {
        Genre::ChoixUnique(choix) => format!(" ({} possibles)", choix.len()),
        Genre::ChoixMultiple { choix, max: Some(max) } => {
            format!(" ({} possibles, {max} au plus)", choix.len())
        }
        Genre::ChoixMultiple { choix, max: None } => format!(" ({} possibles)", choix.len()),
        Genre::Nombre { unite, .. } if !unite.is_empty() => format!(" ({unite})"),
        Genre::Nombre { .. }
        | Genre::Echelle { .. }
        | Genre::TexteCourt
        | Genre::TexteLong
        | Genre::Commune
        | Genre::OuiNon
        | Genre::Profession => String::new(),
    };
    html! { (genre.label()) (more) }
}

fn buttons(visit: &Visit, fiche: &Fiche, question: &Question, rang: usize) -> Markup {
    let page = |rest: &str| fiche.at(visit, &format!("questions/{}{rest}", question.numero));
    let about = question.enonce.intitule.clone();
    let post = |rest: &str, fields: &[(&str, &str)], label: &'static str| {
        let button = Button::plain(label).small().about(about.clone());
        post_button(&visit.csrf, &page(rest), fields, &button)
    };
    html! {
        @if rang > 0 { (post("/place", &[("sens", "monter")], "Monter")) }
        @if rang + 1 < fiche.questions.len() { (post("/place", &[("sens", "descendre")], "Descendre")) }
        (Button::plain("Modifier").small().about(about.clone()).href(page("")))
        (post("/retrait", &[], "Retirer"))
    }
}

fn add(visit: &Visit, fiche: &Fiche) -> Markup {
    let genres = Genre::ALL.map(|(code, label)| Choice::new(code, label)).to_vec();
    ui::form(
        "",
        &fiche.at(visit, "questions/nouvelle"),
        ui::Method::Get,
        html! {
            (Field::select("genre", "Ajouter une question", genres))
            (actions(html! { (Button::secondary("Écrire la question").icon(Icon::Plus)) }))
        },
    )
}

fn withdrawn(visit: &Visit, fiche: &Fiche, gone: &[Question]) -> Markup {
    html! {
        details open {
            summary { "Questions retirées (" (gone.len()) ")" }
            ul {
                @for question in gone {
                    li {
                        (question.enonce.intitule) " "
                        (post_button(&visit.csrf, &fiche.at(visit, &format!("questions/{}/retour", question.numero)), &[],
                            &Button::plain("Remettre").small().about(question.enonce.intitule.clone())))
                    }
                }
            }
            p { "Elles seront oubliées à l’ouverture de l’enquête." }
        }
    }
}

/// The number of a question in an address.
pub(super) fn numero_of(text: &str) -> Result<u16, Problem> {
    text.parse().map_err(|_| Problem::not_found())
}

/// Goes back to the list, with what was done or why it was not.
fn back(visit: &Visit, id: &str, done: Result<(), EditError>, sentence: &'static str) -> Answer {
    let page = Redirect::to(format!("{}#questions", at(visit, id_of(id)?, "")));
    match done {
        Ok(()) => Ok(page.done(sentence).answer(visit)),
        Err(EditError::Malformee(malformee)) => Ok(page.refused(malformee.to_string()).answer(visit)),
        Err(other) => Err(other.into()),
    }
}

pub(super) async fn place(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let sens = if fields.get("sens") == "monter" { Sens::Monter } else { Sens::Descendre };
    let done = shift(&visit.ctx, &app.db, id_of(&id)?, numero_of(&numero)?, sens).await;
    back(&visit, &id, done, "La question est déplacée.")
}

pub(super) async fn withdraw(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
) -> Answer {
    let done = take_away(&visit.ctx, &app.db, id_of(&id)?, numero_of(&numero)?).await;
    back(&visit, &id, done, "La question est retirée. Vous pouvez la remettre sous la liste.")
}

pub(super) async fn restore(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
) -> Answer {
    let done = put_back(&visit.ctx, &app.db, id_of(&id)?, numero_of(&numero)?).await;
    back(&visit, &id, done, "La question est remise.")
}
