//! A long answer, one line after another, without keeping any.

use crate::{Error, Result};

/// The line that stands under the reader, by place of column from 0.
pub struct Passing<'a>(pub(crate) Under<'a>);

pub(crate) enum Under<'a> {
    Sqlite(&'a rusqlite::Row<'a>),
    Postgres(&'a tokio_postgres::Row),
}

impl Passing<'_> {
    /// A whole number.
    ///
    /// # Errors
    /// A fault when the cell is something else.
    pub fn int(&self, at: usize) -> Result<i64> {
        self.maybe_int(at)?.ok_or_else(|| wrong(at, "a whole number", "nothing"))
    }

    /// A whole number, or none.
    ///
    /// # Errors
    /// A fault when the cell is something else.
    pub fn maybe_int(&self, at: usize) -> Result<Option<i64>> {
        match self.0 {
            Under::Sqlite(row) => row.get(at).map_err(|e| wrong(at, "a whole number", e)),
            Under::Postgres(row) => row.try_get(at).map_err(|e| wrong(at, "a whole number", e)),
        }
    }

    /// A text; empty when there is none.
    ///
    /// # Errors
    /// A fault when the cell is something else.
    pub fn text(&self, at: usize) -> Result<&str> {
        let found = match self.0 {
            Under::Sqlite(row) => row
                .get_ref(at)
                .map_err(|e| wrong(at, "a text", e))?
                .as_str_or_null()
                .map_err(|e| wrong(at, "a text", e)),
            Under::Postgres(row) => row.try_get(at).map_err(|e| wrong(at, "a text", e)),
        };
        found.map(Option::unwrap_or_default)
    }

    /// Bytes; none when there are none.
    ///
    /// # Errors
    /// A fault when the cell is something else.
    pub fn bytes(&self, at: usize) -> Result<&[u8]> {
        let found = match self.0 {
            Under::Sqlite(row) => row
                .get_ref(at)
                .map_err(|e| wrong(at, "bytes", e))?
                .as_blob_or_null()
                .map_err(|e| wrong(at, "bytes", e)),
            Under::Postgres(row) => row.try_get(at).map_err(|e| wrong(at, "bytes", e)),
        };
        found.map(Option::unwrap_or_default)
    }
}

fn wrong(at: usize, expected: &'static str, got: impl std::fmt::Display) -> Error {
    Error::Decode { column: format!("number {at}"), expected, got: got.to_string() }
}
