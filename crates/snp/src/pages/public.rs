//! « Besoin d’un soin rapidement »: what everybody reads, without account and without saying anything of themselves.

use crate::droits::CONSULTER;
use crate::loi::{Numero, numeros};
use crate::store::{guides, reglages};
use crate::{Guide, Reglage};
use axum::extract::State;
use identifiants::Telephone;
use jiff::SignedDuration;
use maud::{Markup, html};
use rendez_vous::lieu::Sorte;
use rendez_vous::store::{creneaux, effecteurs, lieux};
use rendez_vous::{Creneau, Effecteur, Lieu, Modalite, Visibilite};
use std::collections::BTreeMap;
use territoire::Communes;
use ui::alert::notice;
use ui::section::section;
use ui::{Column, Frame, Row, Table, TextSize, Tone, francais};
use web::{Answer, App, Problem, Routes, Visit};

/// How far ahead a place is shown.
const HEURES: i64 = 72;
/// Places shown, at most.
const PLACES: usize = 20;

pub(super) fn routes() -> Routes {
    Routes::new().get("/{cpts}/soins-rapides", CONSULTER, show)
}

/// What the page says.
struct Vue {
    reglage: Reglage,
    guide: Guide,
    lieux: Vec<Lieu>,
    places: Vec<(Creneau, Effecteur)>,
    communes: Communes,
}

async fn read(visit: &Visit, app: &App) -> Result<Vue, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let now = visit.ctx.now;
    let until = now.saturating_add(SignedDuration::from_hours(HEURES)).unwrap_or(now);
    let slots = creneaux::ouverts(&mut tx, now, until).await?;
    let all = effecteurs::effecteurs(&mut tx).await?;
    let who: BTreeMap<_, _> = all.into_iter().map(|one| (one.id, one)).collect();
    let public = slots.into_iter().filter(|one| one.contenu.visibilite.contains(&Visibilite::Public));
    let places = public.filter_map(|slot| who.get(&slot.effecteur).map(|one| (slot, one.clone())));
    let places = places.take(PLACES).collect();
    Ok(Vue {
        reglage: reglages::reglage(&mut tx).await?,
        guide: guides::en_vigueur(&mut tx).await?.guide,
        lieux: lieux::lieux(&mut tx).await?,
        places,
        communes: Communes::read(app, &mut tx).await?,
    })
}

async fn show(visit: Visit, State(app): State<App>) -> Answer {
    let vue = read(&visit, &app).await?;
    let today = kernel::today(visit.ctx.now);
    let mut frame = frame(&visit);
    let cpts = &visit.tenant()?.nom;
    frame.lead = Some(format!("{cpts}\u{a0}: qui appeler, où aller. On ne vous demande rien ici.").into());
    let content = html! {
        (emergency(&vue.guide, &numeros(today, "urgences")))
        (section("appeler", "Appeler d’abord", desk(&visit, &vue)))
        @if !vue.places.is_empty() { (section("places", "Les prochaines places", places(&vue))) }
        @if vue.lieux.iter().any(soigne) { (section("lieux", "Où aller", houses(&vue))) }
        (section("pharmacie", "Une pharmacie de garde", pharmacies(&numeros(today, "pharmacies"))))
        p.soft { "Cette page peut être imprimée. Les places changent à chaque instant\u{a0}: appelez avant de vous déplacer." }
    };
    Ok(visit.page(&frame, content))
}

/// In large letters unless the reader chose a size.
fn frame(visit: &Visit) -> Frame {
    let mut frame = visit.frame("Besoin d’un soin rapidement");
    if frame.text_size == TextSize::default() {
        frame.text_size = TextSize::Grand;
    }
    frame
}

/// A number that a telephone calls.
fn call(number: &str) -> Markup {
    let digits: String = number.chars().filter(|sign| sign.is_ascii_digit() || *sign == '+').collect();
    html! { strong { a href={ "tel:" (digits) } { (number) } } }
}

fn phone(one: &Telephone) -> Markup {
    call(&one.to_string())
}

fn emergency(guide: &Guide, all: &[Numero]) -> Markup {
    let body = html! {
        ul { @for one in all { li { (call(&one.numero)) "\u{a0}: " (one.qui) ", " (one.quand) } } }
        p { "Appelez tout de suite si vous répondez oui à l’une de ces questions\u{a0}:" }
        ul { @for one in &guide.drapeaux { li { (one.question) } } }
    };
    notice(Tone::Danger, "C’est grave, ou vous avez peur que ce le soit", body)
}

fn desk(visit: &Visit, vue: &Vue) -> Markup {
    let slug = visit.tenant().map(|cpts| cpts.slug.as_str()).unwrap_or_default();
    let guide = &vue.guide;
    let hour = kernel::paris(visit.ctx.now).time();
    let closed = hour < guide.ouvre || hour >= guide.ferme;
    html! {
        ol {
            li { "Votre médecin traitant. Vous n’en avez pas\u{202f}? " a href={ "/" (slug) "/medecin-traitant" } { "En chercher un" } "." }
            @if let Some(number) = &vue.reglage.telephone {
                li { "Les soins non programmés de la CPTS\u{a0}: " (phone(number)) @if !vue.reglage.horaires.is_empty() { ", " (vue.reglage.horaires) } "." }
            }
        }
        p {
            @if closed { strong { "Les cabinets sont fermés à cette heure." } " " }
            "Avant " (francais::heure(guide.ouvre)) " et après " (francais::heure(guide.ferme)) "\u{a0}: " (guide.hors_horaires) "."
        }
        @if !vue.reglage.texte_public.is_empty() { @for line in vue.reglage.texte_public.lines() { p { (line) } } }
    }
}

/// Places of care made for that, practices left out.
fn soigne(one: &Lieu) -> bool {
    match one.sorte {
        Sorte::MaisonDeGarde | Sorte::CentreSnp => true,
        Sorte::Cabinet | Sorte::Imagerie | Sorte::ConsultationAvancee | Sorte::Autre => false,
    }
}

/// « 3 boulevard Carnot, 43000 Le Puy-en-Velay ».
fn address(vue: &Vue, one: &Lieu) -> String {
    let town = format!("{} {}", one.code_postal, vue.communes.nom(one.commune));
    let parts = [one.adresse.as_str(), town.trim()];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

fn houses(vue: &Vue) -> Markup {
    html! {
        @for one in vue.lieux.iter().filter(|one| soigne(one)) {
            h3 { (one.nom) }
            p { (one.sorte.libelle()) ". " (address(vue, one)) "." }
            @if !one.horaires.is_empty() { p { "Ouvert\u{a0}: " (one.horaires) } }
            @if !one.acces.is_empty() { p { strong { (one.acces) } } }
            @if let Some(number) = &one.telephone { p { "Téléphone\u{a0}: " (phone(number)) } }
        }
    }
}

fn places(vue: &Vue) -> Markup {
    let columns = vec![
        Column::text("Quand"),
        Column::text("Qui"),
        Column::text("Où"),
        Column::text("Appeler pour réserver"),
    ];
    let row = |(slot, who): &(Creneau, Effecteur)| {
        let place = vue.lieux.iter().find(|one| one.id == slot.contenu.lieu);
        // The number of a person may be their own: only that of the place, else that of the CPTS, is shown.
        let number = place.and_then(|one| one.telephone.as_ref()).or(vue.reglage.telephone.as_ref());
        Row::new(vec![
            html! { (when(slot)) },
            html! { div { (who.nom) br; span.soft { (who.profession.libelle()) } } },
            match slot.contenu.modalite {
                Modalite::Cabinet => {
                    html! { @if let Some(one) = place { (one.nom) ", " (address(vue, one)) } }
                }
                other @ (Modalite::Domicile | Modalite::Tele) => html! { (other.libelle()) },
            },
            number.map_or_else(|| html! { "Sur place" }, phone),
        ])
    };
    html! {
        p { "Ces places sont libres au moment où vous lisez. Elles ne se prennent pas ici\u{a0}: appelez." }
        (Table::new("places-libres", "Prochaines places", columns).quiet_caption().rows(vue.places.iter().map(row).collect()))
    }
}

/// « lundi 2 mars 2026, 18 h 00 – 19 h 00 ».
fn when(slot: &Creneau) -> String {
    let (debut, fin) = (kernel::paris(slot.horaire.debut), kernel::paris(slot.horaire.fin));
    let hours = format!("{}\u{a0}–\u{a0}{}", francais::heure(debut.time()), francais::heure(fin.time()));
    format!("{}, {hours}", francais::date_complete(debut.date()))
}

fn pharmacies(all: &[Numero]) -> Markup {
    html! {
        p { "Toute pharmacie fermée affiche celle qui est de garde." }
        @for one in all { p { (one.qui) "\u{a0}: " (call(&one.numero)) ", " (one.quand) "." } }
    }
}
