use std::fmt;

use francais::{INSECABLE, date, euros};
use jiff::civil::Date;

kernel::codes! {
    /// The part of the file that has to be put right.
    pub enum Champ {
        /// First and last day of the year.
        Exercice = "exercice", "exercice";
        /// List of entries.
        Ecritures = "ecritures", "écritures";
        /// Place of an entry in the file.
        Ordre = "ordre", "ordre";
        /// Journal of an entry.
        Journal = "journal", "journal";
        /// Day of an entry.
        Date = "date", "date";
        /// Day of its validation.
        Validation = "validation", "date de validation";
        /// Debits and credits of an entry.
        Equilibre = "equilibre", "équilibre";
        /// Account of a line.
        Compte = "compte", "compte";
        /// Account behind it.
        Auxiliaire = "auxiliaire", "compte auxiliaire";
        /// Paper of a line.
        Piece = "piece", "pièce justificative";
        /// What a line is about.
        Libelle = "libelle", "libellé";
        /// Amount of a line.
        Montant = "montant", "montant";
        /// Mark of lines that settle one another.
        Lettrage = "lettrage", "lettrage";
    }
}

/// Something that the tax office would refuse: where, which field, why. `Display` is the whole sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faute {
    /// The file, an entry or a line.
    pub ou: Ou,
    /// The field.
    pub champ: Champ,
    /// Why.
    pub cause: Cause,
}

/// Where a fault stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ou {
    /// In the file as a whole.
    Fichier,
    /// In an entry.
    Ecriture {
        /// Its number in the file, from 1.
        numero: usize,
        /// Code of its journal.
        journal: String,
    },
    /// In a line of an entry.
    Ligne {
        /// Number of the entry in the file, from 1.
        numero: usize,
        /// Code of its journal.
        journal: String,
        /// Rank of the line in the entry, from 1.
        ligne: usize,
    },
}

/// Why the tax office would refuse a field.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Cause {
    /// Nothing to write.
    #[error("il n’y en a aucune")]
    Aucune,
    /// Mandatory.
    #[error("à renseigner")]
    Vide,
    /// Both are mandatory: a code or a number, and its words.
    #[error("le code et l’intitulé sont à renseigner tous les deux")]
    CodeOuIntitule,
    /// The year ends before it starts.
    #[error("le dernier jour précède le premier")]
    Inverse,
    /// Outside the year.
    #[error("le {} n’est pas dans l’exercice, du {} au {}", date(*.jour), date(*.du), date(*.au))]
    HorsExercice {
        /// The day.
        jour: Date,
        /// First day of the year.
        du: Date,
        /// Last day of the year.
        au: Date,
    },
    /// Validated before its own day.
    #[error("le {} précède la date de l’écriture, le {}", date(*.validation), date(*.ecriture))]
    ValideeAvant {
        /// Day of the validation.
        validation: Date,
        /// Day of the entry.
        ecriture: Date,
    },
    /// Debits are not credits, in cents.
    #[error("débit {}, crédit {}", euros(*.debit), euros(*.credit))]
    Desequilibre {
        /// Sum of debits.
        debit: i64,
        /// Sum of credits.
        credit: i64,
    },
    /// Does not start with three digits of the chart of accounts, or holds a sign that is neither letter nor digit.
    #[error(
        "«{INSECABLE}{0}{INSECABLE}» ne commence pas par trois chiffres du plan comptable, suivis de chiffres ou de lettres"
    )]
    NumeroDeCompte(String),
    /// Below one cent, or above 999 999 999 999.99 €, in cents.
    #[error("{} n’est pas accepté\u{202f}; de {} à {}", euros(*.0), euros(1), euros(99_999_999_999_999))]
    HorsBornes(i64),
    /// An opening entry after another one.
    #[error("les à-nouveaux viennent avant toutes les autres écritures")]
    ANouveauTardif,
    /// Validated before the entry that precedes it in the file.
    #[error("validée le {}, après une écriture validée le {}\u{a0}: les numéros suivent l’ordre des validations", date(*.validation), date(*.precedente))]
    Desordre {
        /// Day of its validation.
        validation: Date,
        /// Day of the validation of the entry before.
        precedente: Date,
    },
}

impl fmt::Display for Ou {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fichier => f.write_str("Fichier"),
            Self::Ecriture { numero, journal } => write!(f, "Écriture n°{INSECABLE}{numero} ({journal})"),
            Self::Ligne { numero, journal, ligne } => {
                write!(f, "Écriture n°{INSECABLE}{numero} ({journal}), ligne{INSECABLE}{ligne}")
            }
        }
    }
}

impl fmt::Display for Faute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}{INSECABLE}: {}.", self.ou, self.champ.libelle(), self.cause)
    }
}
