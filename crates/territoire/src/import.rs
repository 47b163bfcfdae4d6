//! Newer official files: read, checked line by line, laid over the present edition. Nothing is written here: a verb
//! keeps the result whole, or drops it when a line was refused and nobody asked for `--partial`.
//!
//! Laid over: a line replaces or adds, what the file does not speak of stays. A commune disappears only when a table
//! of old codes says that it became a part of another.

mod anciens;
mod communes;
mod contours;
mod indicateurs;

pub use anciens::{anciens, is_anciens};
pub use communes::communes;
pub use contours::contours;
pub use indicateurs::{Erreur as ErreurIndicateurs, indicateurs};

use crate::fichier::{Fichier, Illisible, Ligne, Rejet};
use serde::{Deserialize, Serialize};

/// What became of the lines of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    /// Lines read, header and blank ones apart.
    #[serde(rename = "read")]
    pub lus: u64,
    /// New communes, codes or outlines.
    #[serde(rename = "inserted")]
    pub ajoutes: u64,
    /// Known ones that changed.
    #[serde(rename = "updated")]
    pub modifies: u64,
    /// Known ones that did not.
    #[serde(rename = "unchanged")]
    pub inchanges: u64,
    /// Lines refused.
    #[serde(rename = "rejected")]
    pub rejetes: u64,
}

impl Bilan {
    /// Counts one thing by what was there before.
    fn compare<T: PartialEq>(&mut self, before: Option<&T>, after: &T) {
        match before {
            None => self.ajoutes += 1,
            Some(before) if before == after => self.inchanges += 1,
            Some(_) => self.modifies += 1,
        }
    }
}

/// A file laid over the present edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Import<T> {
    /// The edition that would replace the present one.
    pub edition: T,
    /// Counts.
    pub bilan: Bilan,
    /// What a person must know: encoding, columns left out, rounded values.
    pub avis: Vec<String>,
}

/// Where refused lines go, as they come: a file beside the input, usually.
pub type Rejeter<'a> = &'a mut dyn FnMut(Rejet);

/// Hands every line to `each`; counts lines and refusals.
fn walk(
    fichier: &mut Fichier<'_>,
    rejeter: Rejeter<'_>,
    mut each: impl FnMut(&Ligne<'_>) -> Result<(), Rejet>,
) -> Result<Bilan, Illisible> {
    let mut bilan = Bilan::default();
    while let Some(line) = fichier.next_line()? {
        if let Err(rejet) = line.and_then(|line| each(&line)) {
            bilan.rejetes += 1;
            rejeter(rejet);
        }
    }
    bilan.lus = fichier.lignes();
    Ok(bilan)
}

#[cfg(test)]
mod tests;
