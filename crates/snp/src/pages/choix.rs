//! The places proposed for a request: one key each, one button each, why each.

use super::salle::Salle;
use super::{ROOM, mots};
use crate::{Choix, Demande, Etat};
use maud::{Markup, html};
use rendez_vous::Creneau;
use ui::form::hidden;
use ui::status::status;
use ui::{Button, Column, Icon, Row, Table, Tone, empty::empty, francais};
use web::Visit;

/// The list, in the part of the page whose keys press its buttons. `creneau` is what the buttons send.
pub(super) fn places(visit: &Visit, salle: &Salle, one: &Demande, all: &[(Choix, Creneau)]) -> Markup {
    let only = match one.etat {
        Etat::MtInterroge { effecteur, .. } | Etat::Prise { effecteur, .. } => Some(effecteur),
        _ => None,
    };
    let shown: Vec<_> = all.iter().filter(|(_, slot)| only.is_none_or(|who| who == slot.effecteur)).collect();
    if shown.is_empty() {
        let why = if only.is_some() {
            "Ce professionnel n’a pas de place proposée\u{a0}: appelez-le, attendez sa réponse, ou cherchez ailleurs."
        } else {
            "Aucune place ne convient dans les trois jours\u{a0}: interrogez le secteur, ou mettez la personne en rappel."
        };
        return empty(Icon::Calendar, "Pas de place", why, None);
    }
    let columns = vec![
        Column::actions(),
        Column::text("Quand"),
        Column::text("Chez qui"),
        Column::text("Où"),
        Column::text("Pourquoi cette place"),
    ];
    let rows = shown
        .iter()
        .zip(1u32..)
        .map(|((choix, slot), rank)| line(visit, salle, one, choix, slot, rank))
        .collect();
    html! {
        form method="post" action=(ROOM.at(visit, &format!("demandes/{}", one.id))) data-steady {
            input type="hidden" name="_csrf" value=(visit.csrf);
            (visit.key(&ui::Filled::new()))
            (hidden("geste", "placer"))
            (Table::new("places", "Places libres, la meilleure d’abord", columns).rows(rows))
        }
    }
}

fn line(visit: &Visit, salle: &Salle, asked: &Demande, choix: &Choix, slot: &Creneau, rank: u32) -> Row {
    let now = visit.ctx.now;
    let who = salle.effecteurs.get(&slot.effecteur);
    let profession = who.map_or("", |who| who.profession.libelle());
    let when = mots::quand(slot, now);
    let mut take = Button::secondary("Prendre")
        .about(format!("{when}, {}", salle.qui(slot.effecteur)))
        .send("creneau", slot.id.to_string())
        .small();
    if let Some(key) = char::from_digit(rank, 10) {
        take = take.key(key);
    }
    if rank == 1 {
        take = take.autofocus();
    }
    let why = mots::raison(choix, slot, asked, now);
    let late = slot.horaire.debut > asked.echeance;
    Row::new(vec![
        html! { (take) },
        html! { (when) br; span.soft { (francais::compte(i64::from(slot.libres), "place", "places")) } },
        html! { (salle.qui(slot.effecteur)) br; span.soft { (profession) } },
        html! { (salle.ou(slot.contenu.lieu)) @if !slot.contenu.note.is_empty() { br; span.soft { (slot.contenu.note) } } },
        html! { @if late { (status(Tone::Warning, &why)) } @else { (why) } },
    ])
}
