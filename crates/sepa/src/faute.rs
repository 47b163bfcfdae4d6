use std::fmt;

use francais::{INSECABLE, date, euros};
use jiff::civil::Date;

kernel::codes! {
    /// The part of an order or of a transfer that has to be put right.
    pub enum Champ {
        /// Identifier of the order, or of the transfer.
        Identifiant = "identifiant", "identifiant";
        /// Day of execution.
        Execution = "execution", "jour d’exécution";
        /// List of transfers.
        Virements = "virements", "virements";
        /// Amount.
        Montant = "montant", "montant";
        /// Name of the holder of the account.
        Nom = "nom", "nom du titulaire";
        /// Bank of the holder.
        Bic = "bic", "BIC";
        /// What the beneficiary reads.
        Motif = "motif", "motif";
    }
}

/// Something that a bank would refuse: where, which field, why. `Display` is the whole sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faute {
    /// In the order itself, or in one of its transfers.
    pub ou: Ou,
    /// The field.
    pub champ: Champ,
    /// Why.
    pub cause: Cause,
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ou {
    /// In the order, its debtor included.
    Lot,
    /// In a transfer.
    Virement {
        /// Its rank in the order, from 1.
        rang: usize,
        /// Its identifier, as it was given.
        id: String,
    },
}

/// Why a bank would refuse a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Nothing to pay.
    #[error("l’ordre ne contient aucun virement")]
    AucunVirement,
    /// No letter and no digit that a bank reads.
    #[error("il manque, ou rien de ce qui est écrit ne peut l’être pour une banque")]
    Vide,
    /// Longer than banks accept.
    #[error("{recu}{INSECABLE}caractères, {max} au plus")]
    TropLong {
        /// Signs that came.
        recu: usize,
        /// Signs that are accepted.
        max: usize,
    },
    /// A sign outside the set of banks, in an identifier, which is never rewritten.
    #[error("le caractère «{INSECABLE}{0}{INSECABLE}» n’est pas accepté par les banques")]
    Caractere(char),
    /// A slash or a space at either end, or twice in a row, in an identifier.
    #[error("ni barre oblique ni espace au début, à la fin ou deux fois de suite")]
    Separateur,
    /// The identifier is that of another transfer of the order.
    #[error("c’est déjà celui du virement n°{INSECABLE}{rang}")]
    DejaPris {
        /// Rank of the other transfer, from 1.
        rang: usize,
    },
    /// Below one cent or above 999 999 999.99 €, in cents.
    #[error("{} n’est pas accepté\u{202f}; de {} à {}", euros(*.0), euros(1), euros(99_999_999_999))]
    HorsBornes(i64),
    /// Before the day on which the order is made.
    #[error("le {} est passé", date(*.0))]
    Passe(Date),
    /// A week-end or a closing day of banks.
    #[error("les banques ne règlent pas de virement le {}\u{202f}; le premier jour possible ensuite est le {}", date(*.jour), date(*.suivant))]
    NonBancaire {
        /// The day that was asked for.
        jour: Date,
        /// The first banking day after it.
        suivant: Date,
    },
    /// The bank is in a country or a territory outside SEPA: its two letters.
    #[error("la banque est hors de l’espace SEPA ({0})")]
    HorsSepa(String),
    /// The bank is in a territory of the Pacific franc: its name.
    #[error(
        "la banque est en {0}, hors de l’espace SEPA{INSECABLE}: demandez à la vôtre un virement «{INSECABLE}SEPA COM Pacifique{INSECABLE}»"
    )]
    Pacifique(&'static str),
}

impl fmt::Display for Ou {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Lot => f.write_str("Ordre"),
            Self::Virement { rang, id } if id.is_empty() => write!(f, "Virement n°{INSECABLE}{rang}"),
            Self::Virement { rang, id } => {
                let short: String = id.chars().take(crate::texte::IDENTIFIANT).collect();
                write!(f, "Virement n°{INSECABLE}{rang} ({short})")
            }
        }
    }
}

impl fmt::Display for Faute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}{INSECABLE}: {}.", self.ou, self.champ.libelle(), self.cause)
    }
}
