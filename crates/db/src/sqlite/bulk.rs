//! Many rows in, many rows out.

use super::{bind, blocking};
use crate::{
    Error, Result, Value,
    batch::{Batch, Slot},
    flow::{Passing, Under},
};
use rusqlite::{
    Connection,
    types::{ToSqlOutput, Value as Owned, ValueRef},
};

/// Room for a sort, and for pages that wait to be written: a load that goes through the default cache of 2 MB spills
/// and sorts in temporary files.
const WIDE: &str = "PRAGMA cache_size = -65536;";
/// What SQLite opens with.
const NARROW: &str = "PRAGMA cache_size = -2000;";

pub(crate) fn pour(connection: &Connection, batch: &Batch) -> Result<u64> {
    let sql = batch.insert();
    let run = || {
        let mut statement = connection.prepare_cached(&sql)?;
        for row in batch.cells.chunks_exact(batch.width()) {
            for (at, slot) in row.iter().enumerate() {
                statement.raw_bind_parameter(at + 1, cell(batch, *slot))?;
            }
            statement.raw_execute()?;
        }
        Ok(batch.len() as u64)
    };
    blocking(run).map_err(|e| Error::sqlite(&sql, e))
}

fn cell(batch: &Batch, slot: Slot) -> ToSqlOutput<'_> {
    match slot {
        Slot::Null => ToSqlOutput::Borrowed(ValueRef::Null),
        Slot::Int(v) => ToSqlOutput::Borrowed(ValueRef::Integer(v)),
        Slot::Bool(v) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(v))),
        Slot::Real(v) => ToSqlOutput::Borrowed(ValueRef::Real(v)),
        Slot::Date(v) => ToSqlOutput::Owned(Owned::Text(v.to_string())),
        Slot::Text(start, end) => ToSqlOutput::Borrowed(ValueRef::Text(batch.slice(start, end))),
        Slot::Bytes(start, end) => ToSqlOutput::Borrowed(ValueRef::Blob(batch.slice(start, end))),
    }
}

pub(crate) fn each(
    connection: &Connection,
    sql: &str,
    params: &[Value],
    each: &mut (dyn FnMut(&Passing<'_>) -> Result<()> + Send),
) -> Result<()> {
    let fault = |e| Error::sqlite(sql, e);
    blocking(|| {
        let mut statement = connection.prepare_cached(sql).map_err(fault)?;
        bind(&mut statement, params).map_err(fault)?;
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().map_err(fault)? {
            each(&Passing(Under::Sqlite(row)))?;
        }
        Ok(())
    })
}

/// More memory for the writer, or what it had before.
pub(crate) fn widen(connection: &Connection, wide: bool) -> Result<()> {
    super::batch(connection, if wide { WIDE } else { NARROW })
}
