use crate::{
    Batch, Error, Event, Passing, Result, Row, Value,
    journal::{self, Secret, Trace},
    params, postgres,
    sqlite::{self, Sqlite},
};
use jiff::Timestamp;
use kernel::{Cpts, Ctx, Id};
use std::sync::Arc;
use tokio::sync::Notify;

/// A transaction: what happens inside is seen by nobody before [`Tx::commit`], and by nobody ever without it.
/// A statement that fails ends it, on both engines.
pub struct Tx {
    /// None once the transaction is over.
    pub(crate) connection: Option<Link>,
    pub(crate) ctx: Ctx,
    pub(crate) secret: Secret,
    pub(crate) published: Arc<Notify>,
    pub(crate) writable: bool,
    pub(crate) traces: Vec<Trace>,
    /// First statement that wrote, if any.
    pub(crate) wrote: Option<String>,
    pub(crate) told: bool,
    /// A batch was poured: the writer of SQLite has more memory until the end.
    pub(crate) poured: bool,
}

pub(crate) enum Link {
    Sqlite(sqlite::Handle, Arc<Sqlite>),
    Postgres(postgres::Session),
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

    /// All lines of the answer. A statement that also writes (`INSERT … RETURNING`) obeys the law of
    /// [`execute`](Self::execute). On PostgreSQL `SUM` of integers must be cast to `BIGINT`, and a parameter
    /// gets its type where it first stands: `nom = $1 OR $1 IS NULL`, not the other way round.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn rows(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        if writes(sql) {
            self.will_write(sql)?;
        }
        self.fetch(sql, params).await
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
        self.will_write(sql)?;
        self.run(sql, params).await
    }

    /// A write that leaves no line in the journal because it changes no fact: last activity of a session,
    /// counter of attempts, rows of a file being imported (the import itself is recorded).
    ///
    /// # Errors
    /// A fault of storage, or a write in a read-only transaction.
    pub async fn execute_untraced(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        self.run(sql, params).await
    }

    /// Like [`execute_untraced`](Self::execute_untraced) for a statement that answers one line (`RETURNING`).
    ///
    /// # Errors
    /// A fault of storage, or a write in a read-only transaction.
    pub async fn row_untraced(&mut self, sql: &str, params: &[Value]) -> Result<Option<Row>> {
        Ok(self.fetch(sql, params).await?.into_iter().next())
    }

    fn will_write(&mut self, sql: &str) -> Result<()> {
        if !self.writable {
            return Err(Error::ReadOnly { sql: sql.to_owned() });
        }
        if self.wrote.is_none() {
            self.wrote = Some(sql.to_owned());
        }
        Ok(())
    }

    /// Reads, or writes and reads, without asking for a line in the journal.
    pub(crate) async fn fetch(&mut self, sql: &str, params: &[Value]) -> Result<Vec<Row>> {
        let answer = match &mut self.connection {
            Some(Link::Sqlite(connection, _)) => sqlite::rows(connection, sql, params),
            Some(Link::Postgres(session)) => session.rows(sql, params).await,
            None => Err(Error::Ended { sql: sql.to_owned() }),
        };
        self.or_end(answer)
    }

    /// Writes without asking for a line in the journal.
    pub(crate) async fn run(&mut self, sql: &str, params: &[Value]) -> Result<u64> {
        let answer = match &mut self.connection {
            Some(Link::Sqlite(connection, _)) => sqlite::execute(connection, sql, params),
            Some(Link::Postgres(session)) => session.execute(sql, params).await,
            None => Err(Error::Ended { sql: sql.to_owned() }),
        };
        self.or_end(answer)
    }

    /// Writes every row of `batch`, as [`execute_untraced`](Self::execute_untraced) does: `COPY` on PostgreSQL, one
    /// prepared statement on SQLite. Some thousand rows a time cost the least.
    ///
    /// # Errors
    /// A fault of storage, or a batch whose last row is not whole.
    pub async fn pour(&mut self, batch: &Batch) -> Result<u64> {
        batch.check()?;
        if !self.writable {
            return Err(Error::ReadOnly { sql: batch.insert() });
        }
        let answer = match &mut self.connection {
            Some(Link::Sqlite(connection, _)) => match self.poured {
                true => Ok(()),
                false => sqlite::bulk::widen(connection, true),
            }
            .and_then(|()| sqlite::bulk::pour(connection, batch)),
            Some(Link::Postgres(session)) => session.pour(batch).await,
            None => Err(Error::Ended { sql: batch.insert() }),
        };
        self.poured = true;
        self.or_end(answer)
    }

    /// Hands each line of a long answer to `each`, and keeps none.
    ///
    /// # Errors
    /// A fault of storage, or what `each` answers: the transaction is over then.
    pub async fn each(
        &mut self,
        sql: &str,
        params: &[Value],
        each: &mut (dyn FnMut(&Passing<'_>) -> Result<()> + Send),
    ) -> Result<()> {
        let answer = match &mut self.connection {
            Some(Link::Sqlite(connection, _)) => sqlite::bulk::each(connection, sql, params, each),
            Some(Link::Postgres(session)) => session.each(sql, params, each).await,
            None => Err(Error::Ended { sql: sql.to_owned() }),
        };
        self.or_end(answer)
    }

    /// Runs statements without parameters and keeps none prepared.
    pub(crate) async fn batch(&mut self, sql: &str) -> Result<()> {
        let answer = match &mut self.connection {
            Some(Link::Sqlite(connection, _)) => sqlite::batch(connection, sql),
            Some(Link::Postgres(session)) => session.batch(sql).await,
            None => Err(Error::Ended { sql: sql.to_owned() }),
        };
        self.or_end(answer)
    }

    fn or_end<T>(&mut self, answer: Result<T>) -> Result<T> {
        if answer.is_err() {
            self.end();
        }
        answer
    }

    /// Gives the connection back, and nothing of the transaction stays.
    fn end(&mut self) {
        match self.connection.take() {
            Some(Link::Sqlite(connection, engine)) => {
                if self.poured {
                    let _ = sqlite::bulk::widen(&connection, false); // it would only keep memory
                }
                engine.give_back(connection);
            }
            Some(Link::Postgres(session)) => session.roll_back(),
            None => {}
        }
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
        let now = self.ctx.now;
        self.publish_at(event, now).await
    }

    /// The same, told at `when` and not before.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn publish_at<E: Event>(&mut self, event: &E, when: Timestamp) -> Result<()> {
        const SQL: &str = "INSERT INTO db_outbox (cpts, id, nom, contenu, ecrit_le, essais, faites,
            prochain_essai_le, erreur) VALUES ($1, $2, $3, $4, $5, 0, '', $6, '')";
        let content = serde_json::to_string(event).map_err(|e| Error::Decode {
            column: E::NAME.to_owned(),
            expected: "an event that has a JSON form",
            got: e.to_string(),
        })?;
        let (cpts, id, now) = (self.ctx.cpts, self.ctx.id::<E>(), self.ctx.now);
        self.told = true;
        self.run(SQL, params![cpts, id, E::NAME, content, now, when]).await?;
        Ok(())
    }

    /// Makes everything durable and seen.
    ///
    /// # Errors
    /// [`Error::Untraced`] when something was written and nothing recorded; a fault of storage. Nothing is
    /// kept in either case.
    pub async fn commit(mut self) -> Result<()> {
        if let (Some(sql), Some(_), true) = (&self.wrote, &self.connection, self.traces.is_empty()) {
            return Err(Error::Untraced { sql: sql.clone() });
        }
        if !self.traces.is_empty() {
            let (ctx, secret, traces) =
                (self.ctx.clone(), self.secret.clone(), std::mem::take(&mut self.traces));
            journal::append(&mut self, &ctx, &secret, traces).await?;
        }
        match self.connection.take() {
            Some(Link::Sqlite(connection, engine)) => {
                if self.poured {
                    sqlite::bulk::widen(&connection, false)?;
                }
                engine.commit(connection).await?;
            }
            Some(Link::Postgres(session)) => session.commit().await?,
            None => return Err(Error::Ended { sql: "COMMIT".to_owned() }),
        }
        if self.told {
            self.published.notify_one();
        }
        Ok(())
    }
}

impl Drop for Tx {
    fn drop(&mut self) {
        self.end();
    }
}

/// Whether a statement that answers lines also writes.
fn writes(sql: &str) -> bool {
    let is = |word: &str, any: &[&str]| any.iter().any(|other| word.eq_ignore_ascii_case(other));
    let mut words = sql.split_ascii_whitespace().map(|word| word.trim_matches(['(', ')']));
    match words.next() {
        Some(first) if is(first, &["SELECT", "VALUES", "PRAGMA"]) => false,
        Some(first) if is(first, &["WITH"]) => words.any(|word| is(word, &["INSERT", "UPDATE", "DELETE"])),
        _ => true,
    }
}
