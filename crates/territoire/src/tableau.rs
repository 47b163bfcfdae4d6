//! The compact text that embedded tables and imported editions share: gzip of sections of tab-separated lines.
//! A line that begins with « @ » opens a section; the first line names the kind of table and its version.

use flate2::{Compression, read::GzDecoder, write::GzEncoder};
use std::io::{Read, Write};

/// Nothing that we embed or store unpacks to more.
const LIMIT: u64 = 512 << 20;

/// Why the bytes of a table cannot be read. Nobody can mend them by hand: the program or the store is at fault.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TableauError {
    /// Not gzip, or not UTF-8, or cut.
    #[error("table illisible\u{a0}: {0}")]
    Unpack(String),
    /// Another kind of table, or a newer version.
    #[error("table «\u{a0}{expected}\u{a0}» attendue, «\u{a0}{found}\u{a0}» trouvée")]
    Kind {
        /// What the caller wants.
        expected: &'static str,
        /// First line of the table.
        found: String,
    },
    /// A line that does not have the expected fields.
    #[error("table «\u{a0}{table}\u{a0}», ligne {line}\u{a0}: {message}")]
    Line {
        /// Kind of table.
        table: &'static str,
        /// From 1.
        line: usize,
        /// What is wrong.
        message: String,
    },
}

/// Gzip without name or date: the same text gives the same bytes.
pub(crate) fn pack(text: &str) -> Vec<u8> {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::best());
    // Writing to a Vec does not fail; an empty answer would be refused at reading anyway.
    gzip.write_all(text.as_bytes()).and_then(|()| gzip.finish()).unwrap_or_default()
}

/// The text of a table of that kind, first line removed.
pub(crate) fn unpack(bytes: &[u8], kind: &'static str) -> Result<String, TableauError> {
    let mut text = String::new();
    let mut reader = GzDecoder::new(bytes).take(LIMIT);
    reader.read_to_string(&mut text).map_err(|e| TableauError::Unpack(e.to_string()))?;
    let expected = format!("@{kind}\t1\n");
    if !text.starts_with(&expected) {
        let found = text.lines().next().unwrap_or_default().chars().take(60).collect();
        return Err(TableauError::Kind { expected: kind, found });
    }
    text.drain(..expected.len());
    Ok(text)
}

/// The lines of a table with the section they belong to.
pub(crate) struct Lines<'a> {
    kind: &'static str,
    lines: std::iter::Enumerate<std::str::Lines<'a>>,
    section: &'a str,
}

/// One line: section, number, fields.
pub(crate) struct Line<'a> {
    pub section: &'a str,
    pub text: &'a str,
    kind: &'static str,
    number: usize,
}

pub(crate) fn lines<'a>(text: &'a str, kind: &'static str) -> Lines<'a> {
    Lines { kind, lines: text.lines().enumerate(), section: "" }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        loop {
            let (at, text) = self.lines.next()?;
            match text.strip_prefix('@') {
                Some(section) => self.section = section,
                // The first line was removed: count from 2.
                None => return Some(Line { section: self.section, text, kind: self.kind, number: at + 2 }),
            }
        }
    }
}

impl<'a> Line<'a> {
    /// Exactly N fields.
    pub(crate) fn fields<const N: usize>(&self) -> Result<[&'a str; N], TableauError> {
        let mut fields = [""; N];
        let mut parts = self.text.split('\t');
        for field in &mut fields {
            *field = parts.next().ok_or_else(|| self.error(format!("{N} champs attendus")))?;
        }
        if parts.next().is_some() {
            return Err(self.error(format!("{N} champs attendus, davantage trouvés")));
        }
        Ok(fields)
    }

    /// A field of any type that reads itself.
    pub(crate) fn read<T: std::str::FromStr<Err: ToString>>(&self, field: &str) -> Result<T, TableauError> {
        field.parse().map_err(|e: T::Err| self.error(e.to_string()))
    }

    /// The same, empty being nothing.
    pub(crate) fn option<T: std::str::FromStr<Err: ToString>>(
        &self,
        field: &str,
    ) -> Result<Option<T>, TableauError> {
        if field.is_empty() { Ok(None) } else { self.read(field).map(Some) }
    }

    pub(crate) fn error(&self, message: impl Into<String>) -> TableauError {
        TableauError::Line { table: self.kind, line: self.number, message: message.into() }
    }
}
