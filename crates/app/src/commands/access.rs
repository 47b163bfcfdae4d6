//! `maillage access`: accessibility scores, from file to file. No database.

use super::{Failure, from_files};
use crate::cli::Access;
use accessibilite::{Methode, fichier};

pub(super) fn run(access: Access) -> Result<(), Failure> {
    let method: Methode =
        access.method.parse().map_err(|error| Failure::refused(format!("--method : {error}")))?;
    let asked = fichier::Options {
        supply_column: access.supply_column,
        demand_column: access.demand_column,
        method,
        radius_km: access.radius_km,
        travel: access.travel,
        department: access.department,
        full_catchments: access.full_catchments,
        ..fichier::Options::new(access.places, access.out)
    };
    from_files(|| fichier::run(&asked), |summary| &summary.notices, fichier::Erreur::is_refused)
}
