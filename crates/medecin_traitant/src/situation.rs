//! What counts to find a doctor, without a name: sealed under the key of the CPTS.

use crate::Medecin;
use identifiants::CommuneCode;
use jiff::civil::Date;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::{collections::BTreeSet, fmt};

kernel::codes! {
    /// How somebody wants to be told.
    pub enum Canal {
        /// Text messages.
        Sms = "sms", "SMS";
        /// E-mail.
        Courriel = "courriel", "courriel";
        /// Letters on paper.
        Lettre = "lettre", "lettre";
        /// Somebody calls.
        Appel = "appel", "appel téléphonique";
    }
}

/// What a request says of somebody’s situation; `{:?}` says nothing of it.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Situation {
    /// Year of birth.
    pub annee: i16,
    /// Month of birth, 1 to 12.
    pub mois: i8,
    /// Where they live.
    pub commune: CommuneCode,
    /// Codes of the criteria that they ticked, of the rule or of the CPTS (« ald », « c2s »…).
    pub criteres: BTreeSet<String>,
    /// Whether they can go to a doctor; else a home visit is needed.
    pub se_deplace: bool,
    /// They go no further, in kilometres.
    pub au_plus_km: Option<u16>,
    /// The language that they speak, when it is not French.
    pub langue: String,
    /// The doctor that they ask for, when they know one who takes part.
    pub choix: Option<Id<Medecin>>,
    /// How they want to be told.
    pub canal: Canal,
}

impl fmt::Debug for Situation {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Situation(…)")
    }
}

impl Situation {
    /// Years on that day, counted by month: on the month of the birthday it is the age reached.
    #[must_use]
    pub fn age(&self, jour: Date) -> u16 {
        let years = i32::from(jour.year()) - i32::from(self.annee) - i32::from(jour.month() < self.mois);
        u16::try_from(years).unwrap_or(0)
    }

    /// Whether they ticked it.
    #[must_use]
    pub fn a(&self, critere: &str) -> bool {
        self.criteres.contains(critere)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn an_age_is_counted_by_month() {
        let one = Situation {
            annee: 1956,
            mois: 3,
            commune: "43157".parse().unwrap(),
            criteres: BTreeSet::from(["ald".to_owned()]),
            se_deplace: true,
            au_plus_km: None,
            langue: String::new(),
            choix: None,
            canal: Canal::Lettre,
        };
        assert_eq!((one.age(date(2026, 2, 28)), one.age(date(2026, 3, 1))), (69, 70));
        assert_eq!(Situation { annee: 2026, mois: 5, ..one.clone() }.age(date(2026, 3, 1)), 0);
        assert!(one.a("ald") && !one.a("c2s"));
    }
}
