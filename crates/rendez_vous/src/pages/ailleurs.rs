//! Slots that other programs publish: where they come from, where they are taken.

use super::{ROOM, mots};
use crate::ailleurs::{CreneauAilleurs, Lecture, lit};
use crate::droits::VOIR;
use axum::extract::State;
use maud::{Markup, html};
use ui::alert::alert;
use ui::{Column, Icon, Row, Table, Tone, empty::empty};
use web::{Answer, App, Routes, Visit};

/// Lines of the page, at most.
const LIGNES: usize = 400;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/espace/rendez-vous/ailleurs", VOIR, show)
}

fn page(visit: &Visit, found: &Lecture) -> Markup {
    html! {
        @for muet in &found.muets {
            (alert(Tone::Warning, html! { (muet) " ne répond pas\u{a0}: ses créneaux ne sont pas montrés." }))
        }
        @if found.creneaux.is_empty() {
            (empty(Icon::Calendar, "Aucun créneau", "Aucun créneau libre n’est publié ailleurs dans les trois jours qui viennent.", None))
        }
        @let shown = found.creneaux.get(..LIGNES).unwrap_or(&found.creneaux);
        @for slots in shown.chunk_by(|one, next| mots::jour(one.horaire.debut) == mots::jour(next.horaire.debut)) {
            (day(visit, slots))
        }
    }
}

fn day(visit: &Visit, slots: &[CreneauAilleurs]) -> Markup {
    let when = slots.first().map(|one| mots::jour(one.horaire.debut)).unwrap_or_default();
    let columns = vec![
        Column::text("Heures"),
        Column::text("Professionnel"),
        Column::text("Lieu"),
        Column::text("Source"),
        Column::text("Précisions"),
    ];
    let title = mots::jour_dit(when, kernel::today(visit.ctx.now));
    html! { (Table::new(format!("jour-{when}"), title, columns).rows(slots.iter().map(line).collect())) }
}

fn line(one: &CreneauAilleurs) -> Row {
    Row::new(vec![
        html! { (mots::heures(one.horaire)) },
        html! { (one.professionnel) },
        html! { (one.lieu) },
        html! {
            div {
                (one.editeur)
                @if let Some(page) = &one.page {
                    br; a href=(page) rel="noopener noreferrer" { "Prendre rendez-vous chez " (one.editeur) }
                }
            }
        },
        mots::suite(&one.precisions),
    ])
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let slug = visit.tenant()?.slug.clone();
    let found = match lit(&app, &slug) {
        Some(read) => read(&app, &visit.ctx, &slug).await?,
        None => Lecture::default(),
    };
    let mut frame = ROOM.below(&visit, "Créneaux publiés ailleurs", &[]);
    frame.lead =
        Some("Libres dans d’autres logiciels, à l’instant\u{a0}: on les prend chez eux, jamais ici.".into());
    Ok(visit.page(&frame, page(&visit, &found)))
}
