//! Reads a travel table: `origin,destination,minutes`.

use super::erreur::Erreur;
use super::nombre;
use super::tableau::Tableau;
use crate::trajets::Recolte;
use crate::{Lieux, Trajets};
use std::collections::HashMap;
use std::path::Path;

const CODE: &str = "le code d’un lieu";
const MINUTES: &str = "un nombre de minutes, positif ou nul";

/// Codes of the places, and those that no place has.
struct Codes<'a> {
    rangs: HashMap<&'a [u8], usize>,
    /// Tables often come in blocks of one origin.
    last: Option<(Vec<u8>, usize)>,
    unknown: u64,
    first_unknown: Option<String>,
}

impl Codes<'_> {
    fn origin(&mut self, code: &[u8]) -> Option<usize> {
        if let Some((last, rang)) = &self.last
            && last == code
        {
            return Some(*rang);
        }
        let rang = *self.rangs.get(code)?;
        self.last = Some((code.to_vec(), rang));
        Some(rang)
    }
}

/// The table and the notices. Lines that cite a place that is not there are left out, and counted.
pub(super) fn read(path: &Path, lieux: &Lieux) -> Result<(Trajets, Vec<String>), Erreur> {
    let mut tableau = Tableau::open(path)?;
    let used = tableau.places(["origin", "destination", "minutes"])?;
    let mut codes = Codes {
        rangs: lieux.iter().enumerate().map(|(rang, lieu)| (lieu.code.as_bytes(), rang)).collect(),
        last: None,
        unknown: 0,
        first_unknown: None,
    };
    let mut recolte = Recolte::new(lieux);
    while tableau.next_line()? {
        line(&mut tableau, used, &mut codes, &mut recolte)?;
    }
    let mut notices = tableau.finish(&used)?;
    let trajets = recolte.finish();
    let name = path.display();
    if let Some(first) = codes.first_unknown {
        let count = codes.unknown;
        notices.push(format!(
            "{name}\u{a0}: trajets laissés de côté, un lieu n’est pas dans le fichier des lieux\u{a0}: {count} (le premier\u{a0}: {first})."
        ));
    }
    if trajets.doublons() > 0 {
        let count = trajets.doublons();
        notices.push(format!("{name}\u{a0}: trajets en double, le plus court est gardé\u{a0}: {count}."));
    }
    Ok((trajets, notices))
}

fn line(
    tableau: &mut Tableau,
    [origin, destination, minutes]: [usize; 3],
    codes: &mut Codes<'_>,
    recolte: &mut Recolte,
) -> Result<(), Erreur> {
    let time = nombre::read(tableau.bytes(minutes)).filter(|time| *time >= 0.0);
    let Some(time) = time else {
        tableau.refuse(minutes, MINUTES);
        return Ok(());
    };
    if let Some(empty) = [origin, destination].into_iter().find(|at| tableau.bytes(*at).is_empty()) {
        tableau.refuse(empty, CODE);
        return Ok(());
    }
    let from = codes.origin(tableau.bytes(origin));
    let to = codes.rangs.get(tableau.bytes(destination)).copied();
    match (from, to) {
        (Some(from), Some(to)) => recolte.push(from, to, time + 0.0)?,
        _ => {
            codes.unknown += 1;
            let missing = if from.is_none() { origin } else { destination };
            codes.first_unknown.get_or_insert_with(|| tableau.text(missing));
        }
    }
    Ok(())
}
