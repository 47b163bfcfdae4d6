//! The paper twin: a blank form to print, with the drawing of the open link, and the entry of an answer that came on paper.

use super::{
    Fiche, id_of,
    ouvert::numbered,
    questionnaire::{again, fields as questions_of, introduction},
};
use crate::{Anonymat, AnswerError, Enonce, Genre, Question, chemin_ouvert, enter_paper};
use axum::extract::{Path, State};
use maud::{Markup, html};
use ui::{Field, Filled, Tone, alert::alert, section::panel};
use web::{Answer, App, Fields, Redirect, Visit};

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let fiche = Fiche::load(&app, &visit, &id).await?;
    let (enquete, slug) = (&fiche.enquete, visit.tenant()?.slug.clone());
    let frame = ui::Frame {
        // Shown on screen only: what stands there is not printed.
        actions: Some(html! { "À imprimer depuis le navigateur, sans le cadre de la page." }),
        ..fiche.frame(&visit, enquete.intitule.titre.clone())
    };
    let address = (!enquete.lien.is_empty())
        .then(|| format!("{}{}", app.settings.public_url, chemin_ouvert(&slug, &enquete.lien)));
    let content = html! {
        (introduction(enquete))
        @if let Some(address) = &address {
            (panel(html! {
                p { "Pour répondre en ligne, sans compte, lisez ce dessin avec un téléphone, ou ouvrez cette adresse\u{a0}:" }
                p { strong { (address) } }
                @if let Some(drawing) = ui::qr(address, "Dessin à lire avec un téléphone pour répondre en ligne", 160) { (drawing) }
            }))
        } @else {
            (alert(Tone::Info, html! { p { "Créez le lien ouvert de l’enquête pour que son adresse s’imprime ici." } }))
        }
        @if enquete.anonymat == Anonymat::Nominative { (Field::text("nom", "Votre nom")) }
        (questions_of(&on_paper(&fiche.questions), &Filled::new()))
    };
    Ok(visit.page(&frame, content))
}

/// A list that opens shows nothing on paper: the profession is written by hand.
fn on_paper(questions: &[Question]) -> Vec<Question> {
    let by_hand = |question: &Question| {
        let genre = match &question.enonce.genre {
            Genre::Profession => Genre::TexteCourt,
            other => other.clone(),
        };
        Question { enonce: Enonce { genre, ..question.enonce.clone() }, ..question.clone() }
    };
    questions.iter().map(by_hand).collect()
}

fn entry(app: &App, visit: &Visit, fiche: &Fiche, sent: Option<(&Fields, Filled)>) -> Markup {
    let action = fiche.at(visit, "saisie");
    let form = numbered(
        app,
        visit,
        &fiche.enquete,
        (&action, "Enregistrer cette réponse"),
        sent.as_ref().map(|(fields, _)| *fields),
    );
    let typed = sent.map(|(_, typed)| typed).unwrap_or_default();
    html! {
        @if let Err(refus) = fiche.enquete.takes_answers(fiche.jour) {
            (alert(Tone::Warning, html! { p { (refus) } }))
        } @else {
            (form.draw(&fiche.questions, &typed))
        }
    }
}

fn frame(visit: &Visit, fiche: &Fiche) -> ui::Frame {
    ui::Frame {
        lead: Some(
            "Une feuille, une saisie. Après l’enregistrement, le formulaire revient vide pour la suivante."
                .into(),
        ),
        ..fiche.frame(visit, "Saisir une réponse reçue sur papier")
    }
}

pub(super) async fn form(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
) -> Answer {
    let fiche = Fiche::load(&app, &visit, &id).await?;
    Ok(visit.page(&frame(&visit, &fiche), entry(&app, &visit, &fiche, None)))
}

pub(super) async fn enter(
    visit: Visit,
    State(app): State<App>,
    Path((_, id)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    let enquete = id_of(&id)?;
    match enter_paper(&visit.ctx, &app.db, enquete, &fields).await {
        Ok(()) => Ok(Redirect::to(super::at(&visit, enquete, "saisie"))
            .done("La réponse est enregistrée.")
            .answer(&visit)),
        Err(error) => {
            let Some(typed) = again(&fields, &error) else { return Err(error.into()) };
            let fiche = Fiche::load(&app, &visit, &id).await?;
            let sent = if matches!(error, AnswerError::Formulaire) { Fields::default() } else { fields };
            Ok(visit.refused(frame(&visit, &fiche), entry(&app, &visit, &fiche, Some((&sent, typed)))))
        }
    }
}
