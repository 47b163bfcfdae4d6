//! SQLite: one writer connection, read-only connections beside it, statements run on the caller's thread
//! because a point read costs less than a hop to another one.

use crate::{Error, Result, Row, Value};
use rusqlite::{
    Connection, OpenFlags, Statement,
    types::{ToSql, ToSqlOutput, ValueRef},
};
use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};
use tokio::sync::OwnedMutexGuard;

/// Idle readers kept open; more are opened under load and closed after it.
const IDLE_READERS: usize = 8;
const CACHED_STATEMENTS: usize = 256;

pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    idle: Mutex<Vec<Connection>>,
}

pub(crate) type Writer = OwnedMutexGuard<Connection>;

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let fail = |source: rusqlite::Error| Error::Open {
            address: format!("sqlite:{}", path.display()),
            source: source.into(),
        };
        let writer = Connection::open(path).map_err(fail)?;
        writer.execute_batch("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;").map_err(fail)?;
        set_up(&writer).map_err(fail)?;
        Ok(Self {
            path: path.to_owned(),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            idle: Mutex::default(),
        })
    }

    pub(crate) async fn writer(&self) -> Result<Writer> {
        let writer = Arc::clone(&self.writer).lock_owned().await;
        let sql = "BEGIN IMMEDIATE";
        blocking(|| writer.execute_batch(sql)).map_err(|e| Error::sqlite(sql, e))?;
        Ok(writer)
    }

    pub(crate) fn reader(&self) -> Result<Connection> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        reader.execute_batch("BEGIN").map_err(|e| Error::sqlite("BEGIN", e))?;
        Ok(reader)
    }

    /// Ends the reading and keeps the connection for the next one.
    pub(crate) fn give_back(&self, reader: Connection) {
        if reader.is_autocommit() || reader.execute_batch("ROLLBACK").is_ok() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < IDLE_READERS {
                idle.push(reader);
            }
        }
    }

    fn open_reader(&self) -> Result<Connection> {
        let fail = |source: rusqlite::Error| Error::Open {
            address: format!("sqlite:{}", self.path.display()),
            source: source.into(),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let reader = Connection::open_with_flags(&self.path, flags).map_err(fail)?;
        reader.execute_batch("PRAGMA mmap_size = 1073741824;").map_err(fail)?;
        set_up(&reader).map_err(fail)?;
        Ok(reader)
    }
}

fn set_up(connection: &Connection) -> rusqlite::Result<()> {
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;")
}

pub(crate) fn rows(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    read(connection, sql, params).map_err(|e| Error::sqlite(sql, e))
}

fn read(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, params)?;
    let columns: Arc<[Box<str>]> = statement.column_names().into_iter().map(Box::from).collect();
    let mut found = Vec::new();
    let mut rows = statement.raw_query();
    while let Some(row) = rows.next()? {
        let values = (0..columns.len()).map(|i| row.get_ref(i).map(cell)).collect::<rusqlite::Result<_>>()?;
        found.push(Row { columns: Arc::clone(&columns), values });
    }
    Ok(found)
}

pub(crate) fn execute(connection: &Connection, sql: &str, params: &[Value]) -> Result<u64> {
    let run = || {
        let mut statement = connection.prepare_cached(sql)?;
        bind(&mut statement, params)?;
        statement.raw_execute()
    };
    run().map(|n| n as u64).map_err(|e| Error::sqlite(sql, e))
}

/// `$2` is a *named* parameter for SQLite, numbered by order of appearance: bind by name.
fn bind(statement: &mut Statement<'_>, params: &[Value]) -> rusqlite::Result<()> {
    for index in 1..=statement.parameter_count() {
        let number: Option<usize> =
            statement.parameter_name(index).and_then(|name| name.get(1..)).and_then(|n| n.parse().ok());
        let value = number.and_then(|n| params.get(n.wrapping_sub(1)));
        let value = value.ok_or(rusqlite::Error::InvalidParameterCount(params.len(), index))?;
        statement.raw_bind_parameter(index, value)?;
    }
    Ok(())
}

fn cell(value: ValueRef<'_>) -> Value {
    match value {
        ValueRef::Null => Value::Null,
        ValueRef::Integer(v) => Value::Int(v),
        ValueRef::Real(v) => Value::Real(v),
        ValueRef::Text(v) => Value::Text(String::from_utf8_lossy(v).into_owned()),
        ValueRef::Blob(v) => Value::Bytes(v.to_vec()),
    }
}

impl ToSql for Value {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        use rusqlite::types::Value as Owned;
        Ok(match self {
            Self::Null => ToSqlOutput::Borrowed(ValueRef::Null),
            Self::Bool(v) => ToSqlOutput::Borrowed(ValueRef::Integer(i64::from(*v))),
            Self::Int(v) => ToSqlOutput::Borrowed(ValueRef::Integer(*v)),
            Self::Real(v) => ToSqlOutput::Borrowed(ValueRef::Real(*v)),
            Self::Text(v) => ToSqlOutput::Borrowed(ValueRef::Text(v.as_bytes())),
            Self::Bytes(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v)),
            Self::Uuid(v) => ToSqlOutput::Borrowed(ValueRef::Blob(v.as_bytes())),
            // Fixed width: « …00.5Z » would sort before « …00Z ».
            Self::Instant(v) => ToSqlOutput::Owned(Owned::Text(format!("{v:.6}"))),
            Self::Date(v) => ToSqlOutput::Owned(Owned::Text(v.to_string())),
        })
    }
}

/// Runs what may wait for the disk or for another program without stopping the other tasks of this thread.
pub(crate) fn blocking<T>(work: impl FnOnce() -> T) -> T {
    use tokio::runtime::{Handle, RuntimeFlavor};
    match Handle::try_current().map(|handle| handle.runtime_flavor()) {
        Ok(RuntimeFlavor::MultiThread) => tokio::task::block_in_place(work),
        _ => work(),
    }
}
