//! `maillage match`: a doctor for each patient, from files to a file. No database.

use super::{Failure, from_files};
use crate::cli::Match;
use appariement::{Effort, Objectif, fichier};

pub(super) fn run(asked: Match) -> Result<(), Failure> {
    let objective: Objectif =
        asked.objective.parse().map_err(|error| Failure::refused(format!("--objective : {error}")))?;
    let asked = fichier::Options {
        edges: asked.edges,
        objective,
        max_m: asked.max_m,
        neighbours: asked.neighbours.map(usize::from),
        without: asked.without,
        add_capacity: asked.add_capacity,
        explain: asked.explain,
        effort: Effort { noeuds: asked.steps as usize },
        ..fichier::Options::new(asked.patients, asked.doctors, asked.out)
    };
    from_files(|| fichier::run(&asked), |summary| &summary.notices, fichier::Erreur::is_refused)
}
