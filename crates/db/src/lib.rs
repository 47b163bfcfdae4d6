//! Two engines, one SQL text. The only crate that names a database driver.
//!
//! * [`Db`] opens an address (`sqlite:PATH`, `postgres://…`) and hands out transactions.
//! * [`Tx`] runs statements written once, with `$1` parameters, on both engines; it knows who acts and when.
//! * [`Trace`] is a line of the journal: a transaction that writes without one does not commit.
//! * [`Tx::publish`] puts an event in the outbox; [`outbox`] hands it to the workers.
//! * [`Tx::pour`] writes a [`Batch`] of rows at the speed of the engine, [`Tx::each`] reads without keeping.
//! * [`verify`](verify::verify) finds a journal line that was altered, removed or moved.
//! * [`backup`] writes and restores everything, from either engine to either engine.

pub mod backup;
mod batch;
mod catalogue;
mod error;
mod flow;
pub mod journal;
mod migrate;
pub mod outbox;
mod postgres;
mod row;
mod sqlite;
mod traitement;
mod tx;
mod value;
pub mod verify;

pub use batch::{Batch, NewRow};
pub use error::{Error, Result};
pub use flow::Passing;
pub use journal::{Secret, Trace};
pub use kernel::Event;
pub use migrate::{MIGRATIONS, Migrations, expand};
pub use row::Row;
pub use traitement::REGISTRE;
pub use tx::Tx;
pub use value::{FromValue, Value};

use kernel::Ctx;
use std::{path::Path, sync::Arc};
use tokio::sync::Notify;

/// Which database program is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// Embedded file.
    Sqlite,
    /// Server.
    Postgres,
}

impl Engine {
    /// `sqlite` or `postgres`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
        }
    }
}

/// A database. Cheap to clone.
#[derive(Clone)]
pub struct Db {
    link: Arc<Link>,
    secret: Secret,
    published: Arc<Notify>,
}

enum Link {
    Sqlite(Arc<sqlite::Sqlite>),
    Postgres(postgres::Postgres),
}

impl Db {
    /// Opens `address`: `sqlite:PATH` (created when missing) or `postgres://…`. `secret` seals the journal.
    ///
    /// # Errors
    /// [`Error::Address`], [`Error::Open`].
    pub fn open(address: &str, secret: Secret) -> Result<Self> {
        let link = if let Some(path) = address.strip_prefix("sqlite:") {
            Link::Sqlite(Arc::new(sqlite::Sqlite::open(Path::new(path))?))
        } else if address.starts_with("postgres://") || address.starts_with("postgresql://") {
            Link::Postgres(postgres::Postgres::open(address)?)
        } else {
            return Err(Error::Address(address.to_owned()));
        };
        Ok(Self { link: Arc::new(link), secret, published: Arc::default() })
    }

    /// The engine behind.
    #[must_use]
    pub fn engine(&self) -> Engine {
        match &*self.link {
            Link::Sqlite(_) => Engine::Sqlite,
            Link::Postgres(_) => Engine::Postgres,
        }
    }

    /// The key of the instance.
    #[must_use]
    pub const fn secret(&self) -> &Secret {
        &self.secret
    }

    /// Starts a transaction that may write.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn begin(&self, ctx: &Ctx) -> Result<Tx> {
        let link = match &*self.link {
            Link::Sqlite(engine) => tx::Link::Sqlite(engine.writer().await?, Arc::clone(engine)),
            Link::Postgres(engine) => tx::Link::Postgres(engine.session("BEGIN").await?),
        };
        Ok(self.transaction(ctx, link, true))
    }

    /// Starts a transaction that only reads, on one consistent state.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn read(&self, ctx: &Ctx) -> Result<Tx> {
        const BEGIN: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
        let link = match &*self.link {
            Link::Sqlite(engine) => tx::Link::Sqlite(engine.reader()?, Arc::clone(engine)),
            Link::Postgres(engine) => tx::Link::Postgres(engine.session(BEGIN).await?),
        };
        Ok(self.transaction(ctx, link, false))
    }

    fn transaction(&self, ctx: &Ctx, link: tx::Link, writable: bool) -> Tx {
        Tx {
            connection: Some(link),
            ctx: ctx.clone(),
            secret: self.secret.clone(),
            published: Arc::clone(&self.published),
            writable,
            traces: Vec::new(),
            wrote: None,
            told: false,
            poured: false,
        }
    }

    /// After a big load: gives the room of the write-ahead log back to the disk (SQLite; PostgreSQL does it alone).
    /// A reader that is still at work puts it off to the next time.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn settle(&self) -> Result<()> {
        match &*self.link {
            Link::Sqlite(engine) => engine.settle().await,
            Link::Postgres(_) => Ok(()),
        }
    }

    /// After something was erased from these tables: gets rid of what the engine still holds of it, the log of SQLite, dead rows
    /// of PostgreSQL. What somebody at work keeps is left to the next time; a fault is logged: the erasure itself is done.
    pub async fn scrub(&self, tables: &[&str]) {
        let done = match &*self.link {
            Link::Sqlite(engine) => engine.settle().await,
            Link::Postgres(engine) => engine.rewrite(tables).await,
        };
        if let Err(error) = done {
            tracing::warn!(%error, "what was erased is still in dead rows or in the log");
        }
    }

    /// Brings the schema up to date, all of it or nothing; returns how many migrations were applied.
    ///
    /// # Errors
    /// [`Error::Newer`] when the database was written by a newer program, [`Error::Changed`] when the text of an
    /// applied migration differs, or a fault of storage.
    pub async fn migrate(&self, ctx: &Ctx, modules: &[Migrations]) -> Result<u32> {
        migrate::migrate(self, ctx, modules).await
    }

    /// Waits until a transaction of this program has published an event since the last wait. Made for one
    /// waiting worker in a program.
    pub async fn published(&self) {
        self.published.notified().await;
    }
}
