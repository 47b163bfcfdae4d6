//! The account that the association pays from.

use super::{ROOM, coordonnees};
use crate::store;
use axum::extract::State;
use maud::{Markup, html};
use ui::{Filled, definitions::definitions, francais};
use web::{Answer, App, Problem, Visit};

pub(super) async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let (frame, content) = page(&visit, &app, &Filled::new()).await?;
    Ok(visit.page(&frame, content))
}

async fn page(visit: &Visit, app: &App, filled: &Filled) -> Result<(ui::Frame, Markup), Problem> {
    let kept = store::coordonnees::compte(&mut app.db.read(&visit.ctx).await?).await?;
    let frame = ui::Frame {
        lead: Some("Le compte de l’association, que les virements débitent. Il est chiffré, et chaque changement est au journal.".into()),
        ..visit.frame("Compte débité")
    };
    let content = html! {
        (ROOM.tabs(visit, "compte"))
        @if let Some((_, masque, le)) = &kept {
            (definitions(&[
                ("Compte", html! { (masque) }),
                ("Noté le", html! { @if let Some(at) = le { (francais::date_heure(kernel::paris(*at))) } }),
            ]))
        }
        (coordonnees::form(visit, &visit.workspace("indemnites/compte"), filled, false))
    };
    Ok((frame, content))
}

pub(super) async fn write(visit: Visit, State(app): State<App>, envoi: ::pieces::Envoi) -> Answer {
    match coordonnees::read_account(&envoi.fields) {
        Ok(account) => {
            crate::set_compte(&visit.ctx, &app.db, &account).await?;
            ROOM.done(&visit, "compte", "Le compte est enregistré.")
        }
        Err(errors) => {
            let (frame, content) = page(&visit, &app, &envoi.fields.filled(&errors)).await?;
            Ok(visit.refused(frame, content))
        }
    }
}
