//! # Share of a contract year left when a mission starts
//!
//! > 75 % of the fixed envelope × (start date to next anniversary) ÷ year
//!
//! Months or days was not read in any text. Whole months when the start falls a whole number of months after the
//! signature, else days over the days of that contract year: a reading, flagged as such.

use crate::calendrier::{self, AnneeContrat};
use crate::dossier::Dossier;
use crate::{Fraction, anniversary};
use francais::date as jour;
use jiff::civil::Date;
use law::{Entree, Pourquoi};
use std::sync::Arc;

/// The share, as a fraction and as it is written.
pub(crate) struct Prorata {
    pub(crate) part: Fraction,
    /// « 8/12 »; none for a whole year.
    pub(crate) texte: Option<String>,
    pub(crate) why: Option<Arc<Pourquoi>>,
}

impl Prorata {
    pub(crate) fn entier() -> Self {
        Self { part: Fraction::ONE, texte: None, why: None }
    }

    /// « × 8/12 », or nothing.
    pub(crate) fn facteur(&self) -> String {
        self.texte.as_ref().map(|texte| format!(" × {texte}")).unwrap_or_default()
    }
}

/// The share of `annee` that follows `started`.
pub(crate) fn prorata(dossier: &Dossier, annee: AnneeContrat, started: Date) -> Prorata {
    if started <= annee.du {
        return Prorata::entier();
    }
    let (left, whole, unit) = left(dossier.cas.signed, annee, started);
    let texte = format!("{left}/{whole}");
    let formula = format!("{left} {unit} sur {whole}, du {} au {}", jour(started), jour(annee.au));
    let why = dossier
        .noeud("aci.prorata", format!("Temps restant de l’année {}", annee.numero), formula)
        .inputs(vec![Entree::fact("Démarrage", jour(started))]);
    let part = Fraction::new(i128::from(left), i128::from(whole));
    Prorata { part, texte: Some(texte), why: Some(Arc::new(why)) }
}

/// Months left over twelve when the start is aligned with the signature, else days left over the days of the year.
fn left(signed: Date, annee: AnneeContrat, started: Date) -> (i32, i32, &'static str) {
    let full = annee.fin() == anniversary(signed, annee.numero);
    let before = 12 * u32::from(annee.numero - 1);
    let aligned = (0..12).find(|month| calendrier::add_months(signed, before + month) == started);
    match aligned.and_then(|month| i32::try_from(month).ok()) {
        Some(month) if full => (12 - month, 12, "mois"),
        _ => (calendrier::days(started, annee.fin()), calendrier::days(annee.du, annee.fin()), "jours"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn share(signed: Date, year: usize, started: Date) -> (i32, i32) {
        let annees = calendrier::years(signed, calendrier::add_months(signed, 60));
        let (left, whole, _) = left(signed, annees[year - 1], started);
        (left, whole)
    }

    #[test]
    fn months_when_aligned_days_otherwise() {
        assert_eq!(share(date(2023, 9, 20), 1, date(2024, 1, 20)), (8, 12));
        assert_eq!(share(date(2023, 9, 20), 1, date(2024, 1, 15)), (249, 366));
        assert_eq!(share(date(2023, 9, 20), 2, date(2024, 9, 21)), (364, 365));
    }

    #[test]
    fn the_end_of_a_month_is_aligned_from_the_original_day() {
        assert_eq!(share(date(2023, 8, 31), 1, date(2024, 2, 29)), (6, 12));
        assert_eq!(share(date(2024, 2, 29), 2, date(2025, 5, 29)), (9, 12));
        assert_eq!(share(date(2024, 2, 29), 2, date(2025, 5, 28)), (276, 365));
    }
}
