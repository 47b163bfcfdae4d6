//! How a CPTS works: settings proposed, changed by the coordination. None is a rule of law: each is the choice of the CPTS.

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
