//! From files to a file: what `maillage rota` does.
//!
//! Files are read as [`files`] says: a wrong value refuses the file, with its line and column, for who is on duty must not come
//! from a half-read file.

mod disponibilites;
mod erreur;
mod medecins;
mod sortie;
mod summary;
mod variante;

pub use erreur::Erreur;
pub use summary::Summary;
pub use variante::Variante;

use crate::{Effort, Probleme};
use std::path::PathBuf;

/// What to plan, from which files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// `doctor_id,max_per_week`.
    pub doctors: PathBuf,
    /// `shift_id,day,half,weekend,need`.
    pub shifts: PathBuf,
    /// `doctor_id,shift_id,pref_cost`: those possible.
    pub availability: PathBuf,
    /// Which rules.
    pub variant: Variante,
    /// The file to write.
    pub out: PathBuf,
}

/// Reads, plans, writes who is on which half-day whole or not at all. `stop` is asked now and then whether time is over.
///
/// # Errors
/// [`Erreur`], in French.
pub fn run(options: &Options, stop: &dyn Fn() -> bool) -> Result<Summary, Erreur> {
    let mut lus = medecins::read(options)?;
    let pairs = disponibilites::read(&options.availability, &mut lus)?;
    let probleme = Probleme {
        personnes: lus.personnes,
        creneaux: lus.creneaux,
        possibles: pairs,
        regles: options.variant.regles(),
        ..Probleme::default()
    };
    let solution = probleme.solve(Effort { stop, ..Effort::default() })?;
    files::keep(&options.out, &sortie::table(&solution.affectations, &lus.noms))?;
    let mut notices = lus.notices;
    if !solution.est_prouvee() {
        notices.push(
            "Le temps permis n’a pas suffi à prouver que rien n’est meilleur\u{a0}: l’écart à la borne est dit.".to_owned(),
        );
    }
    Ok(Summary::new(options.variant, &probleme, &solution, notices))
}
