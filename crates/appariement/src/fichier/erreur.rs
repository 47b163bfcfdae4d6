//! What stops a run, said with the file, the line and the column.

use crate::Refus;
use std::fmt::Write;

/// A cell, or a line, that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rejet {
    /// Number of the line in the file, from 1.
    pub ligne: u64,
    /// Name of the column, as the file writes it; empty for the whole line.
    pub colonne: String,
    /// What came.
    pub recu: String,
    /// What is accepted, in French.
    pub attendu: String,
}

/// Why there is no result.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Erreur {
    /// Numbers that cannot be added exactly.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// The file is not there, or cannot be read.
    #[error("{fichier}\u{a0}: lecture impossible ({message}).")]
    Lecture {
        /// Its name, as it was given.
        fichier: String,
        /// What the system says.
        message: String,
    },
    /// Not a CSV text, or an empty one.
    #[error("{fichier}\u{a0}: {raison}")]
    Nature {
        /// Its name.
        fichier: String,
        /// A French sentence.
        raison: &'static str,
    },
    /// Columns that the header does not have.
    #[error(
        "{fichier}, ligne {ligne}\u{a0}: colonnes manquantes\u{a0}: {}. Colonnes trouvées\u{a0}: {}.",
        .manquantes.join(", "), .trouvees.join(", ")
    )]
    Colonnes {
        /// Its name.
        fichier: String,
        /// Line of the header.
        ligne: u64,
        /// Names of the missing ones.
        manquantes: Vec<String>,
        /// The header, as it came.
        trouvees: Vec<String>,
    },
    /// One name for two columns.
    #[error("{fichier}, ligne {ligne}\u{a0}: la colonne «\u{a0}{colonne}\u{a0}» apparaît deux fois.")]
    Double {
        /// Its name.
        fichier: String,
        /// Line of the header.
        ligne: u64,
        /// The name.
        colonne: String,
    },
    /// Values that are refused: the first ones, and how many in all.
    #[error("{}", list(.fichier, .rejets, *.total))]
    Valeurs {
        /// Its name.
        fichier: String,
        /// The first ones, in order of line.
        rejets: Vec<Rejet>,
        /// How many.
        total: u64,
    },
    /// A doctor that an option cites and the file does not have.
    #[error("{option}\u{a0}: aucun médecin «\u{a0}{medecin}\u{a0}» dans {fichier}.")]
    Inconnu {
        /// Name of the option.
        option: &'static str,
        /// What it cites.
        medecin: String,
        /// Name of the file of doctors.
        fichier: String,
    },
    /// The result could not be written; what was there before is untouched.
    #[error("{fichier}\u{a0}: écriture impossible ({message}).")]
    Ecriture {
        /// Its name.
        fichier: String,
        /// What the system says.
        message: String,
    },
}

impl Erreur {
    /// True when what was given is refused; false when the disk failed on the way out.
    #[must_use]
    pub const fn is_refused(&self) -> bool {
        !matches!(self, Self::Ecriture { .. })
    }
}

fn list(fichier: &str, rejets: &[Rejet], total: u64) -> String {
    let mut text = String::from(fichier);
    let _ = match total {
        1 => write!(text, "\u{a0}: une valeur refusée."),
        _ => write!(text, "\u{a0}: {total} valeurs refusées."),
    };
    for Rejet { ligne, colonne, recu, attendu } in rejets {
        let _ = write!(text, "\nLigne {ligne}");
        if !colonne.is_empty() {
            let _ = write!(text, ", colonne «\u{a0}{colonne}\u{a0}»");
        }
        let _ = write!(text, "\u{a0}: reçu «\u{a0}{recu}\u{a0}», attendu\u{a0}: {attendu}.");
    }
    if total > rejets.len() as u64 {
        text.push_str("\n…");
    }
    text
}
