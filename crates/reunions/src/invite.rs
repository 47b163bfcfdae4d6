//! Who is invited to a meeting, and what they answered.

use crate::reunion::Reunion;
use adhesions::Adherent;
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;

kernel::codes! {
    /// What somebody answered.
    pub enum Reponse {
        /// Nothing yet.
        Attendu = "attendu", "Pas encore de réponse";
        /// They come.
        Oui = "oui", "Oui";
        /// They do not.
        Non = "non", "Non";
        /// They do not know.
        PeutEtre = "peut_etre", "Peut-être";
    }
}

/// Somebody who is invited.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invite {
    /// Its id.
    pub id: Id<Self>,
    /// To what.
    pub reunion: Id<Reunion>,
    /// The member, when it is one.
    pub adherent: Option<Id<Adherent>>,
    /// The name of a guest; empty for a member.
    pub nom: String,
    /// The address of a guest; empty for a member, or when it is not known.
    pub courriel: String,
    /// What they answered.
    pub reponse: Reponse,
    /// When.
    pub repondu_le: Option<Timestamp>,
    /// When they were last reminded.
    pub relance_le: Option<Timestamp>,
    /// When they were invited.
    pub invite_le: Timestamp,
}
