//! The page of the link sent to a professional: a request without a name, yes or no in one tap.

use super::mots;
use super::salle::Salle;
use crate::store::{demandes, sollicitations};
use crate::{Coffre, Reponse, Sollicitation, USAGE, WriteError, answer};
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use ui::alert::alert;
use ui::button::actions;
use ui::section::panel;
use ui::{Button, Method, Tone, form, francais};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().tap(USAGE, show, act)
}

async fn show(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    let id: Id<Sollicitation> = Id::new(lien.sujet);
    let coffre = Coffre::new(app.db.secret(), visit.ctx.cpts);
    let mut tx = app.db.read(&visit.ctx).await?;
    let asked = sollicitations::sollicitation(&mut tx, id).await?.ok_or(WriteError::LienPerdu)?;
    let one = demandes::demande(&mut tx, &coffre, asked.demande).await?.ok_or(WriteError::LienPerdu)?;
    let salle = Salle::read(&app, &mut tx).await?;
    let mut frame = visit.frame("Un patient à recevoir");
    frame.lead = Some(format!("{}\u{a0}: répondez d’un geste, sans nom.", salle.qui(asked.effecteur)).into());
    let until = francais::date_heure(kernel::paris(one.echeance));
    let content = html! {
        (panel(html! {
            h2 { (mots::resume(&salle, &one.situation)) }
            p { "À recevoir avant le " (until) "." }
            @match asked.reponse {
                Some(said) => { (said_already(said)) },
                None if asked.expire_le <= visit.ctx.now => { (alert(Tone::Info, "Le délai pour répondre est passé\u{a0}: la demande est proposée à d’autres.")) },
                None => { (answers(&visit, &lien)) },
            }
        }))
        p.soft { "Si vous dites oui, la CPTS vous appelle pour le nom et l’heure. Ce lien est le vôtre\u{a0}: ne le transmettez pas." }
    };
    Ok(visit.page(&frame, content))
}

fn said_already(said: Reponse) -> Markup {
    match said {
        Reponse::Oui => alert(Tone::Success, "Vous avez dit oui. Merci\u{a0}: la CPTS vous appelle."),
        Reponse::Non => alert(Tone::Info, "Vous avez répondu que vous ne pouvez pas. Merci."),
        Reponse::Retiree => {
            alert(Tone::Info, "Ce patient a une place\u{a0}: il n’y a plus rien à faire. Merci.")
        }
    }
}

fn answers(visit: &Visit, lien: &LienSuivi) -> Markup {
    form(
        &visit.csrf,
        &lien.chemin,
        Method::Post,
        actions(html! {
            (Button::primary(Reponse::Oui.libelle()).send("reponse", Reponse::Oui.code()))
            (Button::secondary(Reponse::Non.libelle()).send("reponse", Reponse::Non.code()))
        }),
    )
}

async fn act(State(app): State<App>, visit: Visit, lien: LienSuivi, fields: Fields) -> Answer {
    let said = match fields.get("reponse").parse::<Reponse>() {
        Ok(said @ (Reponse::Oui | Reponse::Non)) => said,
        Ok(Reponse::Retiree) | Err(_) => return Err(Problem::not_found()),
    };
    let done = answer(&visit.ctx, &app.db, Id::new(lien.sujet), said == Reponse::Oui).await;
    Redirect::to(lien.chemin.clone()).after(&visit, done.map(|()| "C’est noté, merci."))
}
