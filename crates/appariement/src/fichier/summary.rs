//! What a run says of itself: one JSON object.

use super::Options;
use crate::{Attribution, Probleme, Valeur};
use serde::Serialize;

/// A value to be made least: one number, or three of which the first decides, then the second, then the third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Montant {
    /// `plain` and `fair`: the sum.
    Somme(i64),
    /// `lexicographic`: the weight of those left without, the sum of the costs, the sum of the loads.
    Ordre([i64; 3]),
}

impl Montant {
    fn of(valeur: Valeur, lexicographic: bool) -> Self {
        let small = |n: i128| i64::try_from(n).unwrap_or(i64::MAX);
        let Valeur { d_abord, puis, enfin } = valeur;
        if lexicographic {
            Self::Ordre([d_abord, puis, enfin].map(small))
        } else {
            Self::Somme(small(d_abord))
        }
    }
}

/// An assignment in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Resultat {
    /// How many have a doctor.
    pub served: usize,
    /// How many have none.
    pub unserved: usize,
    /// What it costs.
    pub objective: Montant,
    /// What nothing can cost less than.
    pub bound: Montant,
    /// Both are equal.
    pub optimal: bool,
}

impl Resultat {
    pub(super) fn of(attribution: &Attribution) -> Self {
        let lexicographic = attribution.objectif() == crate::Objectif::Lexicographic;
        let (valeur, borne) = (attribution.valeur(), attribution.borne());
        let served = attribution.servis();
        Self {
            served,
            unserved: attribution.probleme().patients.len() - served,
            objective: Montant::of(valeur, lexicographic),
            bound: Montant::of(borne, lexicographic),
            optimal: valeur == borne,
        }
    }
}

/// What the question changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct WhatIf {
    /// As the files are.
    pub before: Resultat,
    /// How many patients have another doctor, or none, or one at last.
    pub moved: usize,
}

/// The size of a problem.
#[derive(Debug, Clone, Copy)]
pub(super) struct Counts {
    pub(super) patients: usize,
    doctors: usize,
    pairs: usize,
    households: usize,
}

impl Counts {
    pub(super) fn of(probleme: &Probleme) -> Self {
        let mut households: Vec<u32> = probleme.patients.iter().filter_map(|one| one.foyer).collect();
        households.sort_unstable();
        let several = households.chunk_by(|a, b| a == b).filter(|together| together.len() > 1);
        Self {
            patients: probleme.patients.len(),
            doctors: probleme.medecins.len(),
            pairs: probleme.candidats.nombre(),
            households: several.count(),
        }
    }
}

/// The result of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Summary {
    /// In figures; after the changes that were asked about, if any.
    #[serde(flatten)]
    pub result: Resultat,
    /// Name of the objective.
    pub rule: &'static str,
    /// How many.
    pub patients: usize,
    /// How many.
    pub doctors: usize,
    /// Pairs of a patient and a doctor, before limits.
    pub pairs: usize,
    /// Households of several people.
    pub households: usize,
    /// Before the changes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub what_if: Option<WhatIf>,
    /// French sentences for the person.
    pub notices: Vec<String>,
}

impl Summary {
    pub(super) fn new(
        options: &Options,
        counts: &Counts,
        result: Resultat,
        what_if: Option<WhatIf>,
        notices: Vec<String>,
    ) -> Self {
        let Counts { patients, doctors, pairs, households } = *counts;
        Self { result, rule: options.objective.nom(), patients, doctors, pairs, households, what_if, notices }
    }
}
