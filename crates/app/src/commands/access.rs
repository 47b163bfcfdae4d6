//! `maillage access`: accessibility scores, from file to file. No database.

use super::{Failure, say};
use crate::cli::{Access, Options};
use accessibilite::{Methode, fichier};
use kernel::Clock;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    summary: &'a fichier::Summary,
    seconds: f64,
}

pub(super) fn run(options: &Options, access: Access) -> Result<(), Failure> {
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
    let began = Clock::Real.now();
    match fichier::run(&asked) {
        Ok(summary) => {
            summary.notices.iter().for_each(|notice| eprintln!("{notice}"));
            // The contract: one JSON summary on the output, whatever the options.
            let seconds = Clock::Real.now().duration_since(began).as_secs_f64();
            say(&Options { json: true, ..options.clone() }, &Report { summary: &summary, seconds }, "");
            Ok(())
        }
        Err(error) if error.is_refused() => Err(Failure::refused(error.to_string())),
        Err(error) => Err(Failure::failed(error.to_string())),
    }
}
