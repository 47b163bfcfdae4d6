use crate::{Bulletin, Invitation};
use jiff::Timestamp;
use kernel::Id;

/// A named answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reponse {
    /// Id.
    pub id: Id<Self>,
    /// The invitation it came by; nothing when it came by the open link or on paper.
    pub invitation: Option<Id<Invitation>>,
    /// Whose.
    pub nom: String,
    /// What they said.
    pub bulletin: Bulletin,
    /// How many times it was written, from 1.
    pub revision: u32,
    /// When it came.
    pub recue_le: Timestamp,
    /// When it was last changed.
    pub modifiee_le: Timestamp,
}
