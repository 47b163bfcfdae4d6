//! Reads pairs: `patient_id,doctor_id,cost`.

use super::rapide;
use crate::{Arc, Candidats, PaireDouble};
use files::{Error, Index, Refused, Source, whole};
use std::path::Path;

const COLONNES: [&str; 3] = ["patient_id", "doctor_id", "cost"];
const COUT: std::ops::RangeInclusive<i64> = 0..=2_000_000_000;

/// The pairs of a file and the notices.
pub(super) fn read(
    path: &Path,
    patients: (&Index, usize),
    medecins: &Index,
) -> Result<(Candidats, Vec<String>), Error> {
    let source = Source::read(path)?;
    let fast = match (patients.0, medecins) {
        (Index::Numbers(patients), Index::Numbers(medecins)) => {
            rapide::read(source.bytes(), patients, medecins)
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

type Lues = (Vec<u32>, Vec<Arc>, Vec<String>);

fn slowly(source: &Source, patients: &Index, medecins: &Index) -> Result<Lues, Error> {
    let mut table = source.table()?;
    let [patient, medecin, cost] = table.places(COLONNES)?;
    let (mut qui, mut arcs) = (Vec::new(), Vec::new());
    while table.next_line()? {
        let (who, to) = (patients.find(table.bytes(patient)), medecins.find(table.bytes(medecin)));
        if who.is_none() {
            table.refuse(patient, "un patient du fichier des patients");
        }
        if to.is_none() {
            table.refuse(medecin, "un médecin du fichier des médecins");
        }
        let cout = whole(&mut table, cost, COUT, "un coût").and_then(|cout| i32::try_from(cout).ok());
        if let (Some(who), Some(vers), Some(cout)) = (who, to, cout) {
            qui.push(who);
            arcs.push(Arc { vers, cout });
        }
    }
    let notices = table.finish(&COLONNES)?;
    Ok((qui, arcs, notices))
}

/// The line where a pair comes again.
fn twice(source: &Source, patients: &Index, medecins: &Index, double: PaireDouble) -> Error {
    let find = || {
        let mut table = source.table()?;
        let [patient, medecin, _] = table.places(COLONNES)?;
        let mut first = None;
        while table.next_line()? {
            let pair = (patients.find(table.bytes(patient)), medecins.find(table.bytes(medecin)));
            if pair != (Some(double.patient), Some(double.medecin)) {
                continue;
            }
            let Some(first) = first.replace(table.line()) else { continue };
            let got = [patient, medecin].map(|at| table.text(at)).join(" et ");
            let expected = format!("chaque paire une seule fois (celle-ci est déjà à la ligne {first})");
            let refused = Refused { line: table.line(), column: String::new(), got, expected };
            return Ok(refused.alone(source.file()));
        }
        Ok(Error::Nature { file: source.file().to_owned(), why: "une paire y est deux fois." })
    };
    find().unwrap_or_else(|error: Error| error)
}
