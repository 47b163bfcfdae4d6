//! PostgreSQL 15 or newer, through a pool; statements are prepared once per connection.

use crate::{Error, Result, Row, Value};
use deadpool_postgres::{Manager, ManagerConfig, Object, Pool, RecyclingMethod};
use jiff::{Timestamp, civil::Date};
use std::{error::Error as StdError, sync::Arc};
use tokio_postgres::{
    NoTls,
    types::{IsNull, ToSql, Type, private::BytesMut},
};
use uuid::Uuid;

const CONNECTIONS: usize = 16;

pub(crate) struct Postgres {
    pool: Pool,
}

impl Postgres {
    pub(crate) fn open(url: &str) -> Result<Self> {
        let fail = |source: Box<dyn StdError + Send + Sync>| Error::Open { address: without_password(url), source };
        let config: tokio_postgres::Config = url.parse().map_err(|e: tokio_postgres::Error| fail(e.into()))?;
        let manager =
            Manager::from_config(config, NoTls, ManagerConfig { recycling_method: RecyclingMethod::Fast });
        let pool = Pool::builder(manager).max_size(CONNECTIONS).build().map_err(|e| fail(e.into()))?;
        Ok(Self { pool })
    }

    pub(crate) async fn begin(&self, sql: &str) -> Result<Object> {
        let client = self.pool.get().await.map_err(|e| Error::Open {
            address: "postgres".to_owned(),
            source: match e {
                deadpool_postgres::PoolError::Backend(e) => e.into(),
                other => other.into(),
            },
        })?;
        client.batch_execute(sql).await.map_err(|e| Error::postgres(sql, e))?;
        Ok(client)
    }
}

/// `postgres://user:secret@host/base` without its secret, for messages.
fn without_password(url: &str) -> String {
    match (url.split_once("://"), url.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, place))) => format!("{scheme}://{place}"),
        _ => "postgres".to_owned(),
    }
}

pub(crate) async fn rows(client: &Object, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
    let fail = |e| Error::postgres(sql, e);
    let statement = client.prepare_cached(sql).await.map_err(fail)?;
    let found = client.query(&statement, &references(params)).await.map_err(fail)?;
    let columns: Arc<[Box<str>]> = statement.columns().iter().map(|c| Box::from(c.name())).collect();
    found
        .iter()
        .map(|row| {
            let values = (0..columns.len()).map(|i| cell(row, i)).collect::<std::result::Result<_, _>>();
            Ok(Row { columns: Arc::clone(&columns), values: values.map_err(fail)? })
        })
        .collect()
}

pub(crate) async fn execute(client: &Object, sql: &str, params: &[Value]) -> Result<u64> {
    let fail = |e| Error::postgres(sql, e);
    let statement = client.prepare_cached(sql).await.map_err(fail)?;
    client.execute(&statement, &references(params)).await.map_err(fail)
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
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> std::result::Result<IsNull, Box<dyn StdError + Sync + Send>> {
        match self {
            Self::Null => Ok(IsNull::Yes),
            Self::Bool(v) => v.to_sql_checked(kind, out),
            Self::Int(v) => match *kind {
                Type::INT2 => i16::try_from(*v)?.to_sql(kind, out),
                Type::INT4 => i32::try_from(*v)?.to_sql(kind, out),
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
