//! The clock of the ARS: a projet de santé that was sent to it is deemed validated when the delay ends without objection.
//!
//! > « Le projet de santé est réputé validé, sauf si le directeur général de l’agence régionale de santé s’y oppose dans un
//! > délai de deux mois » (Code de la santé publique, art. L. 1434-12, résumé).
//!
//! The texts that we read name no event that suspends the delay: a question does not stop it. The day of transmission is
//! the one that people give.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use ui::francais;

/// The clock of one sending.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Horloge {
    /// The day the projet was sent.
    pub transmis_le: Date,
    /// The last day on which the ARS may object.
    pub echeance: Date,
    /// Where it stands.
    pub etat: EtatHorloge,
}

/// Where the clock stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum EtatHorloge {
    /// Running; days left, the last one not counted as past.
    EnCours {
        /// Days until the last day, zero on it.
        jours: i64,
    },
    /// The ARS said yes.
    Validee {
        /// When.
        le: Date,
    },
    /// The ARS said nothing: deemed validated from that day on.
    Silence {
        /// The day after the last day.
        depuis: Date,
    },
    /// The ARS objects, on one of the lawful grounds.
    Opposition {
        /// When.
        le: Date,
        /// Code of the ground.
        motif: String,
    },
}

/// What the ARS answered, as the clock needs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reponse {
    /// Nothing yet.
    Aucune,
    /// Validated.
    Validation(Date),
    /// An objection and its ground.
    Opposition(Date, String),
}

impl Horloge {
    /// The clock of a sending whose delay ends on `echeance`, the last day on which the ARS may object
    /// (`aci::silence_ars` gives it).
    #[must_use]
    pub fn of(transmis_le: Date, echeance: Date, reponse: Reponse, aujourdhui: Date) -> Self {
        let silence = echeance.tomorrow().unwrap_or(Date::MAX);
        let etat = match reponse {
            Reponse::Validation(le) if le < silence => EtatHorloge::Validee { le },
            Reponse::Opposition(le, motif) if le < silence => EtatHorloge::Opposition { le, motif },
            // What comes too late changes nothing: the projet was validated by then.
            Reponse::Validation(_) | Reponse::Opposition(..) => EtatHorloge::Silence { depuis: silence },
            Reponse::Aucune if aujourdhui >= silence => EtatHorloge::Silence { depuis: silence },
            Reponse::Aucune => {
                let left = aujourdhui.until(echeance).map_or(0, |span| span.get_days().into());
                EtatHorloge::EnCours { jours: left }
            }
        };
        Self { transmis_le, echeance, etat }
    }

    /// True when the projet is validated.
    #[must_use]
    pub fn is_validee(&self) -> bool {
        matches!(self.etat, EtatHorloge::Validee { .. } | EtatHorloge::Silence { .. })
    }

    /// Where it stands, in a sentence.
    #[must_use]
    pub fn phrase(&self) -> String {
        match &self.etat {
            EtatHorloge::EnCours { jours: 0 } => "Dernier jour du délai de l’ARS".to_owned(),
            EtatHorloge::EnCours { jours } => format!(
                "Délai de l’ARS\u{a0}: encore {}, jusqu’au {}",
                francais::compte(*jours, "jour", "jours"),
                francais::date(self.echeance)
            ),
            EtatHorloge::Validee { le } => format!("Validé par l’ARS le {}", francais::date(*le)),
            EtatHorloge::Silence { depuis } => {
                format!("Réputé validé depuis le {}, l’ARS ne s’étant pas opposée", francais::date(*depuis))
            }
            EtatHorloge::Opposition { le, .. } => format!("L’ARS s’est opposée le {}", francais::date(*le)),
        }
    }

    /// True while the ARS may still object.
    #[must_use]
    pub fn is_en_cours(&self) -> bool {
        matches!(self.etat, EtatHorloge::EnCours { .. })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::{ToSpan, civil::date};
    use proptest::prelude::*;

    const SENT: Date = date(2026, 1, 15);
    const LAST: Date = date(2026, 3, 15);

    fn etat(reponse: Reponse, today: Date) -> EtatHorloge {
        Horloge::of(SENT, LAST, reponse, today).etat
    }

    #[test]
    fn silence_validates_the_day_after_the_last_day() {
        assert_eq!(etat(Reponse::Aucune, date(2026, 3, 14)), EtatHorloge::EnCours { jours: 1 });
        assert_eq!(etat(Reponse::Aucune, LAST), EtatHorloge::EnCours { jours: 0 });
        let silence = EtatHorloge::Silence { depuis: date(2026, 3, 16) };
        assert_eq!(etat(Reponse::Aucune, date(2026, 3, 16)), silence);
        let late = Reponse::Opposition(date(2026, 3, 16), "prs".into());
        assert_eq!(etat(late, date(2026, 4, 1)), silence, "too late to object");
    }

    #[test]
    fn an_answer_in_time_stops_the_clock() {
        let yes = etat(Reponse::Validation(date(2026, 2, 10)), date(2026, 5, 1));
        assert_eq!(yes, EtatHorloge::Validee { le: date(2026, 2, 10) });
        let no = Horloge::of(SENT, LAST, Reponse::Opposition(LAST, "prs".into()), date(2026, 5, 1));
        assert!(!no.is_validee() && !no.is_en_cours());
    }

    proptest! {
        #[test]
        fn days_left_lead_to_the_last_day_until_silence(delay in 0_i64..90, after in 0_i64..120) {
            let (last, today) = (SENT.saturating_add(delay.days()), SENT.saturating_add(after.days()));
            match Horloge::of(SENT, last, Reponse::Aucune, today).etat {
                EtatHorloge::EnCours { jours } => prop_assert_eq!(today.saturating_add(jours.days()), last),
                EtatHorloge::Silence { depuis } => prop_assert!(depuis <= today),
                other => prop_assert!(false, "{:?}", other),
            }
        }
    }
}
