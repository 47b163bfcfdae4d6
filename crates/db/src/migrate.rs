//! Migrations: one file, two engines. `@id`, `@instant`… become the type of each engine; a line
//! `-- only: postgres` (or `sqlite`) keeps the statement after it for that engine.

use crate::{Db, Engine, Error, Result, Tx, params};
use kernel::Ctx;
use std::collections::BTreeMap;

/// The migrations of one module, in order: name and text.
#[derive(Debug, Clone, Copy)]
pub struct Migrations {
    /// Name of the crate that owns the tables.
    pub module: &'static str,
    /// Name and text of each file.
    pub files: &'static [(&'static str, &'static str)],
}

/// The migrations of this crate: journal and outbox.
pub const MIGRATIONS: Migrations = Migrations {
    module: "db",
    files: &[("001_journal_outbox", include_str!("../migrations/001_journal_outbox.sql"))],
};

const TYPES: [(&str, &str, &str); 10] = [
    ("@instant", "TEXT", "TIMESTAMPTZ"),
    ("@strict", "STRICT, WITHOUT ROWID", ""),
    ("@bytes", "BLOB", "BYTEA"),
    ("@date", "TEXT", "DATE"),
    ("@json", "TEXT", "TEXT"),
    ("@text", "TEXT", "TEXT COLLATE \"C\""),
    ("@bool", "INTEGER", "BOOLEAN"),
    ("@real", "REAL", "DOUBLE PRECISION"),
    ("@int", "INTEGER", "BIGINT"),
    ("@id", "BLOB", "UUID"),
];

/// The text of a migration as `engine` reads it, statement by statement.
#[must_use]
pub fn expand(text: &str, engine: Engine) -> Vec<String> {
    let mut statements = Vec::new();
    let mut only = None;
    let mut current = String::new();
    let mut in_trigger = false;
    for line in text.lines() {
        let trimmed = line.trim();
        if let Some(name) = trimmed.strip_prefix("-- only:") {
            only = Some(name.trim().to_owned());
            continue;
        }
        if trimmed.is_empty() || trimmed.starts_with("--") {
            continue;
        }
        current.push_str(line);
        current.push('\n');
        in_trigger |= trimmed.starts_with("CREATE TRIGGER") && only.as_deref() == Some("sqlite");
        let ends = if in_trigger { trimmed.ends_with("END;") } else { trimmed.ends_with(';') };
        if ends {
            let wanted = only.take().is_none_or(|name| name == engine.name());
            let statement = std::mem::take(&mut current);
            in_trigger = false;
            if wanted {
                statements.push(with_types(&statement, engine));
            }
        }
    }
    statements
}

fn with_types(statement: &str, engine: Engine) -> String {
    TYPES.iter().fold(statement.to_owned(), |text, (mark, sqlite, postgres)| {
        text.replace(mark, if engine == Engine::Sqlite { sqlite } else { postgres })
    })
}

/// Applies what is missing, all of it or nothing. Two programs starting together do it once.
pub(crate) async fn migrate(db: &Db, ctx: &Ctx, modules: &[Migrations]) -> Result<u32> {
    let mut tx = db.begin(ctx).await?;
    if db.engine() == Engine::Postgres {
        tx.rows("SELECT pg_advisory_xact_lock(4377464)::text", &[]).await?;
    }
    let create = "CREATE TABLE IF NOT EXISTS db_migration (module @text NOT NULL, nom @text NOT NULL,
        empreinte @text NOT NULL, applique_le @instant NOT NULL, PRIMARY KEY (module, nom)) @strict";
    tx.run(&with_types(create, db.engine()), &[]).await?;
    let mut applied = applied(&mut tx).await?;
    let mut count = 0;
    for module in modules {
        for (name, text) in module.files {
            let print = crate::journal::fingerprint(text);
            match applied.remove(&(module.module.to_owned(), (*name).to_owned())) {
                Some(known) if known == print => {}
                Some(_) => {
                    return Err(Error::Changed { module: module.module.to_owned(), name: (*name).to_owned() });
                }
                None => {
                    apply(&mut tx, db.engine(), module.module, name, text, &print).await?;
                    count += 1;
                }
            }
        }
    }
    if let Some(((module, name), _)) = applied.into_iter().next() {
        return Err(Error::Newer { module, name });
    }
    tx.commit().await?;
    Ok(count)
}

async fn applied(tx: &mut Tx) -> Result<BTreeMap<(String, String), String>> {
    let rows = tx.rows("SELECT module, nom, empreinte FROM db_migration", &[]).await?;
    rows.iter().map(|row| Ok(((row.get("module")?, row.get("nom")?), row.get("empreinte")?))).collect()
}

async fn apply(tx: &mut Tx, engine: Engine, module: &str, name: &str, text: &str, print: &str) -> Result<()> {
    for statement in expand(text, engine) {
        tx.run(&statement, &[]).await?;
    }
    const SQL: &str = "INSERT INTO db_migration (module, nom, empreinte, applique_le) VALUES ($1, $2, $3, $4)";
    let now = tx.ctx().now;
    tx.run(SQL, params![module, name, print, now]).await?;
    Ok(())
}
