//! A CSV file read line by line: separator and encoding found, columns by name.

use crate::nature::{self, BOM, HEAD};
use crate::{Error, Refused};
use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use std::fs::{self, File};
use std::io::{self, Cursor, Read};
use std::path::Path;

/// Refused values that are quoted; the others are only counted.
const QUOTED: usize = 10;

/// A file held whole, in UTF-8: for what is read several times, or faster than a [`Table`] goes.
pub struct Source {
    file: String,
    bytes: Vec<u8>,
    windows: bool,
}

/// The lines of a file.
pub struct Table<'a> {
    file: String,
    reader: csv::Reader<Box<dyn Read + 'a>>,
    titles: Vec<String>,
    /// Line of the header.
    header: u64,
    record: ByteRecord,
    windows: bool,
    first: Vec<Refused>,
    refused: u64,
    lines: u64,
}

impl Source {
    /// Reads a file; what is not UTF-8 is read as Windows-1252, which every byte is a letter of.
    ///
    /// # Errors
    /// [`Error::Unread`], [`Error::Nature`].
    pub fn read(path: &Path) -> Result<Self, Error> {
        let file = path.display().to_string();
        let mut bytes = fs::read(path).map_err(|error| unread(&file, &error))?;
        check(&file, &bytes[..bytes.len().min(HEAD)])?;
        if bytes.starts_with(BOM) {
            bytes.drain(..BOM.len());
        }
        let windows = std::str::from_utf8(&bytes).is_err();
        if windows {
            bytes = WINDOWS_1252.decode_without_bom_handling(&bytes).0.into_owned().into_bytes();
        }
        Ok(Self { file, bytes, windows })
    }

    /// Its lines.
    ///
    /// # Errors
    /// [`Error::Unread`].
    pub fn table(&self) -> Result<Table<'_>, Error> {
        let head = &self.bytes[..self.bytes.len().min(HEAD)];
        Table::new(self.file.clone(), self.windows, nature::separator(head), &self.bytes[..])
    }

    /// Its text, the BOM apart.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Its name, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}

impl<'a> Table<'a> {
    /// Opens a file and reads its header.
    ///
    /// # Errors
    /// [`Error::Unread`], [`Error::Nature`].
    pub fn open(path: &Path) -> Result<Self, Error> {
        let name = path.display().to_string();
        let mut head = Vec::new();
        let mut open = || {
            let mut file = File::open(path)?;
            file.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
            Ok(file)
        };
        let file = open().map_err(|error| unread(&name, &error))?;
        check(&name, &head)?;
        if head.starts_with(BOM) {
            head.drain(..BOM.len());
        }
        Self::new(name, false, nature::separator(&head), Cursor::new(head).chain(file))
    }

    fn new(file: String, windows: bool, separator: u8, source: impl Read + 'a) -> Result<Self, Error> {
        // A last line without its end gets one, so that lines are counted alike.
        let source: Box<dyn Read + 'a> = Box::new(source.chain(&b"\n"[..]));
        let reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            // The return of CRLF stays in the last cell, and is trimmed: lines are counted right.
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(HEAD)
            .from_reader(source);
        let mut table = Self {
            file,
            reader,
            titles: Vec::new(),
            header: 0,
            record: ByteRecord::new(),
            windows,
            first: Vec::new(),
            refused: 0,
            lines: 0,
        };
        let is_sep = |record: &ByteRecord| record.get(0).is_some_and(|field| field.starts_with(b"sep="));
        while table.advance()? && (table.is_blank() || is_sep(&table.record)) {}
        table.header = table.line();
        table.titles = (0..table.record.len()).map(|at| table.text(at).trim().to_owned()).collect();
        Ok(table)
    }

    /// Places of the columns that the file must have.
    ///
    /// # Errors
    /// [`Error::Columns`], [`Error::Twice`].
    pub fn places<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], Error> {
        let mut places = [0; N];
        let mut missing = Vec::new();
        for (place, name) in places.iter_mut().zip(names) {
            match self.place(name)? {
                Some(at) => *place = at,
                None => missing.push(name.to_owned()),
            }
        }
        if missing.is_empty() {
            return Ok(places);
        }
        let found = self.titles.clone();
        Err(Error::Columns { file: self.file.clone(), line: self.header, missing, found })
    }

    /// Place of a column that the file may have.
    ///
    /// # Errors
    /// [`Error::Twice`].
    pub fn place(&self, name: &str) -> Result<Option<usize>, Error> {
        let wanted = kernel::fold(name);
        let mut found = self.titles.iter().enumerate().filter(|(_, title)| kernel::fold(title) == wanted);
        let first = found.next().map(|(at, _)| at);
        match found.next() {
            Some((_, title)) => {
                Err(Error::Twice { file: self.file.clone(), line: self.header, column: title.clone() })
            }
            None => Ok(first),
        }
    }

    /// Goes to the next line that is not blank and has the width of the header; false at the end.
    ///
    /// # Errors
    /// [`Error::Unread`].
    #[inline]
    pub fn next_line(&mut self) -> Result<bool, Error> {
        while self.advance()? {
            if self.is_blank() {
                continue;
            }
            self.lines += 1;
            let (found, wanted) = (self.record.len(), self.titles.len());
            // Spreadsheets add empty cells at the end of lines.
            let extra = self.record.iter().skip(wanted).any(|field| !field.trim_ascii().is_empty());
            if found >= wanted && !extra {
                return Ok(true);
            }
            let expected = format!("{wanted} champs, comme les titres");
            self.note(String::new(), format!("{found} champs"), expected);
        }
        Ok(false)
    }

    #[inline]
    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.trim_ascii().is_empty())
    }

    #[inline]
    fn advance(&mut self) -> Result<bool, Error> {
        self.reader
            .read_byte_record(&mut self.record)
            .map_err(|error| Error::Unread { file: self.file.clone(), message: error.to_string() })
    }

    /// Number of the line, from 1: that where the record begins.
    #[must_use]
    pub fn line(&self) -> u64 {
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.reader.position().line().saturating_sub(1 + inside)
    }

    /// A cell of the line, trimmed.
    #[must_use]
    #[inline]
    pub fn bytes(&self, place: usize) -> &[u8] {
        self.record.get(place).unwrap_or_default().trim_ascii()
    }

    /// A cell of the line as text: UTF-8, or else Windows-1252, which every byte is a letter of.
    pub fn text(&mut self, place: usize) -> String {
        let field = self.record.get(place).unwrap_or_default().trim_ascii();
        match std::str::from_utf8(field) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.windows = true;
                WINDOWS_1252.decode_without_bom_handling(field).0.into_owned()
            }
        }
    }

    /// Refuses a cell of the line; `expected` says in French what is accepted.
    pub fn refuse(&mut self, place: usize, expected: &str) {
        let column = self.titles.get(place).cloned().unwrap_or_default();
        let got = self.text(place).chars().take(80).collect();
        self.note(column, got, expected.to_owned());
    }

    fn note(&mut self, column: String, got: String, expected: String) {
        self.refused += 1;
        if self.first.len() < QUOTED {
            self.first.push(Refused { line: self.line(), column, got, expected });
        }
    }

    /// Refuses, once it was read, a file that has titles and nothing else.
    ///
    /// # Errors
    /// [`Error::Nature`].
    pub fn must_have_lines(&self) -> Result<(), Error> {
        if self.lines > 0 {
            return Ok(());
        }
        Err(Error::Nature { file: self.file.clone(), why: "le fichier n’a pas de donnée à lire." })
    }

    /// Refuses the file when a value was; gives the notices: columns that are none of these, encoding.
    ///
    /// # Errors
    /// [`Error::Values`].
    pub fn finish(self, known: &[&str]) -> Result<Vec<String>, Error> {
        let Self { file, titles, windows, first, refused: total, .. } = self;
        if total > 0 {
            return Err(Error::Values { file, first, total });
        }
        let known: Vec<String> = known.iter().map(|name| kernel::fold(name)).collect();
        let left = |title: &&String| !title.is_empty() && !known.contains(&kernel::fold(title));
        let left: Vec<&str> = titles.iter().filter(left).map(String::as_str).collect();
        let mut notices = Vec::new();
        if !left.is_empty() {
            notices.push(format!("{file}\u{a0}: colonnes laissées de côté\u{a0}: {}.", left.join(", ")));
        }
        if windows {
            notices.push(format!(
                "{file}\u{a0}: le fichier n’est pas en UTF-8, il a été lu comme du Windows-1252 (Latin-1)."
            ));
        }
        Ok(notices)
    }

    /// Its name, as it was given.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }
}

fn unread(file: &str, error: &io::Error) -> Error {
    Error::Unread { file: file.to_owned(), message: error.kind().to_string() }
}

fn check(file: &str, head: &[u8]) -> Result<(), Error> {
    match nature::refused(head) {
        Some(why) => Err(Error::Nature { file: file.to_owned(), why }),
        None => Ok(()),
    }
}
