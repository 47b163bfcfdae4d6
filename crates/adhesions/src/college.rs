//! Colleges of the statutes.

use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// A college: members who vote together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct College {
    /// Its id.
    pub id: Id<Self>,
    /// Its name.
    pub nom: String,
    /// Its place in lists.
    pub ordre: u32,
    /// Who fits in it, in words; possibly empty.
    pub pour: String,
    /// Since when nobody enters it.
    pub ferme_le: Option<Date>,
}
