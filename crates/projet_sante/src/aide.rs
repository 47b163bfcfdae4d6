//! Start-up aids: each region has its own, so an aid has the amount that was granted here, its day and where it is written.

use jiff::civil::Date;
use kernel::Id;
use kernel::saisie::{self, Refus};
use serde::Serialize;
use ui::francais;

/// An aid that was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Aide {
    /// Its id.
    pub id: Id<Self>,
    /// What was granted.
    pub octroi: Octroi,
    /// What was received of it, by date.
    pub versements: Vec<Versement>,
    /// What was paid with it, by date.
    pub depenses: Vec<Depense>,
}

/// What was granted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Octroi {
    /// Its name.
    pub intitule: String,
    /// Who grants it.
    pub financeur: String,
    /// In cents.
    pub montant: i64,
    /// When.
    pub accordee_le: Date,
    /// The letter, the decision or the agreement where it is written.
    pub source: String,
    /// The last day on which it may be spent, when the letter gives one.
    pub fin: Option<Date>,
}

/// Days before the end from which what is left to spend is said.
const BIENTOT: i64 = 90;

/// Money received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Versement {
    /// Its id.
    pub id: Id<Self>,
    /// The aid.
    pub aide: Id<Aide>,
    /// In cents.
    pub montant: i64,
    /// When.
    pub recu_le: Date,
    /// Line of the bank statement; possibly empty.
    pub reference: String,
}

/// Something paid with an aid: followed apart from the money of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Depense {
    /// Its id.
    pub id: Id<Self>,
    /// The aid.
    pub aide: Id<Aide>,
    /// What was paid.
    pub libelle: String,
    /// In cents.
    pub montant: i64,
    /// When.
    pub jour: Date,
}

impl Octroi {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self, aujourdhui: Date) -> Result<Self, Refus> {
        if self.accordee_le > aujourdhui {
            return Err(Refus::new("accordee_le", "Cette date est dans le futur."));
        }
        if self.montant <= 0 {
            return Err(Refus::new("montant", "Un montant supérieur à zéro est attendu."));
        }
        if self.fin.is_some_and(|fin| fin < self.accordee_le) {
            return Err(Refus::new("fin", "Cette date vient avant celle où l’aide a été accordée."));
        }
        Ok(Self {
            intitule: saisie::line("intitule", &self.intitule)?,
            financeur: saisie::line("financeur", &self.financeur)?,
            source: saisie::line("source", &self.source)?,
            ..self
        })
    }
}

impl Aide {
    /// What was received of it, in cents.
    #[must_use]
    pub fn recu(&self) -> i64 {
        self.versements.iter().map(|one| one.montant).sum()
    }

    /// What was paid with it, in cents.
    #[must_use]
    pub fn depense(&self) -> i64 {
        self.depenses.iter().map(|one| one.montant).sum()
    }

    /// What is left to spend of what was granted, in cents.
    #[must_use]
    pub fn reste(&self) -> i64 {
        self.octroi.montant - self.depense()
    }

    /// What to say of money left near its last day, or after it.
    #[must_use]
    pub fn alerte(&self, aujourdhui: Date) -> Option<(ui::Tone, String)> {
        let fin = self.octroi.fin.filter(|_| self.reste() > 0)?;
        let (left, last) = (francais::euros(self.reste()), francais::date(fin));
        let days = i64::from(aujourdhui.until(fin).ok()?.get_days());
        match days {
            ..0 => Some((
                ui::Tone::Danger,
                format!("{left} n’ont pas été dépensés avant le dernier jour, le {last}"),
            )),
            0..=BIENTOT => Some((ui::Tone::Warning, format!("{left} restent à dépenser avant le {last}"))),
            _ => None,
        }
    }

    /// Refuses an expense before the grant, to come, or beyond what was granted.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check_depense(&self, montant: i64, jour: Date, aujourdhui: Date) -> Result<(), Refus> {
        match () {
            () if montant <= 0 => Err(Refus::new("montant", "Un montant supérieur à zéro est attendu.")),
            () if jour > aujourdhui => Err(Refus::new("jour", "Cette date est dans le futur.")),
            () if jour < self.octroi.accordee_le => {
                Err(Refus::new("jour", "Cette date vient avant celle où l’aide a été accordée."))
            }
            () if montant > self.reste() => Err(Refus::new(
                "montant",
                format!(
                    "Il reste {} à dépenser\u{a0}: notez ici la seule part payée par l’aide.",
                    francais::euros(self.reste())
                ),
            )),
            () => Ok(()),
        }
    }

    /// Refuses money before the grant, to come, or beyond what was granted.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self, montant: i64, recu_le: Date, aujourdhui: Date) -> Result<(), Refus> {
        match () {
            () if montant <= 0 => Err(Refus::new("montant", "Un montant supérieur à zéro est attendu.")),
            () if recu_le > aujourdhui => Err(Refus::new("recu_le", "Cette date est dans le futur.")),
            () if recu_le < self.octroi.accordee_le => {
                Err(Refus::new("recu_le", "Cette date vient avant celle où l’aide a été accordée."))
            }
            () if self.recu().saturating_add(montant) > self.octroi.montant => Err(Refus::new(
                "montant",
                format!(
                    "Avec ce versement, l’aide dépasserait ce qui a été accordé ({}).",
                    francais::euros(self.octroi.montant)
                ),
            )),
            () => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    fn aide(fin: Option<Date>, spent: i64) -> Aide {
        let id = Id::new(Uuid::from_u128(1));
        let accordee_le = date(2026, 1, 12);
        let depense = Depense {
            id: Id::new(Uuid::nil()),
            aide: id,
            libelle: "Loyer".into(),
            montant: spent,
            jour: accordee_le,
        };
        let octroi = Octroi {
            intitule: "Aide".into(),
            financeur: "ARS".into(),
            montant: 1_500_000,
            accordee_le,
            source: "Courrier".into(),
            fin,
        };
        Aide { id, octroi, versements: Vec::new(), depenses: vec![depense] }
    }

    #[test]
    fn money_left_is_said_before_its_last_day_and_after_it() {
        let fin = Some(date(2026, 12, 31));
        let tone = |aide: &Aide, jour| aide.alerte(jour).map(|(tone, _)| tone);
        let one = aide(fin, 1_000_000);
        assert_eq!(tone(&one, date(2026, 10, 1)), None);
        assert_eq!(tone(&one, date(2026, 10, 2)), Some(ui::Tone::Warning));
        assert_eq!(tone(&one, date(2027, 1, 1)), Some(ui::Tone::Danger));
        assert!(one.alerte(date(2026, 12, 31)).unwrap().1.starts_with("5\u{202f}000,00\u{a0}€"));
        assert_eq!(tone(&aide(fin, 1_500_000), date(2027, 1, 1)), None, "all spent");
        assert_eq!(tone(&aide(None, 0), date(2027, 1, 1)), None, "no last day known");
    }

    #[test]
    fn an_expense_is_within_what_is_left_and_after_the_grant() {
        let one = aide(None, 1_000_000);
        let field =
            |cents, jour| one.check_depense(cents, jour, date(2026, 3, 2)).map_err(|refus| refus.champ);
        assert_eq!(field(500_000, date(2026, 3, 2)), Ok(()));
        assert_eq!(field(500_001, date(2026, 3, 2)), Err("montant"));
        assert_eq!(field(1, date(2026, 3, 3)), Err("jour"));
        assert_eq!(field(1, date(2026, 1, 11)), Err("jour"));
    }
}
