//! Twelve months at a glance, and the same in words.

use maud::{Markup, html};

use crate::Text;

/// One month.
#[derive(Clone, Debug)]
pub struct SparkPoint {
    /// « nov. ».
    pub label: Text,
    /// Its value.
    pub value: f64,
    /// The value as words.
    pub text: Text,
}

impl SparkPoint {
    /// A point.
    #[must_use]
    pub fn new(label: impl Into<Text>, value: f64, text: impl Into<Text>) -> Self {
        Self { label: label.into(), value, text: text.into() }
    }
}

const WIDTH: f64 = 116.0;
const HEIGHT: f64 = 24.0;

/// A small line of the values, from zero to the greatest; screen readers hear each of them.
#[must_use]
pub fn sparkline(label: &str, points: &[SparkPoint]) -> Markup {
    let places = places(points);
    html! {
        span.spark {
            svg viewBox="-2 -2 120 28" aria-hidden="true" focusable="false" {
                polyline points=(places.iter().map(|(x, y)| format!("{x:.1},{y:.1}")).collect::<Vec<_>>().join(" ")) {}
                @if let Some((x, y)) = places.last() { circle cx={ (format!("{x:.1}")) } cy={ (format!("{y:.1}")) } r="2.5" {} }
            }
            span.visually-hidden {
                (label) "\u{a0}: "
                @for (i, point) in points.iter().enumerate() { @if i > 0 { ", " } (point.label) " " (point.text) }
            }
        }
    }
}

fn places(points: &[SparkPoint]) -> Vec<(f64, f64)> {
    let greatest = points.iter().map(|point| point.value).fold(0.0, f64::max);
    let scale = if greatest > 0.0 { HEIGHT / greatest } else { 0.0 };
    let last = u32::try_from(points.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let pitch = if last > 0 { WIDTH / f64::from(last) } else { 0.0 };
    (0_u32..)
        .zip(points)
        .map(|(i, point)| (f64::from(i) * pitch, HEIGHT - point.value.max(0.0) * scale))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{SparkPoint, places};

    #[test]
    fn the_line_spans_the_drawing() {
        let points = [SparkPoint::new("oct.", 0.0, "0"), SparkPoint::new("nov.", 4.0, "4")];
        assert_eq!(places(&points), [(0.0, 24.0), (116.0, 0.0)]);
        assert_eq!(places(&points[..1]), [(0.0, 24.0)]);
        assert!(places(&[]).is_empty());
    }
}
