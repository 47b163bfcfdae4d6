//! Writing a question of a draft, or rewriting it.

use super::{
    Fiche,
    enonce::{blank as blank_of, field_of, fields as fields_of, filled as filled_of, read},
    questions::numero_of,
};
use crate::{EditError, Enonce, Genre, Question, ask, rephrase};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Button, Choice, Field, Filled, button::actions};
use web::{Answer, App, FieldErrors, Fields, Problem, Redirect, Visit};

/// Where a form of a question is sent, and what it may depend on.
struct Page<'a> {
    title: &'static str,
    /// Its own address.
    here: String,
    action: String,
    genre: &'a Genre,
    before: &'a [Question],
}

fn frame(visit: &Visit, fiche: &Fiche, page: &Page<'_>) -> ui::Frame {
    fiche.frame(visit, page.title)
}

fn content(visit: &Visit, fiche: &Fiche, page: &Page<'_>, filled: &Filled) -> Markup {
    let genres = Genre::ALL.map(|(code, label)| Choice::new(code, label)).to_vec();
    let code = page.genre.code();
    html! {
        (ui::form::filters(&page.here, html! { (Field::select("genre", "Réponse attendue", genres).id("choix-du-genre").value(code)) }))
        (ui::form(&visit.csrf, &page.action, ui::Method::Post, html! {
            (ui::form::error_summary(filled))
            (ui::form::hidden("genre", code))
            (fields_of(page.genre, page.before, filled))
            (actions(html! { (Button::primary("Enregistrer la question")) (Button::plain("Annuler").href(fiche.at(visit, ""))) }))
        }))
    }
}

fn unknown() -> Problem {
    EditError::QuestionInconnue.into()
}

async fn draft(app: &App, visit: &Visit, id: &str) -> Result<Fiche, Problem> {
    let fiche = Fiche::load(app, visit, id).await?;
    fiche.enquete.editable().map_err(EditError::from)?;
    Ok(fiche)
}

pub(super) async fn blank(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    query: Fields,
) -> Answer {
    let fiche = draft(&app, &visit, &id).await?;
    let genre = blank_of(query.get("genre")).unwrap_or(Genre::OuiNon);
    let page = new(&visit, &fiche, &genre);
    let filled = filled_of(&Enonce {
        intitule: String::new(),
        aide: String::new(),
        genre: genre.clone(),
        obligatoire: false,
        si: None,
    });
    Ok(visit.page(&frame(&visit, &fiche, &page), content(&visit, &fiche, &page, &filled)))
}

fn new<'a>(visit: &Visit, fiche: &'a Fiche, genre: &'a Genre) -> Page<'a> {
    let (here, action) = (fiche.at(visit, "questions/nouvelle"), fiche.at(visit, "questions"));
    Page { title: "Nouvelle question", here, action, genre, before: &fiche.questions }
}

pub(super) async fn add(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let fiche = draft(&app, &visit, &id).await?;
    let genre = blank_of(fields.get("genre")).unwrap_or(Genre::OuiNon);
    let page = new(&visit, &fiche, &genre);
    let written = match read(&fields, &genre) {
        Ok(enonce) => ask(&visit.ctx, &app.db, fiche.enquete.id, enonce).await.map(|_| ()),
        Err(errors) => return Ok(again(&visit, &fiche, &page, &fields, &errors)),
    };
    finish(&visit, &fiche, &page, &fields, written)
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
    query: Fields,
) -> Answer {
    let fiche = draft(&app, &visit, &id).await?;
    let (question, before) = found(&fiche, &numero)?;
    let mut enonce = question.enonce.clone();
    // Another kind was chosen: the words stay.
    if let Some(genre) = blank_of(query.get("genre")).filter(|genre| genre.code() != enonce.genre.code()) {
        enonce.genre = like(&enonce.genre, genre);
    }
    let page = old(&visit, &fiche, question, &enonce.genre, before);
    Ok(visit.page(&frame(&visit, &fiche, &page), content(&visit, &fiche, &page, &filled_of(&enonce))))
}

/// From one list to the other, the answers stay.
fn like(from: &Genre, to: Genre) -> Genre {
    match (from, to) {
        (Genre::ChoixUnique(choix), Genre::ChoixMultiple { max, .. }) => {
            Genre::ChoixMultiple { choix: choix.clone(), max }
        }
        (Genre::ChoixMultiple { choix, .. }, Genre::ChoixUnique(_)) => Genre::ChoixUnique(choix.clone()),
        (_, to) => to,
    }
}

fn found<'a>(fiche: &'a Fiche, numero: &str) -> Result<(&'a Question, &'a [Question]), Problem> {
    let numero = numero_of(numero)?;
    let place = fiche.questions.iter().position(|question| question.numero == numero).ok_or_else(unknown)?;
    let (before, rest) = fiche.questions.split_at(place);
    Ok((rest.first().ok_or_else(unknown)?, before))
}

fn old<'a>(
    visit: &Visit,
    fiche: &Fiche,
    question: &Question,
    genre: &'a Genre,
    before: &'a [Question],
) -> Page<'a> {
    let action = fiche.at(visit, &format!("questions/{}", question.numero));
    Page { title: "Modifier la question", here: action.clone(), action, genre, before }
}

pub(super) async fn change(
    visit: Visit,
    State(app): State<App>,
    Path((_, id, numero)): Path<(String, String, String)>,
    fields: Fields,
) -> Answer {
    let fiche = draft(&app, &visit, &id).await?;
    let (question, before) = found(&fiche, &numero)?;
    let kept = &question.enonce.genre;
    let genre = blank_of(fields.get("genre")).filter(|genre| genre.code() != kept.code());
    let genre = genre.map_or_else(|| kept.clone(), |genre| like(kept, genre));
    let page = old(&visit, &fiche, question, &genre, before);
    let written = match read(&fields, &genre) {
        Ok(enonce) => rephrase(&visit.ctx, &app.db, fiche.enquete.id, question.numero, enonce).await,
        Err(errors) => return Ok(again(&visit, &fiche, &page, &fields, &errors)),
    };
    finish(&visit, &fiche, &page, &fields, written)
}

fn finish(
    visit: &Visit,
    fiche: &Fiche,
    page: &Page<'_>,
    fields: &Fields,
    written: Result<(), EditError>,
) -> Answer {
    match written {
        Ok(()) => {
            let list = format!("{}#questions", fiche.at(visit, ""));
            Ok(Redirect::to(list).done("La question est enregistrée.").answer(visit))
        }
        Err(EditError::Malformee(malformee)) => {
            let errors = FieldErrors::one(field_of(&malformee), &malformee);
            Ok(again(visit, fiche, page, fields, &errors))
        }
        Err(other) => Err(other.into()),
    }
}

fn again(
    visit: &Visit,
    fiche: &Fiche,
    page: &Page<'_>,
    fields: &Fields,
    errors: &FieldErrors,
) -> axum::response::Response {
    visit.refused(frame(visit, fiche, page), content(visit, fiche, page, &fields.filled(errors)))
}
