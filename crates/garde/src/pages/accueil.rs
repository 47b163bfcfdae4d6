//! Every planning.

use super::{ROOM, tone};
use crate::droits::{GERER, VOIR};
use crate::{Etat, Planning, store};
use axum::extract::State;
use maud::{Markup, html};
use rendez_vous::Lieu;
use ui::status::status;
use ui::{Button, Column, Frame, Icon, Row, Table, empty::empty, francais};
use web::{Answer, App, Routes, Visit};

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/garde", VOIR, show)
}

fn frame(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Gardes");
    frame.lead = Some("Qui est de garde, quand et où\u{a0}; qui prend ce qui manque.".into());
    frame.actions = visit.can(GERER).then(|| {
        html! { (Button::primary("Nouveau planning").icon(Icon::Plus).href(ROOM.at(visit, "nouveau"))) }
    });
    frame
}

fn list(visit: &Visit, all: &[Planning], lieux: &[Lieu]) -> Markup {
    let columns =
        vec![Column::text("Planning"), Column::text("Période"), Column::text("Lieu"), Column::text("Étape")];
    let line = |one: &Planning| {
        let lieu = lieux.iter().find(|lieu| lieu.id == one.cadre.lieu).map_or("", |lieu| lieu.nom.as_str());
        let period = format!("du {} au {}", francais::date(one.cadre.du), francais::date(one.cadre.au));
        Row::new(vec![
            html! { a href=(ROOM.at(visit, &format!("plannings/{}", one.id))) { (one.cadre.nom) } },
            html! { (period) },
            html! { (lieu) },
            status(tone(one.etat), one.etat.libelle()),
        ])
    };
    let help = "Un planning dit quelles demi-journées couvrir. Chacun dit ses vœux, le calcul propose une répartition juste, la coordination la publie.";
    let nothing = empty(Icon::Calendar, "Aucun planning pour le moment", help, None);
    html! { (Table::new("plannings", "Plannings de garde", columns).rows(all.iter().map(line).collect()).empty(nothing)) }
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let mut tx = app.db.read(&visit.ctx).await?;
    let mut all = store::plannings::plannings(&mut tx).await?;
    all.retain(|one| one.etat != Etat::Brouillon || visit.can(GERER));
    let lieux = rendez_vous::store::lieux::lieux(&mut tx).await?;
    let content = html! { (ROOM.tabs(&visit, "")) (list(&visit, &all, &lieux)) };
    Ok(visit.page(&frame(&visit), content))
}
