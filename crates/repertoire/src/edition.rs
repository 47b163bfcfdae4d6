//! An edition: a file that was imported, the day it speaks of, and how it went.

use crate::Nature;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// What became of the lines of a file.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    /// Lines read, header and blank ones apart.
    #[serde(rename = "read")]
    pub lus: u64,
    /// Lines that stand for nothing known before.
    #[serde(rename = "inserted")]
    pub ajoutes: u64,
    /// Lines that replace another of the same person or structure.
    #[serde(rename = "updated")]
    pub modifies: u64,
    /// Known lines, and lines that the file holds twice.
    #[serde(rename = "unchanged")]
    pub inchanges: u64,
    /// Lines refused.
    #[serde(rename = "rejected")]
    pub rejetes: u64,
    /// Known lines that the file no longer holds, and nothing replaces.
    #[serde(rename = "vanished", default)]
    pub disparus: u64,
    /// Changes recorded: who arrived, left, moved, or is written otherwise.
    #[serde(rename = "changes", default)]
    pub changements: u64,
}

impl Bilan {
    /// Whether the file says something that the edition before did not.
    #[must_use]
    pub const fn changes(&self) -> bool {
        self.ajoutes + self.modifies + self.disparus > 0
    }

    pub(crate) const fn add(&mut self, other: Self) {
        self.lus += other.lus;
        self.ajoutes += other.ajoutes;
        self.modifies += other.modifies;
        self.inchanges += other.inchanges;
        self.rejetes += other.rejetes;
        self.disparus += other.disparus;
        self.changements += other.changements;
    }
}

/// An edition that was imported.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Which file.
    pub nature: Nature,
    /// Its rank, from 1.
    pub numero: i64,
    /// The day of the extraction: in the name of the file, or as the importer said.
    pub du: Date,
    /// When it was imported.
    pub importee_le: Timestamp,
    /// Who imported it, as the journal writes it.
    pub par: String,
    /// Name of the file, without its folder.
    pub fichier: String,
    /// Hash of its lines, in order.
    pub empreinte: String,
    /// Vintage of the commune codes that its places were read with.
    pub communes: String,
    /// How it went.
    pub bilan: Bilan,
}

impl Edition {
    /// Whether a file of that day, with that content, is this very edition.
    #[must_use]
    pub fn is_same(&self, du: Date, empreinte: &str) -> bool {
        self.du == du && self.empreinte == empreinte
    }

    /// Whether a file of that day would go back in time.
    #[must_use]
    pub fn is_newer_than(&self, du: Date) -> bool {
        self.du > du
    }
}
