//! What is told on paper or by a call, to those who have neither mobile nor e-mail.

use crate::{Demande, Etape};
use jiff::Timestamp;
use kernel::Id;

/// A letter to print or a call to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Courrier {
    /// Id.
    pub id: Id<Self>,
    /// About which request.
    pub demande: Id<Demande>,
    /// Paper or voice.
    pub sorte: Sorte,
    /// The step that it tells.
    pub quoi: Etape,
    /// Since when it waits.
    pub voulu_le: Timestamp,
}

kernel::codes! {
    /// Paper or voice.
    pub enum Sorte {
        /// A letter to print and post.
        Lettre = "lettre", "Lettre";
        /// Somebody calls.
        Appel = "appel", "Appel";
    }
}
