//! A batch of transfers: prepared by one, issued by another, then followed to the bank and back.

#[cfg(test)]
mod tests;

use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use sepa::{Motif, Reference, Version};
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

kernel::codes! {
    /// What the beneficiary reads on their statement.
    pub enum Remise {
        /// A reference with check digits (ISO 11649), that programs match.
        Reference = "reference", "Référence structurée, que les logiciels rapprochent";
        /// Words.
        Texte = "texte", "Texte lisible";
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
    /// What beneficiaries read on their statement.
    pub remise: Remise,
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
    /// Nothing was sent back, or only because of accounts.
    #[error(
        "Aucun virement de ce lot n’est à représenter\u{a0}: un compte refusé par la banque se corrige d’abord."
    )]
    RienARepresenter,
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

    /// What the beneficiary of a transfer reads on their statement.
    #[must_use]
    pub fn motif(&self, one: &Virement) -> Motif {
        match structuree(&one.reference).filter(|_| self.remise == Remise::Reference) {
            Some(reference) => Motif::Reference(reference),
            None => {
                let lines = francais::compte(one.lignes, "ligne", "lignes");
                Motif::Texte(format!("Indemnites CPTS, lot {}, {lines}", self.numero))
            }
        }
    }

    /// By what a transfer is known: its reference with check digits when it carries one.
    #[must_use]
    pub fn reference_lue(&self, one: &Virement) -> String {
        match self.motif(one) {
            Motif::Reference(reference) => reference.to_string(),
            Motif::Texte(_) => one.reference.clone(),
        }
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

/// « RF69IND2026000100001 »: the identifier of a transfer (year, batch, rank) with its check digits.
#[must_use]
pub fn structuree(reference: &str) -> Option<Reference> {
    Reference::pour(&reference.replace('-', "")).ok()
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
