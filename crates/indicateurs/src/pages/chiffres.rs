//! The figures of the year, at the top of the page.

use super::{Salle, mots};
use crate::droits::MODIFIER;
use crate::enjeu::Enjeu;
use crate::feu::Feu;
use crate::tableau::{Bilan, Tableau};
use maud::{Markup, html};
use ui::{Explanation, Figure, Tone, francais};
use web::Visit;

pub(super) fn figures(visit: &Visit, salle: &Salle, table: &Tableau) -> Markup {
    if table.gel.is_some() {
        return settled(visit, table);
    }
    let late = table.lignes.iter().filter(|ligne| ligne.feu == Feu::Rouge).count();
    let count = |n: usize| francais::nombre(i64::try_from(n).unwrap_or(i64::MAX));
    html! {
        dl.figures {
            (money(visit, table))
            (Figure::new("Indicateurs en retard", count(late)).note(html! { "sur " (count(table.lignes.len())) }))
            (Figure::new("Avant la date anniversaire", remaining(salle, table)).note(html! { "le " (francais::date(next_day(table))) }))
        }
    }
}

/// The figures of a settled year: what was obtained, what was missed, and no forecast.
fn settled(visit: &Visit, table: &Tableau) -> Markup {
    let sum = table.bilan();
    let doubt = html! {
        @if let Some(words) = sum.doute.libelle() { " " (ui::status::badge(Tone::Warning, words)) }
        @if sum.partiel { " " (ui::status::badge(Tone::Warning, "somme partielle")) }
    };
    let whole = table.lignes.iter().filter(|ligne| mots::etat(table, ligne).0 == Tone::Success).count();
    let count = |n: usize| francais::nombre(i64::try_from(n).unwrap_or(i64::MAX));
    html! {
        dl.figures {
            @match (sum.plafond, sum.acquis) {
                (Some(plafond), Some(acquis)) => {
                    (Figure::new("Part variable obtenue", francais::euros_ronds(acquis)).note(html! { "sur " (francais::euros_ronds(plafond)) (doubt) }))
                    (Figure::new("Part variable manquée", francais::euros_ronds(plafond - acquis)).note(doubt.clone()))
                },
                _ => (unknown(visit, table, "Part variable obtenue")),
            }
            (Figure::new("Indicateurs obtenus en entier", count(whole)).note(html! { "sur " (count(table.lignes.len())) }))
        }
    }
}

/// What is expected and what is earned; what to do next when no amount can be told.
fn money(visit: &Visit, table: &Tableau) -> Markup {
    let sum = table.bilan();
    let Some(plafond) = sum.plafond else { return unknown(visit, table, "Part variable attendue") };
    let doubt = html! {
        @for words in sum.doutes() { " " (ui::status::badge(Tone::Warning, words)) }
        @if sum.partiel { " " (ui::status::badge(Tone::Warning, "somme partielle")) }
    };
    let figure = |label: &'static str, cents: Option<i64>, note: Markup, way: &'static str| match cents {
        None => Figure::missing(label, "Aucune valeur pour l’instant").note(note),
        Some(cents) => {
            let explanation = Explanation::new().formula(format!(
                "Somme, sur les indicateurs, de la part variable de la mission × le poids × la part du chemin {way}."
            ));
            Figure::new(label, francais::euros_ronds(cents)).note(note).explained(warned(explanation, &sum))
        }
    };
    let over = html! { "sur " (francais::euros_ronds(plafond)) (doubt) };
    html! {
        (figure("Part variable attendue", sum.prevu, over, "attendue à la date anniversaire"))
        (figure("Acquise aujourd’hui", sum.acquis, doubt, "faite aujourd’hui"))
    }
}

fn warned(explanation: Explanation, sum: &Bilan) -> Explanation {
    let mut said = Vec::new();
    if sum.partiel {
        said.push("Somme partielle\u{a0}: un montant, un poids ou une valeur manque à un indicateur au moins, ou une mission n’a pas d’indicateur.".to_owned());
    }
    let doubts = sum.doutes();
    if !doubts.is_empty() {
        said.push(format!("Dans cette somme\u{a0}: {}.", doubts.join(", ")));
    }
    if said.is_empty() { explanation } else { explanation.warning(said.join(" ")) }
}

/// Nothing can be told of the money: why, and what to do. Never zero euros.
fn unknown(visit: &Visit, table: &Tableau, label: &'static str) -> Markup {
    let any = |of: fn(&Enjeu) -> bool| table.lignes.iter().any(|ligne| of(&ligne.enjeu));
    let weights = format!("dossier-aci/poids?annee={}", table.annee.numero);
    let (reason, go) = match () {
        () if table.lignes.is_empty() => (
            "Aucun indicateur ne compte cette année",
            visit.can(MODIFIER).then_some((
                MODIFIER,
                ("Choisir", "les indicateurs"),
                "dossier-aci/catalogue",
            )),
        ),
        () if any(|one| *one == Enjeu::PoidsInacheves) => (
            "Les poids des indicateurs manquent",
            Some((MODIFIER, ("Compléter", "les poids"), weights.as_str())),
        ),
        () if any(|one| matches!(one, Enjeu::Inconnu { .. })) => (
            "Le montant du contrat manque",
            Some((contrat::droits::MODIFIER, ("Saisir", "les montants du contrat"), "contrat/montants")),
        ),
        () if any(|one| *one == Enjeu::PasDemarree) => ("Aucune mission mesurée n’est encore démarrée", None),
        () => ("Aucune part variable ne dépend de ces indicateurs cette année", None),
    };
    let note = html! { @if let Some((right, words, path)) = go { (mots::lien(visit, right, words, path)) } };
    html! { (Figure::missing(label, reason).note(note)) }
}

fn next_day(table: &Tableau) -> jiff::civil::Date {
    table.annee.au.tomorrow().unwrap_or(table.annee.au)
}

fn remaining(salle: &Salle, table: &Tableau) -> String {
    let days = i64::from((next_day(table) - salle.today).get_days());
    if days > 0 { francais::compte(days, "jour", "jours") } else { "passée".to_owned() }
}
