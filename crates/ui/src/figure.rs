//! Numbers that explain themselves: the value, and one press away its formula, source, vintage and rows.

use maud::{Markup, Render, html};

use crate::{Text, icon::Icon};

mod bars;
mod explanation;
mod spark;

pub use bars::{Bar, Part, bars, stacked_bar};
pub use explanation::{Derivation, Explanation, Source};
pub use spark::{SparkPoint, sparkline};

#[derive(Clone, Debug)]
enum Value {
    Known { text: Text, estimate: bool },
    Masked { reason: Text },
    Missing { reason: Text },
}

/// A number on a page. Write `(Figure::new("Population", nombre(36_753)).unit("habitants").explained(…))`.
#[derive(Clone, Debug)]
pub struct Figure {
    label: Text,
    value: Value,
    unit: Option<Text>,
    note: Option<Markup>,
    spark: Option<Markup>,
    explanation: Option<Explanation>,
    strong: bool,
}

impl Figure {
    fn of(label: impl Into<Text>, value: Value) -> Self {
        Self {
            label: label.into(),
            value,
            unit: None,
            note: None,
            spark: None,
            explanation: None,
            strong: false,
        }
    }

    /// A known value, already written in French.
    #[must_use]
    pub fn new(label: impl Into<Text>, value: impl Into<Text>) -> Self {
        Self::of(label, Value::Known { text: value.into(), estimate: false })
    }

    /// A value that would point at someone: hidden, and the reason said.
    #[must_use]
    pub fn masked(label: impl Into<Text>, reason: impl Into<Text>) -> Self {
        Self::of(label, Value::Masked { reason: reason.into() })
    }

    /// A value that we do not have, and why.
    #[must_use]
    pub fn missing(label: impl Into<Text>, reason: impl Into<Text>) -> Self {
        Self::of(label, Value::Missing { reason: reason.into() })
    }

    /// Its unit.
    #[must_use]
    pub fn unit(mut self, unit: impl Into<Text>) -> Self {
        self.unit = Some(unit.into());
        self
    }

    /// Marks it as an estimate, in words.
    #[must_use]
    pub fn estimate(mut self) -> Self {
        if let Value::Known { estimate, .. } = &mut self.value {
            *estimate = true;
        }
        self
    }

    /// A line under the value: a comparison, a threshold, a badge.
    #[must_use]
    pub fn note(mut self, note: impl Render) -> Self {
        self.note = Some(note.render());
        self
    }

    /// The last twelve months beside it.
    #[must_use]
    pub fn spark(mut self, spark: Markup) -> Self {
        self.spark = Some(spark);
        self
    }

    /// Where it comes from.
    #[must_use]
    pub fn explained(mut self, explanation: Explanation) -> Self {
        self.explanation = Some(explanation);
        self
    }

    /// The one number of the page.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }

    fn value_markup(&self) -> Markup {
        html! {
            @match &self.value {
                Value::Known { text, estimate } => {
                    span.figure-value { (text) @if let Some(unit) = &self.unit { " " span.figure-unit { (unit) } } }
                    @if *estimate { " " span.estimate { "estimation" } }
                }
                Value::Masked { reason } => { span.figure-masked { (Icon::Lock) "Masqué" } span.figure-note { (reason) } }
                Value::Missing { reason } => { span.figure-masked { "Non connu" } span.figure-note { (reason) } }
            }
        }
    }
}

impl Render for Figure {
    fn render(&self) -> Markup {
        html! {
            div.figure .strong[self.strong] {
                dt { (self.label) }
                dd.figure-main { (self.value_markup()) @if let Some(spark) = &self.spark { (spark) } }
                @if let Some(note) = &self.note { dd.figure-note { (note) } }
                @if let Some(explanation) = &self.explanation { dd.figure-why { (explanation.details(&self.label)) } }
            }
        }
    }
}

/// Tiles of figures, as many in a line as fit.
#[must_use]
pub fn figures(figures: &[Figure]) -> Markup {
    html! { dl.figures { @for figure in figures { (figure) } } }
}

/// A number in a cell, a `div` or a list item, which opens onto its explanation. Not in a `p`: HTML would close it.
#[must_use]
pub fn explained(label: &str, value: &str, explanation: &Explanation) -> Markup {
    html! {
        details.inline-why {
            summary { (value) span.visually-hidden { " : d’où vient ce chiffre, " (label) } }
            (explanation)
        }
    }
}

/// A hidden number in a cell, with its reason.
#[must_use]
pub fn masked(reason: &str) -> Markup {
    html! { span.masked title=(reason) { (Icon::Lock) "masqué" span.visually-hidden { " : " (reason) } } }
}
