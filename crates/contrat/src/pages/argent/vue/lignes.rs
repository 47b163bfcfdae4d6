//! A contract year component by component: ceiling, earned, awaited, received, and what remains between the two.

use super::{Compte, amount};
use crate::accord::{FONCTIONNEMENT, part_dite};
use crate::argent::{AnneeBilan, LigneBilan, Montant, Somme};
use crate::contrat::Contrat;
use crate::pages::{Salle, doubt, reserves};
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;
use ui::{Column, Row, Table, Tone, francais};

pub(super) fn lines(salle: &Salle, contrat: &Contrat, compte: &Compte, annee: &AnneeBilan) -> Markup {
    let gaps = compte.ecarts(annee);
    let columns = vec![
        Column::text("Composante"),
        Column::number("Plafond"),
        Column::number("Gagné"),
        Column::number("Attendu à ce jour"),
        Column::number("Reçu"),
        Column::number("Écart"),
    ];
    let gap_of = |one: &LigneBilan| gaps.get(one.composante.as_str()).copied().unwrap_or_default();
    let mut rows: Vec<Row> =
        annee.lignes.iter().map(|one| line(salle, contrat, annee, (one, gap_of(one)))).collect();
    let sum = |somme: Somme| html! { (francais::euros(somme.cents)) (reserves(somme)) };
    rows.push(
        Row::new(vec![
            html! { "Ensemble" },
            sum(annee.plafond_choisi(contrat, &salle.accord)),
            sum(annee.gagne),
            awaited(annee.attendu),
            html! { (francais::euros(annee.recu)) },
            gap(gaps.values().sum(), annee.attendu),
        ])
        .total(),
    );
    html! {
        (Table::new("composantes", format!("Année {}, par mission", annee.numero), columns).rows(rows))
        (surplus(salle, compte, annee))
        (origin(salle, annee))
    }
}

/// Money of the year that no payment announced: it is in no gap.
fn surplus(salle: &Salle, compte: &Compte, annee: &AnneeBilan) -> Markup {
    let last = compte.annees.last().is_some_and(|one| one.numero == annee.numero);
    let inside = |jour| annee.du <= jour && (last || jour <= annee.au);
    let mut left: BTreeMap<&str, i64> = BTreeMap::new();
    for (one, cents) in compte.recus.iter().zip(&compte.restes) {
        let ligne = &one.versement.ligne;
        if *cents != 0 && inside(ligne.recu_le) {
            *left.entry(&ligne.composante).or_default() += cents;
        }
    }
    html! {
        @for (composante, cents) in left {
            p { "Reçu sans versement prévu en face, " (salle.accord.nom(composante)) "\u{a0}: " (francais::euros(cents)) ". Ce montant n’entre dans aucun écart." }
        }
    }
}

fn line(salle: &Salle, contrat: &Contrat, annee: &AnneeBilan, (one, gap_cents): (&LigneBilan, i64)) -> Row {
    let nom = salle.accord.nom(&one.composante);
    let badge = match contrat.mission(&one.composante) {
        _ if one.composante == FONCTIONNEMENT => None,
        None => Some("pas dans le contrat"),
        Some(_) if annee.holds(contrat, &salle.accord, &one.composante) => None,
        Some(_) => Some("pas encore dans le contrat"),
    };
    Row::new(vec![
        html! { (nom) @if let Some(words) = badge { br; (ui::status::badge(Tone::Neutral, words)) } },
        html! { @match &one.plafond { Some(montant) => (amount(salle, montant, &format!("plafond, {nom}"))), None => "à noter" } },
        earned(salle, one, nom),
        awaited(one.attendu),
        html! { (francais::euros(one.recu)) },
        gap(gap_cents, one.attendu),
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

/// What came of what was awaited, less it: not known when a part of the latter is missing.
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
            p { "Attendu à ce jour\u{a0}: les versements échus pendant cette année, solde de l’année d’avant compris. Reçu\u{a0}: l’argent arrivé pendant cette année, quelle que soit l’année qu’il paie. Écart\u{a0}: ce qui est arrivé de ces versements échus, même plus tard, moins l’attendu." }
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
