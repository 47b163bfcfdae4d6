//! Every SQL statement of the crate: questions, not CRUD.

pub mod agenda;
pub mod creneaux;
pub mod effecteurs;
pub mod lieux;
pub mod places;
pub mod rdvs;

use db::{Result, Row};
use std::collections::BTreeSet;
use std::str::FromStr;

/// A noun as a column keeps it.
fn text<T: ToString>(noun: Option<&T>) -> Option<String> {
    noun.map(ToString::to_string)
}

/// The text of a cell that may be empty, as a noun.
fn maybe<T: FromStr>(row: &Row, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|_| row.parse(column)).transpose()
}

/// A count, as the schema keeps it: never negative.
fn count(row: &Row, column: &str) -> Result<u32> {
    Ok(u32::try_from(row.get::<i64>(column)?).unwrap_or(0))
}

/// Codes as a column keeps them.
fn codes<T: ToString>(all: &BTreeSet<T>) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

/// Codes that a column keeps. One that this program does not know, written by a newer one, is left out.
fn read_codes<T: FromStr + Ord>(row: &Row, column: &str) -> Result<BTreeSet<T>> {
    let text: String = row.get(column)?;
    Ok(text.split(' ').filter_map(|code| code.parse().ok()).collect())
}
