//! The ground that maps are drawn on: the shapes of some départements and of what surrounds them, from the outlines
//! that were imported, else from a sketch. Building one costs some milliseconds, so the last ones are kept.

use crate::carte::{Cadre, Carte, Contours, Esquisse, Forme, sites, voisinage};
use crate::referentiel::{Position, Referentiel};
use crate::store;
use crate::voisinage::Voisinage;
use db::{Error, Result, Tx};
use identifiants::{CommuneCode, DepartementCode};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Grounds kept: a few hundred kilobytes each.
const KEPT: usize = 12;
/// Bytes of all the paths of a map.
const BUDGET: usize = 52_000;
/// Outlines are used when that many of a hundred communes have one; the others are listed beside the map.
const ENOUGH: usize = 90;

type Kept = Vec<(Vec<DepartementCode>, Arc<Fond>)>;

/// The grounds of one edition.
#[derive(Debug, Clone, Default)]
pub struct Fonds {
    kept: Arc<Mutex<Kept>>,
    france: Arc<OnceLock<Option<Carte<DepartementCode>>>>,
}

/// Shapes of the communes of some départements, and of those within 30 km.
#[derive(Debug)]
pub struct Fond {
    formes: BTreeMap<CommuneCode, Forme>,
    /// Which communes touch.
    pub voisinage: Voisinage,
    /// Communes that cannot be drawn: to be listed beside the map.
    pub sans_forme: BTreeSet<CommuneCode>,
    /// Who publishes the outlines; `None` for a sketch, which a page must announce as such.
    pub source: Option<String>,
}

/// A part of a ground, laid on paper.
#[derive(Debug)]
pub struct Feuille {
    /// The paths.
    pub carte: Carte<CommuneCode>,
    /// Where a place falls.
    pub cadre: Cadre,
}

impl Fonds {
    /// The ground of these départements.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn of(
        &self,
        tx: &mut Tx,
        france: &Referentiel,
        departements: &[DepartementCode],
    ) -> Result<Arc<Fond>> {
        let mut key = departements.to_vec();
        key.sort_unstable();
        key.dedup();
        if let Some(fond) = self.take(&key) {
            return Ok(fond);
        }
        let outlines = outlines(tx, france, &key).await?;
        let fond = Arc::new(Fond::build(france, &key, outlines));
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        kept.truncate(KEPT - 1);
        kept.insert(0, (key, Arc::clone(&fond)));
        Ok(fond)
    }

    /// The one asked last comes first.
    fn take(&self, key: &[DepartementCode]) -> Option<Arc<Fond>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|(known, _)| known == key)?;
        kept[..=at].rotate_right(1);
        kept.first().map(|(_, fond)| Arc::clone(fond))
    }

    /// The départements of the country.
    #[must_use]
    pub fn france(&self) -> Option<&Carte<DepartementCode>> {
        self.france.get_or_init(|| crate::carte::france().ok()).as_ref()
    }
}

/// The imported outlines of these départements and of those around; `None` when there are not enough.
async fn outlines(
    tx: &mut Tx,
    france: &Referentiel,
    departements: &[DepartementCode],
) -> Result<Option<Contours<CommuneCode>>> {
    let around: BTreeSet<DepartementCode> =
        sites(france, departements).iter().map(|commune| commune.code.departement()).collect();
    let mut all = Contours { source: String::new(), formes: BTreeMap::new() };
    for departement in around {
        let Some(bytes) = store::contour(tx, departement).await? else { continue };
        let read = Contours::<CommuneCode>::from_bytes(&bytes).map_err(|error| Error::Decode {
            column: format!("contour {departement}"),
            expected: "readable outlines",
            got: error.to_string(),
        })?;
        if departements.contains(&departement) {
            all.source = read.source;
        }
        all.formes.extend(read.formes);
    }
    let wanted = departements.iter().flat_map(|code| france.of_departement(*code));
    let wanted: Vec<CommuneCode> =
        wanted.map(|commune| commune.code).filter(|code| !france.has_arrondissements(*code)).collect();
    let found = wanted.iter().filter(|code| all.formes.contains_key(code)).count();
    Ok((found > 0 && found * 100 >= wanted.len() * ENOUGH).then_some(all))
}

impl Fond {
    fn build(
        france: &Referentiel,
        departements: &[DepartementCode],
        outlines: Option<Contours<CommuneCode>>,
    ) -> Self {
        let communes = sites(france, departements);
        let Some(outlines) = outlines else {
            let Esquisse { formes, voisinage, sans_forme } = Esquisse::of(communes);
            let inside = |code: &CommuneCode| departements.contains(&code.departement());
            let sans_forme = sans_forme.into_iter().filter(inside).collect();
            return Self { formes, voisinage, sans_forme, source: None };
        };
        let inside =
            communes.iter().map(|c| c.code).filter(|code| departements.contains(&code.departement()));
        let sans_forme = inside.filter(|code| !outlines.formes.contains_key(code)).collect();
        let voisinage = voisinage(outlines.formes.iter().map(|(code, forme)| (*code, forme)));
        Self { formes: outlines.formes, voisinage, sans_forme, source: Some(outlines.source) }
    }

    /// These communes, and what of the others shows around them when `voisines`; `None` when none can be drawn.
    #[must_use]
    pub fn draw(&self, communes: &BTreeSet<CommuneCode>, voisines: bool) -> Option<Feuille> {
        let shapes = || communes.iter().filter_map(|code| self.formes.get(code));
        let (min, max) = bounds(shapes())?;
        let (min, max) = if voisines { widened(min, max) } else { (min, max) };
        let cadre = Cadre::around([min, max])?;
        let shown = |code: &CommuneCode, forme: &Forme| {
            communes.contains(code)
                || (voisines && bounds([forme]).is_some_and(|(a, b)| meet((a, b), (min, max))))
        };
        let formes = self.formes.iter().filter(|(code, forme)| shown(code, forme));
        let carte = Carte::draw(&cadre, formes.map(|(code, forme)| (*code, forme)), BUDGET);
        Some(Feuille { carte, cadre })
    }
}

fn bounds<'a>(formes: impl IntoIterator<Item = &'a Forme>) -> Option<(Position, Position)> {
    let places = formes.into_iter().flat_map(|forme| forme.anneaux.iter().flatten().copied());
    places.fold(None, |found, place| {
        let (min, max) = found.unwrap_or((place, place));
        let min = Position { lon: min.lon.min(place.lon), lat: min.lat.min(place.lat) };
        Some((min, Position { lon: max.lon.max(place.lon), lat: max.lat.max(place.lat) }))
    })
}

/// A tenth more on each side, so that neighbours can be seen.
fn widened(min: Position, max: Position) -> (Position, Position) {
    let (wide, high) = ((max.lon - min.lon) / 10 + 2_000, (max.lat - min.lat) / 10 + 2_000);
    let corner =
        |place: Position, way: i32| Position { lon: place.lon + wide * way, lat: place.lat + high * way };
    (corner(min, -1), corner(max, 1))
}

fn meet(a: (Position, Position), b: (Position, Position)) -> bool {
    a.0.lon <= b.1.lon && b.0.lon <= a.1.lon && a.0.lat <= b.1.lat && b.0.lat <= a.1.lat
}
