//! The file: compressed JSON lines. A header, then for each table a line with its columns and a line for each
//! row, then the number of rows and the hash of everything before.

use crate::{Error, Result, Value};
use data_encoding::{BASE64, HEXLOWER};
use flate2::{Compression, bufread::GzDecoder, write::GzEncoder};
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, BufRead, BufReader, BufWriter, ErrorKind, Write},
    path::{Path, PathBuf},
};
use uuid::Uuid;

/// How many rows each table has.
pub(super) type Counts = BTreeMap<String, u64>;

/// A line that is not a row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Mark {
    Header(Header),
    Table { name: String, columns: Vec<String> },
    End { rows: Counts, sha256: String },
}

#[derive(Serialize, Deserialize)]
pub(super) struct Header {
    pub format: String,
    pub version: u32,
    pub engine: String,
    pub written_at: Timestamp,
    /// Module, name and fingerprint.
    pub migrations: Vec<(String, String, String)>,
    /// What two files of one instance share; none in those of version 1.
    #[serde(default)]
    pub instance: String,
}

/// A cell: what JSON has no word for carries its type.
#[derive(Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Cell {
    Null(()),
    Bool(bool),
    Int(i64),
    Text(String),
    Other(Typed),
}

#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Typed {
    Real(String),
    Bytes(String),
    Uuid(Uuid),
    Instant(Timestamp),
    Date(Date),
}

impl From<Value> for Cell {
    fn from(value: Value) -> Self {
        match value {
            Value::Null => Self::Null(()),
            Value::Bool(v) => Self::Bool(v),
            Value::Int(v) => Self::Int(v),
            Value::Text(v) => Self::Text(v),
            Value::Real(v) => Self::Other(Typed::Real(v.to_string())),
            Value::Bytes(v) => Self::Other(Typed::Bytes(BASE64.encode(&v))),
            Value::Uuid(v) => Self::Other(Typed::Uuid(v)),
            Value::Instant(v) => Self::Other(Typed::Instant(v)),
            Value::Date(v) => Self::Other(Typed::Date(v)),
        }
    }
}

impl Cell {
    /// The value, as a column of type `kind` wants it; SQLite takes all as they are.
    pub(super) fn value(self, kind: &str) -> Option<Value> {
        let value = match self {
            Self::Null(()) => Value::Null,
            Self::Bool(v) => Value::Bool(v),
            Self::Int(v) => Value::Int(v),
            Self::Text(v) => Value::Text(v),
            Self::Other(Typed::Real(v)) => Value::Real(v.parse().ok()?),
            Self::Other(Typed::Bytes(v)) => Value::Bytes(BASE64.decode(v.as_bytes()).ok()?),
            Self::Other(Typed::Uuid(v)) => Value::Uuid(v),
            Self::Other(Typed::Instant(v)) => Value::Instant(v),
            Self::Other(Typed::Date(v)) => Value::Date(v),
        };
        Some(match (kind, value) {
            ("uuid", Value::Bytes(v)) => Value::Uuid(Uuid::from_slice(&v).ok()?),
            ("boolean", Value::Int(v)) => Value::Bool(v != 0),
            ("timestamp with time zone", Value::Text(v)) => Value::Instant(v.parse().ok()?),
            ("date", Value::Text(v)) => Value::Date(v.parse().ok()?),
            (_, value) => value,
        })
    }
}

/// Writes beside the target, and takes its name only once everything is on the disk.
pub(super) struct Writer {
    target: PathBuf,
    draft: PathBuf,
    out: GzEncoder<BufWriter<File>>,
    hash: Sha256,
}

impl Writer {
    pub(super) fn create(target: &Path) -> Result<Self> {
        let mut draft = target.as_os_str().to_owned();
        draft.push(".partiel");
        let draft = PathBuf::from(draft);
        let mut options = File::options();
        options.write(true).create(true).truncate(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600); // it holds everything about everybody
        let file = options.open(&draft).map_err(|e| fault(&draft, e))?;
        let out = GzEncoder::new(BufWriter::new(file), Compression::default());
        Ok(Self { target: target.to_owned(), draft, out, hash: Sha256::new() })
    }

    pub(super) fn line(&mut self, line: &impl Serialize) -> Result<()> {
        let mut text = serde_json::to_vec(line).map_err(|e| Error::Backup(e.to_string()))?;
        text.push(b'\n');
        self.hash.update(&text);
        self.out.write_all(&text).map_err(|e| fault(&self.draft, e))
    }

    /// Ends the file; returns the hash of what it holds.
    pub(super) fn finish(mut self, rows: Counts) -> Result<String> {
        let sha256 = HEXLOWER.encode(&self.hash.clone().finalize());
        self.line(&Mark::End { rows, sha256: sha256.clone() })?;
        self.publish().map_err(|e| fault(&self.target, e))?;
        Ok(sha256)
    }

    fn publish(&mut self) -> io::Result<()> {
        self.out.try_finish()?;
        self.out.get_mut().flush()?;
        self.out.get_ref().get_ref().sync_all()?;
        fs::rename(&self.draft, &self.target)?;
        match self.target.parent() {
            Some(folder) if cfg!(unix) && folder != Path::new("") => File::open(folder)?.sync_all(),
            _ => Ok(()),
        }
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.draft); // nothing is there any more once it took its name
    }
}

/// Reads line by line, and checks on the way.
pub(super) struct Reader {
    path: PathBuf,
    lines: BufReader<GzDecoder<BufReader<File>>>,
    hash: Sha256,
}

/// A line.
pub(super) enum Line {
    Mark(Mark),
    Row(Vec<Cell>),
}

impl Reader {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let file = File::open(path).map_err(|e| fault(path, e))?;
        let lines = BufReader::new(GzDecoder::new(BufReader::new(file)));
        Ok(Self { path: path.to_owned(), lines, hash: Sha256::new() })
    }

    /// The header of a file of that format, which people call `what`.
    pub(super) fn header(&mut self, format: &str, what: &str) -> Result<Header> {
        match self.next() {
            Ok(Line::Mark(Mark::Header(header))) if header.format == format => Ok(header),
            Err(error @ Error::File { .. }) => Err(error),
            _ => Err(Error::Backup(format!("{} n'est pas {what} de Maillage", self.path.display()))),
        }
    }

    /// The next line. The end only comes when it fits what came before and nothing follows it.
    pub(super) fn next(&mut self) -> Result<Line> {
        let text = self.text()?;
        if text.starts_with('[') {
            self.hash.update(&text);
            return Ok(Line::Row(parse(&text)?));
        }
        let mark = parse(&text)?;
        if let Mark::End { sha256, .. } = &mark {
            let fits = HEXLOWER.encode(&self.hash.clone().finalize()) == *sha256;
            let mut rest = String::new();
            if !fits || self.lines.read_line(&mut rest).map_err(|e| fault(&self.path, e))? > 0 {
                return Err(altered());
            }
        }
        self.hash.update(&text);
        Ok(Line::Mark(mark))
    }

    fn text(&mut self) -> Result<String> {
        let mut text = String::new();
        self.lines.read_line(&mut text).map_err(|e| fault(&self.path, e))?;
        if text.ends_with('\n') { Ok(text) } else { Err(cut()) }
    }
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|_| altered())
}

pub(super) fn altered() -> Error {
    Error::Backup("le fichier est altéré, rien n'a été restauré".to_owned())
}

fn cut() -> Error {
    Error::Backup("le fichier est incomplet, rien n'a été restauré".to_owned())
}

fn fault(path: &Path, source: io::Error) -> Error {
    match source.kind() {
        ErrorKind::UnexpectedEof => cut(),
        ErrorKind::InvalidData | ErrorKind::InvalidInput => altered(),
        _ => Error::File { path: path.display().to_string(), source },
    }
}
