//! A contract year component by component: ceiling, earned, awaited, received, and what remains between the two.

use super::amount;
use crate::accord::{FONCTIONNEMENT, part_dite};
use crate::argent::{AnneeBilan, LigneBilan, Montant, Somme};
use crate::contrat::Contrat;
use crate::pages::{Salle, doubt, reserves};
use maud::{Markup, html};
use std::sync::Arc;
use ui::{Column, Row, Table, Tone, francais};

pub(super) fn lines(salle: &Salle, contrat: &Contrat, annee: &AnneeBilan) -> Markup {
    let columns = vec![
        Column::text("Composante"),
        Column::number("Plafond"),
        Column::number("Gagné"),
        Column::number("Attendu à ce jour"),
        Column::number("Reçu"),
        Column::number("Écart"),
    ];
    let mut rows: Vec<Row> = annee.lignes.iter().map(|one| line(salle, contrat, one)).collect();
    let sum = |somme: Somme| html! { (francais::euros(somme.cents)) (reserves(somme)) };
    rows.push(
        Row::new(vec![
            html! { "Ensemble" },
            sum(annee.plafond_choisi(contrat)),
            sum(annee.gagne),
            awaited(annee.attendu),
            html! { (francais::euros(annee.recu)) },
            gap(annee.recu - annee.attendu.cents, annee.attendu),
        ])
        .total(),
    );
    html! {
        (Table::new("composantes", format!("Année {}, par mission", annee.numero), columns).rows(rows))
        (origin(salle, annee))
    }
}

fn line(salle: &Salle, contrat: &Contrat, one: &LigneBilan) -> Row {
    let nom = salle.accord.nom(&one.composante);
    let chosen = one.composante == FONCTIONNEMENT || contrat.mission(&one.composante).is_some();
    Row::new(vec![
        html! { (nom) @if !chosen { br; (ui::status::badge(Tone::Neutral, "pas dans le contrat")) } },
        html! { @match &one.plafond { Some(montant) => (amount(salle, montant, &format!("plafond, {nom}"))), None => "à noter" } },
        earned(salle, one, nom),
        awaited(one.attendu),
        html! { (francais::euros(one.recu)) },
        gap(one.ecart(), one.attendu),
    ])
}

fn earned(salle: &Salle, one: &LigneBilan, nom: &str) -> Markup {
    html! {
        @if one.gagne.is_empty() && one.manque.is_empty() { "–" }
        @for (part, montant) in &one.gagne {
            div { span.soft { (part_dite(*part).1) } " " (amount(salle, montant, &format!("gagné, {nom}, {}", part_dite(*part).1))) }
        }
        @for part in &one.manque {
            div { span.soft { (part_dite(*part).1) } " à noter" }
        }
    }
}

/// A sum that should have come; one that lacks a part and has nothing else is not zero, it is not known.
fn awaited(somme: Somme) -> Markup {
    html! {
        @if somme.partiel && somme.cents == 0 { "inconnu" } @else { (francais::euros(somme.cents)) (reserves(somme)) }
    }
}

/// What came beyond what was awaited: not known when a part of the latter is missing.
fn gap(cents: i64, attendu: Somme) -> Markup {
    html! {
        @if attendu.partiel { "inconnu" }
        @else {
            @if cents == 0 { "0" } @else if cents < 0 { (ui::status::status(Tone::Warning, &francais::euros(cents))) } @else { "+" (francais::euros(cents)) }
            (doubt(attendu.incertain))
        }
    }
}

/// The payments that make up what is awaited, and what the gap is.
fn origin(salle: &Salle, annee: &AnneeBilan) -> Markup {
    let columns =
        vec![Column::text("Date"), Column::text("Pour"), Column::text("Nature"), Column::number("Montant")];
    let row = |one: &aci::Versement| {
        let montant = Montant { cents: one.cents, incertain: one.uncertain, pourquoi: Arc::clone(&one.why) };
        let nom = salle.accord.nom(&one.component);
        let nature = format!("{}, année {}", one.kind.libelle(), one.year);
        let about = format!("attendu, {nom}, {nature}, {}", francais::date(one.date));
        Row::new(vec![
            html! { (francais::date(one.date)) },
            html! { (nom) },
            html! { (nature) },
            amount(salle, &montant, &about),
        ])
    };
    html! {
        details {
            summary { "D’où viennent «\u{a0}Attendu à ce jour\u{a0}» et «\u{a0}Écart\u{a0}»" }
            p { "Attendu à ce jour\u{a0}: les versements échus pendant cette année, solde de l’année d’avant compris. Écart\u{a0}: reçu moins attendu." }
            @if annee.attendus.is_empty() { p { "Aucun versement n’est encore échu." } }
            @else {
                (Table::new("composition-attendu", "Versements comptés dans l’attendu", columns).rows(annee.attendus.iter().map(row).collect()).quiet_caption())
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_part_is_never_a_surplus() {
        let known = Somme { cents: 1_000, ..Somme::default() };
        let partial = Somme { cents: 0, partiel: true, ..known };
        assert_eq!(gap(5_000, partial).into_string(), "inconnu");
        assert_eq!(awaited(partial).into_string(), "inconnu");
        assert!(awaited(Somme { partiel: true, ..known }).into_string().contains("somme partielle"));
        let doubtful = Somme { incertain: true, ..known };
        assert!(gap(5_000, doubtful).into_string().contains("non confirmé"));
        assert!(!gap(5_000, known).into_string().contains("non confirmé"));
    }
}
