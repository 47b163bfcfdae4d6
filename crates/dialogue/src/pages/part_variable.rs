//! The variable part of the year, mission by mission: what was settled, or what closing would settle today. What is not known is
//! asked for, never counted as zero.

use super::Salle;
use crate::atteintes::{pending, taux};
use aci::{Part, Realisation, Resultat};
use contrat::Doute;
use contrat::argent::{Montant, Somme, simulate};
use law::Parameters;
use maud::{Markup, html};
use std::sync::Arc;
use ui::status::badge;
use ui::{Column, Row, Table, Tone, francais};
use web::Visit;

/// What one mission gives.
struct PartArretee {
    mission: String,
    /// Millionths of its targets; none when a value or a weight is missing.
    taux: Option<i64>,
    montant: Option<Montant>,
    /// What is missing to know it; none with no amount either when the year pays it nothing.
    question: Option<String>,
}

pub(super) fn table(visit: &Visit, salle: &Salle) -> Markup {
    let annee = salle.dialogue.annee;
    let settled = salle.dialogue.cloture().is_some();
    let frozen = salle.table.gel.is_some();
    let now = if settled { Vec::new() } else { pending(&salle.table, frozen) };
    let Some(Ok(result)) = simulate(&salle.law, &salle.contrat, &now, salle.today) else { return html! {} };
    let missions = crate::order(&salle.droit, &salle.contrat, salle.today);
    let all = parts(&missions, &result, annee, |mission| rate(salle, &now, mission));
    let zero = if settled || frozen { None } else { at_zero(salle, &missions, &all) };
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

/// The rate that closing would settle, else the one that was.
fn rate(salle: &Salle, now: &[Realisation], mission: &str) -> Option<i64> {
    let settled = salle.contrat.realisations.iter();
    let mut settled = settled.filter(|one| one.annee == salle.dialogue.annee && one.mission == mission);
    now.iter()
        .find(|one| one.mission == mission)
        .map(taux)
        .or_else(|| settled.next().map(contrat::Arretee::taux))
}

/// What the missions that lack a value would be paid if what is missing counted for zero.
fn at_zero(salle: &Salle, missions: &[String], all: &[PartArretee]) -> Option<Vec<PartArretee>> {
    all.iter().find(|one| one.montant.is_none() && one.question.is_some())?;
    let zero = pending(&salle.table, true);
    let result = simulate(&salle.law, &salle.contrat, &zero, salle.today)?.ok()?;
    Some(parts(missions, &result, salle.dialogue.annee, |mission| rate(salle, &zero, mission)))
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
    let rate = match one.taux {
        Some(taux) => html! { (crate::en_pourcent(taux)) },
        None => html! { span { "inconnu" } },
    };
    Row::new(vec![html! { (label) }, rate, html! { div { (amount) } }])
}

fn doute(law: &Parameters, one: &PartArretee) -> Doute {
    let montant = one.montant.as_ref();
    montant.map(|one| Doute::of(law, one.incertain, &one.pourquoi)).unwrap_or_default()
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

fn parts(
    missions: &[String],
    result: &Resultat,
    annee: u32,
    rate: impl Fn(&str) -> Option<i64>,
) -> Vec<PartArretee> {
    let year = u8::try_from(annee).unwrap_or(u8::MAX);
    let of = |mission: &String| {
        let line = result.line(year, mission, Part::Variable);
        let asked = result.missing.iter().find(|one| {
            *one.component == **mission && one.part == Part::Variable && one.years.contains(&year)
        });
        PartArretee {
            mission: mission.clone(),
            taux: rate(mission),
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
    use crate::tests::{SIGNED, lois, signed};
    use contrat::{Avenant, Clause, Contrat, Population};
    use jiff::civil::date;

    fn settled(montants: &[(&str, &str, i64)]) -> Vec<PartArretee> {
        paid(&signed(montants), 1)
    }

    fn paid(contrat: &Contrat, annee: u32) -> Vec<PartArretee> {
        let result = simulate(&lois(), contrat, &[], date(2026, 3, 2)).unwrap().unwrap();
        parts(&["acces".to_owned(), "parcours".to_owned()], &result, annee, |_| None)
    }

    #[test]
    fn an_amount_that_the_contract_does_not_say_is_asked_for_and_makes_no_total() {
        let all = settled(&[]);
        assert!(all[0].montant.is_none() && all[0].question.is_some());
        let access = &all[..1];
        assert_eq!(sum(access), None, "not zero");
    }

    #[test]
    fn an_amount_printed_before_an_amendment_of_the_size_is_not_confirmed() {
        let mut contrat = signed(&[("acces", "fixe", 5_000_000), ("acces", "variable", 3_000_000)]);
        contrat.realisations[0].annee = 2;
        let printed = doute(&lois(), &paid(&contrat, 2)[0]);
        assert!(matches!(printed, Doute::Regles(_)), "{printed:?}");
        let clause = Clause {
            objet: "Population".to_owned(),
            texte: String::new(),
            version: None,
            population: Population::new(60_000, "INSEE", Some(2024)).ok(),
            signe_le: Some(SIGNED),
        };
        let le = date(2024, 12, 1);
        contrat.avenants = vec![Avenant { id: kernel::Id::new(uuid::Uuid::from_u128(9)), le, clause }];
        assert_eq!(doute(&lois(), &paid(&contrat, 2)[0]), Doute::Montant);
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
