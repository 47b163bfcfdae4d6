//! What the open link shows: the questions to whoever holds it, until the end.

use super::questionnaire::{Formulaire, again, introduction};
use crate::{
    Anonymat, AnswerError, Enquete, Question, answer::FORMULAIRE, answer_open, chemin_ouvert, formulaire,
    store,
};
use axum::extract::{Path, State};
use kernel::today;
use maud::{Markup, html};
use ui::{Filled, Tone, alert::notice};
use web::{Answer, App, Fields, Problem, Redirect, Visit};

async fn load(app: &App, visit: &Visit, code: &str) -> Result<(Enquete, Vec<Question>), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let enquete = store::enquete::by_lien(&mut tx, code).await?.ok_or(AnswerError::Inconnue)?;
    let questions = store::question::questions(&mut tx, enquete.id).await?;
    Ok((enquete, questions))
}

/// A form that counts once: the number it was given, or a new one.
pub(super) fn numbered<'a>(
    app: &App,
    visit: &'a Visit,
    enquete: &Enquete,
    (action, bouton): (&'a str, &'static str),
    sent: Option<&Fields>,
) -> Formulaire<'a> {
    let sent = sent.map(|fields| fields.get(FORMULAIRE)).filter(|number| !number.is_empty());
    let number = sent.map_or_else(
        || formulaire::draw(app.db.secret(), visit.ctx.id::<Enquete>().uuid(), visit.ctx.cpts, enquete.id),
        str::to_owned,
    );
    Formulaire {
        csrf: &visit.csrf,
        action,
        caches: vec![(FORMULAIRE, number)],
        nom: enquete.anonymat == Anonymat::Nominative,
        bouton,
    }
}

fn content(
    app: &App,
    visit: &Visit,
    (enquete, questions): &(Enquete, Vec<Question>),
    code: &str,
    sent: Option<(&Fields, Filled)>,
) -> Markup {
    if let Err(refus) = enquete.takes_answers(today(visit.ctx.now)) {
        return notice(
            Tone::Warning,
            "Cette enquête ne prend pas de réponse aujourd’hui",
            html! { p { (refus) } },
        );
    }
    let action = chemin_ouvert(slug(visit), code);
    let form = numbered(
        app,
        visit,
        enquete,
        (&action, "Envoyer ma réponse"),
        sent.as_ref().map(|(fields, _)| *fields),
    );
    let typed = sent.map(|(_, typed)| typed).unwrap_or_default();
    html! { (introduction(enquete)) (form.draw(questions, &typed)) }
}

fn slug(visit: &Visit) -> &str {
    visit.tenant.as_ref().map_or("", |tenant| &tenant.slug)
}

pub(super) async fn show(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
) -> Answer {
    let found = load(&app, &visit, &code).await?;
    let frame = visit.frame(found.0.intitule.titre.clone());
    Ok(visit.page(&frame, content(&app, &visit, &found, &code, None)))
}

pub(super) async fn send(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
    fields: Fields,
) -> Answer {
    match answer_open(&visit.ctx, &app.db, &code, &fields).await {
        Ok(()) => Ok(Redirect::to(format!("{}/merci", chemin_ouvert(slug(&visit), &code))).answer(&visit)),
        Err(error) => {
            let Some(typed) = again(&fields, &error) else { return Err(error.into()) };
            let found = load(&app, &visit, &code).await?;
            let frame = visit.frame(found.0.intitule.titre.clone());
            // A form that cannot be read gets a new number.
            let sent = if matches!(error, AnswerError::Formulaire) { Fields::default() } else { fields };
            Ok(visit.refused(frame, content(&app, &visit, &found, &code, Some((&sent, typed)))))
        }
    }
}

pub(super) async fn thanks(
    visit: Visit,
    State(app): State<App>,
    Path((_, code)): Path<(String, String)>,
) -> Answer {
    let (enquete, _) = load(&app, &visit, &code).await?;
    let frame = visit.frame(enquete.intitule.titre);
    Ok(visit.page(
        &frame,
        notice(
            Tone::Success,
            "Merci, votre réponse est enregistrée",
            html! { p { "Vous pouvez fermer cette page." } },
        ),
    ))
}
