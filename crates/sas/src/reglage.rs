//! Whether a CPTS is open to the platform.

use identifiants::{Finess, Telephone};

/// What a CPTS says of itself to the platform. Closed until somebody opens it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reglage {
    /// The platform may read its slots.
    pub ouvert: bool,
    /// Its FINESS number: without one its slots go out as those of individuals only.
    pub finess: Option<Finess>,
    /// Where it answers.
    pub telephone: Option<Telephone>,
}
