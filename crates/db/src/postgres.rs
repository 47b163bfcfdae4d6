//! PostgreSQL 15 or newer, through a pool; statements are prepared once per connection.

mod bulk;

use crate::{
    Error, Result, Row, Value,
    error::{Source, explain},
};
use deadpool_postgres::{
    Hook, HookError, Manager, ManagerConfig, Object, Pool, PoolError, RecyclingMethod, Runtime, Timeouts,
};
use jiff::{Timestamp, civil::Date};
use std::{sync::Arc, time::Duration};
use tokio_postgres::{
    Config, NoTls,
    config::Host,
    types::{IsNull, ToSql, Type, private::BytesMut},
};
use uuid::Uuid;

const CONNECTIONS: usize = 16;
const PATIENCE: Duration = Duration::from_secs(30);
/// Who rewrites a table waits little: those who come after wait behind.
const HASTE: &str = "SET lock_timeout = '1s'";

pub(crate) struct Postgres {
    pool: Pool,
    address: String,
}

impl Postgres {
    pub(crate) fn open(url: &str) -> Result<Self> {
        let fail = |address: &str, source: Source| Error::Open { address: address.to_owned(), source };
        let config: Config =
            url.parse().map_err(|e: tokio_postgres::Error| fail("postgres://…", e.into()))?;
        let address = without_password(&config);
        let recycling_method = RecyclingMethod::Fast;
        let pool = Pool::builder(Manager::from_config(config, NoTls, ManagerConfig { recycling_method }))
            .max_size(CONNECTIONS)
            .runtime(Runtime::Tokio1)
            .post_create(Hook::async_fn(|client, _| {
                Box::pin(async {
                    client.batch_execute("SET lock_timeout = '30s'").await.map_err(HookError::Backend)
                })
            }))
            .timeouts(Timeouts { wait: Some(PATIENCE), create: Some(PATIENCE), recycle: Some(PATIENCE) })
            .build()
            .map_err(|e| fail(&address, e.into()))?;
        Ok(Self { pool, address })
    }

    /// A transaction that starts, by `begin`, with its first statement.
    pub(crate) async fn session(&self, begin: &'static str) -> Result<Session> {
        Ok(Session { client: self.client().await?, begin: Some(begin) })
    }

    async fn client(&self) -> Result<Object> {
        self.pool.get().await.map_err(|error| match error {
            PoolError::Timeout(_) => Error::Busy { sql: "connexion".to_owned() },
            PoolError::Backend(e) => Error::Open { address: self.address.clone(), source: explain(e) },
            other => Error::Open { address: self.address.clone(), source: other.into() },
        })
    }

    /// Writes tables anew, without the rows that are dead; only cleans one when somebody is at work in it.
    pub(crate) async fn rewrite(&self, tables: &[&str]) -> Result<()> {
        // On a connection of its own, closed at the end: how long it waits is nobody else's.
        let client = Object::take(self.client().await?);
        client.batch_execute(HASTE).await.map_err(|error| Error::postgres(HASTE, error))?;
        for table in tables.iter().map(|table| crate::catalogue::quoted(table)) {
            if client.batch_execute(&format!("VACUUM (FULL) {table}")).await.is_err() {
                let sql = format!("VACUUM {table}");
                client.batch_execute(&sql).await.map_err(|error| Error::postgres(&sql, error))?;
            }
        }
        Ok(())
    }
}

/// Where the server is, for messages.
fn without_password(config: &Config) -> String {
    let hosts = config.get_hosts().iter().map(|host| match host {
        Host::Tcp(name) => name.clone(),
        #[cfg(unix)]
        Host::Unix(path) => path.display().to_string(),
    });
    format!("postgres://{}/{}", hosts.collect::<Vec<_>>().join(","), config.get_dbname().unwrap_or_default())
}

/// The connection of one transaction.
pub(crate) struct Session {
    client: Object,
    /// What starts the transaction, until it has been sent.
    begin: Option<&'static str>,
}

impl Session {
    pub(crate) async fn rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let client = &self.client;
        start(client, self.begin.take(), sql, async {
            let statement = client.prepare_cached(sql).await?;
            let found = client.query(&statement, &references(params)).await?;
            let columns: Arc<[Box<str>]> = statement.columns().iter().map(|c| Box::from(c.name())).collect();
            let line = |row| (0..columns.len()).map(|i| cell(row, i)).collect::<std::result::Result<_, _>>();
            found.iter().map(|row| Ok(Row { columns: Arc::clone(&columns), values: line(row)? })).collect()
        })
        .await
    }

    pub(crate) async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let client = &self.client;
        start(client, self.begin.take(), sql, async {
            let statement = client.prepare_cached(sql).await?;
            client.execute(&statement, &references(params)).await
        })
        .await
    }

    /// Statements without parameters, none kept prepared.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        start(&self.client, self.begin.take(), sql, self.client.batch_execute(sql)).await
    }

    pub(crate) async fn commit(self) -> Result<()> {
        if self.begin.is_some() {
            return Ok(()); // nothing was asked
        }
        self.client.batch_execute("COMMIT").await.map_err(|error| {
            drop(Object::take(self.client)); // nobody knows what state it is in
            Error::postgres("COMMIT", error)
        })
    }

    /// The connection goes back to its pool once its transaction is closed; without a runtime it is closed.
    pub(crate) fn roll_back(self) {
        let Self { client, begin: None } = self else { return };
        match tokio::runtime::Handle::try_current() {
            Ok(runtime) => drop(runtime.spawn(async move {
                if client.batch_execute("ROLLBACK").await.is_err() {
                    drop(Object::take(client));
                }
            })),
            Err(_) => drop(Object::take(client)),
        }
    }
}

/// Sends `begin` right before the first statement, without waiting for the answer in between.
async fn start<T>(
    client: &Object,
    begin: Option<&str>,
    sql: &str,
    work: impl Future<Output = std::result::Result<T, tokio_postgres::Error>>,
) -> Result<T> {
    let answer = match begin {
        Some(begin) => {
            let (begun, answer) = tokio::join!(biased; client.batch_execute(begin), work);
            begun.and(answer)
        }
        None => work.await,
    };
    answer.map_err(|e| Error::postgres(sql, e))
}

fn references(params: &[Value]) -> Vec<&(dyn ToSql + Sync)> {
    params.iter().map(|value| value as &(dyn ToSql + Sync)).collect()
}

fn cell(row: &tokio_postgres::Row, i: usize) -> std::result::Result<Value, tokio_postgres::Error> {
    let kind = row.columns()[i].type_();
    Ok(match *kind {
        Type::BOOL => row.try_get::<_, Option<bool>>(i)?.into(),
        Type::INT2 => row.try_get::<_, Option<i16>>(i)?.map(i32::from).into(),
        Type::INT4 => row.try_get::<_, Option<i32>>(i)?.into(),
        Type::INT8 => row.try_get::<_, Option<i64>>(i)?.into(),
        Type::FLOAT4 => row.try_get::<_, Option<f32>>(i)?.map(f64::from).into(),
        Type::FLOAT8 => row.try_get::<_, Option<f64>>(i)?.into(),
        Type::BYTEA => row.try_get::<_, Option<Vec<u8>>>(i)?.into(),
        Type::UUID => row.try_get::<_, Option<Uuid>>(i)?.into(),
        Type::TIMESTAMPTZ => row.try_get::<_, Option<Timestamp>>(i)?.into(),
        Type::DATE => row.try_get::<_, Option<Date>>(i)?.into(),
        // Text and its kin; a type that the house does not use (numeric) fails here, loudly.
        _ => row.try_get::<_, Option<String>>(i)?.into(),
    })
}

impl ToSql for Value {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> std::result::Result<IsNull, Source> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql_checked(kind, out),
            Self::Int(v) => match *kind {
                Type::INT2 => i16::try_from(*v)?.to_sql(kind, out),
                Type::INT4 => i32::try_from(*v)?.to_sql(kind, out),
                // SQLite takes a whole number for a measure as well.
                Type::FLOAT8 => (*v as f64).to_sql(kind, out),
                _ => v.to_sql_checked(kind, out),
            },
            Self::Real(v) => v.to_sql_checked(kind, out),
            Self::Text(v) => v.to_sql_checked(kind, out),
            Self::Bytes(v) => v.to_sql_checked(kind, out),
            Self::Uuid(v) => v.to_sql_checked(kind, out),
            Self::Instant(v) => v.to_sql_checked(kind, out),
            Self::Date(v) => v.to_sql_checked(kind, out),
        }
    }

    fn accepts(_: &Type) -> bool {
        true // decided value by value in `to_sql`
    }

    tokio_postgres::types::to_sql_checked!();
}
