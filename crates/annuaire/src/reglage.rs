use serde::Serialize;

/// How often a CPTS wants its directory confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Reglage {
    /// Months after which an entry must be confirmed again.
    pub fraicheur_mois: u16,
    /// Months after which a referent must be checked again.
    pub referent_mois: u16,
}

/// The months cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Choisissez de 1 à 36 mois.")]
pub struct ReglageRefus;

impl Default for Reglage {
    fn default() -> Self {
        Self { fraicheur_mois: 6, referent_mois: 6 }
    }
}

impl Reglage {
    /// From one to thirty-six months each.
    ///
    /// # Errors
    /// Out of these bounds.
    pub fn new(fraicheur_mois: u16, referent_mois: u16) -> Result<Self, ReglageRefus> {
        let sensible = |mois: u16| (1..=36).contains(&mois);
        if sensible(fraicheur_mois) && sensible(referent_mois) {
            Ok(Self { fraicheur_mois, referent_mois })
        } else {
            Err(ReglageRefus)
        }
    }
}
