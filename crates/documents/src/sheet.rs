//! What a workbook holds.

use jiff::civil::Date;

use crate::Error;

/// A spreadsheet file: its sheets, then a sheet « Lisez-moi » that says what they are and where they come from.
#[derive(Clone, Debug)]
pub struct Workbook {
    /// Title, also in the properties of the file.
    pub title: String,
    /// Who speaks: the name of the CPTS.
    pub organisation: String,
    /// The day of the data.
    pub date: Date,
    /// Its sheets of data, in order.
    pub sheets: Vec<Sheet>,
    /// Lines of « Lisez-moi »: label (« Source », « Licence », « Limites ») and text.
    pub notes: Vec<(String, String)>,
}

/// A sheet: one row of headings, then rows.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Name on its tab; what the format forbids is replaced, and it is cut at 31 letters.
    pub name: String,
    /// What it holds, said in « Lisez-moi ».
    pub title: String,
    /// A remark on it, said in « Lisez-moi ».
    pub note: Option<String>,
    /// Its columns.
    pub columns: Vec<SheetColumn>,
    /// Its rows. A shorter row is filled with empty cells; a longer one is [`crate::Error::Row`].
    pub rows: Vec<Vec<Cell>>,
}

/// A column of a sheet.
#[derive(Clone, Debug)]
pub struct SheetColumn {
    /// Its heading.
    pub label: String,
    /// How its cells are shown.
    pub kind: Kind,
}

impl SheetColumn {
    /// A column.
    #[must_use]
    pub fn new(label: impl Into<String>, kind: Kind) -> Self {
        Self { label: label.into(), kind }
    }
}

/// How the cells of a column are shown. A cell of another kind (« ns » among numbers) keeps its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    /// Words, codes, telephone numbers: never computed with.
    #[default]
    Text,
    /// Numbers with that many decimals.
    Number {
        /// Decimals shown.
        decimals: u8,
    },
    /// Euros, with two decimals.
    Euros,
    /// Shares of one, shown as percentages with that many decimals.
    Percent {
        /// Decimals shown.
        decimals: u8,
    },
    /// Days.
    Date,
    /// Addresses.
    Link,
}

/// A cell of a sheet.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// Words, whatever they start with.
    Text(String),
    /// A number, in the unit of its column. What is not finite is left empty.
    Number(f64),
    /// A day.
    Date(Date),
    /// Words that lead somewhere (`http:`, `https:`, `mailto:`, `tel:`; else the words stay).
    Link {
        /// The words.
        text: String,
        /// Where to.
        url: String,
    },
    /// A cell of a row of totals: bold, under a line. Such rows come last, and the filters leave them alone.
    Total(Box<Self>),
}

impl Cell {
    /// The same in a row of totals.
    #[must_use]
    pub fn total(self) -> Self {
        Self::Total(Box::new(self))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        text.to_owned().into()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        if text.is_empty() { Self::Empty } else { Self::Text(text) }
    }
}

impl From<f64> for Cell {
    fn from(number: f64) -> Self {
        Self::Number(number)
    }
}

impl From<u32> for Cell {
    fn from(number: u32) -> Self {
        Self::Number(number.into())
    }
}

impl From<i32> for Cell {
    fn from(number: i32) -> Self {
        Self::Number(number.into())
    }
}

impl From<Date> for Cell {
    fn from(date: Date) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

impl Sheet {
    /// How many of its rows are not totals.
    pub(crate) fn plain_rows(&self) -> usize {
        let total = |row: &&Vec<Cell>| row.iter().any(|cell| matches!(cell, Cell::Total(_)));
        self.rows.len() - self.rows.iter().rev().take_while(total).count()
    }

    /// Refuses a row that has more cells than there are columns: they would be lost.
    pub(crate) fn check(&self) -> Result<(), Error> {
        let columns = self.columns.len();
        match self.rows.iter().position(|row| row.len() > columns) {
            None => Ok(()),
            Some(at) => {
                let cells = self.rows.get(at).map_or(0, Vec::len);
                Err(Error::Row { table: self.name.clone(), row: at + 1, cells, columns })
            }
        }
    }
}
