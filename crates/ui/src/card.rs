//! The cards of « Ma journée »: what waits, solved in place.

use maud::{Markup, Render, html};

use crate::{Text, francais, icon::Icon, tone::Tone};

/// A card: a title, what waits, or a reassuring sentence.
#[derive(Clone, Debug)]
pub struct Card {
    title: Text,
    icon: Icon,
    items: Vec<Item>,
    total: Option<u64>,
    empty: Text,
    more: Option<(Text, Text)>,
}

impl Card {
    /// A card without anything in it; `empty` is what it says then.
    #[must_use]
    pub fn new(icon: Icon, title: impl Into<Text>, empty: impl Into<Text>) -> Self {
        Self { title: title.into(), icon, items: Vec::new(), total: None, empty: empty.into(), more: None }
    }

    /// What waits.
    #[must_use]
    pub fn items(mut self, items: Vec<Item>) -> Self {
        self.items = items;
        self
    }

    /// How many wait in all, when the card shows only the first.
    #[must_use]
    pub fn total(mut self, total: u64) -> Self {
        self.total = Some(total);
        self
    }

    /// Where to see all of it.
    #[must_use]
    pub fn more(mut self, label: impl Into<Text>, href: impl Into<Text>) -> Self {
        self.more = Some((label.into(), href.into()));
        self
    }

    fn count(&self) -> u64 {
        self.total.unwrap_or_else(|| u64::try_from(self.items.len()).unwrap_or(u64::MAX))
    }
}

impl Render for Card {
    fn render(&self) -> Markup {
        let count = self.count();
        html! {
            section.card {
                div.card-head {
                    (self.icon)
                    h2 { (self.title) }
                    @if count > 0 {
                        span.card-count {
                            (francais::nombre(i64::try_from(count).unwrap_or(i64::MAX)))
                            span.visually-hidden { " en attente" }
                        }
                    }
                }
                @if self.items.is_empty() {
                    p.card-empty { (Icon::Check) span { (self.empty) } }
                } @else {
                    ul.card-items { @for item in &self.items { (item) } }
                }
                @if let Some((label, href)) = &self.more {
                    p.card-more { a href=(href) { (label) } }
                }
            }
        }
    }
}

/// One thing that waits: what, its detail, when, and the action in place.
#[derive(Clone, Debug, Default)]
pub struct Item {
    title: Markup,
    detail: Option<Markup>,
    mark: Option<(Tone, Text)>,
    action: Option<Markup>,
}

impl Item {
    /// What waits, in a few words.
    #[must_use]
    pub fn new(title: impl Render) -> Self {
        Self { title: title.render(), ..Self::default() }
    }

    /// A second line.
    #[must_use]
    pub fn detail(mut self, detail: impl Render) -> Self {
        self.detail = Some(detail.render());
        self
    }

    /// How urgent it is, in words.
    #[must_use]
    pub fn mark(mut self, tone: Tone, words: impl Into<Text>) -> Self {
        self.mark = Some((tone, words.into()));
        self
    }

    /// The button or the form that solves it.
    #[must_use]
    pub fn action(mut self, action: impl Render) -> Self {
        self.action = Some(action.render());
        self
    }
}

impl Render for Item {
    fn render(&self) -> Markup {
        html! {
            li.item {
                div.item-text {
                    p.item-title { (self.title) }
                    @if self.detail.is_some() || self.mark.is_some() {
                        p.item-detail {
                            @if let Some((tone, words)) = &self.mark { (crate::status::status(*tone, words)) }
                            @if let Some(detail) = &self.detail { span { (detail) } }
                        }
                    }
                }
                @if let Some(action) = &self.action { div.item-action { (action) } }
            }
        }
    }
}

/// The cards, side by side where there is room.
#[must_use]
pub fn cards(cards: &[Card]) -> Markup {
    html! { div.cards { @for card in cards { (card) } } }
}
