//! What was handed over to the 15.

use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A hand-over: kept sealed, with who made it and when beside.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Transmission {
    /// Codes of the red flags.
    pub drapeaux: BTreeSet<String>,
    /// What was told, in words.
    pub dit: String,
}
