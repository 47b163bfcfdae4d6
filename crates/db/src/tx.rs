use crate::{
    Error, Event, Result, Row, Value,
    journal::{self, Secret, Trace},
    params,
    postgres, sqlite::{self, Sqlite},
};
use deadpool_postgres::Object;
use kernel::{Cpts, Ctx, Id};
use rusqlite::Connection;
use std::sync::Arc;
use tokio::sync::Notify;

/// A transaction: what happens inside is seen by nobody before [`Tx::commit`], and by nobody ever without it.
pub struct Tx {
    pub(crate) connection: Option<Link>,
    pub(crate) ctx: Ctx,
    pub(crate) secret: Secret,
    pub(crate) published: Arc<Notify>,
    pub(crate) writable: bool,
    pub(crate) traces: Vec<Trace>,
    /// First statement that wrote, if any.
    pub(crate) wrote: Option<String>,
    pub(crate) told: bool,
}

pub(crate) enum Link {
    Writer(sqlite::Writer),
    Reader(Connection, Arc<Sqlite>),
    Postgres(Object),
}

impl Tx {
    /// Who acts, when, in which CPTS.
    #[must_use]
    pub const fn ctx(&self) -> &Ctx {
        &self.ctx
    }

    /// The CPTS of the caller, first parameter of every statement on tenant tables.
    #[must_use]
    pub const fn cpts(&self) -> Id<Cpts> {
        self.ctx.cpts
    }

    /// All lines of the answer. On PostgreSQL `SUM` of integers must be cast to `BIGINT`.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        match &self.connection {
            Some(Link::Writer(connection)) => sqlite::rows(connection, sql, params),
            Some(Link::Reader(connection, _)) => sqlite::rows(connection, sql, params),
            Some(Link::Postgres(client)) => postgres::rows(client, sql, params).await,
            None => Ok(Vec::new()),
        }
    }

    /// The first line of the answer.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn row(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// The only line of an answer that always has one (`count(*)`, `RETURNING`).
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn must_row(&mut self, sql: &str, params: &[Value]) -> Result<Row> {
        self.row(sql, params).await?.ok_or_else(|| Error::Decode {
            column: sql.split_whitespace().take(8).collect::<Vec<_>>().join(" "),
            expected: "one line",
            got: "none".to_owned(),
        })
    }

    /// Runs a statement that writes; returns the number of lines it touched. A transaction that writes must
    /// also [`record`](Self::record) why, else [`commit`](Self::commit) refuses.
    ///
    /// # Errors
    /// A fault of storage, or a write in a read-only transaction.
    pub async fn execute(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        if !self.writable {
            return Err(Error::ReadOnly { sql: sql.to_owned() });
        }
        if self.wrote.is_none() {
            self.wrote = Some(sql.to_owned());
        }
        self.run(sql, params).await
    }

    /// A write of the machinery's own (journal, outbox, sessions), which needs no line in the journal.
    pub(crate) async fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        match &self.connection {
            Some(Link::Writer(connection)) => sqlite::execute(connection, sql, params),
            Some(Link::Postgres(client)) => postgres::execute(client, sql, params).await,
            Some(Link::Reader(..)) | None => Err(Error::ReadOnly { sql: sql.to_owned() }),
        }
    }

    /// A write that leaves no line in the journal because it changes no fact: last activity of a session,
    /// counter of attempts, rows of a file being imported (the import itself is recorded).
    ///
    /// # Errors
    /// A fault of storage, or a write in a read-only transaction.
    pub async fn execute_untraced(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        if self.writable { self.run(sql, params).await } else { Err(Error::ReadOnly { sql: sql.to_owned() }) }
    }

    /// Writes a line in the journal of the caller's CPTS when the transaction commits.
    pub fn record(&mut self, trace: Trace) {
        self.traces.push(trace);
    }

    /// Tells a fact to the rest of the program, once the transaction has committed.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn publish<E: Event>(&mut self, event: &E) -> Result<()> {
        const SQL: &str = "INSERT INTO db_outbox (cpts, id, nom, contenu, ecrit_le, essais, prochain_essai_le, erreur)
            VALUES ($1, $2, $3, $4, $5, 0, $5, '')";
        let content = serde_json::to_string(event).map_err(|e| Error::Decode {
            column: E::NAME.to_owned(),
            expected: "an event that has a JSON form",
            got: e.to_string(),
        })?;
        let (cpts, id, now) = (self.ctx.cpts, self.ctx.id::<E>(), self.ctx.now);
        self.told = true;
        self.run(SQL, params![cpts, id, E::NAME, content, now]).await?;
        Ok(())
    }

    /// Makes everything durable and seen.
    ///
    /// # Errors
    /// [`Error::Untraced`] when something was written and nothing recorded; a fault of storage. Nothing is
    /// kept in either case.
    pub async fn commit(mut self) -> Result<()> {
        if let (Some(sql), true) = (&self.wrote, self.traces.is_empty()) {
            return Err(Error::Untraced { sql: sql.clone() });
        }
        if !self.traces.is_empty() {
            let (ctx, secret, traces) = (self.ctx.clone(), self.secret.clone(), std::mem::take(&mut self.traces));
            journal::append(&mut self, &ctx, &secret, traces).await?;
        }
        match self.connection.as_ref() {
            Some(Link::Writer(connection)) => {
                sqlite::blocking(|| connection.execute_batch("COMMIT")).map_err(|e| Error::sqlite("COMMIT", e))?;
            }
            Some(Link::Postgres(client)) => {
                client.batch_execute("COMMIT").await.map_err(|e| Error::postgres("COMMIT", e))?;
                self.connection = None;
            }
            Some(Link::Reader(..)) | None => {}
        }
        if self.told {
            self.published.notify_waiters();
        }
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        match self.connection.take() {
            Some(Link::Writer(connection)) if !connection.is_autocommit() => {
                // A refused COMMIT (disk full) leaves the transaction open as well: nothing of it may stay.
                if let Err(error) = connection.execute_batch("ROLLBACK") {
                    tracing::error!(%error, "rollback");
                }
            }
            Some(Link::Reader(connection, engine)) => engine.give_back(connection),
            Some(Link::Postgres(client)) => roll_back(client),
            Some(Link::Writer(_)) | None => {}
        }
    }
}

/// The connection goes back to its pool only once its transaction is closed; without a runtime it is closed.
fn roll_back(client: Object) {
    match tokio::runtime::Handle::try_current() {
        Ok(runtime) => drop(runtime.spawn(async move {
            if client.batch_execute("ROLLBACK").await.is_err() {
                drop(Object::take(client));
            }
        })),
        Err(_) => drop(Object::take(client)),
    }
}
