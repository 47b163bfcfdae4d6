//! Every SQL statement of the crate: questions, not CRUD.

pub mod bilans;
pub mod cartes;
pub mod chiffres;
pub mod codes;
pub mod courriers;
pub mod declarations;
pub mod demandes;
pub mod doublons;
pub mod etapes;
pub mod identites;
pub mod liste_cartes;
pub mod listes;
pub mod medecins;
pub mod propositions;
pub mod regles;
pub mod suivi;

use db::{Result, Row, Tx, Value, params};
use kernel::Id;
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

/// The marks of these ids after `$1`, and the values: the CPTS, then each.
fn among<T>(tx: &Tx, ids: &[Id<T>]) -> (String, Vec<Value>) {
    let marks: Vec<String> = (0..ids.len()).map(|rank| format!("${}", rank + 2)).collect();
    let mut values: Vec<Value> = params![tx.cpts()].to_vec();
    values.extend(ids.iter().flat_map(|id| params![*id].to_vec()));
    (marks.join(", "), values)
}
