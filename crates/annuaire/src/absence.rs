use crate::champ::{Source, Texte};
use identifiants::Idnps;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;

/// When somebody is away and who stands in. Both days are in: « du 3 au 14 » as people say it; without an end, until
/// further notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Absence {
    /// Its id.
    pub id: Id<Self>,
    /// First day away.
    pub du: Date,
    /// Last day away.
    pub au: Option<Date>,
    /// Who stands in.
    pub remplacant: Option<Remplacant>,
    /// A few words, for members only.
    pub note: Texte<300>,
    /// Who said it.
    pub source: Source,
    /// When it was said.
    pub le: Timestamp,
}

/// Who stands in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Remplacant {
    /// A professional of the national directory.
    Professionnel(Idnps),
    /// In words.
    Mots(String),
}

/// What somebody says of an absence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Annonce {
    /// First day away.
    pub du: Date,
    /// Last day away.
    pub au: Option<Date>,
    /// Who stands in: an RPPS number or words; empty when nobody does.
    pub remplacant: String,
    /// A few words, for members only.
    pub note: Texte<300>,
}

/// Why an absence cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AbsenceRefus {
    /// The end comes first.
    #[error("Le dernier jour d’absence ({}) vient avant le premier.", ui::francais::date(*.0))]
    Envers(Date),
    /// All of it is behind us.
    #[error("Cette absence est déjà finie\u{a0}: seules les absences à venir ou en cours se notent.")]
    Passee,
    /// Too far.
    #[error("Cette absence commence dans plus de deux ans\u{a0}: vérifiez la date.")]
    Lointaine,
    /// Too many words.
    #[error("Le nom du remplaçant compte {0} caractères\u{a0}; 120 au plus.")]
    RemplacantLong(usize),
    /// Another absence has some of these days.
    #[error("Une absence est déjà notée {0}\u{a0}: retirez-la d’abord, ou choisissez d’autres dates.")]
    Chevauche(String),
}

impl Remplacant {
    /// An RPPS number names somebody, anything else is words.
    ///
    /// # Errors
    /// Too many words.
    pub fn read(text: &str) -> Result<Option<Self>, AbsenceRefus> {
        let text = text.trim();
        let letters = text.chars().count();
        if let Ok(rpps) = text.parse::<identifiants::Rpps>() {
            return Ok(Some(Self::Professionnel(rpps.into())));
        }
        match letters {
            0 => Ok(None),
            1..=120 => Ok(Some(Self::Mots(text.to_owned()))),
            long => Err(AbsenceRefus::RemplacantLong(long)),
        }
    }

    /// As people read it; `nom` says who an RPPS number is.
    #[must_use]
    pub fn en_mots(&self, nom: impl Fn(&Idnps) -> Option<String>) -> String {
        match self {
            Self::Professionnel(idnps) => nom(idnps).unwrap_or_else(|| {
                idnps.rpps().map_or_else(|| idnps.to_string(), |rpps| format!("RPPS {rpps}"))
            }),
            Self::Mots(words) => words.clone(),
        }
    }
}

impl Annonce {
    /// Whether it can be kept on `today` beside `others`.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, today: Date, others: &[Absence]) -> Result<Option<Remplacant>, AbsenceRefus> {
        let two_years = crate::calendrier::months_before(self.du, 24);
        match self.au {
            Some(au) if au < self.du => return Err(AbsenceRefus::Envers(au)),
            Some(au) if au < today => return Err(AbsenceRefus::Passee),
            _ if two_years > today => return Err(AbsenceRefus::Lointaine),
            _ => {}
        }
        match others.iter().find(|other| other.meets(self.du, self.au)) {
            Some(other) => Err(AbsenceRefus::Chevauche(other.en_mots())),
            None => Remplacant::read(&self.remplacant),
        }
    }
}

impl Absence {
    /// Whether somebody is away on that day.
    #[must_use]
    pub fn contains(&self, jour: Date) -> bool {
        self.du <= jour && self.au.is_none_or(|au| jour <= au)
    }

    /// Whether all of it is behind us.
    #[must_use]
    pub fn is_past(&self, jour: Date) -> bool {
        self.au.is_some_and(|au| au < jour)
    }

    /// Whether the two share a day.
    #[must_use]
    pub fn meets(&self, du: Date, au: Option<Date>) -> bool {
        au.is_none_or(|au| self.du <= au) && self.au.is_none_or(|own| du <= own)
    }

    /// « du 3 mars 2026 au 14 mars 2026 ».
    #[must_use]
    pub fn en_mots(&self) -> String {
        let du = ui::francais::date(self.du);
        match self.au {
            Some(au) if au == self.du => format!("le {du}"),
            Some(au) => format!("du {du} au {}", ui::francais::date(au)),
            None => format!("à partir du {du}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    fn absence(du: Date, au: Option<Date>) -> Absence {
        Absence {
            id: Id::new(uuid::Uuid::nil()),
            du,
            au,
            remplacant: None,
            note: Texte::default(),
            source: Source::Cpts,
            le: Timestamp::UNIX_EPOCH,
        }
    }

    fn annonce(du: Date, au: Option<Date>) -> Annonce {
        Annonce { du, au, remplacant: String::new(), note: Texte::default() }
    }

    const TODAY: Date = date(2026, 3, 2);

    #[test]
    fn an_absence_ends_after_it_begins_and_not_in_the_past() {
        let check = |du, au| annonce(du, au).check(TODAY, &[]);
        assert_eq!(
            check(date(2026, 3, 9), Some(date(2026, 3, 8))),
            Err(AbsenceRefus::Envers(date(2026, 3, 8)))
        );
        assert_eq!(check(date(2026, 2, 1), Some(date(2026, 3, 1))), Err(AbsenceRefus::Passee));
        assert_eq!(check(date(2028, 3, 3), None), Err(AbsenceRefus::Lointaine));
        assert_eq!(check(date(2026, 2, 1), Some(TODAY)), Ok(None));
    }

    #[test]
    fn two_absences_never_share_a_day() {
        let known = [absence(date(2026, 3, 9), Some(date(2026, 3, 13)))];
        let check = |du, au| annonce(du, au).check(TODAY, &known).is_ok();
        assert!(check(date(2026, 3, 5), Some(date(2026, 3, 8))) && check(date(2026, 3, 14), None));
        assert!(!check(date(2026, 3, 5), Some(date(2026, 3, 9))) && !check(date(2026, 3, 13), None));
    }

    #[test]
    fn an_rpps_number_names_who_stands_in() {
        let read = |text| Remplacant::read(text).unwrap();
        assert!(matches!(read("99763608371"), Some(Remplacant::Professionnel(_))));
        assert_eq!(read(" Dr Zoé Roux "), Some(Remplacant::Mots("Dr Zoé Roux".to_owned())));
        assert_eq!(read(" "), None);
    }

    proptest! {
        #[test]
        fn sharing_a_day_is_what_the_calendar_says(a in 0i64..20, la in proptest::option::of(0i64..8), b in 0i64..20, lb in proptest::option::of(0i64..8)) {
            let day = |n: i64| TODAY.saturating_add(jiff::Span::new().days(n));
            let (one, other) = (absence(day(a), la.map(|l| day(a + l))), absence(day(b), lb.map(|l| day(b + l))));
            let shared = (0..40).map(day).any(|jour| one.contains(jour) && other.contains(jour));
            prop_assert_eq!(one.meets(other.du, other.au), shared);
            prop_assert_eq!(other.meets(one.du, one.au), shared);
        }
    }
}
