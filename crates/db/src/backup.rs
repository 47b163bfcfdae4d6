//! A consistent copy of everything in one file, made while the program runs; either engine can take it back. The keys that open
//! what is sealed about people are not in it: they go to a file beside, of which only the last one counts.

mod file;
mod keys;

use crate::{
    Db, Error, Migrations, Result, Row, Trace, Tx, Value,
    catalogue::{self, Table, quoted},
    migrate,
};
use file::{Cell, Counts, Header, Line, Mark, Reader, Writer, altered};
use kernel::{Ctx, Id};
use keys::Kept;
use serde::Serialize;
use std::path::{Path, PathBuf};

const FORMAT: &str = "maillage-backup";
/// 1: with the keys of people, if there were any. 2: without.
const VERSION: u32 = 2;
/// Rows read at once, and rows written at once.
const PAGE: usize = 500;
const BATCH: usize = 20;
/// Its rows stand in the header: the restored schema is made again.
const MIGRATION: &str = "db_migration";

/// What a file holds.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Number of rows of each table.
    pub rows: Counts,
    /// Hash of the content, which the file also carries.
    pub sha256: String,
    /// Keys of people, written to the file beside, or put back from it.
    pub keys: u64,
    /// People whose key was destroyed since the copy was made: what is sealed about them does not open any more.
    pub keyless: u64,
    /// The file beside: only its last version is to be kept.
    pub keys_file: PathBuf,
}

/// Where the keys of people are, when a copy comes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keys {
    /// In the file beside.
    Beside,
    /// Nowhere: everything comes back but what they open.
    Lost,
}

/// Writes everything to `path`, and the keys of people to the file beside, in place of the one before; the files take their
/// names once they are complete. The journal of the instance tells that it was done.
///
/// # Errors
/// A fault of storage or of the file system; no file is left then.
pub async fn backup(db: &Db, ctx: &Ctx, path: &Path) -> Result<Summary> {
    let mut tx = db.read(ctx).await?;
    let mut out = Writer::create(path)?;
    let instance = db.secret().seal("sauvegarde", &["instance"]);
    let migrations = migrate::applied(&mut tx).await?;
    let migrations: Vec<_> =
        migrations.into_iter().map(|((module, name), print)| (module, name, print)).collect();
    let header = |format: &str| {
        Mark::Header(Header {
            format: format.to_owned(),
            version: VERSION,
            engine: db.engine().name().to_owned(),
            written_at: ctx.now,
            migrations: migrations.clone(),
            instance: instance.clone(),
        })
    };
    out.line(&header(FORMAT))?;
    let (mut rows, mut apart) = (Counts::new(), Vec::new());
    for table in catalogue::tables(&mut tx, db.engine()).await? {
        if table.name != MIGRATION {
            let (table, keys) = table.part(keys::COLUMN);
            let count = copy(&mut tx, &table, &mut out).await?;
            rows.insert(table.name, count);
            apart.extend(keys);
        }
    }
    let (mut keys, keys_file) = (0, keys::beside(path, &instance));
    if !apart.is_empty() {
        keys::may_replace(&keys_file, &instance)?;
        let mut out = Writer::create(&keys_file)?;
        out.line(&header(keys::FORMAT))?;
        let mut rows = Counts::new();
        for table in apart {
            let count = copy(&mut tx, &table, &mut out).await?;
            keys += count;
            rows.insert(table.name, count);
        }
        out.finish(rows)?; // before the copy: keys that are older than it would be refused
    }
    drop(tx);
    let sha256 = out.finish(rows.clone())?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    tx.record(Trace::new("db.sauvegarde_ecrite", format_args!("sauvegarde:{sha256}")));
    tx.commit().await?;
    Ok(Summary { rows, sha256, keys, keyless: 0, keys_file })
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
/// as it was when the file was written, then brought up to date. Somebody whose key is no longer in the file of keys gets an
/// empty one: the module that keeps them erases the rest.
///
/// # Errors
/// [`Error::Newer`] when the file comes from a newer program, [`Error::Backup`] when it is not whole, the keys of people
/// are missing, too old or of another instance, or the database is not empty; a fault of storage.
pub async fn restore(db: &Db, ctx: &Ctx, modules: &[Migrations], path: &Path, keys: Keys) -> Result<Summary> {
    let mut file = Reader::open(path)?;
    let header = file.header(FORMAT, "une sauvegarde")?;
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
    let links = catalogue::release(&mut tx, db.engine()).await?;
    let keys_file = keys::beside(path, &header.instance);
    let kept = || match keys {
        Keys::Beside => Kept::read(&keys_file, &header),
        Keys::Lost => Ok(Kept::default()),
    };
    let summary = Summary { keys_file: keys_file.clone(), ..load(&mut tx, &tables, &mut file, kept).await? };
    catalogue::hold(&mut tx, links).await?;
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

/// Inserts every row of the file; returns what came in, which is what the file says it holds. `kept` reads the keys of people,
/// when a table wants some.
async fn load(
    tx: &mut Tx,
    tables: &[Table],
    file: &mut Reader,
    kept: impl Fn() -> Result<Kept>,
) -> Result<Summary> {
    let mut all = Summary::default();
    let mut target: Option<Target> = None;
    loop {
        match (file.next()?, &mut target) {
            (Line::Row(cells), Some(target)) => {
                if target.primary.is_some() && target.kept.is_none() {
                    target.kept = Some(kept()?);
                }
                target.take(tx, cells).await?;
            }
            (Line::Mark(Mark::Table { name, columns }), target) => {
                close(tx, target.take(), &mut all).await?;
                let table = tables.iter().find(|table| table.name == name).ok_or_else(altered)?;
                *target = Some(Target::new(table, columns)?);
            }
            (Line::Mark(Mark::End { rows, sha256 }), target) => {
                close(tx, target.take(), &mut all).await?;
                all.sha256 = sha256;
                return if all.rows == rows { Ok(all) } else { Err(altered()) };
            }
            (Line::Row(_) | Line::Mark(Mark::Header(_)), _) => return Err(altered()),
        }
    }
}

async fn close(tx: &mut Tx, target: Option<Target>, all: &mut Summary) -> Result<()> {
    if let Some(mut target) = target {
        target.flush(tx).await?;
        all.rows.insert(target.name, target.count);
        all.keyless += target.keyless;
        all.keys += target.primary.map_or(0, |_| target.count - target.keyless);
    }
    Ok(())
}

/// The table being filled.
struct Target {
    name: String,
    /// `INSERT INTO … (…) VALUES `.
    insert: String,
    kinds: Vec<String>,
    /// Where the primary key stands in a row of the file, when the key of a person goes behind.
    primary: Option<Vec<usize>>,
    /// The keys of people, read with the first row.
    kept: Option<Kept>,
    waiting: Vec<Value>,
    count: u64,
    keyless: u64,
}

impl Target {
    fn new(table: &Table, mut columns: Vec<String>) -> Result<Self> {
        let apart = |name: &str| name == keys::COLUMN;
        let lacks = table.columns.iter().any(|one| apart(&one.name)) && !columns.iter().any(|one| apart(one));
        let primary = keys::primary(&table.columns, &columns).filter(|_| lacks);
        if lacks {
            columns.push(keys::COLUMN.to_owned());
        }
        let kind = |name: &String| table.columns.iter().find(|c| c.name == *name).map(|c| c.kind.clone());
        let kinds = columns.iter().map(kind).collect::<Option<Vec<_>>>().ok_or_else(altered)?;
        let names = columns.iter().map(|name| quoted(name)).collect::<Vec<_>>().join(", ");
        let insert = format!("INSERT INTO {} ({names}) VALUES ", quoted(&table.name));
        let (waiting, kept) = (Vec::new(), None);
        Ok(Self { name: table.name.clone(), insert, kinds, primary, kept, waiting, count: 0, keyless: 0 })
    }

    async fn take(&mut self, tx: &mut Tx, cells: Vec<Cell>) -> Result<()> {
        if cells.len() + usize::from(self.primary.is_some()) != self.kinds.len() {
            return Err(altered());
        }
        let key = self.key(&cells)?;
        for (cell, kind) in cells.into_iter().zip(&self.kinds) {
            self.waiting.push(cell.value(kind).ok_or_else(altered)?);
        }
        self.waiting.extend(key);
        self.count += 1;
        if self.waiting.len() >= BATCH * self.kinds.len() { self.flush(tx).await } else { Ok(()) }
    }

    /// The key of the person of a row, empty when it was destroyed; nothing in other tables.
    fn key(&mut self, cells: &[Cell]) -> Result<Option<Value>> {
        let (Some(primary), Some(kept)) = (&self.primary, &self.kept) else { return Ok(None) };
        let name = primary.iter().filter_map(|at| cells.get(*at).cloned()).collect();
        let key = kept.of(&self.name, name)?;
        self.keyless += u64::from(key.is_none());
        Ok(Some(key.cloned().unwrap_or_else(|| Value::Bytes(Vec::new()))))
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
