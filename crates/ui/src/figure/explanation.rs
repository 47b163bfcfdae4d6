//! What stands behind a number.

use maud::{Markup, Render, html};

use crate::Text;

/// A source: its name, its vintage, its address.
#[derive(Clone, Debug)]
pub struct Source {
    /// « INSEE, populations légales ».
    pub name: Text,
    /// « 2023, en vigueur au 1er janvier 2026 ».
    pub vintage: Text,
    /// Where to read it.
    pub href: Option<Text>,
}

/// One step of a calculation.
#[derive(Clone, Debug)]
pub struct Derivation {
    /// What is computed.
    pub label: Text,
    /// Its value, written in French.
    pub value: Text,
    /// The text or the parameter that says so.
    pub reference: Option<Markup>,
}

/// The answer to « d’où vient ce chiffre ? ».
#[derive(Clone, Debug, Default)]
pub struct Explanation {
    formula: Option<Markup>,
    steps: Vec<Derivation>,
    sources: Vec<Source>,
    rows: Option<Markup>,
    warning: Option<Text>,
}

impl Explanation {
    /// An explanation to fill.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How it is computed, in a sentence.
    #[must_use]
    pub fn formula(mut self, formula: impl Render) -> Self {
        self.formula = Some(formula.render());
        self
    }

    /// The calculation, line by line.
    #[must_use]
    pub fn steps(mut self, steps: Vec<Derivation>) -> Self {
        self.steps = steps;
        self
    }

    /// One more source.
    #[must_use]
    pub fn source(mut self, name: impl Into<Text>, vintage: impl Into<Text>, href: Option<Text>) -> Self {
        self.sources.push(Source { name: name.into(), vintage: vintage.into(), href });
        self
    }

    /// The rows that make it up: a table, or a link to them.
    #[must_use]
    pub fn rows(mut self, rows: impl Render) -> Self {
        self.rows = Some(rows.render());
        self
    }

    /// What to beware of: an unconfirmed rule, a partial sum.
    #[must_use]
    pub fn warning(mut self, warning: impl Into<Text>) -> Self {
        self.warning = Some(warning.into());
        self
    }

    /// The explanation behind « Calcul et source »; `about` names the figure for screen readers.
    #[must_use]
    pub fn details(&self, about: &str) -> Markup {
        let opener =
            if self.formula.is_some() || !self.steps.is_empty() { "Calcul et source" } else { "Source" };
        html! {
            details.why { summary { (opener) span.visually-hidden { " : " (about) } } (self) }
        }
    }
}

impl Render for Explanation {
    fn render(&self) -> Markup {
        html! {
            div.why-body {
                @if let Some(formula) = &self.formula { p.why-formula { (formula) } }
                @if !self.steps.is_empty() {
                    ol.why-steps {
                        @for step in &self.steps {
                            li {
                                span { (step.label) }
                                span.why-value { (step.value) }
                                @if let Some(reference) = &step.reference { span.why-reference { (reference) } }
                            }
                        }
                    }
                }
                @if let Some(warning) = &self.warning { p.why-warning { (warning) } }
                @for source in &self.sources {
                    p.why-source {
                        "Source\u{a0}: "
                        @match &source.href { Some(href) => a href=(href) { (source.name) }, None => (source.name) }
                        ", " (source.vintage) "."
                    }
                }
                @if let Some(rows) = &self.rows { div.why-rows { (rows) } }
            }
        }
    }
}
