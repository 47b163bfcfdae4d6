//! A column of a table and its header.

use maud::{Markup, html};

use crate::Text;

/// How a column is sorted now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sort {
    /// It can be, it is not.
    Not,
    /// From the least to the greatest.
    Ascending,
    /// From the greatest to the least.
    Descending,
}

impl Sort {
    const fn arrow(self) -> &'static str {
        match self {
            Self::Not => "↕",
            Self::Ascending => "↑",
            Self::Descending => "↓",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Text,
    Number,
    Actions,
}

/// A column: its header, how its cells align, whether its header sorts.
#[derive(Clone, Debug)]
pub struct Column {
    label: Text,
    align: Align,
    sort: Option<(Text, Sort)>,
    minor: bool,
}

impl Column {
    const fn new(label: Text, align: Align) -> Self {
        Self { label, align, sort: None, minor: false }
    }

    /// Words.
    #[must_use]
    pub fn text(label: impl Into<Text>) -> Self {
        Self::new(label.into(), Align::Text)
    }

    /// Numbers, to the right, digits of one width.
    #[must_use]
    pub fn number(label: impl Into<Text>) -> Self {
        Self::new(label.into(), Align::Number)
    }

    /// Buttons of the row; its header is for screen readers.
    #[must_use]
    pub fn actions() -> Self {
        Self::new("Actions".into(), Align::Actions)
    }

    /// A header that sorts: `href` is the address of the list sorted by this column, the other way round if it
    /// already is.
    #[must_use]
    pub fn sortable(mut self, href: impl Into<Text>, now: Sort) -> Self {
        self.sort = Some((href.into(), now));
        self
    }

    /// Left out where there is little room: tablets, phones.
    #[must_use]
    pub fn minor(mut self) -> Self {
        self.minor = true;
        self
    }

    pub(super) const fn class(&self) -> Option<&'static str> {
        match (self.align, self.minor) {
            (Align::Text, false) => None,
            (Align::Text, true) => Some("minor"),
            (Align::Number, false) => Some("num"),
            (Align::Number, true) => Some("num minor"),
            (Align::Actions, _) => Some("row-actions"),
        }
    }

    /// The two tags around a cell of this column; the first cell of a row names the row.
    pub(super) fn cell_tags(&self, first: bool) -> (String, &'static str) {
        // What stands before a cell in the cards of a phone.
        let label = (self.align != Align::Actions).then_some(&self.label);
        super::cut(html! {
            @if first {
                th scope="row" role="rowheader" class=[self.class()] data-label=[label] {}
            } @else {
                td role="cell" class=[self.class()] data-label=[label] {}
            }
        })
    }

    pub(super) fn aria_sort(&self) -> Option<&'static str> {
        match self.sort.as_ref().map(|(_, now)| now)? {
            Sort::Not => None,
            Sort::Ascending => Some("ascending"),
            Sort::Descending => Some("descending"),
        }
    }

    pub(super) fn header(&self) -> Markup {
        html! {
            @match (&self.sort, self.align) {
                (Some((href, now)), _) => {
                    a.sort href=(href) {
                        (self.label)
                        span.sort-mark aria-hidden="true" { (now.arrow()) }
                        span.visually-hidden { ", trier" }
                    }
                }
                (None, Align::Actions) => span.visually-hidden { (self.label) },
                (None, _) => (self.label),
            }
        }
    }
}
