//! The variable part of a contract year, mission by mission: what was settled, or what closing would settle today. What is not
//! known is asked for, never counted as zero; a mission that has not started has no rate.

use crate::atteintes::{demarree, pending, taux};
use crate::dossier::{MontantPart, PartVariable};
use crate::{Dialogue, order};
use aci::{Droit, Part, Realisation, Resultat};
use contrat::argent::{Montant, Somme, simulate};
use contrat::{Contrat, Doute};
use indicateurs::Tableau;
use jiff::civil::Date;
use law::Parameters;
use std::sync::Arc;

/// What one mission gives.
pub(crate) struct PartArretee {
    pub mission: String,
    /// Millionths of its targets; none when a value or a weight is missing, and before it starts.
    pub taux: Option<i64>,
    /// Whether it started by the end of the year, or has values all the same.
    pub demarree: bool,
    pub montant: Option<Montant>,
    /// What is missing to know it; none with no amount either when the year pays it nothing.
    pub question: Option<String>,
}

/// Where the variable part of a year is read.
#[derive(Clone, Copy)]
pub(crate) struct Vue<'a> {
    pub law: &'a Parameters,
    pub droit: &'a Droit,
    pub contrat: &'a Contrat,
    pub table: &'a Tableau,
    pub dialogue: &'a Dialogue,
    pub today: Date,
}

impl Vue<'_> {
    /// Every mission of the contract; none when nothing can be computed.
    pub fn parts(&self) -> Option<Vec<PartArretee>> {
        let frozen = self.table.gel.is_some();
        let now = if self.dialogue.cloture().is_some() { Vec::new() } else { self.pending(frozen) };
        let result = simulate(self.law, self.contrat, &now, self.today)?.ok()?;
        Some(self.said(&result, &self.pending(frozen)))
    }

    /// The same if what is missing counted for zero.
    pub fn at_zero(&self) -> Option<Vec<PartArretee>> {
        let zero = self.pending(true);
        let result = simulate(self.law, self.contrat, &zero, self.today)?.ok()?;
        Some(self.said(&result, &zero))
    }

    fn said(&self, result: &Resultat, now: &[Realisation]) -> Vec<PartArretee> {
        let missions = order(self.droit, self.contrat, self.today);
        let mut all = parts(&missions, result, self.dialogue.annee, |mission| self.rate(now, mission));
        for one in &mut all {
            one.demarree = one.taux.is_some() || demarree(self.contrat, self.table, &one.mission);
        }
        all
    }

    fn pending(&self, a_zero: bool) -> Vec<Realisation> {
        let mut all = pending(self.table, a_zero);
        all.retain(|one| demarree(self.contrat, self.table, &one.mission));
        all
    }

    /// The rate that was settled, else the one that closing would settle.
    fn rate(&self, now: &[Realisation], mission: &str) -> Option<i64> {
        let mut settled = self.contrat.realisations.iter();
        let settled = settled.find(|one| one.annee == self.dialogue.annee && one.mission == mission);
        let settled = settled.map(contrat::Arretee::taux);
        let settled = settled.filter(|taux| *taux > 0 || demarree(self.contrat, self.table, mission));
        settled.or_else(|| now.iter().find(|one| one.mission == mission).map(taux))
    }

    /// As the papers say them.
    pub fn dites(&self) -> Vec<PartVariable> {
        let said = |one: PartArretee| PartVariable {
            libelle: crate::label(self.droit, self.contrat, self.today, &one.mission),
            taux: one.taux,
            demarree: one.demarree,
            montant: match (&one.montant, &one.question) {
                (Some(montant), _) => MontantPart::Connu(montant.cents),
                (None, Some(_)) => MontantPart::Inconnu,
                (None, None) => MontantPart::Sans,
            },
            doute: doute(self.law, &one),
            mission: one.mission,
        };
        self.parts().unwrap_or_default().into_iter().map(said).collect()
    }
}

/// What is not confirmed in its amount.
pub(crate) fn doute(law: &Parameters, one: &PartArretee) -> Doute {
    let montant = one.montant.as_ref();
    montant.map(|one| Doute::of(law, one.incertain, &one.pourquoi)).unwrap_or_default()
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
            demarree: true,
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
pub(crate) fn sum(all: &[PartArretee]) -> Option<Somme> {
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
