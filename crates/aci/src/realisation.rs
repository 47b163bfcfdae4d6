//! From a value to an achievement, and from achievements to that of a mission.

use crate::cas::IndicateurRealise;
use crate::{Erreur, Fraction};
use law::{Explained, Step};
use serde::{Deserialize, Serialize};

/// Which way an indicator should go.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sens {
    /// More is better.
    #[serde(rename = "up")]
    Hausse,
    /// Less is better.
    #[serde(rename = "down")]
    Baisse,
}

impl Sens {
    fn reached(self, value: Fraction, target: Fraction) -> bool {
        match self {
            Self::Hausse => value >= target,
            Self::Baisse => value <= target,
        }
    }
}

const RULE: &str = "aci.realisation";

/// How much of the way from the baseline to the target was made: linear, held between 0 and 1. No national scale was
/// found, so the answer is always to be confirmed by the contract.
pub fn realisation(sens: Sens, depart: Fraction, cible: Fraction, valeur: Fraction) -> Explained<Fraction> {
    let sources = ["senat-2025-5".to_owned(), "reconstruction-maillage".to_owned()];
    let facts = vec![
        Step::fact("Valeur de départ", depart.to_string()),
        Step::fact("Cible", cible.to_string()),
        Step::fact("Valeur de l’année", valeur.to_string()),
    ];
    let asked_to_move = depart != cible && sens.reached(cible, depart);
    let (value, label, formula) = if !asked_to_move {
        let reached = sens.reached(valeur, cible);
        let value = if reached { Fraction::ONE } else { Fraction::ZERO };
        let why = if depart == cible {
            "La cible égale le départ\u{a0}: tenir la valeur suffit"
        } else {
            "La cible demande moins que le départ\u{a0}: l’atteindre suffit"
        };
        let verdict = if reached { "tenue\u{a0}: 100\u{202f}%" } else { "pas tenue\u{a0}: 0\u{202f}%" };
        (value, why, verdict.to_owned())
    } else {
        let way = cible.minus(depart);
        let value = valeur.minus(depart).over(way).unwrap_or(Fraction::ZERO);
        let formula = format!("({valeur} − {depart}) ÷ ({cible} − {depart}) = {}", value.percent());
        let formula = match value.capped() == value {
            true => formula,
            false => format!("{formula}, ramené à {}", value.capped().percent()),
        };
        (value.capped(), "Chemin parcouru du départ à la cible", formula)
    };
    let mut steps = facts;
    steps.push(Step::law(label, formula, &sources).doubtful());
    Explained { value, rule: RULE.to_owned(), steps }
}

/// Weights, none negative, sum to exactly 1.
///
/// # Errors
/// The sentence that says what they sum to.
pub fn check_weights(weights: &[(&str, Fraction)]) -> Result<(), Erreur> {
    let refuse = |sentence: String| Err(Erreur::new("indicators", "poids", sentence));
    if let Some((id, weight)) =
        weights.iter().find(|(_, weight)| *weight < Fraction::ZERO || *weight > Fraction::ONE)
    {
        return refuse(format!(
            "le poids de «\u{a0}{id}\u{a0}» est {}\u{a0}; un poids va de 0 à 1.",
            weight.exact()
        ));
    }
    if weights.is_empty() {
        return refuse(
            "aucun indicateur\u{a0}; un au moins est attendu, avec des poids de somme 1.".to_owned(),
        );
    }
    let sum = weights.iter().fold(Fraction::ZERO, |sum, (_, weight)| sum.plus(*weight));
    if sum == Fraction::ONE {
        return Ok(());
    }
    let given: Vec<String> = weights.iter().map(|(_, weight)| weight.exact()).collect();
    refuse(format!(
        "les poids {} font {}\u{a0}; leur somme doit être exactement 1 (une fraction comme \"1/3\" est acceptée).",
        given.join(" + "),
        sum.exact()
    ))
}

/// Achievement of a mission: Σ weight × achievement.
///
/// # Errors
/// When the weights do not sum to 1.
pub fn weighted(indicators: &[IndicateurRealise]) -> Result<Fraction, Erreur> {
    let weights: Vec<(&str, Fraction)> = indicators.iter().map(|one| (one.id.as_str(), one.weight)).collect();
    check_weights(&weights).map(|()| sum(indicators))
}

/// The weighted sum of indicators already checked, each held between 0 and 1.
pub(crate) fn sum(indicators: &[IndicateurRealise]) -> Fraction {
    let parts = indicators.iter().map(|one| one.weight.times(one.achievement.capped()));
    parts.fold(Fraction::ZERO, Fraction::plus).capped()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(sens: Sens, depart: &str, cible: &str, valeur: &str) -> String {
        let read = |text: &str| text.parse::<Fraction>().unwrap();
        realisation(sens, read(depart), read(cible), read(valeur)).value.percent()
    }

    #[test]
    fn progress_is_linear_and_knows_its_direction() {
        assert_eq!(made(Sens::Baisse, "7,4", "7", "7,2"), "50\u{202f}%");
        assert_eq!(made(Sens::Baisse, "7,4", "7", "6,8"), "100\u{202f}%");
        assert_eq!(made(Sens::Baisse, "7,4", "7", "7,9"), "0\u{202f}%");
        assert_eq!(made(Sens::Hausse, "7", "11", "9"), "50\u{202f}%");
        assert_eq!(made(Sens::Hausse, "0", "1", "1"), "100\u{202f}%");
    }

    #[test]
    fn a_target_at_or_behind_the_baseline_is_held_or_not() {
        assert_eq!(made(Sens::Hausse, "5", "5", "5"), "100\u{202f}%");
        assert_eq!(made(Sens::Hausse, "5", "5", "4"), "0\u{202f}%");
        assert_eq!(made(Sens::Baisse, "7", "8", "7,5"), "100\u{202f}%");
        assert_eq!(made(Sens::Baisse, "7", "8", "8,5"), "0\u{202f}%");
        let explained = realisation(Sens::Hausse, Fraction::ONE, Fraction::ONE, Fraction::ZERO);
        assert!(explained.uncertain());
        assert!(explained.steps[3].label.contains("tenir la valeur"));
    }

    #[test]
    fn weights_sum_to_one_exactly() {
        let weights = |texts: &[&'static str]| {
            let all: Vec<_> = texts.iter().map(|text| (*text, text.parse().unwrap())).collect();
            check_weights(&all)
        };
        assert!(weights(&["0,1", "0,2", "0,7"]).is_ok());
        assert!(weights(&["1/3", "1/3", "1/3"]).is_ok());
        let error = weights(&["0,5", "0,4"]).unwrap_err();
        assert!(error.sentence.contains("font 0,9"), "{error}");
        assert!(weights(&[]).is_err());
        assert!(weights(&["1,5", "-0,5"]).is_err());
    }
}
