//! Targets, and weights that sum to one.

use crate::{Indicateur, Nombre};
use aci::Fraction;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A whole, in thousandths: what the weights of a mission and year sum to.
pub const ENTIER: u32 = 1000;

/// What an indicator aims at in one contract year, and its share of the mission's variable part.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cible {
    /// Number of the contract year, from 1.
    pub annee: u32,
    /// The value to reach.
    pub cible: Option<Nombre>,
    /// Thousandths of the variable part; `None` when nobody has said.
    pub poids: Option<u16>,
}

/// The weights of one mission in one year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PoidsMission {
    /// Id of the mission.
    pub mission: String,
    /// Sum of the weights, in thousandths.
    pub somme: u32,
    /// Indicators without a weight.
    pub sans: usize,
    /// Whether the variable part can be computed: the weights sum to one exactly.
    pub complet: bool,
}

/// Why targets and weights are refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// The weights do not sum to one.
    #[error("Les poids de la mission font {}\u{a0}: {}. Ils doivent faire 100\u{a0}% exactement\u{202f}; gardez-les en brouillon s’ils ne sont pas finis.", en_pourcent(*.0), ecart(*.0))]
    Somme(u32),
    /// A weight beyond the whole, or no weight.
    #[error("«\u{a0}{0}\u{a0}»\u{a0}: un poids va de 0 à 100\u{a0}%. Écrivez par exemple 25, 12,5 ou 1/4.")]
    Poids(String),
    /// A weight that does not fall on a tenth of percent: nobody rounds for the contract.
    #[error(
        "«\u{a0}{0}\u{a0}» ne tombe pas juste au dixième de pour cent\u{a0}: écrivez {1} ou {2}, pour que la somme fasse 100\u{a0}%, ou choisissez «\u{a0}Répartir également\u{a0}»."
    )]
    TropFin(String, String, String),
    /// A target that the unit does not allow.
    #[error("«\u{a0}{0}\u{a0}»\u{a0}: la cible ne convient pas à l’unité de l’indicateur.")]
    Cible(String),
    /// Somebody wrote them since they were read.
    #[error(
        "Ces cibles ou ces poids ont changé entre-temps\u{a0}: rechargez la page, puis reprenez votre saisie."
    )]
    Change,
    /// The three parties agreed to that target.
    #[error(
        "«\u{a0}{0}\u{a0}»\u{a0}: les trois parties ont accordé cette cible, elle ne se change qu’au dialogue de gestion."
    )]
    Accordee(String),
    /// An adapted target says why.
    #[error("Dites pourquoi la cible est adaptée.")]
    SansMotif,
}

/// Thousandths as people read weights: « 12,5 % ».
#[must_use]
pub fn en_pourcent(milliemes: u32) -> String {
    format!("{}\u{a0}%", Nombre::from_milliemes(i64::from(milliemes) * 100))
}

/// What a sum of weights lacks, or has too many of.
fn ecart(somme: u32) -> String {
    let gap = en_pourcent(somme.abs_diff(ENTIER));
    if somme < ENTIER { format!("il manque {gap}") } else { format!("il y a {gap} de trop") }
}

/// « 25 », « 12,50 % », « 1/4 » as thousandths; empty is `None`. Nothing is rounded: what does not fall on a tenth of percent is
/// refused with its two neighbours.
///
/// # Errors
/// [`Refus::Poids`], [`Refus::TropFin`].
pub fn read_poids(text: &str) -> Result<Option<u16>, Refus> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let refused = || Refus::Poids(text.to_owned());
    let share = match text.split_once('/') {
        Some((part, over)) => {
            let [part, over] = [part, over].map(|n| n.trim().parse::<u16>().map(i128::from));
            let over = over.ok().filter(|over| *over > 0).ok_or_else(refused)?;
            Fraction::new(part.map_err(|_| refused())?, over)
        }
        None => {
            let percent: Nombre = text.parse().map_err(|_| refused())?;
            Fraction::new(i128::from(percent.milliemes()), 100_000)
        }
    };
    let exact = share.times(Fraction::from_int(ENTIER.into()));
    let poids = u16::try_from(exact.num() / exact.den()).ok().filter(|_| share <= Fraction::ONE);
    let poids = poids.ok_or_else(refused)?;
    if exact.den() == 1 {
        return Ok(Some(poids));
    }
    let [under, above] = [poids, poids + 1].map(|n| en_pourcent(n.into()));
    Err(Refus::TropFin(text.to_owned(), under, above))
}

/// Equal weights that sum to one exactly: the first ones take the tenths of percent that are left over.
#[must_use]
pub fn egaux(combien: usize) -> Vec<u16> {
    let n = u32::try_from(combien).unwrap_or(u32::MAX).max(1);
    let (each, over) = (ENTIER / n, ENTIER % n);
    let one = |rank: u32| u16::try_from(each + u32::from(rank < over)).unwrap_or(0);
    (0..n).take(combien).map(one).collect()
}

/// The weights of each mission, in the order of the indicators given; those that left the contract do not count.
#[must_use]
pub fn poids_par_mission<'a>(
    lignes: impl IntoIterator<Item = (&'a Indicateur, &'a Cible)>,
) -> Vec<PoidsMission> {
    let mut missions: Vec<PoidsMission> = Vec::new();
    for (indicateur, cible) in lignes.into_iter().filter(|(one, _)| one.en_vigueur()) {
        let mission = &indicateur.texte.mission;
        let place = missions.iter().position(|one| one.mission == *mission).unwrap_or_else(|| {
            missions.push(PoidsMission { mission: mission.clone(), somme: 0, sans: 0, complet: false });
            missions.len() - 1
        });
        let Some(one) = missions.get_mut(place) else { continue };
        one.somme += u32::from(cible.poids.unwrap_or(0));
        one.sans += usize::from(cible.poids.is_none());
        one.complet = one.somme == ENTIER;
    }
    missions
}

/// Refuses weights that do not sum to one.
///
/// # Errors
/// [`Refus::Somme`], with the sum found.
pub fn check_somme(cibles: &BTreeMap<Id<Indicateur>, Cible>) -> Result<(), Refus> {
    let somme = cibles.values().map(|cible| u32::from(cible.poids.unwrap_or(0))).sum();
    if somme == ENTIER { Ok(()) } else { Err(Refus::Somme(somme)) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn cibles(poids: &[u16]) -> BTreeMap<Id<Indicateur>, Cible> {
        let one = |(n, poids): (u128, &u16)| {
            (Id::new(Uuid::from_u128(n)), Cible { annee: 1, cible: None, poids: Some(*poids) })
        };
        (0..).zip(poids).map(one).collect()
    }

    #[test]
    fn weights_are_read_in_percent_or_as_simple_fractions() {
        for (text, poids) in [("12,5 %", 125), ("12,50", 125), ("1/4", 250), (" 3 / 8 ", 375), ("1/1", 1000)]
        {
            assert_eq!(read_poids(text), Ok(Some(poids)), "{text}");
        }
        assert_eq!(read_poids(" "), Ok(None));
        for text in ["101", "-1", "un quart", "1/0", "5/4", "100,1", "1/", "/3"] {
            assert!(matches!(read_poids(text), Err(Refus::Poids(_))), "{text}");
        }
    }

    #[test]
    fn a_third_is_never_rounded_in_silence() {
        let refused = read_poids("1/3").unwrap_err().to_string();
        assert!(refused.contains("33,3\u{a0}% ou 33,4\u{a0}%"), "{refused}");
        assert!(matches!(read_poids("33,33"), Err(Refus::TropFin(..))));
        assert_eq!(egaux(3), [334, 333, 333]);
        let missing = check_somme(&cibles(&[333, 333, 333])).unwrap_err().to_string();
        assert!(missing.contains("il manque 0,1\u{a0}%"), "{missing}");
        let beyond = check_somme(&cibles(&[500, 512])).unwrap_err().to_string();
        assert!(beyond.contains("1,2\u{a0}% de trop"), "{beyond}");
    }

    #[test]
    fn a_sum_that_is_not_one_is_refused_with_the_sum_found() {
        assert_eq!(check_somme(&cibles(&[333, 333, 334])), Ok(()));
        let refused = check_somme(&cibles(&[333, 333, 333])).unwrap_err();
        assert!(refused.to_string().contains("99,9\u{a0}%"), "{refused}");
    }

    proptest! {
        #[test]
        fn equal_weights_sum_to_one_and_differ_by_a_tenth_at_most(n in 1..1_000_usize) {
            let all = egaux(n);
            prop_assert_eq!((all.len(), all.iter().map(|one| u32::from(*one)).sum::<u32>()), (n, ENTIER));
            prop_assert!(all.iter().max().unwrap() - all.iter().min().unwrap() <= 1);
        }

        #[test]
        fn weights_sum_to_one_or_are_refused(poids in proptest::collection::vec(0..=1000_u16, 0..12)) {
            let sum: u32 = poids.iter().map(|one| u32::from(*one)).sum();
            prop_assert_eq!(check_somme(&cibles(&poids)).is_ok(), sum == 1000);
        }
    }
}
