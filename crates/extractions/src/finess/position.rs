//! Positions: which of the numbers of a file are degrees, and whether they are in France.

use super::projection::{lambert_93, utm};

/// A point, in degrees (WGS84, to the metre).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Position {
    /// North is positive.
    pub lat: f64,
    /// East is positive.
    pub lon: f64,
}

/// Where French structures are: smallest and largest latitude, then longitude.
const FRANCE: [[f64; 4]; 9] = [
    [41.2, 51.3, -5.6, 9.8],        // metropolitan
    [14.2, 18.3, -63.3, -60.7],     // Antilles, Saint-Martin, Saint-Barthélemy
    [2.0, 6.0, -54.8, -51.4],       // Guyane
    [-21.6, -20.7, 55.1, 56.0],     // La Réunion
    [-13.2, -12.5, 44.8, 45.5],     // Mayotte
    [46.6, 47.3, -56.6, -56.0],     // Saint-Pierre-et-Miquelon
    [-14.6, -13.0, -178.5, -175.9], // Wallis-et-Futuna
    [-28.0, -7.0, -155.0, -134.0],  // Polynésie française
    [-23.0, -19.0, 158.0, 169.0],   // Nouvelle-Calédonie
];

/// The point, if it is in France.
pub(super) fn in_france(lat: f64, lon: f64) -> Option<Position> {
    let inside = |[south, north, west, east]: &[f64; 4]| {
        (*south..=*north).contains(&lat) && (*west..=*east).contains(&lon)
    };
    FRANCE.iter().any(inside).then_some(Position { lat, lon })
}

fn number(text: &str) -> Option<f64> {
    text.trim().replace(',', ".").parse().ok().filter(|number: &f64| number.is_finite())
}

/// From the projection that the source of a CSV line names: `…,LAMBERT_93`, `…,UTM_N20`.
pub(super) fn projected(x: &str, y: &str, source: &str) -> Option<Position> {
    let (x, y) = (number(x)?, number(y)?);
    let (lat, lon) = source.split(',').rev().find_map(|word| unproject(x, y, word.trim()))?;
    in_france(lat, lon)
}

fn unproject(x: f64, y: f64, projection: &str) -> Option<(f64, f64)> {
    if projection == "LAMBERT_93" {
        return Some(lambert_93(x, y));
    }
    let zone = projection.strip_prefix("UTM_")?;
    let south = match zone.get(..1)? {
        "N" => false,
        "S" => true,
        _ => return None,
    };
    let zone = zone.get(1..)?.parse().ok().filter(|zone| (1..=60).contains(zone))?;
    Some(utm(x, y, zone, south))
}

/// The projection in which structures of a commune are placed.
fn projection(commune: &str) -> &'static str {
    match commune.get(..3).unwrap_or_default() {
        "971" | "972" | "977" | "978" => "UTM_N20",
        "973" => "UTM_N22",
        "974" => "UTM_S40",
        "975" => "UTM_N21",
        "976" => "UTM_S38",
        _ => "LAMBERT_93",
    }
}

/// The four numbers of FINESS+. Degrees stand in `direction*` with meters in `coordonnee*`, northing first; or the other
/// way round, longitude first. Whatever the layout, the right reading is the one that falls in France.
pub(super) fn published(
    x: &str,
    y: &str,
    latitude: &str,
    longitude: &str,
    commune: &str,
) -> Option<Position> {
    let (x, y, latitude, longitude) = (number(x), number(y), number(latitude), number(longitude));
    let pairs = [(latitude, longitude), (y, x), (x, y), (longitude, latitude)];
    let degrees = pairs.into_iter().find_map(|pair| match pair {
        (Some(lat), Some(lon)) => in_france(lat, lon),
        _ => None,
    });
    // (Easting, northing), in the order of each layout.
    let metres = [(y, x), (longitude, latitude), (x, y), (latitude, longitude)];
    degrees.or_else(|| {
        metres.into_iter().find_map(|pair| {
            let (Some(east), Some(north)) = pair else { return None };
            let (lat, lon) = unproject(east, north, projection(commune))?;
            in_france(lat, lon)
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{projected, published};
    use proptest::prelude::*;

    fn shown(x: &str, y: &str, latitude: &str, longitude: &str, commune: &str) -> Option<String> {
        published(x, y, latitude, longitude, commune)
            .map(|point| format!("{:.5} {:.5}", point.lat, point.lon))
    }

    #[test]
    fn both_layouts_of_finess_plus_give_the_same_point() {
        let point = Some("46.21126 5.25420".to_owned());
        assert_eq!(shown("6570414.61", "873766.07", "46.211257", "5.254203", "01053"), point);
        assert_eq!(shown("5.254203", "46.211257", "6570414.61", "873766.07", "01053"), point);
        assert_eq!(shown("6570414.61", "873766.07", "", "", "01053"), point);
        assert_eq!(shown(" 46,211257", "5.254203 ", "", "", ""), point);
        assert_eq!(shown("338215", "7692100", "", "", "97411").as_deref(), Some("-20.86420 55.44486"));
        for nowhere in [["", "", "", ""], ["0", "0", "0", "0"], ["x", "1", "NaN", "inf"]] {
            assert_eq!(shown(nowhere[0], nowhere[1], nowhere[2], nowhere[3], "01053"), None);
        }
    }

    #[test]
    fn the_source_of_a_csv_line_names_the_projection() {
        let source = |projection: &str| format!("1,ATLASANTE,100,IGN,BD_ADRESSE,V2.2,{projection}");
        assert!(projected("1222035.1", "6074802.6", &source("LAMBERT_93")).is_some());
        assert!(projected("338215", "7692100", &source("UTM_S40")).is_some());
        for projection in ["UTM_S99", "UTM_", "UTM_É", "WGS", ""] {
            assert_eq!(projected("338215", "7692100", &source(projection)), None);
        }
    }

    proptest! {
        #[test]
        fn any_texts_give_a_point_or_none(texts in prop::array::uniform5("[-0-9.,eE ]{0,12}|\\PC{0,4}")) {
            let [x, y, latitude, longitude, commune] = &texts;
            let _ = published(x, y, latitude, longitude, commune);
            let _ = projected(x, y, &format!("a,UTM_{commune}"));
        }
    }
}
