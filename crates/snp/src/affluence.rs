//! How many calls came in two hours of a day, and for whom: what stays of erased requests to hold the offer against.
//!
//! Nothing of a person: no motif, no age, no commune, no outcome. A line says that on one day, in two hours, so many people
//! asked for somebody of one profession; the months, motifs and outcomes of the same requests are counted apart
//! ([`Bilan`](crate::Bilan)), without their days, and nothing leads from one to the other.

use crate::{Demande, Guide, Orientation};
use jiff::civil::{Date, DateTime};
use kernel::CodeError;
use rendez_vous::Profession;
use std::collections::BTreeSet;
use std::fmt;
use std::str::FromStr;

/// Two hours of a day, by the clocks of France.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plage(i8);

impl Plage {
    /// How long one is, in hours.
    pub const HEURES: i8 = 2;

    /// That of an hour of the day.
    #[must_use]
    pub const fn of(heure: i8) -> Self {
        Self(heure.rem_euclid(24) / Self::HEURES * Self::HEURES)
    }

    /// Its first hour, 0 to 22.
    #[must_use]
    pub const fn debut(self) -> i8 {
        self.0
    }

    /// The moment at which the one of that moment ends, on the same clock.
    #[must_use]
    pub fn fin(at: DateTime) -> DateTime {
        let next = Self::of(at.hour()).0 + Self::HEURES;
        let midnight = || at.date().tomorrow().unwrap_or(at.date()).at(0, 0, 0, 0);
        if next < 24 { at.date().at(next, 0, 0, 0) } else { midnight() }
    }
}

impl fmt::Display for Plage {
    /// « 18 h – 20 h ».
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}\u{a0}h\u{a0}–\u{a0}{}\u{a0}h", self.0, self.0 + Self::HEURES)
    }
}

/// To whom a call goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Vers {
    /// To the profession that the guide names first.
    Profession(Profession),
    /// To the 15: it never looked for a place.
    Quinze,
    /// Elsewhere: the guide names nobody here.
    Ailleurs,
}

const QUINZE: &str = "quinze";
const AILLEURS: &str = "ailleurs";

impl Vers {
    /// Where a request goes by a guide: a red flag to the 15, everything else to the profession that comes first for its motif
    /// and age, whatever the hour.
    #[must_use]
    pub fn of(one: &Demande, guide: &Guide) -> Self {
        let asked = &one.situation;
        if !asked.drapeaux.is_empty() {
            return Self::Quinze;
        }
        match guide.orient(&asked.motif, asked.age, guide.ouvre, &BTreeSet::new()) {
            Orientation::Professions { professions, .. } => {
                professions.first().map_or(Self::Ailleurs, |first| Self::Profession(*first))
            }
            Orientation::Ailleurs { .. } | Orientation::Quinze(_) => Self::Ailleurs,
        }
    }
}

impl fmt::Display for Vers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Profession(one) => one.code(),
            Self::Quinze => QUINZE,
            Self::Ailleurs => AILLEURS,
        })
    }
}

impl FromStr for Vers {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text {
            QUINZE => Ok(Self::Quinze),
            AILLEURS => Ok(Self::Ailleurs),
            code => code.parse().map(Self::Profession),
        }
    }
}

/// Calls of two hours of a day that went to the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affluence {
    /// The day, in France.
    pub jour: Date,
    /// Its two hours.
    pub plage: Plage,
    /// To whom they went.
    pub vers: Vers,
    /// How many.
    pub nombre: u32,
}

impl Affluence {
    /// What one request adds.
    #[must_use]
    pub fn of(one: &Demande, guide: &Guide) -> Self {
        let came = kernel::paris(one.recue_le);
        Self { jour: came.date(), plage: Plage::of(came.hour()), vers: Vers::of(one, guide), nombre: 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demande::tests::{at, situation};
    use crate::{Etat, Origine};
    use jiff::civil::date;
    use kernel::Id;
    use uuid::Uuid;

    #[test]
    fn two_hours_begin_at_even_hours_and_end_with_the_day() {
        assert_eq!((Plage::of(0).debut(), Plage::of(19).debut(), Plage::of(23).debut()), (0, 18, 22));
        assert_eq!(Plage::of(18).to_string(), "18\u{a0}h\u{a0}–\u{a0}20\u{a0}h");
        let day = date(2026, 3, 2);
        assert_eq!(Plage::fin(day.at(18, 59, 0, 0)), day.at(20, 0, 0, 0));
        assert_eq!(Plage::fin(day.at(23, 59, 0, 0)), date(2026, 3, 3).at(0, 0, 0, 0));
    }

    #[test]
    fn a_call_goes_where_the_guide_says_at_the_hour_of_france() {
        let call = |motif: &str, flag: bool| {
            let mut asked = situation();
            motif.clone_into(&mut asked.motif);
            asked.drapeaux.extend(flag.then(|| "thorax".to_owned()));
            let one = Demande {
                id: Id::new(Uuid::from_u128(1)),
                origine: Origine::Appel,
                recue_le: at("2026-07-01T22:30:00Z"),
                echeance: at("2026-07-02T22:30:00Z"),
                situation: asked,
                etat: Etat::Ouverte,
            };
            Affluence::of(&one, &Guide::proposee())
        };
        let seen = call("dent", false);
        assert_eq!((seen.jour, seen.plage), (date(2026, 7, 2), Plage::of(0)), "half past midnight in France");
        assert_eq!(seen.vers, Vers::Profession(Profession::ChirurgienDentiste));
        assert_eq!((call("dent", true).vers, call("inconnu", false).vers), (Vers::Quinze, Vers::Ailleurs));
        for one in [seen.vers, Vers::Quinze, Vers::Ailleurs] {
            assert_eq!(one.to_string().parse(), Ok(one));
        }
        assert!("astrologue".parse::<Vers>().is_err());
    }
}
