//! How a CPTS works: settings proposed, changed by the coordination. None is a rule of law: each is the choice of the CPTS.

use identifiants::Telephone;
use kernel::saisie::{Refuses, UpTo};
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
    /// Where patients call the desk; shown to all.
    pub telephone: Option<Telephone>,
    /// When it answers, in words; may be empty.
    pub horaires: String,
    /// What the CPTS says on the public page, in words; may be empty.
    pub texte_public: String,
}

/// Bounds of each number: field, least, most.
pub const BORNES: [(&str, u32, u32); 5] = [
    ("minutes_mt", 1, 240),
    ("minutes_secteur", 5, 720),
    ("heures_alerte", 1, 23),
    ("au_plus_km", 1, 200),
    ("jours_de_conservation", 1, 365),
];

const HORAIRES: UpTo = UpTo(400);
const TEXTE: UpTo = UpTo(1_200);

impl Default for Reglage {
    fn default() -> Self {
        Self {
            minutes_mt: 20,
            minutes_secteur: 60,
            heures_alerte: 20,
            au_plus_km: 30,
            jours_de_conservation: 30,
            telephone: None,
            horaires: String::new(),
            texte_public: String::new(),
        }
    }
}

impl Reglage {
    /// Its numbers, in the order of [`BORNES`].
    #[must_use]
    pub const fn nombres(&self) -> [u32; 5] {
        [
            self.minutes_mt,
            self.minutes_secteur,
            self.heures_alerte,
            self.au_plus_km,
            self.jours_de_conservation,
        ]
    }

    /// The same, trimmed, within bounds.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        for ((champ, least, most), value) in BORNES.into_iter().zip(self.nombres()) {
            if !(least..=most).contains(&value) {
                faults.add(champ, format!("De {least} à {most}."));
            }
        }
        self.horaires = faults.keep(HORAIRES.maybe_words("horaires", &self.horaires));
        self.texte_public = faults.keep(TEXTE.maybe_words("texte_public", &self.texte_public));
        faults.finish(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_before_a_setting_existed_reads_as_proposed() {
        let old: Reglage = serde_json::from_str(r#"{"minutes_mt":11}"#).unwrap();
        assert_eq!(old, Reglage { minutes_mt: 11, ..Reglage::default() });
    }

    #[test]
    fn the_proposal_holds_and_every_fault_is_said_at_once() {
        assert_eq!(Reglage::default().check(), Ok(Reglage::default()));
        let wrong = Reglage {
            minutes_mt: 0,
            minutes_secteur: 4,
            heures_alerte: 24,
            au_plus_km: 0,
            jours_de_conservation: 366,
            horaires: "x".repeat(401),
            texte_public: "x".repeat(1_201),
            telephone: None,
        };
        assert_eq!(wrong.check().unwrap_err().0.len(), 7);
        let spaced = Reglage { horaires: " 8 h – 20 h \r\n".to_owned(), ..Reglage::default() };
        assert_eq!(spaced.check().unwrap().horaires, "8 h – 20 h");
    }
}
