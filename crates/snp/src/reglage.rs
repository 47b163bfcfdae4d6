//! How a CPTS works: settings proposed, changed by the coordination. None is a rule of law: each is the choice of the CPTS.

use kernel::saisie::Refuses;
use serde::{Deserialize, Serialize};

/// The settings of a CPTS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reglage {
    /// Minutes for which the own doctor alone has the hand.
    pub minutes_mt: u32,
    /// Minutes for which professionals of the sector may answer.
    pub minutes_secteur: u32,
    /// Hours after the call at which somebody is alerted.
    pub heures_alerte: u32,
    /// Kilometres at most between a patient and a freed place that is proposed.
    pub au_plus_km: u32,
    /// Days for which a closed request keeps who it was for.
    pub jours_de_conservation: u32,
}

impl Default for Reglage {
    fn default() -> Self {
        Self {
            minutes_mt: 20,
            minutes_secteur: 60,
            heures_alerte: 20,
            au_plus_km: 30,
            jours_de_conservation: 30,
        }
    }
}

impl Reglage {
    /// The same, within bounds.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        for (champ, value, least, most) in [
            ("minutes_mt", self.minutes_mt, 1, 240),
            ("minutes_secteur", self.minutes_secteur, 5, 720),
            ("heures_alerte", self.heures_alerte, 1, 23),
            ("au_plus_km", self.au_plus_km, 1, 200),
            ("jours_de_conservation", self.jours_de_conservation, 1, 365),
        ] {
            if !(least..=most).contains(&value) {
                faults.add(champ, format!("De {least} à {most}."));
            }
        }
        faults.finish(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_holds_and_every_fault_is_said_at_once() {
        assert_eq!(Reglage::default().check(), Ok(Reglage::default()));
        let wrong = Reglage {
            minutes_mt: 0,
            minutes_secteur: 4,
            heures_alerte: 24,
            au_plus_km: 0,
            jours_de_conservation: 366,
        };
        assert_eq!(wrong.check().unwrap_err().0.len(), 5);
    }
}
