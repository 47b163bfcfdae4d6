//! Many rows in (`COPY … (FORMAT binary)`), many rows out.

use super::{Session, references, start};
use crate::{
    Error, Result, Value,
    batch::{Batch, Slot},
    error::Source,
    flow::{Passing, Under},
};
use futures_util::{SinkExt, TryStreamExt};
use jiff::civil::{Date, date};
use std::{io::Cursor, pin::pin};

/// <https://www.postgresql.org/docs/15/sql-copy.html>: signature, flags, length of the extension.
const HEAD: &[u8] = b"PGCOPY\n\xff\r\n\0\0\0\0\0\0\0\0\0";
/// Day 0 of PostgreSQL.
const EPOCH: Date = date(2000, 1, 1);

impl Session {
    pub(crate) async fn pour(&mut self, batch: &Batch) -> Result<u64> {
        let sql = format!("COPY {} FROM STDIN (FORMAT binary)", batch.target());
        let content = Cursor::new(encode(batch).map_err(|source| Error::Sql { sql: sql.clone(), source })?);
        let client = &self.client;
        start(client, self.begin.take(), &sql, async {
            let mut sink = pin!(client.copy_in(&sql).await?);
            sink.send(content).await?;
            sink.finish().await
        })
        .await
    }

    pub(crate) async fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut (dyn FnMut(&Passing<'_>) -> Result<()> + Send),
    ) -> Result<()> {
        let client = &self.client;
        let mut rows = start(client, self.begin.take(), sql, async {
            let statement = client.prepare_cached(sql).await?;
            client.query_raw(&statement, references(params)).await.map(Box::pin)
        })
        .await?;
        while let Some(row) = rows.try_next().await.map_err(|e| Error::postgres(sql, e))? {
            each(&Passing(Under::Postgres(&row)))?;
        }
        Ok(())
    }
}

fn encode(batch: &Batch) -> std::result::Result<Vec<u8>, Source> {
    let mut out = Vec::with_capacity(batch.weight() + batch.weight() / 4 + HEAD.len());
    out.extend_from_slice(HEAD);
    let width = i16::try_from(batch.width())?.to_be_bytes();
    for row in batch.cells.chunks_exact(batch.width()) {
        out.extend_from_slice(&width);
        for slot in row {
            match *slot {
                Slot::Null => out.extend_from_slice(&(-1_i32).to_be_bytes()),
                Slot::Int(v) => field(&mut out, &v.to_be_bytes())?,
                Slot::Real(v) => field(&mut out, &v.to_be_bytes())?,
                Slot::Bool(v) => field(&mut out, &[u8::from(v)])?,
                Slot::Date(v) => field(&mut out, &days(v)?.to_be_bytes())?,
                Slot::Text(a, b) | Slot::Bytes(a, b) => field(&mut out, batch.slice(a, b))?,
            }
        }
    }
    out.extend_from_slice(&(-1_i16).to_be_bytes());
    Ok(out)
}

fn field(out: &mut Vec<u8>, bytes: &[u8]) -> std::result::Result<(), Source> {
    out.extend_from_slice(&i32::try_from(bytes.len())?.to_be_bytes());
    out.extend_from_slice(bytes);
    Ok(())
}

fn days(day: Date) -> std::result::Result<i32, Source> {
    Ok(day.since((jiff::Unit::Day, EPOCH))?.get_days())
}
