//! Bars, drawn on the server. Widths are attributes of SVG, since a page carries no inline style; the words beside
//! each bar are its text twin.

use maud::{Markup, html};

use crate::Text;

/// One bar.
#[derive(Clone, Debug)]
pub struct Bar {
    /// What it measures.
    pub label: Text,
    /// How long it is, in the unit of its siblings.
    pub value: f64,
    /// The value as words: « 4 638 habitants ».
    pub text: Text,
    /// Shown in the accent colour, the others being quieter.
    pub strong: bool,
}

impl Bar {
    /// A bar.
    #[must_use]
    pub fn new(label: impl Into<Text>, value: f64, text: impl Into<Text>) -> Self {
        Self { label: label.into(), value, text: text.into(), strong: false }
    }

    /// The same, in the accent colour.
    #[must_use]
    pub fn strong(mut self) -> Self {
        self.strong = true;
        self
    }
}

/// Horizontal bars on one scale, from 0 to the longest (or `max`).
#[must_use]
pub fn bars(caption: &str, bars: &[Bar], max: Option<f64>) -> Markup {
    let longest = bars.iter().map(|bar| bar.value).fold(0.0, f64::max);
    let scale = max.unwrap_or(longest);
    html! {
        figure.bars {
            figcaption { (caption) }
            ul {
                @for bar in bars {
                    li {
                        span.bar-label { (bar.label) }
                        span.bar-text { (bar.text) }
                        svg.gauge .strong[bar.strong] viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                            rect.gauge-ground width="1000" height="10" {}
                            rect.gauge-fill width=(permille(bar.value, scale)) height="10" {}
                        }
                    }
                }
            }
        }
    }
}

/// One part of a whole.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is.
    pub label: Text,
    /// How much, in the unit of its siblings.
    pub value: f64,
    /// The value as words: « 22,4 % ».
    pub text: Text,
}

impl Part {
    /// A part.
    #[must_use]
    pub fn new(label: impl Into<Text>, value: f64, text: impl Into<Text>) -> Self {
        Self { label: label.into(), value, text: text.into() }
    }
}

/// One bar cut into at most five parts, in their order, with its key.
#[must_use]
pub fn stacked_bar(caption: &str, parts: &[Part]) -> Markup {
    let whole: f64 = parts.iter().map(|part| part.value).sum();
    let mut from = 0;
    let cuts: Vec<(i32, i32)> = parts
        .iter()
        .map(|part| {
            let width = permille(part.value, whole);
            let cut = (from, width);
            from += width;
            cut
        })
        .collect();
    html! {
        figure.stacked {
            figcaption { (caption) }
            svg.stacked-bar viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true" focusable="false" {
                @for (i, (x, width)) in cuts.iter().enumerate() {
                    rect class=(tint(i, parts.len())) x=(x) width=(width) height="10" {}
                }
            }
            ul.key {
                @for (i, part) in parts.iter().enumerate() {
                    li {
                        svg.swatch viewBox="0 0 10 10" aria-hidden="true" focusable="false" { rect class=(tint(i, parts.len())) width="10" height="10" {} }
                        span { (part.label) }
                        span.key-value { (part.text) }
                    }
                }
            }
        }
    }
}

/// The tint of a part: from the lightest to the darkest of the choropleth, spread over the parts.
fn tint(rank: usize, parts: usize) -> String {
    format!("part-{}", if parts < 2 { 5 } else { (rank * 4 / (parts - 1)).min(4) + 2 })
}

/// A share of the whole in thousandths, held between 0 and 1000.
#[expect(clippy::cast_possible_truncation, reason = "clamped to 0..=1000 just before")]
fn permille(value: f64, whole: f64) -> i32 {
    if whole > 0.0 && value.is_finite() {
        (value / whole * 1000.0).round().clamp(0.0, 1000.0) as i32
    } else {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::permille;

    #[test]
    fn widths_stay_in_the_bar() {
        assert_eq!(permille(1.0, 3.0), 333);
        assert_eq!(permille(5.0, 3.0), 1000);
        assert_eq!(permille(-1.0, 3.0), 0);
        assert_eq!(permille(1.0, 0.0), 0);
        assert_eq!(permille(f64::NAN, 3.0), 0);
    }
}
