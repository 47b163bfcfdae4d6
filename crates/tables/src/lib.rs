//! Tables that people kept in a spreadsheet and saved as CSV, or that a site exported for one.
//!
//! * [`Table::read`]: UTF-8, UTF-16 or Windows-1252, `;` `,` `|` or tab, any end of line, cells that hold several lines, blank
//!   rows. Columns are found by name, whatever their order, case and accents: [`Table::place`].
//! * [`Row::number`]: the number that the spreadsheet shows, so that a person finds the row.
//! * [`Table::sift`]: each row understood, or refused with its reason: none holds the others back.
//! * [`day()`], [`is_rounded`]: what spreadsheets make of days and of long numbers.
//!
//! What a column means is the business of who reads it. Sentences are French: people read them.

mod cells;
mod day;

#[cfg(test)]
mod tests;

pub use cells::text;
pub use day::{day, is_rounded};

use kernel::fold;

/// Most bytes of a table.
pub const MAX: usize = 2_000_000;

/// A table that was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// Names of its columns, folded.
    titles: Vec<String>,
    /// Its rows that are not blank, the one of titles apart; one at least.
    pub rows: Vec<Row>,
    /// What to know about the whole of it.
    pub notes: Vec<String>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its number as a spreadsheet shows it: from 1, blank rows counted, a cell that holds several lines being one row all the same.
    pub number: u64,
    cells: Vec<String>,
}

/// A table whose rows were each understood or refused, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sifted<T> {
    /// What was understood, with the number of its row.
    pub kept: Vec<(u64, T)>,
    /// What was not.
    pub refused: Vec<Refused>,
    /// What to know about the whole table.
    pub notes: Vec<String>,
}

/// A row that is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Its number as a spreadsheet shows it.
    pub number: u64,
    /// What stands there.
    pub words: String,
    /// Why, in a sentence.
    pub why: String,
}

/// Why nothing of a table can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unreadable {
    /// Nothing in it.
    #[error("Le fichier est vide.")]
    Empty,
    /// Titles and nothing else.
    #[error("Le fichier n’a qu’une ligne de titres\u{a0}: aucune donnée à lire.")]
    NoRow,
    /// A workbook.
    #[error("Ce fichier est un classeur\u{a0}: enregistrez-le au format CSV, puis recommencez.")]
    Workbook,
    /// Longer than [`MAX`], or than this number of rows.
    #[error(
        "Ce fichier est trop long\u{a0}: 2\u{a0}Mo et {}\u{a0}lignes au plus sont acceptés.",
        francais::nombre(i64::try_from(*.0).unwrap_or(i64::MAX))
    )]
    TooLong(usize),
    /// A column is missing: its name, then those found.
    #[error("Aucune colonne «\u{a0}{0}\u{a0}». Colonnes trouvées\u{a0}: {1}.")]
    NoColumn(&'static str, String),
}

impl Table {
    /// Reads a table of `most` rows at most.
    ///
    /// # Errors
    /// [`Unreadable`], but a missing column.
    pub fn read(bytes: &[u8], most: usize) -> Result<Self, Unreadable> {
        if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Unreadable::Workbook);
        }
        if bytes.len() > MAX {
            return Err(Unreadable::TooLong(most));
        }
        let (text, windows) = cells::decode(bytes);
        let mut all = cells::read(&text).ok_or(Unreadable::Empty)?;
        let titles = all.next().map(|(_, titles)| titles.iter().map(|title| fold(title)).collect());
        let rows: Vec<Row> = all
            .map(|(number, cells)| Row { number, cells })
            .filter(|row| !row.cells.iter().all(String::is_empty))
            .take(most + 1)
            .collect();
        let said = "Le fichier n’est pas en UTF-8\u{a0}: il a été lu comme du Windows-1252 (Latin-1).";
        let notes = windows.then(|| said.to_owned()).into_iter().collect();
        match rows.len() {
            0 => Err(Unreadable::NoRow),
            long if long > most => Err(Unreadable::TooLong(most)),
            _ => Ok(Self { titles: titles.unwrap_or_default(), rows, notes }),
        }
    }

    /// Where the column stands that has the first of these names, folded ([`kernel::fold`]).
    #[must_use]
    pub fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.titles.iter().position(|title| title == name))
    }

    /// The same, of a column that must be there; `words` name it to a person.
    ///
    /// # Errors
    /// [`Unreadable::NoColumn`].
    pub fn must_place(&self, words: &'static str, names: &[&str]) -> Result<usize, Unreadable> {
        self.place(names).ok_or_else(|| Unreadable::NoColumn(words, self.titles.join(", ")))
    }

    /// Notes which columns nobody reads, when these are read.
    pub fn leave_out(&mut self, read: &[Option<usize>]) {
        let left = |(at, title): &(usize, &String)| !title.is_empty() && !read.contains(&Some(*at));
        let left: Vec<&str> =
            self.titles.iter().enumerate().filter(left).map(|(_, title)| title.as_str()).collect();
        if !left.is_empty() {
            self.notes.push(format!("Colonnes laissées de côté\u{a0}: {}.", left.join(", ")));
        }
    }

    /// Reads each row; the error is the sentence of a refusal.
    pub fn sift<T>(self, read: impl Fn(&Row) -> Result<T, String>) -> Sifted<T> {
        let (mut kept, mut refused) = (Vec::new(), Vec::new());
        for row in &self.rows {
            match read(row) {
                Ok(one) => kept.push((row.number, one)),
                Err(why) => refused.push(Refused { number: row.number, words: row.words(), why }),
            }
        }
        Sifted { kept, refused, notes: self.notes }
    }
}

impl Row {
    /// A cell, trimmed; empty when the column or the cell is missing.
    #[must_use]
    pub fn get(&self, place: impl Into<Option<usize>>) -> &str {
        place.into().and_then(|at| self.cells.get(at)).map_or("", String::as_str)
    }

    /// The row in short, for a person who looks for it.
    #[must_use]
    pub fn words(&self) -> String {
        let cells: Vec<&str> =
            self.cells.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        cells.join(" · ").chars().take(160).collect()
    }
}
