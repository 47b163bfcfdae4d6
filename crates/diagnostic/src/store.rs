//! Every SQL statement of the crate.

pub mod besoins;
pub mod preuves;
pub mod seances;
pub mod signalements;

use db::{Error, Result};
use identifiants::CommuneCode;
use std::collections::BTreeSet;

/// Codes as a column keeps them.
fn join(communes: &BTreeSet<CommuneCode>) -> String {
    communes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The codes that a column keeps.
fn split(text: &str) -> Result<BTreeSet<CommuneCode>> {
    let code = |word: &str| {
        word.parse().map_err(|_| Error::Decode {
            column: "communes".to_owned(),
            expected: "codes of communes",
            got: word.to_owned(),
        })
    };
    text.split_ascii_whitespace().map(code).collect()
}
