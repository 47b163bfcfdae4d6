//! Documents attached to a contract.

use jiff::Timestamp;
use kernel::Id;
use pieces::Piece;
use serde::Serialize;

/// A document attached to a contract or to one of its amendments.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Annexe {
    /// Its id.
    pub id: Id<Self>,
    /// What it is: « Annexe 2, indicateurs ».
    pub libelle: String,
    /// The file.
    pub piece: Id<Piece>,
    /// When it was attached.
    pub ajoutee_le: Timestamp,
}
