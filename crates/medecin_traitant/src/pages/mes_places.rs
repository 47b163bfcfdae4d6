//! A doctor says their places: from their account, or by the link that they received.

use super::ROOM;
use super::demander_lieu::Lieux;
use super::places_champs as champs;
use crate::droits::PRENDRE;
use crate::{Medecin, USAGE_PLACES, WriteError, declare_places, store};
use axum::extract::State;
use comptes::LienSuivi;
use kernel::Id;
use maud::{Markup, html};
use ui::alert::alert;
use ui::{Button, Filled, Frame, Icon, Method, Tone, empty::empty};
use web::{Answer, App, Fields, Problem, Redirect, Routes, Visit};

const HERE: &str = "mes-places";

pub(super) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/medecin-traitant/mes-places", PRENDRE, show)
        .post("/{cpts}/espace/medecin-traitant/mes-places", PRENDRE, send)
        .tap(USAGE_PLACES, by_link, act_by_link)
}

async fn mine(visit: &Visit, app: &App) -> Result<(Option<Medecin>, Lieux), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let own = store::medecins::moi(&mut tx).await?;
    Ok((own, Lieux::read(app, &mut tx).await?))
}

fn frame(visit: &Visit) -> Frame {
    ROOM.below(visit, "Mes places", &[])
}

fn page(visit: &Visit, one: &Medecin, filled: &Filled) -> Markup {
    html! {
        (champs::sums(&one.offre))
        (form(visit, &ROOM.at(visit, HERE), one, filled))
    }
}

fn form(visit: &Visit, to: &str, one: &Medecin, filled: &Filled) -> Markup {
    ui::form(&visit.csrf, to, Method::Post, champs::questions(filled, one.offre.prises))
}

fn nobody() -> Markup {
    html! {
        (empty(Icon::People, "Votre compte n’est pas celui d’un médecin qui prend des patients", "Vous êtes médecin et vous voulez dire combien de patients vous pouvez prendre\u{202f}? Demandez à la coordination de vous ajouter aux médecins qui prennent des patients. Vous recevrez aussi un lien, sans compte.", None))
    }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (own, lieux) = mine(&visit, &app).await?;
    let mut frame = frame(&visit);
    let cards = Button::secondary("Mes cartes").href(ROOM.at(&visit, "mes-cartes"));
    frame.actions = own.is_some().then(|| html! { (cards) });
    let content = match own {
        Some(one) => page(&visit, &one, &champs::prefill(&one.offre, one.declare_le.is_some(), &lieux)),
        None => nobody(),
    };
    Ok(visit.page(&frame, content))
}

async fn send(visit: Visit, State(app): State<App>, fields: Fields) -> Answer {
    let (own, lieux) = mine(&visit, &app).await?;
    let Some(one) = own else { return Err(WriteError::Inconnu("Ce médecin").into()) };
    let errors = match champs::read(&fields, &lieux, kernel::today(visit.ctx.now)) {
        Ok((restantes, offre)) => match declare_places(&visit.ctx, &app.db, one.id, restantes, offre).await {
            Ok(done) => {
                return Redirect::to(ROOM.at(&visit, HERE))
                    .after(&visit, Ok::<_, WriteError>(champs::done(done)));
            }
            Err(error) => super::beside(error)?,
        },
        Err(errors) => errors,
    };
    let (now, _) = mine(&visit, &app).await?;
    Ok(visit.refused(frame(&visit), page(&visit, &now.unwrap_or(one), &fields.filled(&errors))))
}

async fn of_link(visit: &Visit, app: &App, lien: &LienSuivi) -> Result<(Medecin, Lieux), Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = store::medecins::medecin(&mut tx, Id::new(lien.sujet)).await?;
    let one = found.filter(|one| one.retire_le.is_none()).ok_or(WriteError::LienPerdu)?;
    Ok((one, Lieux::read(app, &mut tx).await?))
}

fn public(visit: &Visit, one: &Medecin) -> Frame {
    let cpts = visit.tenant().map(|tenant| tenant.nom.clone()).unwrap_or_default();
    let mut frame = visit.frame(format!("{}\u{a0}: vos places", one.nom));
    frame.lead = Some(format!("Des patients cherchent un médecin traitant. {cpts} leur propose les places que vous dites ici\u{a0}; rien ne part sans votre réponse.").into());
    frame
}

async fn by_link(State(app): State<App>, visit: Visit, lien: LienSuivi) -> Answer {
    let (one, lieux) = of_link(&visit, &app, &lien).await?;
    let filled = champs::prefill(&one.offre, one.declare_le.is_some(), &lieux);
    Ok(visit.page(&public(&visit, &one), form(&visit, &lien.chemin, &one, &filled)))
}

async fn act_by_link(State(app): State<App>, visit: Visit, lien: LienSuivi, fields: Fields) -> Answer {
    let (one, lieux) = of_link(&visit, &app, &lien).await?;
    let errors = match champs::read(&fields, &lieux, kernel::today(visit.ctx.now)) {
        Ok((restantes, offre)) => match declare_places(&visit.ctx, &app.db, one.id, restantes, offre).await {
            Ok(done) => {
                let content = html! {
                    (alert(Tone::Success, champs::done(done)))
                    p { "Merci. Vous pouvez changer votre réponse quand vous voulez, avec le même lien, jusqu’au " (ui::francais::date(kernel::today(lien.expire_le))) "." }
                    p { a href=(lien.chemin) { "Changer ma réponse" } }
                };
                return Ok(visit.page(&public(&visit, &one), content));
            }
            Err(error) => super::beside(error)?,
        },
        Err(errors) => errors,
    };
    let (now, _) = of_link(&visit, &app, &lien).await?;
    let content = form(&visit, &lien.chemin, &now, &fields.filled(&errors));
    Ok(visit.refused(public(&visit, &now), content))
}
