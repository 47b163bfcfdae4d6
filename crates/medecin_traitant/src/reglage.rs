//! How a CPTS works: settings proposed, changed by the coordination. None is a rule of law: each is the choice of the CPTS.

use identifiants::Telephone;
use kernel::saisie::{Refuses, UpTo};
use serde::{Deserialize, Serialize};

/// The settings of a CPTS.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Reglage {
    /// Whether the public form takes requests.
    pub ouvert: bool,
    /// Number to call, shown on public pages and letters.
    pub telephone: String,
    /// Days that a doctor has to answer a card.
    pub jours_pour_repondre: u32,
    /// Cards open at once for one household: 1 asks one doctor after the other.
    pub cartes_a_la_fois: u32,
    /// After no answer or a no, the next doctor is asked without anybody’s click.
    pub suite_automatique: bool,
    /// Distance at most for those who gave none, in kilometres.
    pub au_plus_km: u32,
    /// Months between two « do you still look? ».
    pub mois_entre_relances: u32,
    /// Without an answer to that many, the office is told.
    pub relances_sans_reponse: u32,
    /// Months that a closed request is kept before it is erased.
    pub mois_de_conservation: u32,
}

impl Default for Reglage {
    fn default() -> Self {
        Self {
            ouvert: true,
            telephone: String::new(),
            jours_pour_repondre: 7,
            cartes_a_la_fois: 1,
            suite_automatique: true,
            au_plus_km: 30,
            mois_entre_relances: 3,
            relances_sans_reponse: 2,
            mois_de_conservation: 3,
        }
    }
}

/// Least and most of a number of the settings.
pub(crate) const BORNES: [(&str, u32, u32); 6] = [
    ("jours_pour_repondre", 1, 60),
    ("cartes_a_la_fois", 1, 5),
    ("au_plus_km", 1, 200),
    ("mois_entre_relances", 1, 12),
    ("relances_sans_reponse", 1, 10),
    ("mois_de_conservation", 1, 24),
];

impl Reglage {
    /// The same, its telephone as people write it.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(mut self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        self.telephone = faults.keep(UpTo(40).maybe_line("telephone", &self.telephone));
        if !self.telephone.is_empty() {
            match self.telephone.parse::<Telephone>() {
                Ok(number) => self.telephone = number.to_string(),
                Err(why) => faults.add("telephone", why),
            }
        }
        for (champ, least, most) in BORNES {
            if !(least..=most).contains(&self.nombre(champ)) {
                faults.add(champ, format!("De {least} à {most}."));
            }
        }
        faults.finish(self)
    }

    /// One of its numbers, by the name of its field.
    pub(crate) fn nombre(&self, champ: &str) -> u32 {
        match champ {
            "jours_pour_repondre" => self.jours_pour_repondre,
            "cartes_a_la_fois" => self.cartes_a_la_fois,
            "au_plus_km" => self.au_plus_km,
            "mois_entre_relances" => self.mois_entre_relances,
            "relances_sans_reponse" => self.relances_sans_reponse,
            "mois_de_conservation" => self.mois_de_conservation,
            _ => 0,
        }
    }

    /// What two readings of the same settings share.
    #[must_use]
    pub fn empreinte(&self) -> String {
        db::journal::fingerprint(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_proposal_holds_and_every_fault_is_said_at_once() {
        assert_eq!(Reglage::default().check(), Ok(Reglage::default()));
        let wrong = Reglage {
            telephone: "douze".to_owned(),
            jours_pour_repondre: 0,
            cartes_a_la_fois: 6,
            au_plus_km: u32::MAX,
            mois_entre_relances: 13,
            relances_sans_reponse: 0,
            mois_de_conservation: 25,
            ..Reglage::default()
        };
        assert_eq!(wrong.check().unwrap_err().0.len(), 7);
        let right = Reglage { telephone: "0471000000".to_owned(), ..Reglage::default() };
        assert_eq!(right.check().unwrap().telephone, "04 71 00 00 00");
    }
}
