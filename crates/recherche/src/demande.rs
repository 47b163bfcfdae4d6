//! What is asked of the index, and what it answers.

use crate::raison::Raison;

/// A place on Earth, in degrees (WGS 84).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// Latitude, north positive.
    pub lat: f64,
    /// Longitude, east positive.
    pub lon: f64,
}

/// Mean radius of the Earth in metres.
const RAYON_TERRE: f64 = 6_371_008.8;

impl Position {
    /// The place as a point of the sphere of radius 1; nothing for a place that is not a number.
    pub(crate) fn on_sphere(self) -> Option<Point> {
        if !(self.lat.is_finite() && self.lon.is_finite()) {
            return None;
        }
        let (lat, lon) = (self.lat.to_radians(), self.lon.to_radians());
        #[expect(clippy::cast_possible_truncation, reason = "half a metre is precise enough")]
        let small = |value: f64| value as f32;
        Some(Point([small(lat.cos() * lon.cos()), small(lat.cos() * lon.sin()), small(lat.sin())]))
    }
}

/// A point of the sphere of radius 1.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Point(pub(crate) [f32; 3]);

impl Point {
    /// A document whose place is not known.
    pub(crate) const NOWHERE: Self = Self([f32::NAN; 3]);

    /// The square of the straight line between two points: grows with the distance on the ground. Not a number when
    /// one of them is nowhere.
    pub(crate) fn chord2(self, other: Self) -> f32 {
        let [x, y, z] = self.0;
        let [u, v, w] = other.0;
        (x - u).powi(2) + (y - v).powi(2) + (z - w).powi(2)
    }
}

/// Metres on the ground of the square of a straight line between two points of the sphere of radius 1.
pub(crate) fn metres(chord2: f32) -> f64 {
    2.0 * RAYON_TERRE * (f64::from(chord2).sqrt() / 2.0).min(1.0).asin()
}

/// A search.
#[derive(Clone, Copy)]
pub struct Demande<'a> {
    /// What the person typed.
    pub texte: &'a str,
    /// At most that many results.
    pub limit: usize,
    /// Among equal results, the nearest to this place first.
    pub pres_de: Option<Position>,
    /// Keeps a document when true. Called for documents that could be in the answer.
    pub filtre: Option<&'a dyn Fn(u32) -> bool>,
    /// Only these documents, sorted by number. Much cheaper than a filter when it keeps few documents.
    pub parmi: Option<&'a [u32]>,
}

impl<'a> Demande<'a> {
    /// The twenty best documents of the whole index for a text.
    #[must_use]
    pub fn new(texte: &'a str) -> Self {
        Self { texte, limit: 20, pres_de: None, filtre: None, parmi: None }
    }
}

/// A document found, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Resultat {
    /// Number given by [`Builder::add`](crate::Builder::add).
    pub document: u32,
    /// 1 when each typed word was found as typed and the document holds no other name; towards 0 with errors.
    pub score: f32,
    /// Each typed word was found, as typed or not.
    pub complet: bool,
    /// Metres to the place asked for, when both places are known.
    pub metres: Option<f64>,
    /// Each typed word and what it met, in the order typed; then the distance.
    pub pourquoi: Vec<Raison>,
}
