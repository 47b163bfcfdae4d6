//! Data tables: a caption, sortable headers, numbers to the right, cards on a phone.

use maud::{Markup, PreEscaped, Render, html};

use crate::{Text, icon::Icon};

mod column;
mod paging;

pub use column::{Column, Sort};
pub use paging::{Paging, paging};

/// A row; its first cell names it.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Markup>,
    id: Option<Text>,
    total: bool,
}

impl Row {
    /// One cell per column, in order.
    #[must_use]
    pub fn new(cells: Vec<Markup>) -> Self {
        Self { cells, id: None, total: false }
    }

    /// An id, so that a link or the map can lead to it.
    #[must_use]
    pub fn id(mut self, id: impl Into<Text>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// A row that sums the others.
    #[must_use]
    pub fn total(mut self) -> Self {
        self.total = true;
        self
    }
}

/// A cell of plain words: `cell("Le Puy-en-Velay")`.
#[must_use]
pub fn cell(words: impl Render) -> Markup {
    words.render()
}

/// A table; write `(Table::new("membres", "Membres", columns).rows(rows))` inside `html!`.
#[derive(Clone, Debug)]
pub struct Table {
    id: Text,
    caption: Text,
    quiet_caption: bool,
    columns: Vec<Column>,
    rows: Vec<Row>,
    empty: Option<Markup>,
    paging: Option<Paging>,
    csv: Option<Text>,
    filter: Option<Text>,
    compact: bool,
}

impl Table {
    /// A table without rows. The caption names it, for everyone.
    #[must_use]
    pub fn new(id: impl Into<Text>, caption: impl Into<Text>, columns: Vec<Column>) -> Self {
        Self {
            id: id.into(),
            caption: caption.into(),
            quiet_caption: false,
            columns,
            rows: Vec::new(),
            empty: None,
            paging: None,
            csv: None,
            filter: None,
            compact: false,
        }
    }

    /// Its rows.
    #[must_use]
    pub fn rows(mut self, rows: Vec<Row>) -> Self {
        self.rows = rows;
        self
    }

    /// What stands in its place when there is no row: an [`crate::empty::empty`] with a next step.
    #[must_use]
    pub fn empty(mut self, empty: Markup) -> Self {
        self.empty = Some(empty);
        self
    }

    /// Links to the rows before and after.
    #[must_use]
    pub fn paging(mut self, paging: Paging) -> Self {
        self.paging = Some(paging);
        self
    }

    /// Address of the same rows as CSV.
    #[must_use]
    pub fn csv(mut self, href: impl Into<Text>) -> Self {
        self.csv = Some(href.into());
        self
    }

    /// A box that filters the rows on screen as one types; it appears when the script can do it.
    #[must_use]
    pub fn filter(mut self, label: impl Into<Text>) -> Self {
        self.filter = Some(label.into());
        self
    }

    /// Keeps the caption for screen readers, under a heading that says the same.
    #[must_use]
    pub fn quiet_caption(mut self) -> Self {
        self.quiet_caption = true;
        self
    }

    /// Tighter rows, and no cards on a phone: for a twin of a graphic, two or three columns.
    #[must_use]
    pub fn compact(mut self) -> Self {
        self.compact = true;
        self
    }

    fn tools(&self) -> Markup {
        html! {
            @if self.csv.is_some() || self.filter.is_some() {
                div.table-tools {
                    @if let Some(label) = &self.filter {
                        // Only the script can filter in place, so only the script shows the box.
                        div.table-filter hidden {
                            label for={ (self.id) "-filtre" } { (label) }
                            input.input.medium type="search" id={ (self.id) "-filtre" } data-filter=(self.id) autocomplete="off";
                            span.table-filter-count role="status" {}
                        }
                    }
                    @if let Some(href) = &self.csv {
                        a.csv href=(href) { (Icon::Download) span { "Télécharger" span.visually-hidden { " : " (self.caption) "," } " (CSV)" } }
                    }
                }
            }
        }
    }

    fn header(&self) -> Markup {
        html! {
            thead role="rowgroup" {
                tr role="row" {
                    @for column in &self.columns {
                        th scope="col" role="columnheader" class=[column.class()] aria-sort=[column.aria_sort()] { (column.header()) }
                    }
                }
            }
        }
    }

    /// The rows. A column opens all its cells alike, so its tag is written and escaped once, not once per row:
    /// long lists are the pages that cost most.
    fn body(&self) -> Markup {
        let tags: Vec<(String, &str)> =
            self.columns.iter().enumerate().map(|(i, column)| column.cell_tags(i == 0)).collect();
        let around = 40 + tags.iter().map(|(opening, closing)| opening.len() + closing.len()).sum::<usize>();
        let inside: usize = self.rows.iter().flat_map(|row| &row.cells).map(|cell| cell.0.len()).sum();
        let mut out = String::with_capacity(inside + self.rows.len() * around);
        for row in &self.rows {
            let (opening, closing) =
                cut(html! { tr role="row" id=[&row.id] class=[row.total.then_some("total")] {} });
            out.push_str(&opening);
            for ((opening, closing), cell) in tags.iter().zip(&row.cells) {
                out.push_str(opening);
                out.push_str(&cell.0);
                out.push_str(closing);
            }
            out.push_str(closing);
        }
        PreEscaped(out)
    }
}

/// An empty element, cut between its two tags.
fn cut(mut empty: Markup) -> (String, &'static str) {
    for closing in ["</tr>", "</th>", "</td>"] {
        if empty.0.ends_with(closing) {
            empty.0.truncate(empty.0.len() - closing.len());
            return (empty.0, closing);
        }
    }
    (empty.0, "")
}

impl Render for Table {
    fn render(&self) -> Markup {
        if let (true, Some(empty)) = (self.rows.is_empty(), &self.empty) {
            return empty.clone();
        }
        html! {
            div.table-frame {
                (self.tools())
                // Focusable, so that a keyboard can scroll a table wider than the screen.
                div.table-scroll tabindex="0" role="region" aria-labelledby={ (self.id) "-titre" } {
                    table.data .cards-on-phone[!self.compact] .compact[self.compact] id=(self.id) role="table" {
                        caption id={ (self.id) "-titre" } { span class=[self.quiet_caption.then_some("visually-hidden")] { (self.caption) } }
                        (self.header())
                        tbody role="rowgroup" { (self.body()) }
                    }
                }
                @if let Some(paging) = &self.paging { (paging.named(&format!("Pages de la liste\u{a0}: {}", self.caption))) }
            }
        }
    }
}
