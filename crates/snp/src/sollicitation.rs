//! A professional asked to take a request, and the answer.

use crate::Demande;
use jiff::Timestamp;
use kernel::Id;
use rendez_vous::Effecteur;

kernel::codes! {
    /// What became of the question.
    pub enum Reponse {
        /// They take it.
        Oui = "oui", "Je le prends";
        /// They do not.
        Non = "non", "Je ne peux pas";
        /// Somebody else took it, or it was placed.
        Retiree = "retiree", "Plus nécessaire";
    }
}

/// A question to one professional about one request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sollicitation {
    /// Id: the link sent to them is about it.
    pub id: Id<Self>,
    /// The request.
    pub demande: Id<Demande>,
    /// Whom.
    pub effecteur: Id<Effecteur>,
    /// Until when an answer counts.
    pub expire_le: Timestamp,
    /// The answer.
    pub reponse: Option<Reponse>,
}
