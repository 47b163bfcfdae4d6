//! A consistent copy of everything in one file, made while the program runs; either engine can take it back.

mod file;

use crate::{
    Db, Error, Migrations, Result, Row, Trace, Tx, Value,
    catalogue::{self, Table, quoted},
    migrate,
};
use file::{Cell, Counts, Header, Line, Mark, Reader, Writer, altered};
use kernel::{Ctx, Id};
use serde::Serialize;
use std::path::Path;

const FORMAT: &str = "maillage-backup";
const VERSION: u32 = 1;
/// Rows read at once, and rows written at once.
const PAGE: usize = 500;
const BATCH: usize = 20;
/// Its rows stand in the header: the restored schema is made again.
const MIGRATION: &str = "db_migration";

/// What a file holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Number of rows of each table.
    pub rows: Counts,
    /// Hash of the content, which the file also carries.
    pub sha256: String,
}

/// Writes everything to `path`; the file takes its name once it is complete. The journal of the instance
/// tells that it was done.
///
/// # Errors
/// A fault of storage or of the file system; no file is left then.
pub async fn backup(db: &Db, ctx: &Ctx, path: &Path) -> Result<Summary> {
    let mut tx = db.read(ctx).await?;
    let mut out = Writer::create(path)?;
    let migrations = migrate::applied(&mut tx).await?;
    out.line(&Mark::Header(Header {
        format: FORMAT.to_owned(),
        version: VERSION,
        engine: db.engine().name().to_owned(),
        written_at: ctx.now,
        migrations: migrations.into_iter().map(|((module, name), print)| (module, name, print)).collect(),
    }))?;
    let mut rows = Counts::new();
    for table in catalogue::tables(&mut tx, db.engine()).await? {
        if table.name != MIGRATION {
            let count = copy(&mut tx, &table, &mut out).await?;
            rows.insert(table.name, count);
        }
    }
    drop(tx);
    let sha256 = out.finish(rows.clone())?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    tx.record(Trace::new("db.sauvegarde_ecrite", format_args!("sauvegarde:{sha256}")));
    tx.commit().await?;
    Ok(Summary { rows, sha256 })
}

/// Copies a table, page by page along its primary key.
async fn copy(tx: &mut Tx, table: &Table, out: &mut Writer) -> Result<u64> {
    let columns: Vec<String> = table.columns.iter().map(|column| column.name.clone()).collect();
    let key = table.key();
    if key.is_empty() {
        return Err(Error::Backup(format!("la table {} n'a pas de clé primaire", table.name)));
    }
    let key_names = key.iter().map(|i| quoted(&columns[*i])).collect::<Vec<_>>().join(", ");
    let marks = (1..=key.len()).map(|i| format!("${i}")).collect::<Vec<_>>().join(", ");
    let names = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
    let (from, order) = (quoted(&table.name), format!("ORDER BY {key_names} LIMIT {PAGE}"));
    let first = format!("SELECT {names} FROM {from} {order}");
    let next = format!("SELECT {names} FROM {from} WHERE ({key_names}) > ({marks}) {order}");
    out.line(&Mark::Table { name: table.name.clone(), columns })?;
    let (mut count, mut page) = (0, tx.rows(&first, &[]).await?);
    while let Some(last) = page.last() {
        let after: Vec<Value> = key.iter().map(|i| last.values[*i].clone()).collect();
        let full = page.len() == PAGE;
        for Row { values, .. } in page {
            out.line(&values.into_iter().map(Cell::from).collect::<Vec<_>>())?;
            count += 1;
        }
        page = if full { tx.rows(&next, &after).await? } else { Vec::new() };
    }
    Ok(count)
}

/// Brings the content of `path` into a database without rows, all of it or nothing. The schema is first made
/// as it was when the file was written, then brought up to date.
///
/// # Errors
/// [`Error::Newer`] when the file comes from a newer program, [`Error::Backup`] when it is not whole or the
/// database is not empty; a fault of storage.
pub async fn restore(db: &Db, ctx: &Ctx, modules: &[Migrations], path: &Path) -> Result<Summary> {
    let mut file = Reader::open(path)?;
    let header = file.header()?;
    check(&header, modules)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    let known = |module: &str, name: &str| header.migrations.iter().any(|(m, n, _)| m == module && n == name);
    migrate::bring(&mut tx, db.engine(), modules, known).await?;
    if migrate::applied(&mut tx).await?.len() > header.migrations.len() {
        let said = "la base est plus récente que la sauvegarde ; restaurer dans une base neuve";
        return Err(Error::Backup(said.to_owned()));
    }
    let tables = catalogue::tables(&mut tx, db.engine()).await?;
    for table in tables.iter().filter(|table| table.name != MIGRATION) {
        if tx.row(&format!("SELECT 1 FROM {} LIMIT 1", quoted(&table.name)), &[]).await?.is_some() {
            let said = format!("la base n'est pas vide ({}) ; restaurer dans une base neuve", table.name);
            return Err(Error::Backup(said));
        }
    }
    let keys = catalogue::release(&mut tx, db.engine()).await?;
    let summary = load(&mut tx, &tables, &mut file).await?;
    catalogue::hold(&mut tx, keys).await?;
    migrate::bring(&mut tx, db.engine(), modules, |_, _| true).await?;
    tx.record(Trace::new("db.sauvegarde_restauree", format_args!("sauvegarde:{}", summary.sha256)));
    tx.commit().await?;
    Ok(summary)
}

/// Refuses what this program cannot read.
fn check(header: &Header, modules: &[Migrations]) -> Result<()> {
    if header.version > VERSION {
        let said = format!("format {} inconnu : installer une version plus récente", header.version);
        return Err(Error::Backup(said));
    }
    for (module, name, print) in &header.migrations {
        let (module, name) = (module.clone(), name.clone());
        match migrate::all(modules).find(|(m, n, _)| *m == module && *n == name) {
            None => return Err(Error::Newer { module, name }),
            Some((_, _, text)) if migrate::fingerprint(text) != *print => {
                return Err(Error::Changed { module, name });
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Inserts every row of the file; returns what came in, which is what the file says it holds.
async fn load(tx: &mut Tx, tables: &[Table], file: &mut Reader) -> Result<Summary> {
    let mut counts = Counts::new();
    let mut target: Option<Target> = None;
    loop {
        match (file.next()?, &mut target) {
            (Line::Row(cells), Some(target)) => target.take(tx, cells).await?,
            (Line::Mark(Mark::Table { name, columns }), target) => {
                close(tx, target.take(), &mut counts).await?;
                let table = tables.iter().find(|table| table.name == name).ok_or_else(altered)?;
                *target = Some(Target::new(table, &columns)?);
            }
            (Line::Mark(Mark::End { rows, sha256 }), target) => {
                close(tx, target.take(), &mut counts).await?;
                return if counts == rows { Ok(Summary { rows, sha256 }) } else { Err(altered()) };
            }
            (Line::Row(_) | Line::Mark(Mark::Header(_)), _) => return Err(altered()),
        }
    }
}

async fn close(tx: &mut Tx, target: Option<Target>, counts: &mut Counts) -> Result<()> {
    if let Some(mut target) = target {
        target.flush(tx).await?;
        counts.insert(target.name, target.count);
    }
    Ok(())
}

/// The table being filled.
struct Target {
    name: String,
    /// `INSERT INTO … (…) VALUES `.
    insert: String,
    kinds: Vec<String>,
    waiting: Vec<Value>,
    count: u64,
}

impl Target {
    fn new(table: &Table, columns: &[String]) -> Result<Self> {
        let kind = |name: &String| table.columns.iter().find(|c| c.name == *name).map(|c| c.kind.clone());
        let kinds = columns.iter().map(kind).collect::<Option<Vec<_>>>().ok_or_else(altered)?;
        let names = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let insert = format!("INSERT INTO {} ({names}) VALUES ", quoted(&table.name));
        Ok(Self { name: table.name.clone(), insert, kinds, waiting: Vec::new(), count: 0 })
    }

    async fn take(&mut self, tx: &mut Tx, cells: Vec<Cell>) -> Result<()> {
        if cells.len() != self.kinds.len() {
            return Err(altered());
        }
        for (cell, kind) in cells.into_iter().zip(&self.kinds) {
            self.waiting.push(cell.value(kind).ok_or_else(altered)?);
        }
        self.count += 1;
        if self.waiting.len() >= BATCH * self.kinds.len() { self.flush(tx).await } else { Ok(()) }
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<()> {
        let width = self.kinds.len();
        let marks: Vec<String> = (0..self.waiting.len() / width)
            .map(|row| (1..=width).map(|i| format!("${}", row * width + i)).collect::<Vec<_>>().join(", "))
            .collect();
        if !marks.is_empty() {
            tx.execute(&format!("{}({})", self.insert, marks.join("), (")), &self.waiting).await?;
            self.waiting.clear();
        }
        Ok(())
    }
}
