//! How the slots of one professional look.

use super::agenda::{Agenda, Journee};
use super::creneau::{issues, retrait};
use super::{ROOM, champs, mots};
use crate::droits::GERER;
use crate::rdv::Attente;
use crate::{Creneau, Habitude};
use jiff::civil::Date;
use maud::{Markup, html};
use ui::button::actions;
use ui::card::cards;
use ui::section::section;
use ui::{Button, Card, Field, Filled, Frame, Icon, Item, Method, empty::empty, francais};
use web::Visit;

/// Slots shown at first; the others on demand.
const D_ABORD: usize = 40;

/// For an account that is nobody who gives care.
pub(super) fn nobody(visit: &Visit) -> Markup {
    let gere = visit.can(GERER);
    let help = if gere {
        "Votre compte n’est pas celui d’un professionnel qui donne des soins. Choisissez pour qui proposer un créneau."
    } else {
        "Votre compte n’est pas encore celui d’un professionnel qui donne des soins. Demandez à la coordination de vous ajouter\u{a0}: vous pourrez ensuite proposer un créneau en quelques secondes."
    };
    let action = gere.then(|| {
        html! { (Button::primary("Choisir un professionnel").href(ROOM.at(visit, "professionnels"))) }
    });
    html! {
        (ROOM.tabs(visit, "mes-creneaux"))
        (empty(Icon::Calendar, "Aucun créneau à votre nom", help, action))
    }
}

pub(super) fn frame(visit: &Visit, agenda: &Agenda) -> Frame {
    let crumbs: &[(&str, &str)] = if agenda.mien { &[] } else { &[("Professionnels", "professionnels")] };
    let mut frame = ROOM.below(visit, agenda.title(), crumbs);
    let to = |part: &str| ROOM.at(visit, &format!("{}/{part}", agenda.base()));
    frame.actions = Some(html! {
        (Button::secondary("Créneaux qui se répètent").href(to("serie")))
        (Button::secondary(if agenda.mien { "Je serai absent" } else { "Noter une absence" }).href(to("absence")))
    });
    frame
}

pub(super) fn page(visit: &Visit, agenda: &Agenda, journee: &Journee, filled: &Filled) -> Markup {
    html! {
        (ROOM.tabs(visit, if agenda.mien { "mes-creneaux" } else { "professionnels" }))
        (sommaire(journee))
        (section("proposer", "Proposer un créneau", html! {
            @if !journee.habitudes.is_empty() && !filled.is_refused() { (rapides(visit, agenda, &journee.habitudes)) }
            (form(visit, agenda, filled))
        }))
        @if !journee.attentes.is_empty() { (attentes(visit, agenda, &journee.attentes)) }
        (section("a-venir", "À venir", a_venir(visit, agenda, &journee.creneaux)))
    }
}

/// What is further down, for whoever holds a phone.
fn sommaire(journee: &Journee) -> Markup {
    let count = |all: usize| i64::try_from(all).unwrap_or(i64::MAX);
    let (slots, left) = (count(journee.creneaux.len()), count(journee.attentes.len()));
    html! {
        @if slots + left > 0 {
            ul.inline-list {
                @if left > 0 { li { a href="#issues" { (francais::compte(left, "patient est-il venu", "patients sont-ils venus")) "\u{202f}?" } } }
                @if slots > 0 { li { a href="#a-venir" { (francais::compte(slots, "créneau à venir", "créneaux à venir")) } } }
            }
        }
    }
}

fn rapides(visit: &Visit, agenda: &Agenda, all: &[Habitude]) -> Markup {
    let to = ROOM.at(visit, &agenda.base());
    let today = kernel::today(visit.ctx.now);
    html! {
        p.soft { "Comme la dernière fois, en un geste\u{a0}:" }
        (actions(html! {
            @for one in all {
                form.inline-form method="post" action=(to) {
                    input type="hidden" name="_csrf" value=(visit.csrf);
                    (visit.key(&Filled::new()))
                    (champs::cachees(one))
                    (Button::secondary(rapide(one, today)).icon(Icon::Plus))
                }
            }
        }))
    }
}

/// « Demain, 18 h 00 – 19 h 00, 4 places ».
fn rapide(one: &Habitude, today: Date) -> String {
    let day = if mots::jour(one.horaire.debut) == today { "Aujourd’hui" } else { "Demain" };
    let places = francais::compte(i64::from(one.contenu.places), "place", "places");
    format!("{day}, {}, {places}", mots::heures(one.horaire))
}

fn form(visit: &Visit, agenda: &Agenda, filled: &Filled) -> Markup {
    let today = kernel::today(visit.ctx.now);
    ui::form(
        &visit.csrf,
        &ROOM.at(visit, &agenda.base()),
        Method::Post,
        html! {
            (ui::form::error_summary(filled))
            (visit.key(filled))
            (champs::jour(filled, today))
            (champs::heures(filled))
            (champs::places(filled, &agenda.noms))
            details open[champs::is_unusual(filled)] {
                summary { "Plus de choix\u{a0}: autre date, domicile ou téléconsultation, motifs, qui le voit" }
                div.form {
                    (Field::date("date", "Un autre jour, plus tard").hint("Rempli, il remplace le jour choisi plus haut.").filled(filled))
                    (Field::checkbox("lendemain", "Finit le lendemain (une nuit de garde)").filled(filled))
                    (champs::plus(filled))
                }
            }
            (actions(html! { (Button::primary("Proposer ce créneau")) }))
        },
    )
}

fn a_venir(visit: &Visit, agenda: &Agenda, all: &[Creneau]) -> Markup {
    if all.is_empty() {
        let help = "Un créneau proposé ici est vu aussitôt par l’opérateur de la CPTS et, si vous le voulez, par le SAS.";
        return empty(Icon::Calendar, "Aucun créneau à venir", help, None);
    }
    let whole = visit.here.ends_with("?tout=oui");
    let shown = if whole { all } else { all.get(..D_ABORD).unwrap_or(all) };
    let days = shown.chunk_by(|one, next| mots::jour(one.horaire.debut) == mots::jour(next.horaire.debut));
    let of_day = |slots: &[Creneau]| day(visit, agenda, slots);
    let left = all.len().saturating_sub(shown.len());
    html! {
        (cards(&days.map(of_day).collect::<Vec<_>>()))
        @if left > 0 {
            p { a href=(ROOM.at(visit, &format!("{}?tout=oui", agenda.base()))) {
                "Voir aussi " (francais::compte(i64::try_from(left).unwrap_or(i64::MAX), "créneau plus tard", "créneaux plus tard"))
            } }
        }
    }
}

fn day(visit: &Visit, agenda: &Agenda, slots: &[Creneau]) -> Card {
    let when = slots.first().map(|one| mots::jour(one.horaire.debut)).unwrap_or_default();
    let items = slots.iter().map(|one| item(visit, agenda, one)).collect();
    Card::new(Icon::Calendar, mots::jour_dit(when, kernel::today(visit.ctx.now)), "").items(items).total(0)
}

fn item(visit: &Visit, agenda: &Agenda, one: &Creneau) -> Item {
    let (tone, words) = mots::places(one, visit.ctx.now);
    let mut said = vec![agenda.noms.ou(one.contenu.lieu)];
    said.extend(mots::precisions(one));
    let to = ROOM.at(visit, &format!("creneaux/{}", one.id));
    let title = html! { a href=(to) { (mots::heures(one.horaire)) } };
    Item::new(title).mark(tone, words).detail(mots::suite(&said)).action(retrait(visit, one, &agenda.base()))
}

fn attentes(visit: &Visit, agenda: &Agenda, all: &[Attente]) -> Markup {
    let count = u64::try_from(all.len()).unwrap_or(u64::MAX);
    let items = all.iter().enumerate().map(|(n, one)| {
        let when = html! {
            (mots::jour_dit(mots::jour(one.horaire.debut), kernel::today(visit.ctx.now))) ", " (mots::heures(one.horaire))
        };
        let about = format!("rendez-vous {}", n + 1);
        let taken = html! { "Pris le " (francais::date_heure(kernel::paris(one.pris_le))) };
        Item::new(when).detail(taken).action(issues(visit, (one.creneau, one.rdv), &about, &agenda.base()))
    });
    let card = Card::new(Icon::Check, "Ces patients sont-ils venus\u{202f}?", "")
        .items(items.collect())
        .total(count);
    html! { div id="issues" { (cards(&[card])) } }
}
