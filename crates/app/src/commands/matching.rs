//! `maillage match`: a doctor for each patient, from files to a file. No database.

use super::{Failure, say};
use crate::cli::{Match, Options};
use appariement::{Effort, Objectif, fichier};
use kernel::Clock;
use serde::Serialize;

#[derive(Serialize)]
struct Report<'a> {
    #[serde(flatten)]
    summary: &'a fichier::Summary,
    seconds: f64,
}

pub(super) fn run(options: &Options, asked: Match) -> Result<(), Failure> {
    let objective: Objectif =
        asked.objective.parse().map_err(|error| Failure::refused(format!("--objective : {error}")))?;
    let asked = fichier::Options {
        edges: asked.edges,
        objective,
        max_m: asked.max_m,
        neighbours: usize::from(asked.neighbours),
        without: asked.without,
        add_capacity: asked.add_capacity,
        explain: asked.explain,
        effort: Effort { noeuds: asked.steps as usize },
        ..fichier::Options::new(asked.patients, asked.doctors, asked.out)
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
