//! Every SQL statement of the crate.

pub mod actions;
pub mod aides;
pub mod appuis;
pub mod dossier;
pub mod parcours;
pub mod pieces;
pub mod sections;
pub mod statuts;
pub mod versions;
pub mod visees;

use db::{Error, Result};
use kernel::Id;
use std::collections::BTreeSet;

/// Ids as a column keeps them.
fn join<T>(ids: &BTreeSet<Id<T>>) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// The ids that a column keeps.
fn split<T>(column: &str, text: &str) -> Result<BTreeSet<Id<T>>> {
    let id = |word: &str| {
        word.parse().map_err(|_| Error::Decode {
            column: column.to_owned(),
            expected: "ids apart by spaces",
            got: word.to_owned(),
        })
    };
    text.split_ascii_whitespace().map(id).collect()
}

/// The lines that a column keeps.
fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}
