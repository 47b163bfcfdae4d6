use jiff::civil::{Date, DateTime};

use crate::{Bic, Faute, Iban, Reference, controle, xml};

kernel::codes! {
    /// Version of the message pain.001 that the bank takes.
    pub enum Version {
        /// The current one.
        V09 = "pain.001.001.09", "Version de 2019 (pain.001.001.09)";
        /// The one before, that some banks still ask for.
        V03 = "pain.001.001.03", "Version de 2009 (pain.001.001.03)";
    }
}

/// One order of transfers, from one account, settled on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lot {
    /// Identifier of the order, never used twice: at most 33 signs, for that of its payment block adds two.
    pub id: String,
    /// When the order is made, on a clock of the debtor.
    pub cree: DateTime,
    /// Day on which the account is to be debited: a banking day, not before `cree`.
    pub execution: Date,
    /// The account is debited once for the whole order, rather than once a transfer.
    pub groupe: bool,
    /// Who pays, and from which account.
    pub debiteur: Titulaire,
    /// What is paid, in the order of the file.
    pub virements: Vec<Virement>,
}

/// One transfer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Virement {
    /// Identifier « end to end », which comes back in the answer of the bank: at most 35 signs, once in the order.
    pub id: String,
    /// Amount, in cents: from 1 to 99 999 999 999.
    pub montant: i64,
    /// Who is paid, and on which account.
    pub beneficiaire: Titulaire,
    /// What the beneficiary reads on their statement.
    pub motif: Motif,
}

/// A person or an organisation and its account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titulaire {
    /// As people write it; banks read its first 70 signs, without accents.
    pub nom: String,
    /// The account.
    pub iban: Iban,
    /// The bank: not needed within SEPA, but some banks ask for that of the debtor.
    pub bic: Option<Bic>,
}

/// What the beneficiary reads on their statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Motif {
    /// Free text; banks read its first 140 signs, without accents.
    Texte(String),
    /// The reference that the beneficiary asked for.
    Reference(Reference),
}

/// Why an order was not written.
#[derive(Debug, thiserror::Error)]
pub enum LotError {
    /// A bank would refuse it: everything that has to be put right.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Fautes(Vec<Faute>),
    /// The writer of XML failed.
    #[error("L’ordre de virement n’a pas pu être écrit\u{a0}: {0}.")]
    Ecriture(#[from] std::io::Error),
}

impl Lot {
    /// Sum of the transfers, in cents.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.virements.iter().map(|one| one.montant).fold(0, i64::saturating_add)
    }

    /// Everything that a bank would refuse, in the order of the file; empty when the order can be written.
    #[must_use]
    pub fn fautes(&self) -> Vec<Faute> {
        controle::fautes(self)
    }

    /// The order as the bank reads it: UTF-8, the same bytes for the same order.
    ///
    /// # Errors
    ///
    /// [`LotError::Fautes`], with every fault at once.
    pub fn xml(&self, version: Version) -> Result<String, LotError> {
        let fautes = self.fautes();
        if !fautes.is_empty() {
            return Err(LotError::Fautes(fautes));
        }
        Ok(xml::write(self, version)?)
    }
}
