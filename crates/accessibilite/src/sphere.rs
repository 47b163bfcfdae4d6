//! Places on the Earth, and minutes between them as the crow flies.
//!
//! A travel time is kept in whole thousandths of a minute: 10.000 minutes is inside a step of 10, and every machine
//! agrees on it. Rounding is to the nearest, ties to even, of the product by 1000.

use crate::Refus;

/// Mean radius of the Earth, in kilometres (IUGG).
pub const RAYON_TERRE_KM: f64 = 6371.0088;
/// A detour of 1.3 at 50 km/h.
pub const MINUTES_PAR_KM: f64 = 1.56;
/// Greatest radius of a search, in kilometres.
pub(crate) const RAYON_MAX_KM: f64 = 1000.0;

/// A point on the Earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    lat: f64,
    lon: f64,
}

impl Position {
    /// Latitude from -90 to 90, longitude from -180 to 180.
    pub fn new(lat: f64, lon: f64) -> Result<Self, Refus> {
        if (-90.0..=90.0).contains(&lat) && (-180.0..=180.0).contains(&lon) {
            Ok(Self { lat, lon })
        } else {
            Err(Refus::Position { lat, lon })
        }
    }

    /// Degrees north.
    #[must_use]
    pub fn lat(self) -> f64 {
        self.lat
    }

    /// Degrees east.
    #[must_use]
    pub fn lon(self) -> f64 {
        self.lon
    }

    pub(crate) fn radians(self) -> Radians {
        Radians { phi: self.lat.to_radians(), lambda: self.lon.to_radians() }
    }
}

/// The same in radians.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Radians {
    pub phi: f64,
    pub lambda: f64,
}

impl Radians {
    /// Great circle, by the haversine formula.
    pub(crate) fn km(self, other: Self) -> f64 {
        let lat = ((other.phi - self.phi) / 2.0).sin();
        let lon = ((other.lambda - self.lambda) / 2.0).sin();
        let h = lat * lat + self.phi.cos() * other.phi.cos() * (lon * lon);
        2.0 * RAYON_TERRE_KM * h.min(1.0).sqrt().asin()
    }
}

/// Kilometres in thousandths of a minute.
pub(crate) fn milliemes(km: f64) -> u32 {
    (km * MINUTES_PAR_KM * 1000.0).round_ties_even() as u32
}

/// Thousandths of a minute in minutes.
pub(crate) fn en_minutes(milliemes: u32) -> f64 {
    f64::from(milliemes) / 1000.0
}

/// Estimated minutes between two points, to the thousandth.
#[must_use]
pub fn minutes(a: Position, b: Position) -> f64 {
    en_minutes(milliemes(a.radians().km(b.radians())))
}

/// The square of the chord of the unit sphere under an arc of so many kilometres.
pub(crate) fn chord_squared(km: f64) -> f64 {
    let chord = 2.0 * (km / (2.0 * RAYON_TERRE_KM)).min(std::f64::consts::FRAC_PI_2).sin();
    chord * chord
}

/// [`milliemes`] from the square of a chord, without a sine; `None` when the rounding is too close to call, or the
/// chord too long for the series: the caller then takes the long way.
pub(crate) fn milliemes_of_chord(squared: f64) -> Option<u32> {
    const MILLIEMES: f64 = 2.0 * RAYON_TERRE_KM * MINUTES_PAR_KM * 1000.0;
    const DOUBT: f64 = 1e-5;
    if squared > 1.6e-3 {
        return None;
    }
    // Arc sine of half the chord: s + s³/6 + 3s⁵/40 + 15s⁷/336 + 105s⁹/3456, exact to 1e-17 up to s = 0.02.
    let s2 = squared / 4.0;
    let series = 1.0 + s2 * (1.0 / 6.0 + s2 * (3.0 / 40.0 + s2 * (15.0 / 336.0 + s2 * (105.0 / 3456.0))));
    let exact = MILLIEMES * s2.sqrt() * series;
    // The value is positive and small: adding one half and cutting rounds it, and ties are in doubt anyway.
    let whole = (exact + 0.5) as i32;
    ((exact - f64::from(whole)).abs() < 0.5 - DOUBT).then_some(whole as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn unit(at: Radians) -> [f64; 3] {
        [at.phi.cos() * at.lambda.cos(), at.phi.cos() * at.lambda.sin(), at.phi.sin()]
    }

    #[test]
    fn a_degree_of_meridian_is_111_kilometres_and_173_minutes() {
        let (a, b) = (Position::new(45.0, 3.0).unwrap(), Position::new(46.0, 3.0).unwrap());
        assert!((a.radians().km(b.radians()) - 111.195_080_2).abs() < 1e-6);
        assert_eq!(minutes(a, b), 173.464);
        assert_eq!(minutes(a, a), 0.0);
    }

    #[test]
    fn antipodes_and_poles_are_finite() {
        let at = |lat, lon| Position::new(lat, lon).unwrap().radians();
        let half = std::f64::consts::PI * RAYON_TERRE_KM;
        assert!((at(0.0, 0.0).km(at(0.0, 180.0)) - half).abs() < 1e-6);
        assert!((at(90.0, 12.0).km(at(-90.0, -60.0)) - half).abs() < 1e-6);
        assert!(at(90.0, 12.0).km(at(90.0, -160.0)) < 1e-6);
        assert!(at(10.0, 180.0).km(at(10.0, -180.0)) < 1e-6);
    }

    #[test]
    fn points_off_the_earth_are_refused() {
        for (lat, lon) in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert!(Position::new(lat, lon).is_err());
        }
    }

    #[test]
    fn rounding_goes_to_the_even_neighbour() {
        assert_eq!([0.5, 1.5, 2.5].map(|x: f64| x.round_ties_even()), [0.0, 2.0, 2.0]);
        assert_eq!(milliemes(0.0), 0);
        assert_eq!(milliemes(10.0 / 1.56), 10_000);
    }

    /// The chord, and the thousandths by the long way, of a point and of another so many degrees east.
    fn east(degrees: f64) -> (f64, u32) {
        let at = |lon| Position::new(45.0, lon).unwrap().radians();
        let (a, b) = (at(3.0), at(3.0 + degrees));
        let (u, v) = (unit(a), unit(b));
        ((0..3).map(|k| (u[k] - v[k]) * (u[k] - v[k])).sum(), milliemes(a.km(b)))
    }

    #[test]
    fn where_the_rounding_turns_the_short_way_does_not_answer() {
        for degrees in [0.001, 0.05, 0.1, 0.2, 0.3, 1.0, 2.0, 3.0] {
            let (mut low, mut high) = (degrees, degrees * 1.1);
            let from = east(low).1;
            assert_ne!(from, east(high).1);
            for _ in 0..80 {
                let middle = (low + high) / 2.0;
                if east(middle).1 == from { low = middle } else { high = middle }
            }
            assert_eq!([low, high].map(|at| milliemes_of_chord(east(at).0)), [None, None], "{degrees}");
        }
    }

    proptest! {
        #[test]
        fn the_short_way_answers_as_the_long_one_or_not_at_all(
            lat in -89.9..89.9f64, lon in -180.0..180.0f64, north in -1.0..1.0f64, east in -1.0..1.0f64, scale in 0..7i32,
        ) {
            let near = 10f64.powi(-scale);
            let a = Position::new(lat, lon).unwrap().radians();
            let b = Position::new((lat + north * near).clamp(-90.0, 90.0), (lon + east * near).clamp(-180.0, 180.0));
            let b = b.unwrap().radians();
            let (u, v) = (unit(a), unit(b));
            let squared = (0..3).map(|k| (u[k] - v[k]) * (u[k] - v[k])).sum();
            if let Some(found) = milliemes_of_chord(squared) {
                prop_assert_eq!(found, milliemes(a.km(b)));
            } else {
                let exact = a.km(b) * MINUTES_PAR_KM * 1000.0;
                prop_assert!(squared > 1.6e-3 || (exact - exact.floor() - 0.5).abs() < 2e-5);
            }
        }
    }
}
