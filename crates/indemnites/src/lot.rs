//! A batch of transfers: prepared by one, issued by another, then followed to the bank and back.

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use sepa::Version;
use serde::Serialize;
use ui::{Tone, francais};
use uuid::Uuid;

kernel::codes! {
    /// Where a batch stands.
    pub enum Etat {
        /// Its lines are chosen; somebody else is to issue it.
        Prepare = "prepare", "À émettre";
        /// Its file was written.
        Emis = "emis", "Émis";
        /// The bank carried it out.
        Execute = "execute", "Exécuté";
        /// Given up before it was issued.
        Annule = "annule", "Annulé";
    }
}

kernel::codes! {
    /// What became of a transfer.
    pub enum Sort {
        /// Nothing known yet.
        Attendu = "attendu", "En attente";
        /// Paid.
        Paye = "paye", "Payé";
        /// Sent back.
        Rejete = "rejete", "Rejeté";
    }
}

/// A batch.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Lot {
    /// Its id.
    pub id: Id<Self>,
    /// Its number in the CPTS, from 1.
    pub numero: i64,
    /// Day on which the account is debited.
    pub execution: Date,
    /// The message that the bank takes.
    pub version: Version,
    /// Where it stands.
    pub etat: Etat,
    /// In cents.
    pub total: i64,
    /// How many transfers.
    pub virements: i64,
    /// Who prepared it.
    pub prepare_par: Uuid,
    /// When.
    pub prepare_le: Timestamp,
    /// Who issued it.
    pub emis_par: Option<Uuid>,
    /// When.
    pub emis_le: Option<Timestamp>,
    /// SHA-256 of the file, once issued.
    pub empreinte: String,
    /// How many times the file was downloaded.
    pub lectures: i64,
}

/// A transfer of a batch.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Virement {
    /// Its place, from 1.
    pub rang: i64,
    /// Identifier « end to end », that the bank gives back.
    pub reference: String,
    /// Who is paid.
    pub beneficiaire: Uuid,
    /// Holder of the account.
    pub titulaire: String,
    /// The account, sealed.
    pub scelle: Vec<u8>,
    /// The account, masked.
    pub masque: String,
    /// In cents.
    pub cents: i64,
    /// How many lines it sums.
    pub lignes: i64,
    /// What became of it.
    pub sort: Sort,
    /// Why it was sent back; empty otherwise.
    pub raison: String,
}

/// Why a batch does not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Before today.
    #[error("Le {} est passé\u{a0}: choisissez un jour à venir.", francais::date(*.0))]
    Passe(Date),
    /// Banks are closed.
    #[error("Les banques ne règlent pas de virement le {}\u{a0}: le premier jour possible est le {}.", francais::date(*.0), francais::date(*.1))]
    NonBancaire(Date, Date),
    /// No account to debit.
    #[error("Le compte à débiter n’est pas encore noté\u{a0}: donnez l’IBAN de l’association.")]
    SansCompte,
    /// Nothing approved has bank details.
    #[error(
        "Aucune ligne approuvée n’a de quoi être payée\u{a0}: approuvez des lignes, ou complétez les coordonnées bancaires."
    )]
    RienAPayer,
    /// Four eyes.
    #[error("Vous avez préparé ce lot\u{a0}: quelqu’un d’autre doit l’émettre.")]
    MemePersonne,
    /// Not in the state that is asked for.
    #[error("Ce lot est «\u{a0}{}\u{a0}»\u{a0}: il ne peut plus l’être.", .0.libelle())]
    Etat(Etat),
    /// The account of a beneficiary is no longer the one that was prepared.
    #[error(
        "Les coordonnées bancaires de {0} ont changé depuis la préparation\u{a0}: annulez ce lot et préparez-le de nouveau."
    )]
    CoordonneesChangees(String),
    /// The key of the instance changed, or the row was tampered with.
    #[error("Ce qui est gardé de ce lot ne se lit plus\u{a0}: prévenez qui tient le serveur.")]
    Illisible,
    /// The answer of the bank is about an order that was not issued here.
    #[error("Ce compte rendu répond à l’ordre «\u{a0}{0}\u{a0}», qui n’est pas un lot émis ici.")]
    AutreLot(String),
}

/// A SHA-256 in groups of eight, as eyes compare them and as a narrow screen folds them.
#[must_use]
pub fn readable(print: &str) -> String {
    let signs: Vec<char> = print.chars().collect();
    signs.chunks(8).map(String::from_iter).collect::<Vec<_>>().join(" ")
}

impl Lot {
    /// « Lot n° 12 ».
    #[must_use]
    pub fn titre(&self) -> String {
        format!("Lot n°\u{a0}{}", self.numero)
    }

    /// Identifier of the order, the same each time it is written: day, number, and enough of the id to be alone at the bank.
    #[must_use]
    pub fn message(&self) -> String {
        let id = self.id.uuid().simple().to_string();
        let tail = id.get(id.len().saturating_sub(10)..).unwrap_or_default();
        format!("IND{}-{:04}-{tail}", self.execution.strftime("%Y%m%d"), self.numero)
    }

    /// Identifier of a transfer, the same each time it is written.
    #[must_use]
    pub fn reference(numero: i64, execution: Date, rang: i64) -> String {
        format!("IND-{}-{numero:04}-{rang:05}", execution.year())
    }

    /// What the beneficiary reads on their statement.
    #[must_use]
    pub fn motif(&self, lignes: i64) -> String {
        format!("Indemnites CPTS, lot {}, {}", self.numero, francais::compte(lignes, "ligne", "lignes"))
    }

    /// Name of its file.
    #[must_use]
    pub fn fichier(&self) -> String {
        let again = if self.lectures > 0 { format!("-copie-{}", self.lectures) } else { String::new() };
        format!("virements-lot-{:04}-{}{again}.xml", self.numero, self.execution)
    }

    /// Ready to be issued by that account.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn check_issue(&self, by: Uuid, today: Date) -> Result<(), Refus> {
        match () {
            () if self.etat != Etat::Prepare => Err(Refus::Etat(self.etat)),
            () if self.prepare_par == by => Err(Refus::MemePersonne),
            () => check_day(self.execution, today),
        }
    }
}

impl Etat {
    /// How it is shown.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Prepare => Tone::Info,
            Self::Emis => Tone::Neutral,
            Self::Execute => Tone::Success,
            Self::Annule => Tone::Warning,
        }
    }
}

impl Sort {
    /// How it is shown.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Attendu => Tone::Neutral,
            Self::Paye => Tone::Success,
            Self::Rejete => Tone::Danger,
        }
    }
}

/// A day on which banks settle transfers, today or later.
///
/// # Errors
/// [`Refus::Passe`], [`Refus::NonBancaire`].
pub fn check_day(execution: Date, today: Date) -> Result<(), Refus> {
    match () {
        () if execution < today => Err(Refus::Passe(execution)),
        () if !sepa::jours::est_bancaire(execution) => {
            Err(Refus::NonBancaire(execution, sepa::jours::prochain(execution)))
        }
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn lot() -> Lot {
        Lot {
            id: Id::new(Uuid::from_u128(0xabcd)),
            numero: 12,
            execution: date(2026, 12, 1),
            version: Version::V09,
            etat: Etat::Prepare,
            total: 1,
            virements: 1,
            prepare_par: Uuid::from_u128(1),
            prepare_le: Timestamp::UNIX_EPOCH,
            emis_par: None,
            emis_le: None,
            empreinte: String::new(),
            lectures: 0,
        }
    }

    #[test]
    fn identifiers_are_short_stable_and_told_apart() {
        assert_eq!(lot().message(), "IND20261201-0012-000000abcd");
        assert!(lot().message().len() <= 33);
        assert_eq!(Lot::reference(12, date(2026, 12, 1), 345), "IND-2026-0012-00345");
        assert_eq!(Lot { lectures: 2, ..lot() }.fichier(), "virements-lot-0012-2026-12-01-copie-2.xml");
    }

    #[test]
    fn whoever_prepared_does_not_issue_and_the_day_is_one_of_banks() {
        let (other, today) = (Uuid::from_u128(2), date(2026, 11, 30));
        assert_eq!(lot().check_issue(other, today), Ok(()));
        assert_eq!(lot().check_issue(Uuid::from_u128(1), today), Err(Refus::MemePersonne));
        assert_eq!(Lot { etat: Etat::Emis, ..lot() }.check_issue(other, today), Err(Refus::Etat(Etat::Emis)));
        assert_eq!(lot().check_issue(other, date(2026, 12, 2)), Err(Refus::Passe(date(2026, 12, 1))));
        let sunday = Lot { execution: date(2026, 12, 6), ..lot() };
        assert_eq!(
            sunday.check_issue(other, today),
            Err(Refus::NonBancaire(date(2026, 12, 6), date(2026, 12, 7)))
        );
    }
}
