//! The frame of a map: drawing, legend, and the table that says the same.

use maud::{Markup, PreEscaped, html};

use crate::Text;

/// What a commune is to the CPTS shown; also the class of its outline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommuneState {
    /// In the territory.
    In,
    /// Outside, nothing to say.
    Out,
    /// In another CPTS.
    Other,
    /// Surrounded by the territory, not in it.
    Hole,
    /// In no CPTS.
    Uncovered,
    /// Claimed by two CPTS: hatched.
    Overlap,
}

impl CommuneState {
    /// Every state, for legends and the gallery.
    pub const ALL: [Self; 6] = [Self::In, Self::Out, Self::Other, Self::Hole, Self::Uncovered, Self::Overlap];

    /// The class to put on the outline, with `commune`: `path.commune.in`.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
            Self::Other => "other",
            Self::Hole => "hole",
            Self::Uncovered => "uncovered",
            Self::Overlap => "overlap",
        }
    }

    /// Its words in a legend.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::In => "Dans le territoire",
            Self::Out => "Hors du territoire",
            Self::Other => "Dans une autre CPTS",
            Self::Hole => "Trou dans le territoire",
            Self::Uncovered => "Sans CPTS",
            Self::Overlap => "Dans deux CPTS",
        }
    }
}

/// Classes of a choropleth, from the least to the greatest: six tints of one hue, told apart by lightness alone, so
/// that every eye can rank them.
pub const CHOROPLETH: [&str; 6] = ["c1", "c2", "c3", "c4", "c5", "c6"];

/// One line of a legend: the classes of a commune, and its words.
#[derive(Clone, Debug)]
pub struct LegendItem {
    /// `in`, `c3`…
    pub class: Text,
    /// « 75 à 120 habitants par km² ».
    pub label: Text,
}

impl LegendItem {
    /// A line of legend.
    #[must_use]
    pub fn new(class: impl Into<Text>, label: impl Into<Text>) -> Self {
        Self { class: class.into(), label: label.into() }
    }
}

impl From<CommuneState> for LegendItem {
    fn from(state: CommuneState) -> Self {
        Self::new(state.class(), state.label())
    }
}

/// A map in its frame.
#[derive(Clone, Debug)]
pub struct MapFrame {
    /// Prefix of the ids inside.
    pub id: Text,
    /// What it shows, in a sentence.
    pub title: Text,
    /// The drawing: an `svg.map` whose communes are `path.commune` inside links, or alone.
    pub svg: Markup,
    /// Its legend.
    pub legend: Vec<LegendItem>,
    /// Where outlines come from, or « croquis » when they are computed.
    pub note: Option<Markup>,
    /// The table that says the same.
    pub twin: Markup,
}

/// The frame: drawing, legend, origin, and the table one press away.
#[must_use]
pub fn map(frame: &MapFrame) -> Markup {
    html! {
        figure.map-frame aria-labelledby={ (frame.id) "-titre" } {
            figcaption id={ (frame.id) "-titre" } { (frame.title) }
            div.map-canvas { (frame.svg) }
            (legend(&frame.legend))
            @if let Some(note) = &frame.note { p.map-note { (note) } }
            details.map-twin { summary { "La même carte en tableau" } (frame.twin) }
        }
    }
}

/// A legend alone.
#[must_use]
pub fn legend(items: &[LegendItem]) -> Markup {
    html! {
        ul.legend {
            @for item in items {
                li {
                    svg.swatch viewBox="0 0 16 16" aria-hidden="true" focusable="false" {
                        rect class={ "commune " (item.class) } x="1" y="1" width="14" height="14" rx="3" {}
                    }
                    span { (item.label) }
                }
            }
        }
    }
}

/// The hatches that `path.commune.overlap` is filled with: put them once on a page that shows an overlap.
#[must_use]
pub fn hatches() -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            (PreEscaped(r#"<defs><pattern id="hachures" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="6" height="6"/><rect class="hatch-line" width="2.5" height="6"/></pattern></defs>"#))
        }
    }
}
