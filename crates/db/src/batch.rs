use crate::{Error, Result};
use jiff::civil::Date;

/// Rows to pour into one table, kept flat: a row costs no allocation. See [`Tx::pour`](crate::Tx::pour).
#[derive(Debug, Clone)]
pub struct Batch {
    table: &'static str,
    columns: &'static [&'static str],
    pub(crate) cells: Vec<Slot>,
    bytes: Vec<u8>,
}

/// A cell; texts and bytes stand in the buffer of the batch.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Slot {
    Null,
    Int(i64),
    Real(f64),
    Bool(bool),
    Date(Date),
    Text(u32, u32),
    Bytes(u32, u32),
}

/// The row being written: one call for each column, in order.
#[derive(Debug)]
pub struct NewRow<'a>(&'a mut Batch);

impl Batch {
    /// An empty batch for these columns of that table.
    #[must_use]
    pub const fn new(table: &'static str, columns: &'static [&'static str]) -> Self {
        Self { table, columns, cells: Vec::new(), bytes: Vec::new() }
    }

    /// Begins a row.
    pub const fn row(&mut self) -> NewRow<'_> {
        NewRow(self)
    }

    /// Rows so far.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.cells.len() / self.columns.len()
    }

    /// No row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Bytes of text held: when to pour.
    #[must_use]
    pub const fn weight(&self) -> usize {
        self.bytes.len() + self.cells.len() * size_of::<Slot>()
    }

    /// Forgets the rows and keeps the room.
    pub fn clear(&mut self) {
        self.cells.clear();
        self.bytes.clear();
    }

    pub(crate) const fn width(&self) -> usize {
        self.columns.len()
    }

    pub(crate) fn slice(&self, start: u32, end: u32) -> &[u8] {
        self.bytes.get(start as usize..end as usize).unwrap_or_default()
    }

    /// `t (a, b)`.
    pub(crate) fn target(&self) -> String {
        format!("{} ({})", self.table, self.columns.join(", "))
    }

    /// A statement that pours one row, with its parameters.
    pub(crate) fn insert(&self) -> String {
        let marks: Vec<String> = (1..=self.columns.len()).map(|at| format!("${at}")).collect();
        format!("INSERT INTO {} VALUES ({})", self.target(), marks.join(", "))
    }

    /// Refuses a batch whose last row is not whole.
    pub(crate) fn check(&self) -> Result<()> {
        if self.cells.len().is_multiple_of(self.columns.len()) && u32::try_from(self.bytes.len()).is_ok() {
            return Ok(());
        }
        Err(Error::Decode {
            column: self.target(),
            expected: "whole rows, less than 4 GiB of text",
            got: format!("{} cells, {} bytes", self.cells.len(), self.bytes.len()),
        })
    }

    fn keep(&mut self, bytes: &[u8]) -> (u32, u32) {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(bytes);
        (u32::try_from(start).unwrap_or(u32::MAX), u32::try_from(self.bytes.len()).unwrap_or(u32::MAX))
    }
}

impl NewRow<'_> {
    fn put(self, slot: Slot) -> Self {
        self.0.cells.push(slot);
        self
    }

    /// No value.
    pub fn null(self) -> Self {
        self.put(Slot::Null)
    }

    /// A whole number.
    pub fn int(self, value: i64) -> Self {
        self.put(Slot::Int(value))
    }

    /// A measure, or none.
    pub fn real(self, value: Option<f64>) -> Self {
        self.put(value.map_or(Slot::Null, Slot::Real))
    }

    /// True or false.
    pub fn bool(self, value: bool) -> Self {
        self.put(Slot::Bool(value))
    }

    /// A day, or none.
    pub fn date(self, value: Option<Date>) -> Self {
        self.put(value.map_or(Slot::Null, Slot::Date))
    }

    /// A text.
    pub fn text(self, value: &str) -> Self {
        let (start, end) = self.0.keep(value.as_bytes());
        self.put(Slot::Text(start, end))
    }

    /// A text, or none.
    pub fn maybe(self, value: Option<&str>) -> Self {
        match value {
            Some(text) => self.text(text),
            None => self.null(),
        }
    }

    /// Bytes.
    pub fn bytes(self, value: &[u8]) -> Self {
        let (start, end) = self.0.keep(value);
        self.put(Slot::Bytes(start, end))
    }
}
