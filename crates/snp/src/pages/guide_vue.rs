//! What a version of the guide says, for reading; for doctors, with the ways to change it.

use super::ROOM;
use crate::Guide;
use crate::guide::{Drapeau, Motif};
use maud::{Markup, html};
use rendez_vous::Modalite;
use ui::button::actions;
use ui::definitions::definitions;
use ui::section::section;
use ui::status::status;
use ui::{Button, Column, Row, Table, Tone, francais};
use web::Visit;

/// A whole guide; `writer`: somebody who may change it.
pub(super) fn contenu(guide: &Guide, writer: Option<&Visit>) -> Markup {
    let change = |words: &'static str, part: &str| {
        let button = |visit: &Visit| Button::secondary(words).href(ROOM.at(visit, part));
        html! { @if let Some(visit) = writer { (actions(html! { (button(visit)) })) } }
    };
    html! {
        (section("alarmes", "Questions d’alarme", html! {
            p { "Un seul «\u{a0}oui\u{a0}» et l’appel est transmis au 15, quels que soient le motif, l’âge et l’heure." }
            (questions(guide))
            (change("Modifier les questions", "guide/alarmes"))
        }))
        (section("motifs", "Motifs", html! {
            (motifs(guide, writer))
            (change("Ajouter un motif", "guide/motifs/nouveau"))
        }))
        (section("horaires", "Horaires, et où adresser", html! {
            (horaires(guide))
            (change("Modifier", "guide/horaires"))
        }))
    }
}

fn questions(guide: &Guide) -> Markup {
    let columns =
        vec![Column::text("Question"), Column::text("Posée"), Column::text("Relue par les médecins")];
    let every = guide.drapeaux.iter().map(|one| (one, "à chaque appel".to_owned()));
    let own = guide.motifs.iter().flat_map(|motif| {
        let words = format!("pour «\u{a0}{}\u{a0}»", motif.libelle);
        motif.drapeaux.iter().map(move |one| (one, words.clone()))
    });
    let row = |(one, asked): (&Drapeau, String)| {
        let age = match one.age_max {
            None => String::new(),
            Some(0) => ", avant un an".to_owned(),
            Some(age) => format!(", jusqu’à {age}\u{a0}ans"),
        };
        let read =
            if one.valide { status(Tone::Success, "validée") } else { status(Tone::Warning, "à valider") };
        Row::new(vec![html! { (one.question) }, html! { (asked) (age) }, read])
    };
    html! { (Table::new("questions", "Questions d’alarme", columns).quiet_caption().rows(every.chain(own).map(row).collect())) }
}

fn motifs(guide: &Guide, writer: Option<&Visit>) -> Markup {
    let columns = vec![
        Column::text("Motif"),
        Column::text("Qui le prend, dans l’ordre"),
        Column::text("Soins du créneau"),
        Column::text("Comment"),
    ];
    let row = |one: &Motif| {
        let to = writer.map(|visit| ROOM.at(visit, &format!("guide/motifs/{}", one.code)));
        Row::new(vec![
            html! { div {
                @match &to { Some(to) => { a href=(to) { (one.libelle) } } None => (one.libelle) }
                @if !one.synonymes.is_empty() { br; span.soft { (one.synonymes.join(", ")) } }
            } },
            who(one),
            html! { @if one.soins.is_empty() { span.soft { "tous" } } @else { (list(one.soins.iter().map(|soin| soin.libelle()))) } },
            html! { @if one.modalites.len() == Modalite::ALL.len() { span.soft { "de toutes les façons" } } @else { (list(one.modalites.iter().map(|how| how.libelle()))) } },
        ])
    };
    let none = html! { p { "Aucun motif\u{a0}: tous les appels vont ailleurs." } };
    html! { (Table::new("liste-motifs", "Motifs", columns).quiet_caption().rows(guide.motifs.iter().map(row).collect()).empty(none)) }
}

fn list<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words.collect::<Vec<_>>().join(", ")
}

/// Who takes a motif; ages are said when they are not all the same.
fn who(one: &Motif) -> Markup {
    html! {
        @match one.tranches.as_slice() {
            [] => span.soft { "personne ici" },
            [ages] if ages.age_min == 0 && ages.age_max >= 120 => (list(ages.professions.iter().map(|who| who.libelle()))),
            some => {
                div { @for (rank, ages) in some.iter().enumerate() {
                    @if rank > 0 { br; }
                    (ages.age_min) " à " (ages.age_max) "\u{a0}ans\u{a0}: " (list(ages.professions.iter().map(|who| who.libelle())))
                } }
            }
        }
    }
}

fn horaires(guide: &Guide) -> Markup {
    definitions(&[
        (
            "Les cabinets reçoivent",
            html! { "de " (francais::heure(guide.ouvre)) " à " (francais::heure(guide.ferme)) ", à l’heure de France" },
        ),
        ("En dehors", html! { (guide.hors_horaires) }),
        ("Quand personne ici ne prend ce motif", html! { (guide.ailleurs) }),
    ])
}
