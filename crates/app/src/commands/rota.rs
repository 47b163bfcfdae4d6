//! `maillage rota`: who is on which half-day, from files to a file. No database.

use super::{Failure, from_files};
use crate::cli::Rota;
use roulement::fichier::{self, Variante};
use std::time::{Duration, Instant};

pub(super) fn run(asked: Rota) -> Result<(), Failure> {
    let variant: Variante =
        asked.variant.parse().map_err(|error| Failure::refused(format!("--variant : {error}")))?;
    let budget = Duration::from_secs(asked.budget_s.into());
    let options = fichier::Options {
        doctors: asked.doctors,
        shifts: asked.shifts,
        availability: asked.availability,
        variant,
        out: asked.out,
    };
    let began = Instant::now();
    let stop = || began.elapsed() >= budget;
    from_files(|| fichier::run(&options, &stop), |summary| &summary.notices, fichier::Erreur::is_refused)
}
