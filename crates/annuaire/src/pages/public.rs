//! The directory for everybody, without account: public fields only.

mod fiche;

pub(super) use fiche::show as show_fiche;

use super::liste::{Question, Vitrine, open};
use crate::Regard;
use axum::extract::State;
use maud::html;
use ui::{Button, Icon};
use web::{Answer, App, Fields, Visit};

pub(super) async fn show(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let question = Question::read(&fields, false)?;
    let mut tx = app.db.read(&visit.ctx).await?;
    let (bottin, etat) = open(&app, &mut tx, Regard::Public).await?;
    drop(tx);
    let base = base(&visit)?;
    let vitrine =
        Vitrine { visit: &visit, bottin: &bottin, etat: &etat, question: &question, base: base.clone() };
    let frame = ui::Frame {
        lead: Some(vitrine.lead().into()),
        actions: Some(html! {
            (Button::secondary("Carte").icon(Icon::Map).href(format!("{base}/carte")))
            @if !bottin.inscrits().is_empty() { (Button::secondary("Imprimer (PDF)").icon(Icon::Print).href(format!("{base}/annuaire.pdf"))) }
        }),
        ..visit.frame("Annuaire de santé")
    };
    let yours = html! { p { a href={ (base) "/nouveau-lien" } { "Vous êtes dans cet annuaire\u{202f}? Recevez un lien pour corriger votre fiche." } } };
    Ok(visit.page(&frame, html! { (vitrine.draw()) (yours) }))
}

/// `/{cpts}/annuaire`.
pub(super) fn base(visit: &Visit) -> Result<String, web::Problem> {
    Ok(format!("/{}/annuaire", visit.tenant()?.slug))
}
