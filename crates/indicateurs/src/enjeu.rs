//! What an indicator is worth.

use crate::cible::ENTIER;
use aci::{Fraction, IndicateurRealise, Manque, Part, Realisation};
use contrat::{Contrat, Doute};
use jiff::civil::Date;
use law::{Parameters, Pourquoi};
use serde::Serialize;
use std::sync::Arc;

const UN: Fraction = Fraction::ONE;

/// What an indicator is worth.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Enjeu {
    /// Cents of the year's variable part.
    Montant {
        /// Its whole share.
        plafond: i64,
        /// What the value of today earns; `None` without value, baseline or target.
        acquis: Option<i64>,
        /// What the forecast earns.
        prevu: Option<i64>,
        /// What is not confirmed in it.
        doute: Doute,
    },
    /// The amount of the mission is not known: the question to answer.
    Inconnu {
        /// What to say on the page of the contract.
        question: String,
    },
    /// The weights of the mission do not sum to one.
    PoidsInacheves,
    /// The mission has not started yet, and the year still runs.
    PasDemarree,
    /// No money hangs on it: weight zero, or the year pays no variable part for the mission.
    SansPart,
}

/// The variable part of one mission in the year.
#[derive(Debug, Clone, Serialize)]
pub struct PartVariable {
    /// Id of the mission.
    pub mission: String,
    /// Cents of the whole variable part of the year; `None` when the amount is unknown.
    pub variable: Option<i64>,
    /// What is missing to know it.
    pub question: Option<String>,
    /// What is not confirmed in it.
    pub doute: Doute,
    /// Whether the mission has not started yet in a year that still runs: zero is not its last word.
    pub a_venir: bool,
    /// How it is reached.
    pub pourquoi: Option<Arc<Pourquoi>>,
}

/// The variable part of each of these missions in a contract year, whatever is achieved: one run of the funding engine, with
/// everything achieved. A mission that pays none this year (not started, or paid by its plan) has zero.
#[must_use]
pub fn parts_variables(
    lois: &Parameters,
    contrat: &Contrat,
    missions: &[&str],
    annee: u32,
    jour: Date,
) -> Vec<PartVariable> {
    let year = u8::try_from(annee).unwrap_or(u8::MAX);
    let full = |mission: &&str| Realisation {
        mission: (*mission).to_owned(),
        year,
        indicators: vec![IndicateurRealise {
            id: (*mission).to_owned(),
            label: None,
            weight: UN,
            achievement: UN,
        }],
    };
    let all: Vec<Realisation> = missions.iter().map(full).collect();
    let found = match contrat.cas(&all, jour) {
        None => Err("Le contrat n’est pas encore signé.".to_owned()),
        Some(cas) => aci::simulate(lois, &cas)
            .map_err(|errors| errors.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")),
    };
    let runs = contrat::annees(contrat).iter().any(|one| one.numero == annee && jour < one.au);
    let part = |mission: &&str| {
        let mut part = PartVariable {
            mission: (*mission).to_owned(),
            variable: None,
            question: None,
            doute: Doute::Aucun,
            a_venir: runs && contrat.commencees(jour).all(|one| one.mission != **mission),
            pourquoi: None,
        };
        match &found {
            Err(sentence) => part.question = Some(sentence.clone()),
            Ok(result) => match result.line(year, mission, Part::Variable) {
                Some(line) => {
                    part.variable = Some(line.cents);
                    part.doute = Doute::of(lois, line.uncertain, &line.why);
                    part.pourquoi = Some(Arc::clone(&line.why));
                }
                None => match result.missing.iter().find(|one| asked(one, mission, year)) {
                    Some(asked) => part.question = Some(asked.question.clone()),
                    None => part.variable = Some(0),
                },
            },
        }
        part
    };
    missions.iter().map(part).collect()
}

fn asked(one: &Manque, mission: &str, year: u8) -> bool {
    *one.component == *mission
        && matches!(one.part, Part::Variable | Part::Total)
        && one.years.contains(&year)
}

impl PartVariable {
    /// What an indicator of that weight is worth, reached as it is today and as it is expected (millionths). `complet` says
    /// whether the weights of the mission sum to one; `sure` whether the forecast can be trusted.
    #[must_use]
    pub fn enjeu(
        &self,
        poids: Option<u16>,
        complet: bool,
        atteinte: Option<i64>,
        prevue: Option<i64>,
    ) -> Enjeu {
        if !complet {
            return Enjeu::PoidsInacheves;
        }
        let poids = i64::from(poids.unwrap_or(0));
        match (self.variable, &self.question) {
            _ if poids == 0 => Enjeu::SansPart,
            (Some(0), _) if self.a_venir => Enjeu::PasDemarree,
            (Some(0), _) => Enjeu::SansPart,
            (Some(variable), _) => Enjeu::Montant {
                plafond: share(variable, poids, 1_000_000),
                acquis: atteinte.map(|reached| share(variable, poids, reached)),
                prevu: prevue.map(|reached| share(variable, poids, reached)),
                doute: self.doute.clone(),
            },
            (None, Some(question)) => Enjeu::Inconnu { question: question.clone() },
            (None, None) => Enjeu::SansPart,
        }
    }
}

/// Cents × weight (thousandths) × share (millionths), rounded half up.
fn share(cents: i64, poids: i64, reached: i64) -> i64 {
    let over = i128::from(ENTIER) * 1_000_000;
    let exact = i128::from(cents) * i128::from(poids) * i128::from(reached);
    i64::try_from((exact * 2 + over) / (over * 2)).unwrap_or(0)
}

impl Enjeu {
    /// Cents that are not earned yet; zero when nothing can be said.
    #[must_use]
    pub fn reste(&self) -> i64 {
        match self {
            Self::Montant { plafond, acquis, .. } => plafond - acquis.unwrap_or(0),
            Self::Inconnu { .. } | Self::PoidsInacheves | Self::PasDemarree | Self::SansPart => 0,
        }
    }

    /// Cents that the forecast does not bring.
    #[must_use]
    pub fn menace(&self) -> i64 {
        match self {
            Self::Montant { plafond, prevu, .. } => plafond - prevu.unwrap_or(0),
            Self::Inconnu { .. } | Self::PoidsInacheves | Self::PasDemarree | Self::SansPart => 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn part(variable: Option<i64>) -> PartVariable {
        let question = variable.is_none().then(|| "Quel montant ?".to_owned());
        PartVariable {
            mission: "acces".into(),
            variable,
            question,
            doute: Doute::Aucun,
            a_venir: false,
            pourquoi: None,
        }
    }

    #[test]
    fn an_unknown_amount_is_asked_for_and_unfinished_weights_pay_nothing() {
        assert!(matches!(part(None).enjeu(Some(500), true, None, None), Enjeu::Inconnu { .. }));
        assert_eq!(part(Some(100)).enjeu(Some(500), false, None, None), Enjeu::PoidsInacheves);
        assert_eq!(part(Some(100)).enjeu(None, true, None, None), Enjeu::SansPart);
        assert_eq!(part(Some(0)).enjeu(Some(500), true, None, None), Enjeu::SansPart);
    }

    #[test]
    fn a_mission_that_starts_later_in_the_year_is_not_said_to_pay_nothing() {
        let mut contrat = crate::tests::contrat();
        contrat.missions[1].debut = None;
        let (lois, today) = (crate::tests::lois(), crate::tests::TODAY);
        let found = &parts_variables(&lois, &contrat, &["parcours"], 1, today)[0];
        assert_eq!(found.enjeu(Some(500), true, None, None), Enjeu::PasDemarree);
        let over = contrat::annees(&contrat)[0].au;
        let found = &parts_variables(&lois, &contrat, &["parcours"], 1, over)[0];
        assert_eq!(found.enjeu(Some(500), true, None, None), Enjeu::SansPart);
    }

    #[test]
    fn an_amount_of_the_contract_is_in_doubt_only_once_an_amendment_changes_the_size() {
        let (lois, mut contrat) = (crate::tests::lois(), crate::tests::contrat());
        let of = |contrat: &Contrat| {
            parts_variables(&lois, contrat, &["acces"], 2, crate::tests::TODAY).remove(0).doute
        };
        assert!(matches!(of(&contrat), Doute::Regles(_)), "the amount is printed in the contract");
        let clause = contrat::Clause {
            objet: "Population".into(),
            texte: String::new(),
            version: None,
            population: contrat::Population::new(60_000, "INSEE", Some(2024)).ok(),
            signe_le: Some(crate::tests::SIGNED),
        };
        let (id, le) = (kernel::Id::new(uuid::Uuid::from_u128(9)), jiff::civil::date(2025, 12, 1));
        contrat.avenants = vec![contrat::Avenant { id, le, clause }];
        assert_eq!(of(&contrat), Doute::Montant);
    }

    #[test]
    fn half_of_the_weight_at_half_of_the_way_is_a_quarter() {
        let found = part(Some(4_000_000)).enjeu(Some(500), true, Some(500_000), Some(1_000_000));
        assert_eq!((found.reste(), found.menace()), (1_000_000, 0));
    }

    proptest! {
        #[test]
        fn nothing_is_below_zero_nor_above_the_part(
            cents in 0..100_000_000_i64, poids in 0..=1000_u16, now in 0..=1_000_000_i64, then in 0..=1_000_000_i64,
        ) {
            let found = part(Some(cents)).enjeu(Some(poids), true, Some(now), Some(then));
            if let Enjeu::Montant { plafond, acquis, prevu, .. } = &found {
                prop_assert!(*plafond <= cents && acquis.unwrap() <= *plafond && prevu.unwrap() <= *plafond);
            }
            prop_assert!(found.reste() >= 0 && found.menace() >= 0);
        }
    }
}
