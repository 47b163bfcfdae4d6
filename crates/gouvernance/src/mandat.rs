//! Mandates: who holds which function until when; and the links that they declare.

use crate::instance::Instance;
use crate::scrutin::Scrutin;
use crate::seance::Seance;
use adhesions::Adherent;
use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::Refus;
use serde::Serialize;
use ui::{Tone, francais};
use uuid::Uuid;

/// Days before the end of a mandate from which it is said.
const BIENTOT: i32 = 90;

kernel::codes! {
    /// What somebody does in an instance. The order is that of lists: the head of the association first.
    pub enum Fonction {
        /// Chair.
        Presidence = "presidence", "Présidence";
        /// Deputy chair.
        VicePresidence = "vice_presidence", "Vice-présidence";
        /// Treasurer.
        Tresorerie = "tresorerie", "Trésorerie";
        /// Secretary.
        Secretariat = "secretariat", "Secrétariat";
        /// Plain member.
        Membre = "membre", "Membre";
    }
}

/// Somebody's mandate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Mandat {
    /// Its id.
    pub id: Id<Self>,
    /// Who.
    pub adherent: Id<Adherent>,
    /// In which instance.
    pub instance: Id<Instance>,
    /// The function.
    pub fonction: Fonction,
    /// « adjoint », « collège des infirmiers »; possibly empty.
    pub precision: String,
    /// From that day.
    pub du: Date,
    /// Until that day; none: no term.
    pub au: Option<Date>,
    /// Ended before its term, that day, and why.
    pub fini: Option<(Date, String)>,
    /// The meeting that elected them.
    pub seance: Option<Id<Seance>>,
}

impl Mandat {
    /// The id of the mandate of whoever an election chose under that rank: noted twice, it is one.
    #[must_use]
    pub fn elu(scrutin: Id<Scrutin>, rang: u32) -> Id<Self> {
        Id::new(Uuid::from_u128(scrutin.uuid().as_u128() ^ (0x656c_7500_0000 + u128::from(rang))))
    }

    /// Whether it runs that day.
    #[must_use]
    pub fn court(&self, jour: Date) -> bool {
        self.du <= jour
            && self.au.is_none_or(|au| jour <= au)
            && self.fini.as_ref().is_none_or(|(le, _)| jour < *le)
    }

    /// What to say of its end when it is near or past.
    #[must_use]
    pub fn alerte(&self, jour: Date) -> Option<(Tone, String)> {
        let au = self.au.filter(|_| self.fini.is_none())?;
        let left = jour.until(au).ok()?.get_days();
        match left {
            ..0 => {
                Some((Tone::Danger, format!("Terminé depuis le {}\u{a0}: à renouveler", francais::date(au))))
            }
            0..=BIENTOT => Some((
                Tone::Warning,
                format!("Se termine le {}\u{a0}: à mettre à l’ordre du jour", francais::date(au)),
            )),
            _ => None,
        }
    }

    /// Refuses dates in the wrong order.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self) -> Result<(), Refus> {
        match self.au {
            Some(au) if au < self.du => Err(Refus::new("au", "Cette date vient avant le début du mandat.")),
            _ => Ok(()),
        }
    }
}

/// What an office-holder declared that day; no link when `liens` is empty.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Interet {
    /// Who.
    pub adherent: Id<Adherent>,
    /// When.
    pub le: Date,
    /// The links, in their words.
    pub liens: String,
}

impl Interet {
    /// Until when a declaration is good: one year.
    #[must_use]
    pub fn valable(&self, jour: Date) -> bool {
        self.le.saturating_add(jiff::ToSpan::year(1)) > jour
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn mandat(au: Option<Date>) -> Mandat {
        let id = Uuid::from_u128(1);
        Mandat {
            id: Id::new(id),
            adherent: Id::new(id),
            instance: Id::new(id),
            fonction: Fonction::Presidence,
            precision: String::new(),
            du: date(2025, 1, 1),
            au,
            fini: None,
            seance: None,
        }
    }

    #[test]
    fn a_mandate_runs_to_its_last_day_and_its_end_is_said_ninety_days_before() {
        let one = mandat(Some(date(2026, 12, 31)));
        assert!(one.court(date(2026, 12, 31)) && !one.court(date(2027, 1, 1)));
        let tone = |jour| one.alerte(jour).map(|(tone, _)| tone);
        assert_eq!(tone(date(2026, 10, 1)), None);
        assert_eq!(tone(date(2026, 10, 2)), Some(Tone::Warning));
        assert_eq!(tone(date(2027, 1, 1)), Some(Tone::Danger));
        assert_eq!(mandat(None).alerte(date(2030, 1, 1)), None);
    }
}
