//! Every SQL statement of the crate.

pub mod annexes;
pub mod avenants;
pub mod comites;
pub mod contrats;
pub mod echeances;
pub mod parts;
pub mod versements;

use db::{Error, Result, Row};

/// A small whole number of a column.
fn small<T: TryFrom<i64>>(row: &Row, column: &str) -> Result<T> {
    let n: i64 = row.get(column)?;
    narrow(n, column)
}

/// A small whole number of a column, that may be empty.
fn small_or_none<T: TryFrom<i64>>(row: &Row, column: &str) -> Result<Option<T>> {
    let n: Option<i64> = row.get(column)?;
    n.map(|n| narrow(n, column)).transpose()
}

fn narrow<T: TryFrom<i64>>(n: i64, column: &str) -> Result<T> {
    T::try_from(n).map_err(|_| Error::Decode {
        column: column.to_owned(),
        expected: "a small whole number",
        got: n.to_string(),
    })
}
