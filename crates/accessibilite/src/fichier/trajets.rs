//! Reads a travel table: `origin,destination,minutes`.

use super::erreur::Erreur;
use super::nombre;
use crate::trajets::Recolte;
use crate::{Lieux, Trajets};
use files::Table;
use std::collections::HashMap;
use std::path::Path;

const COLONNES: [&str; 3] = ["origin", "destination", "minutes"];
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
    let mut table = Table::open(path)?;
    let used = table.places(COLONNES)?;
    let mut codes = Codes {
        rangs: lieux.iter().enumerate().map(|(rang, lieu)| (lieu.code.as_bytes(), rang)).collect(),
        last: None,
        unknown: 0,
        first_unknown: None,
    };
    let mut recolte = Recolte::new(lieux);
    while table.next_line()? {
        line(&mut table, used, &mut codes, &mut recolte)?;
    }
    table.must_have_lines()?;
    let mut notices = table.finish(&COLONNES)?;
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
    table: &mut Table<'_>,
    [origin, destination, minutes]: [usize; 3],
    codes: &mut Codes<'_>,
    recolte: &mut Recolte,
) -> Result<(), Erreur> {
    let time = nombre::read(table.bytes(minutes)).filter(|time| *time >= 0.0);
    let Some(time) = time else {
        table.refuse(minutes, MINUTES);
        return Ok(());
    };
    if let Some(empty) = [origin, destination].into_iter().find(|at| table.bytes(*at).is_empty()) {
        table.refuse(empty, CODE);
        return Ok(());
    }
    let from = codes.origin(table.bytes(origin));
    let to = codes.rangs.get(table.bytes(destination)).copied();
    match (from, to) {
        (Some(from), Some(to)) => recolte.push(from, to, time + 0.0)?,
        _ => {
            codes.unknown += 1;
            let missing = if from.is_none() { origin } else { destination };
            codes.first_unknown.get_or_insert_with(|| table.text(missing));
        }
    }
    Ok(())
}
