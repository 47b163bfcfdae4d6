//! What the larger blocks of a document are made of.

use crate::{Error, Text};

/// A table, whose headings come back on each page. Rows shorter than the columns are filled with empty cells; a longer
/// one is [`crate::Error::Row`].
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// What it shows; numbered by the document (« Tableau 3 »). Empty: no caption.
    pub caption: String,
    /// Its columns, from the left.
    pub columns: Vec<Column>,
    /// Its rows, from the top. None: the table says « Aucune ligne. »
    pub rows: Vec<Vec<Text>>,
    /// A last row, set apart.
    pub total: Option<Vec<Text>>,
    /// Where the figures come from, and of what day; « Source : » is added.
    pub source: Option<String>,
}

impl Table {
    pub(crate) fn check(&self) -> Result<(), Error> {
        let columns = self.columns.len();
        match self.rows.iter().chain(&self.total).zip(1..).find(|(row, _)| row.len() > columns) {
            None => Ok(()),
            Some((cells, row)) => {
                Err(Error::Row { table: self.caption.clone(), row, cells: cells.len(), columns })
            }
        }
    }
}

/// A column of a table.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its heading.
    pub label: String,
    /// Where its words stand.
    pub align: Align,
    /// Its share of the width, against the others; 1.0 for all makes them equal. Not above zero: 1.0.
    pub width: f64,
}

impl Column {
    /// A column of words.
    #[must_use]
    pub fn text(label: impl Into<String>, width: f64) -> Self {
        Self { label: label.into(), align: Align::Left, width }
    }

    /// A column of figures, set to the right.
    #[must_use]
    pub fn number(label: impl Into<String>, width: f64) -> Self {
        Self { label: label.into(), align: Align::Right, width }
    }

    /// Its share of the width, made usable.
    pub(crate) fn share(&self) -> f64 {
        if self.width.is_finite() && self.width > 0.0 { self.width.clamp(0.01, 1_000.0) } else { 1.0 }
    }
}

/// Where the words of a column stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// Words.
    #[default]
    Left,
    /// Short marks.
    Center,
    /// Figures.
    Right,
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Figure {
    /// The drawing: SVG that stands alone (sizes and colours inside; no stylesheet, no `var()`, no linked file).
    pub svg: String,
    /// What it shows; numbered by the document (« Figure 2 »). Empty: no caption.
    pub caption: String,
    /// The same thing said in words, for those who do not see it.
    pub alternative: String,
    /// Where it comes from; « Source : » is added.
    pub source: Option<String>,
    /// Its share of the width of the text, above 0 and up to 1.
    pub width: f64,
}

impl Figure {
    /// Its share of the width, made usable.
    pub(crate) fn share(&self) -> f64 {
        if self.width.is_finite() && self.width > 0.0 { self.width.clamp(0.05, 1.0) } else { 1.0 }
    }

    /// What is said to those who do not see it.
    pub(crate) fn description(&self) -> &str {
        let said = [self.alternative.trim(), self.caption.trim()];
        said.into_iter().find(|text| !text.is_empty()).unwrap_or("Figure")
    }
}

/// A label, its value and perhaps a remark.
#[derive(Clone, Debug)]
pub struct Fact {
    /// « Population »
    pub label: String,
    /// « 36 753 habitants »
    pub value: String,
    /// « Insee, 2023 »
    pub note: Option<String>,
}

impl Fact {
    /// A fact without remark.
    #[must_use]
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Self {
        Self { label: label.into(), value: value.into(), note: None }
    }

    /// With this remark.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = Some(note.into());
        self
    }
}

/// A framed note.
#[derive(Clone, Debug)]
pub struct Callout {
    /// What it is.
    pub tone: Tone,
    /// Its title; empty: « À noter » or « Attention ».
    pub title: String,
    /// Its text.
    pub text: Text,
}

impl Callout {
    /// Its title, or the usual one.
    pub(crate) fn heading(&self) -> &str {
        match self.tone {
            _ if !self.title.trim().is_empty() => &self.title,
            Tone::Note => "À noter",
            Tone::Warning => "Attention",
        }
    }
}

/// What a callout is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Something to know.
    Note,
    /// Something to beware of.
    Warning,
}

/// Entries in two columns, read down the left one first.
#[derive(Clone, Debug, Default)]
pub struct Directory {
    /// Its groups, in order.
    pub groups: Vec<Group>,
}

/// Entries under one title.
#[derive(Clone, Debug, Default)]
pub struct Group {
    /// Its title (a profession, a commune, a letter), also in the outline. None: no title.
    pub title: Option<String>,
    /// Its entries.
    pub entries: Vec<Entry>,
}

/// A person or a place of a directory.
#[derive(Clone, Debug, Default)]
pub struct Entry {
    /// In bold.
    pub name: String,
    /// What follows the name, one line each.
    pub lines: Vec<Text>,
}
