//! # Size band of a CPTS
//!
//! > « moins de 40 000 habitants », « entre 40 000 et 80 000 », « entre 80 000 et 175 000 », « plus de 175 000 »
//!
//! The ACI of 20 June 2019 sorts CPTS by the inhabitants of the territory that the contract covers. The strict signs
//! at both ends settle 40 000 (size 2) and 175 000 (size 3). At exactly 80 000 two bands meet and the text is silent:
//! we let the lower bound belong to its band (size 3) and flag the answer as unconfirmed. Which population counts, and
//! of which year, no text says either: the CPAM re-checks it, so the explanation names the figure that was used.

use crate::cas::Bornes;
use crate::droit::{Droit, Tranche, Version};
use francais::entier as nombre;
use jiff::civil::Date;
use law::{Absent, Explained, Parameters, Rule, Step};
use serde::{Deserialize, Serialize};

/// Size of a CPTS, 1 to 4.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Taille(u8);

impl Taille {
    /// The number, from 1.
    pub fn numero(self) -> u8 {
        self.0
    }
}

impl std::fmt::Display for Taille {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "taille {}", self.0)
    }
}

/// Why a territory has no size.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Nobody lives there, or nothing is known of it.
    #[error(
        "Un territoire sans habitant n’a pas de taille\u{a0}: choisissez des communes dont la population \
         est connue."
    )]
    SansHabitant,
    /// A population that no band covers.
    #[error("Aucune tranche de taille ne correspond à {0} habitants.")]
    HorsTranche(String),
    /// Before the ACI, for instance.
    #[error(transparent)]
    Absent(#[from] Absent),
}

/// What the rule is asked about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Population {
    /// Inhabitants of the territory.
    pub habitants: u64,
    /// What was counted: « population municipale RP2023 ».
    pub millesime: String,
}

/// The rule, with the band that owns a common bound.
#[derive(Debug, Clone, Copy, Default)]
pub struct RegleTaille(pub Bornes);

/// A band found, and whether the text lets two meet there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bande<'a> {
    pub(crate) tranche: &'a Tranche,
    pub(crate) doute: bool,
}

/// The band of a population in a version.
pub(crate) fn bande(version: &Version, habitants: u64, bornes: Bornes) -> Option<Bande<'_>> {
    let tailles = version.tailles.as_ref()?;
    let holds = |t: &Tranche| t.min <= habitants && t.max.is_none_or(|max| habitants <= max);
    let at = tailles.bands.iter().position(holds)?;
    let doute = tailles.uncertain_at.contains(&habitants);
    let lower = doute && bornes == Bornes::UpperInclusive && tailles.bands[at].min == habitants;
    let at = if lower { at.saturating_sub(1) } else { at };
    Some(Bande { tranche: &tailles.bands[at], doute })
}

impl Rule for RegleTaille {
    const ID: &'static str = "aci.taille";
    const SOURCES: &'static [&'static str] = &["paps-hdf", "faq-mk-2019", "lecture-80000"];
    type Input = Population;
    type Output = Taille;
    type Refusal = Refus;

    fn apply(
        &self,
        day: Date,
        parameters: &Parameters,
        input: Population,
    ) -> Result<Explained<Taille>, Refus> {
        let Population { habitants, millesime } = input;
        if habitants == 0 {
            return Err(Refus::SansHabitant);
        }
        let droit = Droit::of(parameters)?;
        let absent = || Absent::NotInForce { parameter: "aci.tailles".to_owned(), day };
        let version = droit.en_vigueur(day).ok_or_else(absent)?;
        let tailles = version.tailles.as_ref().ok_or_else(absent)?;
        let nombre = nombre(habitants);
        let Some(Bande { tranche, doute }) = bande(version, habitants, self.0) else {
            return Err(Refus::HorsTranche(nombre));
        };
        let owned = |ids: &[std::sync::Arc<str>]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>();
        let mut steps = vec![
            Step::fact("Population du territoire", format!("{nombre} habitants ({millesime})")),
            Step::law(
                format!("Tranche de la taille {}", tranche.taille),
                tranche.wording.clone(),
                &owned(&tailles.source),
            ),
        ];
        if doute {
            let sources = owned(std::slice::from_ref(&tailles.uncertain_source));
            let formula = format!(
                "{nombre} habitants exactement\u{a0}: deux tranches se touchent, le texte ne tranche \
                 pas\u{a0}; à confirmer avec la CPAM"
            );
            steps.push(Step::law("Borne commune à deux tranches", formula, &sources).doubtful());
        }
        Ok(Explained { value: Taille(tranche.taille), rule: Self::ID.to_owned(), steps })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;
    use std::sync::LazyLock;

    static LAW: LazyLock<Parameters> = LazyLock::new(|| Parameters::embedded().unwrap());

    fn size(habitants: u64, day: Date) -> Result<Explained<Taille>, Refus> {
        RegleTaille::default().apply(day, &LAW, Population { habitants, millesime: "RP2023".into() })
    }

    #[test]
    fn the_bounds_are_those_of_the_text() {
        let today = date(2026, 11, 22);
        let cases = [
            (1, 1),
            (39_999, 1),
            (40_000, 2),
            (79_999, 2),
            (80_000, 3),
            (80_001, 3),
            (175_000, 3),
            (175_001, 4),
        ];
        for (habitants, taille) in cases {
            let explained = size(habitants, today).unwrap();
            assert_eq!(explained.value, Taille(taille), "{habitants}");
            assert_eq!(explained.uncertain(), habitants == 80_000, "{habitants}");
            assert!(!explained.sources().is_empty());
        }
    }

    #[test]
    fn the_upper_band_may_own_the_common_bound_and_no_other() {
        let rule = RegleTaille(Bornes::UpperInclusive);
        let size = |habitants| {
            let asked = Population { habitants, millesime: "RP2023".into() };
            rule.apply(date(2025, 1, 1), &LAW, asked).unwrap()
        };
        let all = [39_999, 40_000, 80_000, 80_001, 175_000, 175_001].map(|n| size(n).value.numero());
        assert_eq!(all, [1, 2, 2, 3, 3, 4]);
        assert!(size(80_000).uncertain());
    }

    #[test]
    fn no_inhabitant_and_no_text_in_force_are_refused() {
        assert_eq!(size(0, date(2026, 1, 1)), Err(Refus::SansHabitant));
        assert!(matches!(size(5, date(2019, 8, 24)), Err(Refus::Absent(Absent::NotInForce { .. }))));
        assert!(size(5, date(2019, 8, 25)).is_ok());
    }

    #[test]
    fn every_source_of_the_rule_is_listed() {
        assert!(RegleTaille::SOURCES.iter().all(|id| LAW.source(id).is_some()));
        for day in Droit::of(&LAW).unwrap().versions().iter().filter_map(|one| one.du) {
            let used = size(80_000, day).unwrap();
            assert!(used.sources().iter().all(|id| RegleTaille::SOURCES.contains(id)));
        }
    }

    proptest! {
        #[test]
        fn size_grows_with_population(a in 1u64..300_000, b in 1u64..300_000) {
            let day = date(2025, 1, 1);
            let (small, large) = (a.min(b), a.max(b));
            prop_assert!(size(small, day).unwrap().value <= size(large, day).unwrap().value);
        }
    }
}
