//! A part of a page: its heading, its sentence, its content.

use maud::{Markup, Render, html};

/// Levels of headings below the title of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// A part of the page.
    #[default]
    H2,
    /// A part of a part.
    H3,
    /// And below.
    H4,
}

/// A heading of that level.
#[must_use]
pub fn heading(level: Level, words: impl Render) -> Markup {
    html! {
        @match level {
            Level::H2 => h2 { (words) },
            Level::H3 => h3 { (words) },
            Level::H4 => h4 { (words) },
        }
    }
}

/// A part of the page under an `h2`; `id` makes it a target for links.
#[must_use]
pub fn section(id: &str, title: &str, body: Markup) -> Markup {
    html! { section.section id=(id) { h2 { (title) } (body) } }
}

/// A surface that groups what belongs together.
#[must_use]
pub fn panel(body: Markup) -> Markup {
    html! { div.panel { (body) } }
}

/// Two columns on a wide screen: the main thing, and what goes with it.
#[must_use]
pub fn split(main: Markup, aside: Markup) -> Markup {
    html! { div.split { div.split-main { (main) } div.split-aside { (aside) } } }
}

/// As many columns as fit.
#[must_use]
pub fn grid(body: Markup) -> Markup {
    html! { div.grid { (body) } }
}
