//! The variable part that a settled year gives, mission by mission: what is not known is asked for, never counted as zero.

use super::Salle;
use aci::{Part, Resultat};
use contrat::argent::{Montant, Somme, simulate};
use maud::{Markup, html};
use std::sync::Arc;
use ui::status::badge;
use ui::{Column, Row, Table, Tone, francais};
use web::Visit;

/// What one mission gives.
struct PartArretee {
    mission: String,
    montant: Option<Montant>,
    /// What is missing to know it; none with no amount either when the year pays it nothing.
    question: Option<String>,
}

/// Nothing until the year is settled.
pub(super) fn table(visit: &Visit, salle: &Salle) -> Markup {
    let annee = salle.dialogue.annee;
    let settled = salle.contrat.realisations.iter().any(|one| one.annee == annee);
    let result = simulate(&salle.law, &salle.contrat, &[], salle.today);
    let Some(Ok(result)) = result.filter(|_| settled) else { return html! {} };
    let missions = crate::order(&salle.droit, &salle.contrat, salle.today);
    let all = parts(&missions, &result, annee);
    let mut rows: Vec<Row> = all.iter().map(|one| row(salle, one)).collect();
    let total = match sum(&all) {
        None => html! { "inconnu" },
        Some(sum) => html! {
            (francais::euros(sum.cents))
            @if sum.partiel { " " (badge(Tone::Warning, "somme partielle")) }
            @if sum.incertain { " " (badge(Tone::Warning, "non confirmé")) }
        },
    };
    rows.push(Row::new(vec![html! { "Total" }, html! { div { (total) } }]).total());
    let columns = vec![Column::text("Mission"), Column::number("Part variable")];
    html! {
        (Table::new("part-variable", "Part variable arrêtée", columns).rows(rows))
        p { a href=(visit.workspace(&format!("contrat/argent?annee={annee}"))) { "Le détail du calcul, ligne à ligne" } ", sur la page du contrat." }
    }
}

fn row(salle: &Salle, one: &PartArretee) -> Row {
    let label = salle.label(&one.mission);
    let amount = match (&one.montant, &one.question) {
        (Some(montant), _) => html! {
            (francais::euros(montant.cents))
            @if montant.incertain { " " (badge(Tone::Warning, "non confirmé")) }
            (ui::pourquoi(&montant.pourquoi, &format!("part variable, {label}"), &ui::pourquoi::cite(&salle.law)))
        },
        (None, Some(question)) => html! { "inconnu" br; small { (question) } },
        (None, None) => html! { "aucune cette année" },
    };
    Row::new(vec![html! { (label) }, html! { div { (amount) } }])
}

fn parts(missions: &[String], result: &Resultat, annee: u32) -> Vec<PartArretee> {
    let year = u8::try_from(annee).unwrap_or(u8::MAX);
    let of = |mission: &String| {
        let line = result.line(year, mission, Part::Variable);
        let asked = result.missing.iter().find(|one| {
            *one.component == **mission && one.part == Part::Variable && one.years.contains(&year)
        });
        PartArretee {
            mission: mission.clone(),
            montant: line.map(|line| Montant {
                cents: line.cents,
                incertain: line.uncertain,
                pourquoi: Arc::clone(&line.why),
            }),
            question: asked.map(|one| one.question.clone()),
        }
    };
    missions.iter().map(of).collect()
}

/// The sum; none when no amount is known and one is asked for.
fn sum(all: &[PartArretee]) -> Option<Somme> {
    let known: Vec<&Montant> = all.iter().filter_map(|one| one.montant.as_ref()).collect();
    let partiel = all.iter().any(|one| one.montant.is_none() && one.question.is_some());
    (!known.is_empty() || !partiel).then(|| Somme {
        cents: known.iter().map(|one| one.cents).sum(),
        incertain: known.iter().any(|one| one.incertain),
        partiel,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{lois, signed};
    use jiff::civil::date;

    fn settled(montants: &[(&str, &str, i64)]) -> Vec<PartArretee> {
        let contrat = signed(montants);
        let result = simulate(&lois(), &contrat, &[], date(2026, 3, 2)).unwrap().unwrap();
        parts(&["acces".to_owned(), "parcours".to_owned()], &result, 1)
    }

    #[test]
    fn an_amount_that_the_contract_does_not_say_is_asked_for_and_makes_no_total() {
        let all = settled(&[]);
        assert!(all[0].montant.is_none() && all[0].question.is_some());
        let access = &all[..1];
        assert_eq!(sum(access), None, "not zero");
    }

    #[test]
    fn a_known_amount_is_summed_and_a_missing_one_makes_the_sum_partial() {
        let known = settled(&[("acces", "fixe", 5_000_000), ("acces", "variable", 3_000_000)]);
        let total = sum(&known[..1]).unwrap();
        assert_eq!((total.cents, total.partiel), (1_500_000, false), "half of the way");
        let unknown = settled(&[]).remove(0);
        let total = sum(&[known.into_iter().next().unwrap(), unknown]).unwrap();
        assert_eq!((total.cents, total.partiel), (1_500_000, true));
    }
}
