//! A place that was freed, and a request that could have it: somebody decides.

use crate::Demande;
use jiff::Timestamp;
use kernel::Id;
use rendez_vous::Creneau;

/// A freed place proposed for a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Aubaine {
    /// The slot that has a place again.
    pub creneau: Id<Creneau>,
    /// The request that could have it.
    pub demande: Id<Demande>,
    /// When that was seen.
    pub le: Timestamp,
}
