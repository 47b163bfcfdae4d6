//! The nouns of the table of communes.

use identifiants::{CommuneCode, DepartementCode, Siren};
use std::str::FromStr;

/// What an edition of the table is. Shown beside every figure that comes from it.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Edition {
    /// Vintage of the codes: « COG 2026 ».
    pub cog: String,
    /// Nature and vintage of the populations: « population municipale RP2023 ».
    pub population: String,
    /// Names to print.
    pub attribution: String,
    /// Licence of the data.
    pub licence: String,
}

/// A region.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Region {
    /// INSEE code, 2 or 3 characters.
    pub code: String,
    /// Name.
    pub nom: String,
}

/// A département or overseas collectivity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Departement {
    /// INSEE code.
    pub code: DepartementCode,
    /// Name.
    pub nom: String,
    /// Code of its region.
    pub region: String,
}

/// An établissement public de coopération intercommunale à fiscalité propre.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Epci {
    /// SIREN number.
    pub siren: Siren,
    /// Name.
    pub nom: String,
    /// CC, CA, CU, METRO, MET69 (DGCL); may be empty in an imported file.
    pub nature: String,
}

/// A commune, or an arrondissement municipal of Paris, Lyon or Marseille.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Commune {
    /// INSEE code.
    pub code: CommuneCode,
    /// Name with its article.
    pub nom: Box<str>,
    /// For an arrondissement: the commune it is a part of.
    pub mere: Option<CommuneCode>,
    /// Its EPCI; four islands and the overseas collectivities have none.
    pub epci: Option<Siren>,
    /// Inhabitants, of the vintage that [`Edition::population`] names.
    pub population: Option<u32>,
    /// Postcodes, separated by spaces.
    pub codes_postaux: Box<str>,
    /// Centre of the commune (not its town hall).
    pub position: Option<Position>,
    /// Area in hectares.
    pub superficie_ha: Option<u32>,
}

impl Commune {
    /// True for an arrondissement municipal: already counted in its commune.
    pub fn is_arrondissement(&self) -> bool {
        self.mere.is_some()
    }
}

/// A place on Earth (WGS84), in hundred-thousandths of a degree, about one metre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Longitude, east positive.
    pub lon: i32,
    /// Latitude, north positive.
    pub lat: i32,
}

impl Position {
    /// From degrees; `None` outside of the Earth.
    pub fn from_degrees(lat: f64, lon: f64) -> Option<Self> {
        let inside = lat.abs() <= 90.0 && lon.abs() <= 180.0;
        inside.then(|| Self { lon: (lon * 1e5).round() as i32, lat: (lat * 1e5).round() as i32 })
    }

    /// Longitude in degrees.
    pub fn lon_degrees(self) -> f64 {
        f64::from(self.lon) / 1e5
    }

    /// Latitude in degrees.
    pub fn lat_degrees(self) -> f64 {
        f64::from(self.lat) / 1e5
    }

    /// Metres east and north of another place, on the plane that touches the Earth there: right to one in a thousand within
    /// fifty kilometres.
    pub fn metres_from(self, other: Self) -> (i32, i32) {
        /// Metres in a degree of latitude, on a sphere of the mean radius.
        const DEGRE: f64 = 111_195.0;
        let metres = |degrees: f64| (degrees * DEGRE).round() as i32;
        let narrow = other.lat_degrees().to_radians().cos();
        let east = (self.lon_degrees() - other.lon_degrees()) * narrow;
        (metres(east), metres(self.lat_degrees() - other.lat_degrees()))
    }
}

/// A code that is no longer, or never was, that of a commune, and the commune it leads to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AncienCode {
    /// The old code.
    pub code: CommuneCode,
    /// The old name, which may be empty.
    pub nom: Box<str>,
    /// The commune of today.
    pub actuel: CommuneCode,
    /// What the code was.
    pub nature: NatureAncien,
}

/// What an old code was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NatureAncien {
    /// A commune that was merged or whose code changed.
    AncienCode,
    /// A part of a commune nouvelle.
    CommuneDeleguee,
    /// A part of a merged commune of before 2010.
    CommuneAssociee,
}

impl NatureAncien {
    /// As files write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::AncienCode => "ancien_code",
            Self::CommuneDeleguee => "commune_deleguee",
            Self::CommuneAssociee => "commune_associee",
        }
    }
}

impl FromStr for NatureAncien {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        [Self::AncienCode, Self::CommuneDeleguee, Self::CommuneAssociee]
            .into_iter()
            .find(|nature| nature.as_str() == text)
            .ok_or_else(|| {
                format!(
                    "«\u{a0}{text}\u{a0}»\u{a0}: ancien_code, commune_deleguee ou commune_associee attendu"
                )
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn metres_are_those_of_the_plane_that_touches_the_earth_there() {
        let at = |lat, lon| Position::from_degrees(lat, lon).unwrap();
        assert_eq!(at(1.0, 0.0).metres_from(at(0.0, 0.0)), (0, 111_195));
        assert_eq!(at(60.0, 1.0).metres_from(at(60.0, 0.0)), (55_598, 0));
        // Le Puy-en-Velay to Brioude: 48.2 km on the sphere.
        let (east, north) = at(45.294_2, 3.384_2).metres_from(at(45.043_4, 3.885_0));
        let metres = f64::from(east).hypot(f64::from(north));
        assert!((47_900.0..48_500.0).contains(&metres), "{metres}");
    }
}
