//! The variable part of the year, mission by mission: what was settled, or what closing would settle today. What is not known is
//! asked for, never counted as zero.

use super::Salle;
use crate::part_arretee::{PartArretee, doute, sum};
use contrat::Doute;
use maud::{Markup, html};
use ui::status::badge;
use ui::{Column, Row, Table, Tone, francais};
use web::Visit;

pub(super) fn table(visit: &Visit, salle: &Salle) -> Markup {
    let annee = salle.dialogue.annee;
    let settled = salle.dialogue.cloture().is_some();
    let frozen = salle.table.gel.is_some();
    let vue = salle.vue();
    let Some(all) = vue.parts() else { return html! {} };
    let asked = all.iter().any(|one| one.montant.is_none() && one.question.is_some());
    let zero = if settled || frozen || !asked { None } else { vue.at_zero() };
    let mut rows: Vec<Row> = all.iter().map(|one| row(salle, one, zero.as_deref())).collect();
    rows.push(Row::new(vec![html! { "Total" }, html! {}, html! { div { (total(salle, &all)) } }]).total());
    let columns =
        vec![Column::text("Mission"), Column::number("Taux d’atteinte"), Column::number("Part variable")];
    let title =
        if settled { "Part variable arrêtée" } else { "Ce que la clôture donnerait aujourd’hui" };
    html! {
        (Table::new("part-variable", title, columns).rows(rows))
        p { a href=(visit.workspace(&format!("contrat/argent?annee={annee}"))) { "Le détail du calcul, ligne à ligne" } ", sur la page du contrat." }
    }
}

fn row(salle: &Salle, one: &PartArretee, zero: Option<&[PartArretee]>) -> Row {
    let label = salle.label(&one.mission);
    let least = zero.and_then(|all| all.iter().find(|other| other.mission == one.mission)?.montant.as_ref());
    let amount = match (&one.montant, &one.question) {
        (Some(montant), _) => html! {
            (francais::euros(montant.cents))
            (doubt(&doute(&salle.law, one)))
            (ui::pourquoi(&montant.pourquoi, &format!("part variable, {label}"), &ui::pourquoi::cite(&salle.law)))
        },
        (None, Some(question)) => html! {
            "inconnu" br; small { (question) }
            @if let Some(least) = least {
                br; small { "Au moins " (francais::euros(least.cents)) ", en comptant à zéro ce qui manque." }
            }
        },
        (None, None) => html! { "aucune cette année" },
    };
    let amount = match &one.montant {
        Some(montant) if one.demarree || montant.cents != 0 => amount,
        None if one.demarree => amount,
        _ => html! { "pas encore démarrée" },
    };
    let rate = match one.taux {
        Some(taux) => html! { (crate::en_pourcent(taux)) },
        None if one.demarree => html! { span { "inconnu" } },
        None => html! { span { "pas encore démarrée" } },
    };
    Row::new(vec![html! { (label) }, rate, html! { div { (amount) } }])
}

fn doubt(doute: &Doute) -> Markup {
    html! { @if let Some(words) = doute.en_mots() { " " (badge(Tone::Warning, words)) } }
}

fn total(salle: &Salle, all: &[PartArretee]) -> Markup {
    match sum(all) {
        None => html! { "inconnu" },
        Some(sum) => html! {
            (francais::euros(sum.cents))
            @if sum.partiel { " " (badge(Tone::Warning, "somme partielle")) }
            (doubt(&all.iter().map(|one| doute(&salle.law, one)).max().unwrap_or_default()))
        },
    }
}
