//! The cards of a doctor who has an account: who signed in needs no code.

use super::ROOM;
use super::guichet::{Guichet, Ouvert};
use crate::droits::PRENDRE;
use crate::{Reconnu, Voie, as_medecin, store};
use axum::extract::State;
use maud::html;
use ui::{Button, Icon};
use web::{Answer, App, Fields, Problem, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/medecin-traitant/mes-cartes", PRENDRE, show).post(
        "/{cpts}/espace/medecin-traitant/mes-cartes",
        PRENDRE,
        act,
    )
}

/// The desk of the doctor that the account is, if it is one.
async fn guichet(app: &App, visit: &Visit) -> Result<Option<Guichet>, Problem> {
    let own = store::medecins::moi(&mut app.db.read(&visit.ctx).await?).await?;
    let Some(medecin) = own.map(|one| one.id) else { return Ok(None) };
    let reconnu = Some(Reconnu::par_compte(&visit.ctx, &app.db, medecin).await?);
    Ok(Some(Guichet { medecin, voie: Voie::Compte, chemin: ROOM.at(visit, "mes-cartes"), reconnu }))
}

async fn show(State(app): State<App>, visit: Visit) -> Answer {
    answer(&app, &visit, None).await
}

async fn answer(app: &App, visit: &Visit, ouvert: Option<Ouvert>) -> Answer {
    let mut frame = ROOM.below(visit, "Mes cartes", &[]);
    let Some(desk) = guichet(app, visit).await? else {
        let help = "Votre compte n’est rattaché à aucun médecin qui prend des patients. Le bureau de la CPTS peut le faire.";
        let empty = ui::empty::empty(Icon::People, "Aucune carte pour vous", help, None);
        return Ok(visit.page(&frame, empty));
    };
    let table = desk.read(app, visit).await?;
    frame.lead = Some("Répondez d’un geste, sans nom. L’identité s’ouvre après votre oui.".into());
    frame.actions = Some(html! { (Button::secondary("Mes places").href(ROOM.at(visit, "mes-places"))) });
    Ok(visit.page(&frame, desk.content(visit, &table, ouvert.as_ref())))
}

async fn act(State(app): State<App>, visit: Visit, fields: Fields) -> Answer {
    let desk = guichet(&app, &visit).await?.ok_or_else(Problem::not_found)?;
    if let Some(done) = desk.act(&app, &visit, &fields).await {
        return done;
    }
    let qui = desk.reconnu.filter(|_| fields.get("geste") == "identite").ok_or_else(Problem::not_found)?;
    let foyer = web::id_of(fields.get("foyer"))?;
    let people = as_medecin::read_acceptees(&visit.ctx, &app.db, &qui, foyer).await?;
    answer(&app, &visit, Some((foyer, people))).await
}
