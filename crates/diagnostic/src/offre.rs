//! Who cares for the territory, by profession, and who leaves soon.

use identifiants::{CommuneCode, Idnps};
use jiff::civil::Date;
use repertoire::{Categorie, Famille, Professionnel};
use std::collections::{BTreeMap, BTreeSet};

/// What one profession counts in the territory.
#[derive(Debug, Clone, PartialEq)]
pub struct Ligne {
    /// The profession.
    pub famille: &'static Famille,
    /// People who practise in the territory, each counted once.
    pub personnes: u32,
    /// The part of their activity that is in the territory: each counts their declared activity (one when nothing was
    /// declared), shared equally between their communes.
    pub activite: f64,
    /// People who declared their activity.
    pub declares: u32,
    /// Departures announced within one year, and within three.
    pub departs: (u32, u32),
    /// People who no longer stand in the official file.
    pub absents: u32,
    /// People by commune of practice.
    pub communes: BTreeMap<CommuneCode, u32>,
}

/// What the entries of the annuaire say of people.
#[derive(Debug, Clone, Default)]
pub struct Declarations {
    /// Share of a full activity, from 0 to 1.
    pub activite: BTreeMap<Idnps, f64>,
    /// First day of the month of an announced departure.
    pub departs: BTreeMap<Idnps, Date>,
}

/// Whether a person counts in the supply: they give care today.
#[must_use]
pub fn counts(person: &Professionnel) -> bool {
    person.absent_du.is_none() && person.categorie != Categorie::Etudiant
}

/// Communes where a person gives care.
#[must_use]
pub fn places(person: &Professionnel) -> BTreeSet<CommuneCode> {
    person.exercices.iter().filter(|one| one.is_soin()).filter_map(|one| one.commune).collect()
}

/// Counts `people` in `communes` on that day, by profession, the most numerous first.
#[must_use]
pub fn count(
    people: &[Professionnel],
    communes: &BTreeSet<CommuneCode>,
    declarations: &Declarations,
    jour: Date,
) -> Vec<Ligne> {
    let mut lines: BTreeMap<&str, Ligne> = BTreeMap::new();
    for person in people.iter().filter(|one| one.categorie != Categorie::Etudiant) {
        let places = places(person);
        let here: Vec<CommuneCode> = places.intersection(communes).copied().collect();
        if here.is_empty() {
            continue;
        }
        let famille = person.famille();
        let line = lines.entry(famille.code).or_insert_with(|| blank(famille));
        if person.absent_du.is_some() {
            line.absents += 1;
            continue;
        }
        let declared = declarations.activite.get(&person.idnps);
        line.personnes += 1;
        line.declares += u32::from(declared.is_some());
        line.activite += declared.copied().unwrap_or(1.0) * here.len() as f64 / places.len() as f64;
        if let Some(depart) = declarations.departs.get(&person.idnps) {
            let (soon, later) = within(jour, *depart);
            line.departs.0 += u32::from(soon);
            line.departs.1 += u32::from(later);
        }
        for commune in here {
            *line.communes.entry(commune).or_default() += 1;
        }
    }
    let mut lines: Vec<Ligne> = lines.into_values().collect();
    lines.sort_by(|a, b| b.personnes.cmp(&a.personnes).then(a.famille.code.cmp(b.famille.code)));
    lines
}

/// The part of each commune in the supply of one profession.
#[must_use]
pub fn by_commune(
    people: &[Professionnel],
    famille: &Famille,
    declarations: &Declarations,
) -> BTreeMap<CommuneCode, f64> {
    let mut supply = BTreeMap::new();
    for person in people.iter().filter(|one| counts(one) && one.famille().code == famille.code) {
        let places = places(person);
        let activity = declarations.activite.get(&person.idnps).copied().unwrap_or(1.0);
        for commune in &places {
            *supply.entry(*commune).or_insert(0.0) += activity / places.len() as f64;
        }
    }
    supply
}

fn blank(famille: &'static Famille) -> Ligne {
    Ligne {
        famille,
        personnes: 0,
        activite: 0.0,
        declares: 0,
        departs: (0, 0),
        absents: 0,
        communes: BTreeMap::new(),
    }
}

/// Within one year, within three; a departure in the past is one that was announced and not confirmed: soon.
fn within(jour: Date, depart: Date) -> (bool, bool) {
    let limit = |years: i64| jour.saturating_add(jiff::Span::new().years(years));
    (depart < limit(1), depart < limit(3))
}

#[cfg(test)]
mod tests {
    use super::within;
    use jiff::civil::date;

    #[test]
    fn departures_are_counted_within_one_and_three_years() {
        let today = date(2026, 3, 2);
        assert_eq!(within(today, date(2027, 3, 1)), (true, true));
        assert_eq!(within(today, date(2027, 4, 1)), (false, true));
        assert_eq!(within(today, date(2030, 1, 1)), (false, false));
        assert_eq!(within(today, date(2025, 1, 1)), (true, true));
    }
}
