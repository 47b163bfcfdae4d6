//! Every SQL statement of the crate: questions, not CRUD.

pub mod bilans;
pub mod cartes;
pub mod chiffres;
pub mod courriers;
pub mod declarations;
pub mod demandes;
pub mod doublons;
pub mod etapes;
pub mod identites;
pub mod medecins;
pub mod propositions;
pub mod regles;
pub mod suivi;

use db::{Result, Row};
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
