//! From files to a file: what `maillage match` does.
//!
//! Files are read as [`files`] says: a wrong value refuses the file, with its line and column, for who goes where must not come
//! from a half-read file.

mod erreur;
mod paires;
mod personnes;
mod phrases;
mod rapide;
mod sortie;
mod summary;

pub use erreur::Erreur;
pub use summary::{Montant, Resultat, Summary, WhatIf};

use crate::{Attribution, Effort, Objectif, Probleme, Suivi};
use files::Ids;
use personnes::Lus;
use std::path::PathBuf;

/// Up to that many patients, what more places would bring is tried without being asked.
const EXPLIQUES: usize = 5_000;

/// Without edges, everybody within reach is looked at up to that many pairs; beyond, the nearest.
const PAIRES: usize = 5_000_000;
/// How many are the nearest.
const PROCHES: usize = 40;

/// What to assign, from which files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// `patient_id,x_m,y_m,age,ald,c2s,wait_days,weight,unassigned_cost`, and `household,max_m`.
    pub patients: PathBuf,
    /// `doctor_id,x_m,y_m,capacity`, and `accepts_min_age,accepts_max_age,accepted_12m`.
    pub doctors: PathBuf,
    /// `patient_id,doctor_id,cost`; without it, pairs come from the positions.
    pub edges: Option<PathBuf>,
    /// What is sought.
    pub objective: Objectif,
    /// Without edges: metres at most, for those who do not say.
    pub max_m: u32,
    /// Without edges: so many doctors at most for each patient, the nearest. By default all those within reach, or 40 once
    /// there could be more than five million pairs.
    pub neighbours: Option<usize>,
    /// What if these doctors were not there?
    pub without: Vec<String>,
    /// What if these took so many more?
    pub add_capacity: Vec<(String, u32)>,
    /// Whether to try what more places would bring; by default, up to 5 000 patients.
    pub explain: Option<bool>,
    /// How long households are searched for.
    pub effort: Effort,
    /// The file to write.
    pub out: PathBuf,
}

impl Options {
    /// The defaults: the objective of the product, 30 km, no change.
    #[must_use]
    pub fn new(patients: impl Into<PathBuf>, doctors: impl Into<PathBuf>, out: impl Into<PathBuf>) -> Self {
        Self {
            patients: patients.into(),
            doctors: doctors.into(),
            edges: None,
            objective: Objectif::default(),
            max_m: 30_000,
            neighbours: None,
            without: Vec::new(),
            add_capacity: Vec::new(),
            explain: None,
            effort: Effort::default(),
            out: out.into(),
        }
    }
}

/// Reads, assigns, writes who goes where whole or not at all.
///
/// # Errors
/// [`Erreur`], in French.
pub fn run(options: &Options) -> Result<Summary, Erreur> {
    let (probleme, noms, mut notices) = read(options)?;
    let changes = changes(options, &noms.medecins)?;
    let counts = summary::Counts::of(&probleme);
    let mut attribution = probleme.solve(options.objective, options.effort)?;
    let before = Resultat::of(&attribution);
    let what_if = (!changes.is_empty()).then(|| {
        let chez: Vec<_> = (0..counts.patients).map(|one| attribution.chez(one)).collect();
        changes.iter().for_each(|change| apply(&mut attribution, *change));
        let moved = (0..counts.patients).filter(|one| attribution.chez(*one) != chez[*one]).count();
        WhatIf { before, moved }
    });
    let motifs =
        attribution.motifs(options.explain.unwrap_or(counts.patients <= EXPLIQUES), &Suivi::default());
    let text = sortie::table(&attribution, &motifs, &noms);
    files::keep(&options.out, &text)?;
    let result = Resultat::of(&attribution);
    if !result.optimal {
        notices.push(
            "Des foyers n’ont pas pu être placés de la meilleure façon possible dans l’effort permis\u{a0}: l’écart à la borne est dit."
                .to_owned(),
        );
    }
    Ok(Summary::new(options, &counts, result, what_if, notices))
}

/// What the files hold.
///
/// # Errors
/// [`Erreur`], in French.
pub fn probleme(options: &Options) -> Result<Probleme, Erreur> {
    read(options).map(|read| read.0)
}

/// Identifiers by rank.
struct Identifiants {
    patients: Ids,
    medecins: Lus<()>,
}

fn read(options: &Options) -> Result<(Probleme, Identifiants, Vec<String>), Erreur> {
    let medecins = personnes::medecins(options)?;
    let ages = medecins.gens.iter().any(|one| one.ages != (0, u16::MAX));
    let patients = personnes::patients(options, ages)?;
    let mut notices = [patients.notices, medecins.notices].concat();
    let candidats = match &options.edges {
        Some(edges) => {
            let (candidats, more) =
                paires::read(edges, (&patients.index, patients.gens.len()), &medecins.index)?;
            notices.extend(more);
            candidats
        }
        None => {
            let all = patients.gens.len().saturating_mul(medecins.gens.len()) <= PAIRES;
            let most = options.neighbours.unwrap_or(if all { usize::MAX } else { PROCHES });
            let (candidats, left) = crate::candidats(&patients.gens, &medecins.gens, options.max_m, most);
            notices.push(phrases::pairs(options.max_m, most, (candidats.nombre(), left)));
            candidats
        }
    };
    let noms = Identifiants {
        patients: patients.noms,
        medecins: Lus { noms: medecins.noms, index: medecins.index, gens: Vec::new(), notices: Vec::new() },
    };
    Ok((Probleme { patients: patients.gens, medecins: medecins.gens, candidats }, noms, notices))
}

/// A doctor who goes, or who takes so many more.
#[derive(Clone, Copy)]
enum Change {
    Without(usize),
    More(usize, u32),
}

fn changes(options: &Options, medecins: &Lus<()>) -> Result<Vec<Change>, Erreur> {
    let find = |option: &'static str, id: &String| {
        medecins.index.find(id.trim().as_bytes()).map(|rang| rang as usize).ok_or_else(|| Erreur::Inconnu {
            option,
            medecin: id.clone(),
            fichier: options.doctors.display().to_string(),
        })
    };
    let without = options.without.iter().map(|id| Ok(Change::Without(find("--without", id)?)));
    let more = options.add_capacity.iter().map(|(id, n)| Ok(Change::More(find("--add-capacity", id)?, *n)));
    more.chain(without).collect()
}

fn apply(attribution: &mut Attribution, change: Change) {
    match change {
        Change::Without(medecin) => attribution.close(medecin),
        Change::More(medecin, more) => {
            let before = attribution.probleme().medecins[medecin].capacite;
            attribution.resize(medecin, before.saturating_add(more).min(1_000_000));
        }
    }
}
