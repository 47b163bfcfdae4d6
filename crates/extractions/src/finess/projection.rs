//! From metres on a map to degrees: Lambert-93 (IGN, NTG 71) and UTM (Krüger's series, as IGN ALG0052), both on GRS80,
//! which WGS84 follows to the metre in France.

/// Half the great axis of GRS80, in metres.
const A: f64 = 6_378_137.0;
/// Its flattening.
const F: f64 = 1.0 / 298.257_222_101;

/// Lambert-93, as IGN publishes it: exponent, constant of projection, coordinates of the pole.
const EXPONENT: f64 = 0.725_607_765_053_267;
const CONSTANT: f64 = 11_754_255.426_096;
const POLE: (f64, f64) = (700_000.0, 12_655_612.049_876);

/// Latitude and longitude in degrees of a point of Lambert-93 in metres.
pub(super) fn lambert_93(x: f64, y: f64) -> (f64, f64) {
    let (dx, dy) = (x - POLE.0, POLE.1 - y);
    let longitude = 3.0 + (dx.atan2(dy) / EXPONENT).to_degrees();
    let isometric = -(dx.hypot(dy) / CONSTANT).ln() / EXPONENT;
    (latitude_of(isometric).to_degrees(), longitude)
}

/// Latitude of an isometric latitude, by fixed point: each turn gains two digits and a half.
fn latitude_of(isometric: f64) -> f64 {
    let eccentricity = (F * (2.0 - F)).sqrt();
    let turn = |latitude: f64| {
        let along = eccentricity * latitude.sin();
        let factor = ((1.0 + along) / (1.0 - along)).powf(eccentricity / 2.0);
        2.0 * (factor * isometric.exp()).atan() - std::f64::consts::FRAC_PI_2
    };
    (0..8).fold(turn(0.0), |latitude, _| turn(latitude))
}

/// Latitude and longitude in degrees of a point of UTM in metres, zone from 1 to 60.
pub(super) fn utm(x: f64, y: f64, zone: u8, south: bool) -> (f64, f64) {
    const SCALE: f64 = 0.9996;
    let n = F / (2.0 - F);
    let radius = SCALE * A / (1.0 + n) * (1.0 + n.powi(2) / 4.0 + n.powi(4) / 64.0);
    let north = (y - if south { 10_000_000.0 } else { 0.0 }) / radius;
    let east = (x - 500_000.0) / radius;
    let to_sphere = [
        n / 2.0 - 2.0 / 3.0 * n.powi(2) + 37.0 / 96.0 * n.powi(3),
        n.powi(2) / 48.0 + n.powi(3) / 15.0,
        17.0 / 480.0 * n.powi(3),
    ];
    let (mut xi, mut eta) = (north, east);
    for (order, beta) in to_sphere.into_iter().enumerate() {
        let twice = 2.0 * (order as f64 + 1.0);
        xi -= beta * (twice * north).sin() * (twice * east).cosh();
        eta -= beta * (twice * north).cos() * (twice * east).sinh();
    }
    let conformal = (xi.sin() / eta.cosh()).asin();
    let to_latitude = [
        2.0 * n - 2.0 / 3.0 * n.powi(2) - 2.0 * n.powi(3),
        7.0 / 3.0 * n.powi(2) - 8.0 / 5.0 * n.powi(3),
        56.0 / 15.0 * n.powi(3),
    ];
    let waves = to_latitude.into_iter().enumerate();
    let latitude: f64 =
        conformal + waves.map(|(order, d)| d * (2.0 * (order as f64 + 1.0) * conformal).sin()).sum::<f64>();
    let meridian = f64::from(zone) * 6.0 - 183.0;
    (latitude.to_degrees(), meridian + eta.sinh().atan2(xi.cos()).to_degrees())
}

#[cfg(test)]
mod tests {
    use super::{A, CONSTANT, EXPONENT, F, POLE, lambert_93, utm};
    use proptest::prelude::*;

    /// Metres between two points a few metres apart.
    fn metres((lat, lon): (f64, f64), (other_lat, other_lon): (f64, f64)) -> f64 {
        let degree = 111_320.0;
        ((lat - other_lat) * degree).hypot((lon - other_lon) * degree * lat.to_radians().cos())
    }

    /// Points that FINESS publishes in metres and in degrees, and one that everybody knows.
    #[test]
    fn published_points_agree_to_a_metre() {
        for (x, y, lat, lon) in [
            (873_766.07, 6_570_414.61, 46.211257, 5.254203),
            (941_342.52, 6_589_480.53, 46.362063, 6.139885),
            (1_222_035.09, 6_074_802.63, 41.588532, 9.250757),
        ] {
            let gap = metres(lambert_93(x, y), (lat, lon));
            assert!(gap < 0.2, "{x} {y}: {gap} m");
        }
        assert!(metres(utm(448_251.9, 5_411_932.7, 31, false), (48.8582, 2.2945)) < 1.0);
    }

    /// The way there, by other formulas: the cone of Lambert by the isometric latitude, UTM by Redfearn's series.
    fn to_lambert_93(lat: f64, lon: f64) -> (f64, f64) {
        let e = (F * (2.0 - F)).sqrt();
        let phi = lat.to_radians();
        let isometric = phi.sin().atanh() - e * (e * phi.sin()).atanh();
        let (radius, angle) = (CONSTANT * (-EXPONENT * isometric).exp(), EXPONENT * (lon - 3.0).to_radians());
        (POLE.0 + radius * angle.sin(), POLE.1 - radius * angle.cos())
    }

    fn to_utm(lat: f64, lon: f64, zone: u8, south: bool) -> (f64, f64) {
        let e2 = F * (2.0 - F);
        let (phi, second) = (lat.to_radians(), e2 / (1.0 - e2));
        let meridian = f64::from(zone) * 6.0 - 183.0;
        let (sin, cos, tan) = (phi.sin(), phi.cos(), phi.tan());
        let (v, t, c) = (A / (1.0 - e2 * sin * sin).sqrt(), tan * tan, second * cos * cos);
        let w = (lon - meridian).to_radians() * cos;
        let arc = A
            * ((1.0 - e2 / 4.0 - 3.0 * e2.powi(2) / 64.0 - 5.0 * e2.powi(3) / 256.0) * phi
                - (3.0 * e2 / 8.0 + 3.0 * e2.powi(2) / 32.0 + 45.0 * e2.powi(3) / 1024.0)
                    * (2.0 * phi).sin()
                + (15.0 * e2.powi(2) / 256.0 + 45.0 * e2.powi(3) / 1024.0) * (4.0 * phi).sin()
                - 35.0 * e2.powi(3) / 3072.0 * (6.0 * phi).sin());
        let east = w
            + (1.0 - t + c) * w.powi(3) / 6.0
            + (5.0 - 18.0 * t + t * t + 72.0 * c - 58.0 * second) * w.powi(5) / 120.0;
        let north = w.powi(2) / 2.0
            + (5.0 - t + 9.0 * c + 4.0 * c * c) * w.powi(4) / 24.0
            + (61.0 - 58.0 * t + t * t + 600.0 * c - 330.0 * second) * w.powi(6) / 720.0;
        let base = if south { 10_000_000.0 } else { 0.0 };
        (500_000.0 + 0.9996 * v * east, base + 0.9996 * (arc + v * tan * north))
    }

    proptest! {
        #[test]
        fn lambert_there_and_back_is_a_millimetre(lat in 41.0..51.5f64, lon in -5.6..9.8f64) {
            let (x, y) = to_lambert_93(lat, lon);
            prop_assert!(metres(lambert_93(x, y), (lat, lon)) < 0.001);
        }

        #[test]
        fn utm_there_and_back_is_ten_centimetres(zone in prop::sample::select(vec![20u8, 22, 38, 40]), lat in -22.0..19.0f64, off in -3.4..3.4f64) {
            let lon = f64::from(zone) * 6.0 - 183.0 + off;
            let (x, y) = to_utm(lat, lon, zone, lat < 0.0);
            prop_assert!(metres(utm(x, y, zone, lat < 0.0), (lat, lon)) < 0.1);
        }
    }
}
