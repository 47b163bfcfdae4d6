//! SQLite: one writer connection, read-only connections beside it, statements run on the caller's thread
//! because a point read costs less than a hop to another one.

pub(crate) mod bulk;
mod wal;

use crate::{Error, Result, Row, Value};
use rusqlite::{
    Connection, ErrorCode, OpenFlags, Statement,
    config::DbConfig,
    types::{ToSql, ToSqlOutput, ValueRef},
};
use std::{
    ops::Deref,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::{sync::OwnedMutexGuard, time::timeout};

/// Idle readers kept open; more are opened under load and closed after it.
const IDLE_READERS: usize = 8;
const CACHED_STATEMENTS: usize = 256;
/// How long a writer waits for the one before it; a task that begins twice waits for itself.
const PATIENCE: Duration = Duration::from_secs(30);

pub(crate) struct Sqlite {
    path: PathBuf,
    writer: Arc<tokio::sync::Mutex<Connection>>,
    idle: Mutex<Vec<Connection>>,
    wal: wal::Wal,
}

/// The connection of one transaction.
pub(crate) enum Handle {
    Writer(OwnedMutexGuard<Connection>),
    Reader(Connection),
}

impl Deref for Handle {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        match self {
            Self::Writer(connection) => connection,
            Self::Reader(connection) => connection,
        }
    }
}

impl Sqlite {
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let writer = connect(path, OpenFlags::default())?;
        set_wal(&writer).map_err(|e| open_error(path, e))?;
        Ok(Self {
            path: path.to_owned(),
            writer: Arc::new(tokio::sync::Mutex::new(writer)),
            idle: Mutex::default(),
            wal: wal::Wal::new(path),
        })
    }

    /// The one connection that writes, in a transaction.
    pub(crate) async fn writer(&self) -> Result<Handle> {
        let writer = match Arc::clone(&self.writer).try_lock_owned() {
            Ok(writer) => writer,
            Err(_) => timeout(PATIENCE, Arc::clone(&self.writer).lock_owned())
                .await
                .map_err(|_| Error::Busy { sql: "BEGIN IMMEDIATE".to_owned() })?,
        };
        blocking(|| control(&writer, "BEGIN IMMEDIATE"))?;
        Ok(Handle::Writer(writer))
    }

    /// Commits, lets the next writer in, and answers once the disk has everything.
    pub(crate) async fn commit(&self, handle: Handle) -> Result<()> {
        let done = control(&handle, "COMMIT");
        let written = matches!((&handle, &done), (Handle::Writer(_), Ok(()))).then(|| self.wal.written());
        self.give_back(handle); // after a refused COMMIT (disk full) the transaction is still open
        match written {
            Some(number) => self.wal.flushed(number).await,
            None => done,
        }
    }

    /// A connection that reads one state of the database.
    pub(crate) fn reader(&self) -> Result<Handle> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let reader = match idle {
            Some(reader) => reader,
            None => self.open_reader()?,
        };
        control(&reader, "BEGIN")?;
        Ok(Handle::Reader(reader))
    }

    /// Takes a connection back; what its transaction did and has not committed is undone.
    pub(crate) fn give_back(&self, handle: Handle) {
        let over = handle.is_autocommit() || control(&handle, "ROLLBACK").is_ok();
        match handle {
            Handle::Reader(reader) if over => {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                if idle.len() < IDLE_READERS {
                    idle.push(reader);
                }
            }
            Handle::Writer(_) if !over => tracing::error!("the writer cannot be rolled back"),
            Handle::Reader(_) | Handle::Writer(_) => {}
        }
    }

    /// Copies the log into the database and empties it.
    pub(crate) async fn settle(&self) -> Result<()> {
        let writer = timeout(PATIENCE, Arc::clone(&self.writer).lock_owned())
            .await
            .map_err(|_| Error::Busy { sql: "PRAGMA wal_checkpoint".to_owned() })?;
        blocking(|| {
            rows(&writer, "PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
            batch(&writer, "PRAGMA shrink_memory")
        })
    }

    fn open_reader(&self) -> Result<Connection> {
        let reader = connect(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        // Another connection's commit empties a reader's cache; the map of the file makes that cheap.
        reader.execute_batch("PRAGMA mmap_size = 1073741824;").map_err(|e| open_error(&self.path, e))?;
        Ok(reader)
    }
}

fn connect(path: &Path, flags: OpenFlags) -> Result<Connection> {
    let connection = Connection::open_with_flags(path, flags).map_err(|e| open_error(path, e))?;
    connection.set_prepared_statement_cache_capacity(CACHED_STATEMENTS);
    // Without it SQLite plans a statement again whenever a parameter that it looked at changes: LIMIT, LIKE.
    let stable = connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true);
    stable.map_err(|e| open_error(path, e))?;
    let sql = "PRAGMA busy_timeout = 5000; PRAGMA foreign_keys = ON;";
    connection.execute_batch(sql).map_err(|e| open_error(path, e))?;
    Ok(connection)
}

/// The change of mode does not wait by itself for another program that opens the same new file.
/// NORMAL leaves the flush of a commit to `Wal`, which shares it between those who wait.
fn set_wal(writer: &Connection) -> rusqlite::Result<()> {
    // What is deleted is overwritten: a destroyed key is not to be read in a free page.
    let sql = "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON;";
    let set = || writer.execute_batch(sql);
    for _ in 0..100 {
        match set() {
            Err(error) if error.sqlite_error_code() == Some(ErrorCode::DatabaseBusy) => pause(),
            answer => return answer,
        }
    }
    set()
}

#[expect(clippy::disallowed_methods, reason = "at the opening of the database, before anything is served")]
fn pause() {
    std::thread::sleep(Duration::from_millis(50));
}

fn open_error(path: &Path, error: rusqlite::Error) -> Error {
    match Error::sqlite("ouverture", error) {
        Error::Sql { source, .. } => Error::Open { address: format!("sqlite:{}", path.display()), source },
        other => other,
    }
}

/// `BEGIN`, `COMMIT`, `ROLLBACK`: parsed once.
fn control(connection: &Connection, sql: &str) -> Result<()> {
    execute(connection, sql, &[]).map(drop)
}

/// Statements of a migration: too rare to be kept prepared.
pub(crate) fn batch(connection: &Connection, sql: &str) -> Result<()> {
    connection.execute_batch(sql).map_err(|e| Error::sqlite(sql, e))
}

pub(crate) fn rows(connection: &Connection, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    read(connection, sql, params).map_err(|e| Error::sqlite(sql, e))
}

fn read(connection: &Connection, sql: &str, params: &[Value]) -> rusqlite::Result<Vec<Row>> {
    let mut statement = connection.prepare_cached(sql)?;
    bind(&mut statement, params)?;
    let columns: Arc<[Box<str>]> = statement.column_names().map(Box::from).collect();
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
