//! The page of a doctor’s link: cards without a name, three answers, and who they are for whoever proves to be the doctor.

use super::demander_lieu::Lieux;
use super::guichet::{Guichet, Ouvert};
use super::places_champs as champs;
use crate::prove_medecin::{COOKIE, MEMOIRE};
use crate::{Medecin, Reconnu, Voie, WriteError, as_medecin, check_code, declare_places, send_code};
use axum::extract::State;
use axum::http::HeaderMap;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use ui::button::actions;
use ui::section::panel;
use ui::{Button, Field, Filled, Method, Tone, form};
use web::{Answer, App, Cookie, Fields, Problem, Redirect, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().tap(crate::USAGE, show, act)
}

/// What the page shows beside the cards.
#[derive(Default)]
struct Avec {
    ouvert: Option<Ouvert>,
    /// The code is asked for that household; where it was sent, when it has just left.
    code: Option<(String, Option<String>)>,
    filled: Filled,
    /// What was said of places, when it is refused.
    places: Option<Filled>,
}

fn guichet(app: &App, visit: &Visit, lien: &LienSuivi, headers: &HeaderMap) -> Guichet {
    let medecin = Id::new(lien.sujet);
    let cookie = web::read_cookie(headers, COOKIE).unwrap_or_default();
    let reconnu = Reconnu::par_navigateur(app.db.secret(), &visit.ctx, medecin, cookie);
    Guichet { medecin, voie: Voie::Lien, chemin: lien.chemin.clone(), reconnu }
}

async fn show(State(app): State<App>, visit: Visit, lien: LienSuivi, headers: HeaderMap) -> Answer {
    answer(&app, &visit, &guichet(&app, &visit, &lien, &headers), Avec::default()).await
}

async fn answer(app: &App, visit: &Visit, desk: &Guichet, avec: Avec) -> Answer {
    let table = desk.read(app, visit).await?;
    let lieux = Lieux::read(app, &mut app.db.read(&visit.ctx).await?).await?;
    let mut frame = visit.frame("Demandes de patients");
    frame.lead = Some(format!("{}\u{a0}: répondez d’un geste, sans nom.", table.medecin.nom).into());
    let content = html! {
        @if let Some((foyer, sent)) = &avec.code { (code_form(visit, desk, foyer, sent.as_deref(), &avec.filled)) }
        (desk.content(visit, &table, avec.ouvert.as_ref()))
        (places_form(visit, desk, &table.medecin, &lieux, avec.places.as_ref()))
        p.soft { "Ce lien est le vôtre\u{a0}: ne le transmettez pas. Sans votre code, il n’ouvre l’identité de personne." }
    };
    let refused = avec.filled.is_refused() || avec.places.is_some();
    Ok(if refused { visit.refused(frame, content) } else { visit.page(&frame, content) })
}

/// Their places, their days, a pause: by the same link.
fn places_form(
    visit: &Visit,
    desk: &Guichet,
    one: &Medecin,
    lieux: &Lieux,
    typed: Option<&Filled>,
) -> Markup {
    let usual = champs::prefill(&one.offre, one.declare_le.is_some(), lieux);
    html! {
        details open[typed.is_some()] {
            summary { "Changer mes places, mes jours, mon rythme, ou faire une pause" }
            (form(&visit.csrf, &desk.chemin, Method::Post, html! {
                (form::hidden("geste", "places"))
                (champs::questions(typed.unwrap_or(&usual), one.offre.prises))
            }))
        }
    }
}

async fn say_places(app: &App, visit: &Visit, desk: &Guichet, fields: &Fields) -> Answer {
    let lieux = Lieux::read(app, &mut app.db.read(&visit.ctx).await?).await?;
    let errors = match champs::read(fields, &lieux, kernel::today(visit.ctx.now)) {
        Ok((restantes, offre)) => {
            match declare_places(&visit.ctx, &app.db, desk.medecin, restantes, offre).await {
                Ok(done) => {
                    return Ok(Redirect::to(desk.chemin.clone()).done(champs::done(done)).answer(visit));
                }
                Err(error) => super::beside(error)?,
            }
        }
        Err(errors) => errors,
    };
    answer(app, visit, desk, Avec { places: Some(fields.filled(&errors)), ..Avec::default() }).await
}

fn code_form(visit: &Visit, desk: &Guichet, foyer: &str, sent: Option<&str>, filled: &Filled) -> Markup {
    panel(html! {
        h2 { "Votre code" }
        @if let Some(sent) = sent { (ui::alert::alert(Tone::Info, format!("Un code à six chiffres vient de partir à {sent}\u{a0}: il est valable 15\u{a0}minutes."))) }
        (form::error_summary(filled))
        (form(&visit.csrf, &desk.chemin, Method::Post, html! {
            (form::hidden("foyer", foyer))
            (Field::digits("code", "Code reçu").required().maxlength(9).autocomplete("one-time-code").filled(filled))
            (actions(html! { (Button::primary("Ouvrir").send("geste", "code")) }))
        }))
        (form(&visit.csrf, &desk.chemin, Method::Post, html! {
            (form::hidden("foyer", foyer))
            (actions(html! { (Button::plain("Recevoir un autre code").send("geste", "autre_code")) }))
        }))
        p.soft { "Une seule fois sur cet appareil\u{a0}: il s’en souvient douze heures." }
    })
}

async fn act(
    State(app): State<App>,
    visit: Visit,
    lien: LienSuivi,
    headers: HeaderMap,
    fields: Fields,
) -> Answer {
    let desk = guichet(&app, &visit, &lien, &headers);
    if let Some(done) = desk.act(&app, &visit, &fields).await {
        return done;
    }
    match fields.get("geste") {
        "identite" => match &desk.reconnu {
            Some(qui) => {
                let foyer = web::id_of(fields.get("foyer"))?;
                let people = as_medecin::read_acceptees(&visit.ctx, &app.db, qui, foyer).await?;
                answer(&app, &visit, &desk, Avec { ouvert: Some((foyer, people)), ..Avec::default() }).await
            }
            None => ask(&app, &visit, &desk, &fields).await,
        },
        "places" => say_places(&app, &visit, &desk, &fields).await,
        "autre_code" => ask(&app, &visit, &desk, &fields).await,
        "code" => check(&app, &visit, &desk, &fields).await,
        _ => Err(Problem::not_found()),
    }
}

/// A code leaves, and the page asks for it; when one has just left, the page asks for that one.
async fn ask(app: &App, visit: &Visit, desk: &Guichet, fields: &Fields) -> Answer {
    let foyer = fields.get("foyer").to_owned();
    match send_code(&visit.ctx, &app.db, desk.medecin, app.can_send_sms()).await {
        Ok(sent) => {
            answer(app, visit, desk, Avec { code: Some((foyer, Some(sent))), ..Avec::default() }).await
        }
        Err(refus @ WriteError::PasPossible(_)) => {
            let filled = Filled::new().error("code", refus.to_string());
            answer(app, visit, desk, Avec { code: Some((foyer, None)), filled, ..Avec::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}

async fn check(app: &App, visit: &Visit, desk: &Guichet, fields: &Fields) -> Answer {
    match check_code(&visit.ctx, &app.db, desk.medecin, fields.get("code")).await {
        Ok(value) => {
            let cookie = Cookie { name: COOKIE, value, max_age: MEMOIRE };
            let said = "Vous êtes reconnu sur cet appareil\u{a0}: ouvrez maintenant l’identité.";
            Ok(Redirect::to(desk.chemin.clone()).cookie(cookie).done(said).answer(visit))
        }
        Err(WriteError::Saisie(refuses)) => {
            let filled = Filled::new().error("code", refuses.to_string());
            let code = Some((fields.get("foyer").to_owned(), None));
            answer(app, visit, desk, Avec { code, filled, ..Avec::default() }).await
        }
        Err(other) => Err(other.into()),
    }
}
