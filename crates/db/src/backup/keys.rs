//! The keys of people, apart. What is sealed about somebody opens with a key of theirs, and destroying it has to erase them from
//! the copies that were made before, too. So no copy holds a key: all those alive go to one small file beside, replaced each time.

use super::file::{Cell, Header, Line, Mark, Reader, altered};
use crate::{Error, Result, Value, catalogue::Column};
use std::{
    collections::{BTreeMap, HashMap},
    path::{Path, PathBuf},
};

/// A column of this name holds such keys, in whatever table.
pub(super) const COLUMN: &str = "cle_personne";
/// The file of the keys, beside the copies, and what tells those of two instances apart in one folder.
const FILE: &str = "cles-des-personnes";
const MARK: usize = 8;
pub(super) const FORMAT: &str = "maillage-cles";

/// Where the keys that go with a copy of an instance are: all copies in one folder share them.
pub(super) fn beside(copy: &Path, instance: &str) -> PathBuf {
    let mark: String = instance.chars().filter(char::is_ascii_alphanumeric).take(MARK).collect();
    copy.with_file_name(format!("{FILE}-{mark}"))
}

/// Refuses to replace what is not the file of keys of this instance: it may be all that opens somebody else's copies.
pub(super) fn may_replace(path: &Path, instance: &str) -> Result<()> {
    if !path.exists() {
        return Ok(());
    }
    match header(&mut Reader::open(path)?) {
        Ok(there) if there.instance == instance => Ok(()),
        _ => {
            let path = path.display();
            Err(Error::Backup(format!(
                "{path} n'est pas le fichier des clés de cette instance ; choisir un autre dossier"
            )))
        }
    }
}

fn header(file: &mut Reader) -> Result<Header> {
    file.header(FORMAT, "un fichier de clés")
}

/// The keys that a file holds, by table, then by the primary key of their row.
#[derive(Default)]
pub(super) struct Kept(BTreeMap<String, HashMap<String, Value>>);

impl Kept {
    /// Reads the keys that go with a copy: those of that day, or later ones.
    pub(super) fn read(path: &Path, copy: &Header) -> Result<Self> {
        if !path.exists() {
            return Err(Error::Backup(format!(
                "les clés des personnes manquent ({}) : les mettre à côté de la copie. Si elles sont perdues, --sans-cles restaure tout le reste et efface ces personnes",
                path.display()
            )));
        }
        let mut file = Reader::open(path)?;
        let header = header(&mut file)?;
        if header.instance != copy.instance {
            return Err(Error::Backup("les clés des personnes sont celles d'une autre instance".to_owned()));
        }
        if header.written_at < copy.written_at {
            return Err(Error::Backup(format!(
                "les clés des personnes ({}) sont plus anciennes que la sauvegarde ; reprendre les dernières",
                path.display()
            )));
        }
        let (mut kept, mut table) = (Self::default(), None);
        loop {
            match (file.next()?, &table) {
                (Line::Mark(Mark::Table { name, .. }), _) => table = Some(name),
                (Line::Row(mut cells), Some(table)) => {
                    let key = cells.pop().and_then(|cell| cell.value("")).ok_or_else(altered)?;
                    kept.0.entry(table.clone()).or_default().insert(named(cells)?, key);
                }
                (Line::Mark(Mark::End { .. }), _) => return Ok(kept),
                (Line::Row(_) | Line::Mark(Mark::Header(_)), _) => return Err(altered()),
            }
        }
    }

    /// The key of a row; nothing once it was destroyed.
    pub(super) fn of(&self, table: &str, primary: Vec<Cell>) -> Result<Option<&Value>> {
        let name = named(primary)?;
        Ok(self.0.get(table).and_then(|rows| rows.get(&name)))
    }
}

/// Where the primary key stands among these columns of the table, in the order of the table.
pub(super) fn primary(table: &[Column], columns: &[String]) -> Option<Vec<usize>> {
    let key = table.iter().filter(|one| one.is_key());
    key.map(|one| columns.iter().position(|name| *name == one.name)).collect()
}

/// A primary key in words, the same whatever the engine that wrote it.
fn named(cells: Vec<Cell>) -> Result<String> {
    let plain = cells.into_iter().map(|cell| match cell.value("") {
        Some(Value::Uuid(id)) => Some(Cell::from(Value::Bytes(id.as_bytes().to_vec()))),
        other => other.map(Cell::from),
    });
    let plain: Vec<Cell> = plain.collect::<Option<_>>().ok_or_else(altered)?;
    serde_json::to_string(&plain).map_err(|_| altered())
}
