//! Reads patients and doctors.

use super::Options;
use crate::moteur::rank;
use crate::{Medecin, Objectif, Patient, ordre};
use files::{Error, Ids, Index, Source, Table, whole, whole_if_any};
use std::collections::HashMap;
use std::ops::RangeInclusive;

const METRES: RangeInclusive<i64> = -1_000_000_000..=1_000_000_000;
const PATIENTS: [&str; 11] = [
    "patient_id",
    "x_m",
    "y_m",
    "age",
    "ald",
    "c2s",
    "wait_days",
    "weight",
    "unassigned_cost",
    "household",
    "max_m",
];
const MEDECINS: [&str; 7] =
    ["doctor_id", "x_m", "y_m", "capacity", "accepts_min_age", "accepts_max_age", "accepted_12m"];

/// People of a file, with their identifiers.
pub(super) struct Lus<T> {
    pub(super) noms: Ids,
    pub(super) index: Index,
    pub(super) gens: Vec<T>,
    pub(super) notices: Vec<String>,
}

/// Where two coordinates are.
type Plan = Option<(usize, usize)>;

/// Both columns, when positions are needed; else both or none.
fn plan(table: &Table<'_>, needed: bool) -> Result<Plan, Error> {
    if needed {
        let [x, y] = table.places(["x_m", "y_m"])?;
        return Ok(Some((x, y)));
    }
    Ok(table.place("x_m")?.zip(table.place("y_m")?))
}

fn position(table: &mut Table<'_>, plan: Plan, needed: bool) -> Option<(i32, i32)> {
    let (x, y) = plan?;
    if !needed && table.bytes(x).is_empty() && table.bytes(y).is_empty() {
        return None;
    }
    let (x, y) = (whole(table, x, METRES, "des mètres"), whole(table, y, METRES, "des mètres"));
    Some((i32::try_from(x?).ok()?, i32::try_from(y?).ok()?))
}

/// Doctors, those near each other together; `accepted_12m` counts for the objective of the product only.
pub(super) fn medecins(options: &Options) -> Result<Lus<Medecin>, Error> {
    let source = Source::read(&options.doctors)?;
    let mut table = source.table()?;
    let [id, capacity] = table.places(["doctor_id", "capacity"])?;
    let needed = options.edges.is_none();
    let plan = plan(&table, needed)?;
    let [min, max, deja] =
        ["accepts_min_age", "accepts_max_age", "accepted_12m"].map(|name| table.place(name));
    let (min, max, deja) = (min?, max?, deja?);
    let (mut noms, mut gens) = (Ids::default(), Vec::new());
    let count = |n: Option<i64>| n.and_then(|n| u32::try_from(n).ok()).unwrap_or(0);
    let age = |n: Option<i64>, or: u16| n.and_then(|n| u16::try_from(n).ok()).unwrap_or(or);
    while table.next_line()? {
        noms.push(&mut table, id);
        gens.push(Medecin {
            position: position(&mut table, plan, needed),
            capacite: count(whole(&mut table, capacity, 0..=1_000_000, "des places")),
            deja: count(whole_if_any(&mut table, deja, 0..=1_000_000, "des patients")),
            ages: (
                age(whole_if_any(&mut table, min, 0..=150, "un âge"), 0),
                age(whole_if_any(&mut table, max, 0..=150, "un âge"), u16::MAX),
            ),
        });
        let one = &gens[gens.len() - 1];
        if let (true, Some(max)) = (one.ages.0 > one.ages.1, max) {
            table.refuse(max, "un âge qui n’est pas sous accepts_min_age");
        }
    }
    let notices = table.finish(&MEDECINS)?;
    let ordre = ordre(gens.iter().map(|one: &Medecin| one.position));
    let mut ranks = vec![0; gens.len()];
    ordre.iter().enumerate().for_each(|(n, line)| ranks[*line as usize] = rank(n));
    let index = noms.index(source.file(), "doctor_id", |line| ranks[line])?;
    let noms = noms.sorted(&ordre);
    Ok(Lus { noms, index, gens: ordre.iter().map(|line| gens[*line as usize]).collect(), notices })
}

/// Patients, in the order of the file. `ages`: some doctor looks at them.
pub(super) fn patients(options: &Options, ages: bool) -> Result<Lus<Patient>, Error> {
    let source = Source::read(&options.patients)?;
    let mut table = source.table()?;
    let [id] = table.places(["patient_id"])?;
    let needed = options.edges.is_none();
    let plan = plan(&table, needed)?;
    let lexicographic = options.objective == Objectif::Lexicographic;
    let [price] = table.places([if lexicographic { "weight" } else { "unassigned_cost" }])?;
    let age = if ages { Some(table.places(["age"])?[0]) } else { None };
    let (household, max_m) = (table.place("household")?, table.place("max_m")?);
    let (mut noms, mut gens) = (Ids::default(), Vec::new());
    let mut households: HashMap<Vec<u8>, u32> = HashMap::new();
    while table.next_line()? {
        noms.push(&mut table, id);
        let (most, quoi) =
            if lexicographic { (1_000_000, "un poids") } else { (1_000_000_000_000, "un coût") };
        let price = whole(&mut table, price, 0..=most, quoi).unwrap_or(0);
        let foyer = household.map(|place| table.bytes(place)).filter(|name| !name.is_empty());
        let foyer = foyer.map(<[u8]>::to_vec).map(|name| {
            let next = rank(households.len());
            *households.entry(name).or_insert(next)
        });
        let au_plus_m = whole_if_any(&mut table, max_m, 0..=1_000_000_000, "des mètres");
        let age = whole_if_any(&mut table, age, 0..=150, "un âge");
        gens.push(Patient {
            position: position(&mut table, plan, needed),
            age: age.and_then(|age| u16::try_from(age).ok()),
            poids: if lexicographic { price } else { 0 },
            sans: if lexicographic { 0 } else { price },
            foyer,
            au_plus_m: au_plus_m.and_then(|most| u32::try_from(most).ok()),
        });
    }
    let mut notices = table.finish(&PATIENTS)?;
    let index = noms.index(source.file(), "patient_id", rank)?;
    let light = gens.iter().filter(|one| lexicographic && one.poids == 0).count();
    if light > 0 {
        notices.push(format!(
            "{}\u{a0}: patients de poids 0, que rien n’oblige à servir\u{a0}: {light}.",
            source.file()
        ));
    }
    Ok(Lus { noms, index, gens, notices })
}
