//! Every SQL statement of the crate.

pub mod gels;
pub mod indicateurs;
pub mod preuves;
pub mod valeurs;

use crate::Nombre;
use db::{Error, Result, Row};
use serde::de::DeserializeOwned;

/// A cell that holds a value, or none.
fn nombre(row: &Row, column: &str) -> Result<Option<Nombre>> {
    Ok(row.get::<Option<i64>>(column)?.map(Nombre::from_milliemes))
}

/// A cell that holds a noun as JSON.
fn json<T: DeserializeOwned>(row: &Row, column: &str) -> Result<T> {
    let text: String = row.get(column)?;
    serde_json::from_str(&text).map_err(|_| Error::Decode {
        column: column.to_owned(),
        expected: std::any::type_name::<T>(),
        got: text.chars().take(80).collect(),
    })
}

/// A noun as JSON for a cell.
fn to_json<T: serde::Serialize>(noun: &T, column: &'static str) -> Result<String> {
    serde_json::to_string(noun).map_err(|error| Error::Decode {
        column: column.to_owned(),
        expected: "a noun that has a JSON form",
        got: error.to_string(),
    })
}
