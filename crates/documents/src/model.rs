//! A document and its blocks.

use crate::parts::{Callout, Directory, Fact, Figure, Table};
use crate::{Error, Text};
use jiff::civil::Date;

/// A document to be read on paper, on a screen, or edited.
#[derive(Clone, Debug)]
pub struct Document {
    /// Title, also in the header of each page and in the properties of the file.
    pub title: String,
    /// A line under the title.
    pub subtitle: Option<String>,
    /// Who speaks: the name of the CPTS.
    pub organisation: String,
    /// The day of the document: on the title, in the footer of each page, in the properties of the file.
    pub date: Date,
    /// Language of the text, two or three letters of ISO 639 (« fr »).
    pub language: String,
    /// A short line in the footer of each page: a reference, a version, « Document interne ».
    pub reference: Option<String>,
    /// A title page of its own, rather than a title block above the text.
    pub title_page: bool,
    /// How the sheet of paper is turned.
    pub orientation: Orientation,
    /// What it says, in order.
    pub blocks: Vec<Block>,
}

impl Document {
    /// An empty document in French, on upright A4, with a title block.
    #[must_use]
    pub fn new(organisation: impl Into<String>, title: impl Into<String>, date: Date) -> Self {
        Self {
            title: title.into(),
            subtitle: None,
            organisation: organisation.into(),
            date,
            language: "fr".to_owned(),
            reference: None,
            title_page: false,
            orientation: Orientation::Portrait,
            blocks: Vec::new(),
        }
    }

    /// Add a block.
    pub fn push(&mut self, block: impl Into<Block>) -> &mut Self {
        self.blocks.push(block.into());
        self
    }

    /// Add a numbered heading.
    pub fn heading(&mut self, level: Level, text: impl Into<String>) -> &mut Self {
        self.push(Block::Heading { level, text: text.into(), numbered: true })
    }

    /// Add a paragraph.
    pub fn paragraph(&mut self, text: impl Into<Text>) -> &mut Self {
        self.push(Block::Paragraph(text.into()))
    }

    /// Add a bulleted list.
    pub fn list<T: Into<Text>>(&mut self, items: impl IntoIterator<Item = T>) -> &mut Self {
        self.push(Block::List { numbered: false, items: items.into_iter().map(Into::into).collect() })
    }
}

impl Document {
    /// Refuses a row that has more cells than its table has columns: they would be lost.
    pub(crate) fn check(&self) -> Result<(), Error> {
        self.blocks
            .iter()
            .try_for_each(|block| if let Block::Table(table) = block { table.check() } else { Ok(()) })
    }
}

/// How the sheet of paper is turned.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Orientation {
    /// Upright.
    #[default]
    Portrait,
    /// Turned, for tables with many columns.
    Landscape,
}

/// A part of a document.
#[derive(Clone, Debug)]
pub enum Block {
    /// A title of a part, in the outline of the file and in [`Block::Contents`].
    Heading {
        /// Its rank.
        level: Level,
        /// Its words.
        text: String,
        /// Whether it carries a number (« 2.1 »).
        numbered: bool,
    },
    /// A paragraph.
    Paragraph(Text),
    /// A list.
    List {
        /// Numbers rather than bullets.
        numbered: bool,
        /// Its items.
        items: Vec<Text>,
    },
    /// A table.
    Table(Table),
    /// A map or a chart.
    Figure(Figure),
    /// Labels and values, as a small grid.
    Facts(Vec<Fact>),
    /// A framed note.
    Callout(Callout),
    /// The table of contents, under the title « Sommaire ».
    Contents {
        /// Down to headings of this rank.
        depth: Level,
    },
    /// What follows starts a page.
    PageBreak,
    /// Compact entries in two columns: a printable directory.
    Directory(Directory),
}

/// Rank of a heading.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A part.
    One,
    /// A section of a part.
    Two,
    /// A subsection.
    Three,
}

impl Level {
    /// 1, 2 or 3.
    #[must_use]
    pub const fn number(self) -> u8 {
        match self {
            Self::One => 1,
            Self::Two => 2,
            Self::Three => 3,
        }
    }
}

impl From<Table> for Block {
    fn from(table: Table) -> Self {
        Self::Table(table)
    }
}

impl From<Figure> for Block {
    fn from(figure: Figure) -> Self {
        Self::Figure(figure)
    }
}

impl From<Callout> for Block {
    fn from(callout: Callout) -> Self {
        Self::Callout(callout)
    }
}

impl From<Directory> for Block {
    fn from(directory: Directory) -> Self {
        Self::Directory(directory)
    }
}
