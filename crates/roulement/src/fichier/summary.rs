//! What a run says of itself: one JSON object.

use super::Variante;
use crate::{Probleme, Solution};
use serde::Serialize;

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// Half-days given to somebody.
    pub served: usize,
    /// People missing in all.
    pub missing: u64,
    /// What the plan costs.
    pub objective: i64,
    /// What no plan can cost less than.
    pub bound: i64,
    /// Both are equal.
    pub optimal: bool,
    /// Name of the variant.
    pub variant: &'static str,
    /// How many.
    pub doctors: usize,
    /// How many.
    pub shifts: usize,
    /// Pairs of a doctor and a half-day that are possible.
    pub pairs: usize,
    /// Nodes of the search.
    pub nodes: u64,
    /// French sentences for the person.
    pub notices: Vec<String>,
}

impl Summary {
    pub(super) fn new(
        variant: Variante,
        probleme: &Probleme,
        solution: &Solution,
        notices: Vec<String>,
    ) -> Self {
        Self {
            served: solution.affectations.len(),
            missing: solution.manques.iter().map(|n| u64::from(*n)).sum(),
            objective: solution.objectif,
            bound: solution.borne,
            optimal: solution.est_prouvee(),
            variant: variant.nom(),
            doctors: probleme.personnes.len(),
            shifts: probleme.creneaux.len(),
            pairs: probleme.possibles.len(),
            nodes: solution.noeuds,
            notices,
        }
    }
}
