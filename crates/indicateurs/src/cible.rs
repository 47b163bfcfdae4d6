//! Targets, and weights that sum to one.

use crate::{Indicateur, Nombre};
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
    #[error("Les poids de la mission font {} : ils doivent faire 100\u{a0}% exactement. Gardez-les en brouillon s’ils ne sont pas finis.", en_pourcent(*.0))]
    Somme(u32),
    /// A weight beyond the whole, or with too many decimals.
    #[error("« {0} » : un poids va de 0 à 100\u{a0}%, avec un chiffre après la virgule au plus.")]
    Poids(String),
    /// A target that the unit does not allow.
    #[error("« {0} » : la cible ne convient pas à l’unité de l’indicateur.")]
    Cible(String),
    /// An adapted target says why.
    #[error("Dites pourquoi la cible est adaptée.")]
    SansMotif,
}

/// Thousandths as people read weights: « 12,5 % ».
#[must_use]
pub fn en_pourcent(milliemes: u32) -> String {
    format!("{}\u{a0}%", Nombre::from_milliemes(i64::from(milliemes) * 100))
}

/// « 25 », « 12,5 % » as thousandths; empty is `None`.
///
/// # Errors
/// [`Refus::Poids`].
pub fn read_poids(text: &str) -> Result<Option<u16>, Refus> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    let refused = || Refus::Poids(text.trim().to_owned());
    let percent: Nombre = text.parse().map_err(|_| refused())?;
    let thousandths =
        (percent.milliemes() % 100 == 0).then_some(percent.milliemes() / 100).ok_or_else(refused)?;
    let poids = u16::try_from(thousandths).map_err(|_| refused())?;
    if u32::from(poids) > ENTIER { Err(refused()) } else { Ok(Some(poids)) }
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
    fn weights_are_read_in_percent() {
        assert_eq!(read_poids("12,5 %"), Ok(Some(125)));
        assert_eq!(read_poids(" "), Ok(None));
        for text in ["12,55", "101", "-1", "un quart"] {
            assert!(matches!(read_poids(text), Err(Refus::Poids(_))), "{text}");
        }
    }

    #[test]
    fn a_sum_that_is_not_one_is_refused_with_the_sum_found() {
        assert_eq!(check_somme(&cibles(&[333, 333, 334])), Ok(()));
        let refused = check_somme(&cibles(&[333, 333, 333])).unwrap_err();
        assert!(refused.to_string().contains("99,9\u{a0}%"), "{refused}");
    }

    proptest! {
        #[test]
        fn weights_sum_to_one_or_are_refused(poids in proptest::collection::vec(0..=1000_u16, 0..12)) {
            let sum: u32 = poids.iter().map(|one| u32::from(*one)).sum();
            prop_assert_eq!(check_somme(&cibles(&poids)).is_ok(), sum == 1000);
        }
    }
}
