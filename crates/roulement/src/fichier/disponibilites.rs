//! Reads who may take what: `doctor_id,shift_id,pref_cost`.

use super::medecins::Lus;
use crate::Possible;
use crate::probleme::COUT;
use files::{Error, Refused, Source, whole};
use std::collections::HashMap;
use std::path::Path;

const COLONNES: [&str; 3] = ["doctor_id", "shift_id", "pref_cost"];

/// The pairs of a file, each once.
pub(super) fn read(path: &Path, lus: &mut Lus) -> Result<Vec<Possible>, Error> {
    let source = Source::read(path)?;
    let mut table = source.table()?;
    let [medecin, creneau, cost] = table.places(COLONNES)?;
    let (mut possibles, mut lines) = (Vec::new(), Vec::new());
    while table.next_line()? {
        let who = lus.par_medecin.find(table.bytes(medecin));
        let what = lus.par_creneau.find(table.bytes(creneau));
        if who.is_none() {
            table.refuse(medecin, "un médecin du fichier des médecins");
        }
        if what.is_none() {
            table.refuse(creneau, "un créneau du fichier des créneaux");
        }
        let cout = whole(&mut table, cost, -COUT..=COUT, "un coût");
        if let (Some(personne), Some(creneau), Some(cout)) = (who, what, cout) {
            possibles.push(Possible { personne, creneau, cout });
            lines.push(table.line());
        }
    }
    lus.notices.extend(table.finish(&COLONNES)?);
    match twice(&possibles, &lines) {
        None => Ok(possibles),
        Some((at, first)) => {
            let one = &possibles[at];
            let names = &lus.noms;
            let got = [names.medecins.text(one.personne as usize), names.creneaux.text(one.creneau as usize)];
            let expected = format!("chaque paire une seule fois (celle-ci est déjà à la ligne {first})");
            let refused = Refused { line: lines[at], column: String::new(), got: got.join(" et "), expected };
            Err(refused.alone(source.file()))
        }
    }
}

/// The first pair that comes again, and the line where it came first.
fn twice(possibles: &[Possible], lines: &[u64]) -> Option<(usize, u64)> {
    let key = |one: &Possible| (one.personne, one.creneau);
    if possibles.is_sorted_by(|a, b| key(a) < key(b)) {
        return None;
    }
    let mut seen = HashMap::with_capacity(possibles.len());
    possibles.iter().enumerate().find_map(|(n, one)| Some((n, seen.insert(key(one), lines[n])?)))
}
