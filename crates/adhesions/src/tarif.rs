//! What a fee costs: dated by civil year, for everybody, a college, a profession.

use crate::{Adherent, College};
use aci::{Montant, MontantIllisible};
use kernel::saisie::{Refuses, line, maybe_line};
use kernel::{Id, fold};
use serde::Serialize;
use std::str::FromStr;
use ui::francais;

/// First and last civil years that a fee may be asked for.
pub const ANNEES: std::ops::RangeInclusive<i16> = 2000..=2200;

/// Most cents of a fee: a slip of the keyboard, beyond.
const PLAFOND: i64 = 10_000_000;

/// Cents of a fee, or of what is paid of it, as people and spreadsheets write them: an [`aci::Montant`] of at most
/// 100 000 €, with one mark at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prix(pub i64);

impl FromStr for Prix {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.matches([',', '.']).count() > 1 {
            let came = text.trim().chars().take(40).collect();
            return Err(MontantIllisible::Illisible(came).to_string());
        }
        match text.parse::<Montant>().map(Montant::cents) {
            Ok(cents) if cents <= PLAFOND => Ok(Self(cents)),
            Ok(_) | Err(MontantIllisible::Enorme(_)) => {
                Err("Ce montant dépasse 100\u{202f}000\u{a0}€.".to_owned())
            }
            Err(why) => Err(why.to_string()),
        }
    }
}

/// A rate, from a civil year on, until another one of the same people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tarif {
    /// Its id.
    pub id: Id<Self>,
    /// First civil year.
    pub annee: i16,
    /// For that college only.
    pub college: Option<Id<College>>,
    /// For that profession only; empty for all.
    pub profession: String,
    /// How much.
    pub cents: i64,
    /// Where it is decided: an article of the règlement intérieur, a decision of the assembly.
    pub source: String,
}

impl Tarif {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// Every fault, with its field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        if !ANNEES.contains(&self.annee) {
            faults.add("annee", "Une année civile est attendue, par exemple 2026.");
        }
        if self.cents < 0 {
            faults.add("montant", "Un montant ne peut pas être négatif.");
        }
        let profession = faults.keep(maybe_line("profession", &self.profession));
        let source = faults.keep(line("source", &self.source));
        faults.finish(Self { profession, source, ..self })
    }

    /// Whom it is for, as the database compares it.
    pub(crate) fn pour(&self) -> String {
        let college = self.college.map(|id| id.to_string()).unwrap_or_default();
        format!("{college}|{}", fold(&self.profession))
    }

    /// How narrow it is, when it is for that member: a profession of a college, then a profession, then a college.
    fn rank(&self, one: &Adherent) -> Option<(u8, usize)> {
        if self.college.is_some() && self.college != one.college {
            return None;
        }
        let place = if self.profession.is_empty() {
            usize::MAX
        } else {
            one.professions.iter().position(|word| fold(word) == fold(&self.profession))?
        };
        let narrow = u8::from(self.college.is_some()) + 2 * u8::from(!self.profession.is_empty());
        Some((narrow, usize::MAX - place))
    }
}

/// The rate of a member for a civil year: the narrowest one, then that of the main profession, then the latest.
#[must_use]
pub fn tarif_de<'a>(all: &'a [Tarif], one: &Adherent, annee: i16) -> Option<&'a Tarif> {
    let past = all.iter().filter(|tarif| tarif.annee <= annee);
    past.filter_map(|tarif| Some((tarif.rank(one)?, tarif.annee, tarif)))
        .max_by_key(|(rank, year, _)| (*rank, *year))
        .map(|(.., tarif)| tarif)
}

/// « 20,00 € depuis 2026 (règlement intérieur, article 4) ».
#[must_use]
pub fn en_mots(tarif: &Tarif) -> String {
    format!("{} depuis {} ({})", francais::euros(tarif.cents), tarif.annee, tarif.source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Etat, Mode, Qui, fiche::Fiche};
    use jiff::civil::date;
    use uuid::Uuid;

    fn tarif(n: u128, annee: i16, college: Option<Id<College>>, profession: &str, cents: i64) -> Tarif {
        let (profession, source) = (profession.to_owned(), "RI".to_owned());
        Tarif { id: Id::new(Uuid::from_u128(n)), annee, college, profession, cents, source }
    }

    #[test]
    fn amounts_are_read_as_people_and_spreadsheets_write_them() {
        for (text, cents) in [
            ("20", 2_000),
            ("20,00", 2_000),
            ("20.5", 2_050),
            ("20,00 €", 2_000),
            ("1\u{202f}020,05\u{a0}€", 102_005),
            ("0", 0),
            ("15 EUR", 1_500),
            ("100 000", 10_000_000),
        ] {
            assert_eq!(text.parse(), Ok(Prix(cents)), "{text}");
        }
        for text in ["", "abc", "-5", "1,234", "1.000,50", "20,0,0"] {
            assert!(text.parse::<Prix>().is_err(), "{text}");
        }
        for text in ["100 000,01", "9999999999"] {
            let said = text.parse::<Prix>().unwrap_err();
            assert_eq!(said, "Ce montant dépasse 100\u{202f}000\u{a0}€.", "{text}");
        }
    }

    #[test]
    fn the_narrowest_rate_counts_then_the_latest() {
        let soignants: Id<College> = Id::new(Uuid::from_u128(9));
        let qui = Qui::Personne { nom: "Roux".into(), prenom: "Zoé".into() };
        let fiche = Fiche {
            professions: vec!["Infirmier".into(), "Ostéopathe".into()],
            college: Some(soignants),
            ..Fiche::new(qui, Mode::Liberal)
        };
        let depuis = date(2024, 1, 1);
        let one = Adherent::of(Id::new(Uuid::nil()), fiche, depuis, Etat::Adherent { depuis });
        let mut all = vec![tarif(1, 2024, None, "", 1_000), tarif(2, 2026, None, "", 1_500)];
        assert_eq!(tarif_de(&all, &one, 2025).map(|one| one.cents), Some(1_000));
        assert_eq!(tarif_de(&all, &one, 2026).map(|one| one.cents), Some(1_500));
        assert_eq!(tarif_de(&all, &one, 2023), None);
        all.push(tarif(3, 2024, Some(soignants), "", 2_000));
        assert_eq!(
            tarif_de(&all, &one, 2026).map(|one| one.cents),
            Some(2_000),
            "a college before everybody"
        );
        all.push(tarif(4, 2024, None, "ostéopathe", 500));
        all.push(tarif(5, 2024, None, "infirmier", 3_000));
        assert_eq!(tarif_de(&all, &one, 2026).map(|one| one.cents), Some(3_000), "the main profession");
    }
}
