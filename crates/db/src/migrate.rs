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

/// What each mark becomes on SQLite and on PostgreSQL.
const MARKS: [(&str, &str, &str); 11] = [
    ("id", "BLOB", "UUID"),
    ("int", "INTEGER", "BIGINT"),
    ("real", "REAL", "DOUBLE PRECISION"),
    ("bool", "INTEGER", "BOOLEAN"),
    ("text", "TEXT", "TEXT COLLATE \"C\""),
    ("json", "TEXT", "TEXT"),
    ("bytes", "BLOB", "BYTEA"),
    ("date", "TEXT", "DATE"),
    ("instant", "TEXT", "TIMESTAMPTZ"),
    ("strict", "STRICT, WITHOUT ROWID", ""),
    // A table of wide rows under one whole number: without this, a tree whose inner pages hold rows.
    ("wide", "STRICT", ""),
];

/// The text of a migration as `engine` reads it, statement by statement: each ends with a line that ends with
/// `;`, or with `END;` for a trigger of SQLite.
#[must_use]
pub fn expand(text: &str, engine: Engine) -> Vec<String> {
    let mut statements = Vec::new();
    let mut only = None;
    let mut current = String::new();
    for line in text.lines().map(str::trim_end).filter(|line| !line.is_empty()) {
        if let Some(name) = line.strip_prefix("-- only:") {
            only = Some(name.trim());
        }
        if line.trim_start().starts_with("--") {
            continue;
        }
        if !current.is_empty() {
            current.push('\n');
        }
        current.push_str(line);
        let in_trigger = current.starts_with("CREATE TRIGGER") && only == Some(Engine::Sqlite.name());
        if line.ends_with(if in_trigger { "END;" } else { ";" }) {
            let statement = std::mem::take(&mut current);
            if only.take().is_none_or(|name| name == engine.name()) {
                statements.push(with_types(&statement, engine));
            }
        }
    }
    statements
}

fn with_types(statement: &str, engine: Engine) -> String {
    let mut parts = statement.split('@');
    let mut expanded = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part.find(|sign: char| !sign.is_ascii_lowercase()).unwrap_or(part.len());
        let (mark, rest) = part.split_at(end);
        match (MARKS.iter().find(|(name, ..)| *name == mark), engine) {
            (Some((_, sqlite, _)), Engine::Sqlite) => expanded.push_str(sqlite),
            (Some((_, _, postgres)), Engine::Postgres) => expanded.push_str(postgres),
            (None, _) => expanded.extend(["@", mark]),
        }
        expanded.push_str(rest);
    }
    expanded
}

/// Applies what is missing, all of it or nothing.
pub(crate) async fn migrate(db: &Db, ctx: &Ctx, modules: &[Migrations]) -> Result<u32> {
    let mut tx = db.begin(ctx).await?;
    let count = bring(&mut tx, db.engine(), modules, |_, _| true).await?;
    tx.commit().await?;
    Ok(count)
}

/// Applies the migrations that are missing and `wanted`. Two programs starting together do it once: the
/// second waits here.
pub(crate) async fn bring(
    tx: &mut Tx,
    engine: Engine,
    modules: &[Migrations],
    wanted: impl Fn(&str, &str) -> bool,
) -> Result<u32> {
    if engine == Engine::Postgres {
        tx.rows("SELECT pg_advisory_xact_lock(4377464)::text", &[]).await?;
    }
    let create = "CREATE TABLE IF NOT EXISTS db_migration (module @text NOT NULL, nom @text NOT NULL,
        empreinte @text NOT NULL, applique_le @instant NOT NULL, PRIMARY KEY (module, nom)) @strict";
    tx.batch(&with_types(create, engine)).await?;
    let mut applied = applied(tx).await?;
    let mut missing = Vec::new();
    for (module, name, text) in all(modules) {
        let print = fingerprint(text);
        match applied.remove(&(module.to_owned(), name.to_owned())) {
            Some(known) if known == print => {}
            Some(_) => return Err(Error::Changed { module: module.to_owned(), name: name.to_owned() }),
            None => missing.push((module, name, text, print)),
        }
    }
    if let Some(((module, name), _)) = applied.pop_first() {
        return Err(Error::Newer { module, name });
    }
    let mut count = 0;
    for (module, name, text, print) in missing.into_iter().filter(|(module, name, ..)| wanted(module, name)) {
        for statement in expand(text, engine) {
            tx.batch(&statement).await?;
        }
        const SQL: &str =
            "INSERT INTO db_migration (module, nom, empreinte, applique_le) VALUES ($1, $2, $3, $4)";
        let now = tx.ctx().now;
        tx.run(SQL, params![module, name, print, now]).await?;
        count += 1;
    }
    Ok(count)
}

/// Module, name and text of each migration, in order.
pub(crate) fn all(
    modules: &[Migrations],
) -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    modules.iter().flat_map(|module| module.files.iter().map(|(name, text)| (module.module, *name, *text)))
}

/// Fingerprint of each applied migration, by module and name.
pub(crate) async fn applied(tx: &mut Tx) -> Result<BTreeMap<(String, String), String>> {
    let rows = tx.rows("SELECT module, nom, empreinte FROM db_migration", &[]).await?;
    rows.iter().map(|row| Ok(((row.get("module")?, row.get("nom")?), row.get("empreinte")?))).collect()
}

/// What tells a text from another; spaces at the end of lines do not count.
pub(crate) fn fingerprint(text: &str) -> String {
    crate::journal::fingerprint(&text.lines().map(str::trim_end).collect::<Vec<_>>())
}
