//! Scores from a file to another: what `maillage access` does.
//!
//! Files are read as [`files`] says: a wrong value refuses the file, with its line and column, for a score from a half-read
//! file would be believed.

mod departement;
mod erreur;
mod lieux;
mod nombre;
mod sortie;
mod summary;
mod trajets;

pub use erreur::Erreur;
pub use summary::{Liste, Summary};

use crate::{Acces, Etude, Methode, etude};
use identifiants::DepartementCode;
use std::path::PathBuf;

/// What to compute, from which files.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// Places: `code_insee,population,lat,lon` and the column of supply.
    pub places: PathBuf,
    /// Name of the column of supply.
    pub supply_column: String,
    /// Name of a column that replaces the population in the catchments, where it is not empty.
    pub demand_column: Option<String>,
    /// Method.
    pub method: Methode,
    /// Greatest distance between places, in kilometres; of no use with a travel table.
    pub radius_km: f64,
    /// Travel table: `origin,destination,minutes`; replaces distances.
    pub travel: Option<PathBuf>,
    /// Writes only the places of this département; those within the radius of it count, those beyond do not.
    pub department: Option<DepartementCode>,
    /// With a département: places beyond the radius count too, as in a run on the whole file.
    pub full_catchments: bool,
    /// The file to write.
    pub out: PathBuf,
}

impl Options {
    /// The defaults: `mg_etp`, `e2sfca-apl`, 30 km, everything written.
    #[must_use]
    pub fn new(places: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            places: places.into(),
            supply_column: "mg_etp".to_owned(),
            demand_column: None,
            method: Methode::E2sfcaApl,
            radius_km: 30.0,
            travel: None,
            department: None,
            full_catchments: false,
            out: out.into(),
        }
    }
}

/// Reads, computes, writes the scores whole or not at all.
pub fn run(options: &Options) -> Result<Summary, Erreur> {
    etude::check_radius(options.radius_km)?;
    let (mut lieux, mut notices) = lieux::read(options)?;
    if let Some(code) = options.department {
        if !lieux.iter().any(|lieu| departement::holds(code, lieu)) {
            let fichier = options.places.display().to_string();
            return Err(Erreur::Departement { fichier, departement: code.to_string() });
        }
        if options.travel.is_none() && !options.full_catchments {
            lieux = departement::around(&lieux, code, options.radius_km)?;
            notices.extend(departement::notice(&options.method, options.radius_km));
        }
    }
    let acces = match &options.travel {
        Some(path) => {
            let (trajets, more) = trajets::read(path, &lieux)?;
            notices.extend(more);
            Acces::Table(trajets)
        }
        None => Acces::Distance { rayon_km: options.radius_km },
    };
    let etude = Etude::new(lieux, acces, options.method.clone())?;
    let keep = |rang: usize| {
        options.department.is_none_or(|code| departement::holds(code, etude.lieux().lieu(rang)))
    };
    let (text, written) = sortie::table(&etude, keep);
    files::keep(&options.out, text.as_bytes())?;
    Ok(Summary::of(options, &etude, written, keep, notices))
}
