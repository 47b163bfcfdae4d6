//! Reads pairs: `patient_id,doctor_id,cost`.

use super::erreur::{Erreur, Rejet};
use super::noms::Index;
use super::rapide;
use super::tableau::{Source, Tableau, text};
use crate::{Arc, Candidats, PaireDouble};
use std::path::Path;

const COUT: std::ops::RangeInclusive<i64> = 0..=2_000_000_000;

/// The pairs of a file and the notices.
pub(super) fn read(
    path: &Path,
    patients: (&Index, usize),
    medecins: &Index,
) -> Result<(Candidats, Vec<String>), Erreur> {
    let source = Source::open(path)?;
    let fast = match (patients.0, medecins) {
        (Index::Nombres(patients), Index::Nombres(medecins)) => {
            rapide::read(&source.octets, patients, medecins)
        }
        _ => None,
    };
    let (qui, arcs, notices) = match fast {
        Some((qui, arcs)) => (qui, arcs, Vec::new()),
        None => slowly(&source, patients.0, medecins)?,
    };
    let candidats = Candidats::new(patients.1, &qui, arcs)
        .map_err(|double| twice(&source, patients.0, medecins, double))?;
    Ok((candidats, notices))
}

/// The three columns, wherever they are.
fn columns(tableau: &Tableau<'_>) -> Result<[usize; 3], Erreur> {
    tableau.places(["patient_id", "doctor_id", "cost"])
}

type Lues = (Vec<u32>, Vec<Arc>, Vec<String>);

fn slowly(source: &Source, patients: &Index, medecins: &Index) -> Result<Lues, Erreur> {
    let mut tableau = Tableau::open(source)?;
    let [patient, medecin, cost] = columns(&tableau)?;
    let (mut qui, mut arcs) = (Vec::new(), Vec::new());
    while tableau.next_line()? {
        let (who, to) = (patients.find(tableau.bytes(patient)), medecins.find(tableau.bytes(medecin)));
        if who.is_none() {
            tableau.refuse(patient, "un patient du fichier des patients");
        }
        if to.is_none() {
            tableau.refuse(medecin, "un médecin du fichier des médecins");
        }
        let cout = tableau.entier(cost, COUT, "un coût").and_then(|cout| i32::try_from(cout).ok());
        if let (Some(who), Some(vers), Some(cout)) = (who, to, cout) {
            qui.push(who);
            arcs.push(Arc { vers, cout });
        }
    }
    let notices = tableau.finish(&["patient_id", "doctor_id", "cost"])?;
    Ok((qui, arcs, notices))
}

/// The line where a pair comes again.
fn twice(source: &Source, patients: &Index, medecins: &Index, double: PaireDouble) -> Erreur {
    let find = || {
        let mut tableau = Tableau::open(source)?;
        let [patient, medecin, _] = columns(&tableau)?;
        let mut first = None;
        while tableau.next_line()? {
            let pair = (patients.find(tableau.bytes(patient)), medecins.find(tableau.bytes(medecin)));
            if pair != (Some(double.patient), Some(double.medecin)) {
                continue;
            }
            let Some(first) = first.replace(tableau.ligne()) else { continue };
            let recu = [patient, medecin].map(|at| text(tableau.bytes(at)).into_owned()).join(" et ");
            let attendu = format!("chaque paire une seule fois (celle-ci est déjà à la ligne {first})");
            let rejets = vec![Rejet { ligne: tableau.ligne(), colonne: String::new(), recu, attendu }];
            return Ok(Erreur::Valeurs { fichier: source.fichier.clone(), rejets, total: 1 });
        }
        Ok(Erreur::Nature { fichier: source.fichier.clone(), raison: "une paire y est deux fois." })
    };
    find().unwrap_or_else(|error: Erreur| error)
}
