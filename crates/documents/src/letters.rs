//! Letters for people: one a page, large type, the address where the window of an envelope shows it.

use jiff::civil::Date;

/// Letters that leave together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letters {
    /// Who writes: the name of the CPTS.
    pub from: String,
    /// The day that is written on them.
    pub date: Date,
    /// Each of them.
    pub letters: Vec<Letter>,
}

/// One letter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// The lines of the address: name, street, postcode and town.
    pub to: Vec<String>,
    /// What it is about.
    pub subject: String,
    /// What it says.
    pub paragraphs: Vec<String>,
}
