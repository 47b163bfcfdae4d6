//! Reads doctors and half-days.

use super::Options;
use crate::reseau::rank;
use crate::{Creneau, Personne};
use files::{Error, Ids, Index, Source, whole, whole_if_any};
use std::ops::RangeInclusive;
use std::path::Path;

const MEDECINS: [&str; 2] = ["doctor_id", "max_per_week"];
const CRENEAUX: [&str; 5] = ["shift_id", "day", "half", "weekend", "need"];
const NOMBRE: RangeInclusive<i64> = 0..=1_000_000;

/// Identifiers by rank.
pub(super) struct Noms {
    pub(super) medecins: Ids,
    pub(super) creneaux: Ids,
}

/// Doctors and half-days, with their identifiers.
pub(super) struct Lus {
    pub(super) personnes: Vec<Personne>,
    pub(super) creneaux: Vec<Creneau>,
    pub(super) noms: Noms,
    pub(super) par_medecin: Index,
    pub(super) par_creneau: Index,
    pub(super) notices: Vec<String>,
}

/// The rank of a line is its place in the file.
pub(super) fn read(options: &Options) -> Result<Lus, Error> {
    let (medecins, par_medecin, personnes, mut notices) = doctors(&options.doctors)?;
    let (noms, par_creneau, creneaux, more) = shifts(&options.shifts)?;
    notices.extend(more);
    let noms = Noms { medecins, creneaux: noms };
    Ok(Lus { personnes, creneaux, noms, par_medecin, par_creneau, notices })
}

type Lignes<T> = (Ids, Index, Vec<T>, Vec<String>);

fn count(n: Option<i64>) -> u32 {
    n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

fn doctors(path: &Path) -> Result<Lignes<Personne>, Error> {
    let source = Source::read(path)?;
    let mut table = source.table()?;
    let [id, most] = table.places(MEDECINS)?;
    let (mut noms, mut personnes) = (Ids::default(), Vec::new());
    while table.next_line()? {
        noms.push(&mut table, id);
        personnes.push(Personne::new(count(whole(&mut table, most, NOMBRE, "des demi-journées"))));
    }
    let notices = table.finish(&MEDECINS)?;
    let index = noms.index(source.file(), "doctor_id", rank)?;
    Ok((noms, index, personnes, notices))
}

fn shifts(path: &Path) -> Result<Lignes<Creneau>, Error> {
    let source = Source::read(path)?;
    let mut table = source.table()?;
    let [id, day, weekend, need] = table.places(["shift_id", "day", "weekend", "need"])?;
    let half = table.place("half")?;
    let (mut noms, mut creneaux) = (Ids::default(), Vec::new());
    while table.next_line()? {
        noms.push(&mut table, id);
        // One half-day a day whichever it is: the half says nothing more, but must be one.
        whole_if_any(&mut table, half, 0..=9, "une demi-journée");
        creneaux.push(Creneau {
            jour: count(whole(&mut table, day, NOMBRE, "un jour")),
            fin_de_semaine: whole(&mut table, weekend, 0..=1, "0 ou 1") == Some(1),
            besoin: count(whole(&mut table, need, NOMBRE, "des personnes")),
        });
    }
    let notices = table.finish(&CRENEAUX)?;
    let index = noms.index(source.file(), "shift_id", rank)?;
    Ok((noms, index, creneaux, notices))
}
