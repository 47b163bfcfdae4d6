//! The territory of a CPTS: a dated list of communes. The past is never rewritten: a change is a new version.

use crate::chiffre::ratio_tenths;
use crate::referentiel::Referentiel;
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};
use ui::francais::date;

/// Communes from a day on, until the next version.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// First day.
    pub depuis: Date,
    /// The communes, one at least.
    pub communes: BTreeSet<CommuneCode>,
}

/// The versions of a territory, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Perimetre {
    versions: Vec<Version>,
}

/// Why a change of territory is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No commune.
    #[error("Un territoire compte au moins une commune.")]
    Vide,
    /// Same communes as just before.
    #[error("Ce territoire est déjà celui qui s’applique à cette date\u{a0}: rien ne change.")]
    Identique,
    /// Before a version that has already taken effect.
    #[error("Le territoire en vigueur s’applique depuis le {}\u{a0}: un changement ne peut pas prendre \
     effet avant.", date(*.0))]
    Passe(Date),
}

/// What changes from one list of communes to another.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Difference {
    /// In the second only.
    pub ajoutees: BTreeSet<CommuneCode>,
    /// In the first only.
    pub retirees: BTreeSet<CommuneCode>,
}

impl Difference {
    /// From one list to another.
    pub fn between(avant: &BTreeSet<CommuneCode>, apres: &BTreeSet<CommuneCode>) -> Self {
        Self {
            ajoutees: apres.difference(avant).copied().collect(),
            retirees: avant.difference(apres).copied().collect(),
        }
    }

    /// True when nothing changes.
    pub fn is_empty(&self) -> bool {
        self.ajoutees.is_empty() && self.retirees.is_empty()
    }
}

impl Perimetre {
    /// From stored versions, in any order; of two versions of one day the last given stays.
    pub fn of(versions: impl IntoIterator<Item = Version>) -> Self {
        let by_day: BTreeMap<Date, Version> = versions.into_iter().map(|v| (v.depuis, v)).collect();
        Self { versions: by_day.into_values().collect() }
    }

    /// Every version, oldest first.
    pub fn versions(&self) -> &[Version] {
        &self.versions
    }

    /// The version in force on a day; `None` before the first.
    pub fn at(&self, jour: Date) -> Option<&Version> {
        self.versions.iter().rev().find(|version| version.depuis <= jour)
    }

    /// The same territory with other communes from `depuis` on. What took effect before today stays as it was; a
    /// version of today or of the future may be replaced, and those that were planned after it are dropped.
    pub fn change(
        &self,
        depuis: Date,
        communes: BTreeSet<CommuneCode>,
        aujourdhui: Date,
    ) -> Result<Self, Refus> {
        if communes.is_empty() {
            return Err(Refus::Vide);
        }
        let in_force = self.versions.iter().rev().find(|version| version.depuis < aujourdhui);
        if let Some(version) = in_force.filter(|version| depuis <= version.depuis) {
            return Err(Refus::Passe(version.depuis));
        }
        if self.at(depuis).is_some_and(|version| version.communes == communes) {
            return Err(Refus::Identique);
        }
        let mut versions: Vec<Version> =
            self.versions.iter().filter(|v| v.depuis < depuis).cloned().collect();
        if versions.last().is_none_or(|before| before.communes != communes) {
            versions.push(Version { depuis, communes });
        }
        Ok(Self { versions })
    }
}

/// A commune (or an arrondissement) that several CPTS count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chevauchement<K> {
    /// The commune.
    pub commune: CommuneCode,
    /// Who counts it, in the order given.
    pub cpts: Vec<K>,
}

/// Communes that several CPTS count. Paris and its 13th arrondissement overlap on the 13th.
pub fn overlaps<'a, K: Clone>(
    france: &Referentiel,
    territoires: impl IntoIterator<Item = (K, &'a BTreeSet<CommuneCode>)>,
) -> Vec<Chevauchement<K>> {
    let mut owners: BTreeMap<CommuneCode, Vec<K>> = BTreeMap::new();
    for (cpts, communes) in territoires {
        for commune in mailles(france, communes) {
            owners.entry(commune).or_default().push(cpts.clone());
        }
    }
    let several = owners.into_iter().filter(|(_, cpts)| cpts.len() > 1);
    several.map(|(commune, cpts)| Chevauchement { commune, cpts }).collect()
}

/// Communes, Paris, Lyon and Marseille being replaced by their arrondissements.
fn mailles(france: &Referentiel, communes: &BTreeSet<CommuneCode>) -> BTreeSet<CommuneCode> {
    communes.iter().flat_map(|commune| france.mailles(*commune)).collect()
}

/// The part of a département that no CPTS covers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZonesBlanches {
    /// Communes (arrondissements in the three cities) in no CPTS.
    pub communes: BTreeSet<CommuneCode>,
    /// Communes of the département, counted in the same way.
    pub communes_total: usize,
    /// Inhabitants of the uncovered communes.
    pub population: i64,
    /// Inhabitants of the département.
    pub population_total: i64,
}

impl ZonesBlanches {
    /// Share of the inhabitants who are not covered, in tenths of per cent; `None` where nobody lives.
    pub fn part(&self) -> Option<i64> {
        ratio_tenths(self.population, self.population_total, 100)
    }
}

/// What remains uncovered in a département, given the communes of every CPTS.
pub fn zones_blanches<'a>(
    france: &Referentiel,
    departement: DepartementCode,
    territoires: impl IntoIterator<Item = &'a BTreeSet<CommuneCode>>,
) -> ZonesBlanches {
    let covered: BTreeSet<CommuneCode> = territoires.into_iter().flat_map(|t| mailles(france, t)).collect();
    let all = france.of_departement(departement).iter().filter(|c| !france.has_arrondissements(c.code));
    let mut zones =
        ZonesBlanches { communes: BTreeSet::new(), communes_total: 0, population: 0, population_total: 0 };
    for commune in all {
        let population = commune.population.map_or(0, i64::from);
        zones.communes_total += 1;
        zones.population_total += population;
        if !covered.contains(&commune.code) {
            zones.communes.insert(commune.code);
            zones.population += population;
        }
    }
    zones
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;

    fn set(text: &str) -> BTreeSet<CommuneCode> {
        text.split(' ').filter_map(|code| code.parse().ok()).collect()
    }

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn a_territory_changes_from_a_day_on_and_keeps_its_past() {
        let today = day("2026-03-10");
        let first = Perimetre::default().change(day("2020-12-01"), set("43157 43012"), today).unwrap();
        assert_eq!(first.at(day("2020-11-30")), None);
        let later = first.change(day("2026-04-01"), set("43157"), today).unwrap();
        assert_eq!(later.at(day("2026-03-31")).unwrap().communes, set("43157 43012"));
        assert_eq!(later.at(day("2026-04-01")).unwrap().communes, set("43157"));
        assert_eq!(
            later.change(day("2020-06-01"), set("43012"), today),
            Err(Refus::Passe(day("2020-12-01")))
        );
        assert_eq!(later.change(day("2026-05-01"), set("43157"), today), Err(Refus::Identique));
        assert_eq!(later.change(day("2026-05-01"), set(""), today), Err(Refus::Vide));
        let replaced = later.change(day("2026-03-15"), set("43040"), today).unwrap();
        assert_eq!(replaced.versions().len(), 2);
        let undone = later.change(day("2026-04-01"), set("43157 43012"), today).unwrap();
        assert_eq!(undone.versions().len(), 1);
        assert_eq!(Perimetre::of(later.versions().iter().rev().cloned()), later);
    }

    #[test]
    fn the_difference_names_what_comes_and_goes() {
        let difference = Difference::between(&set("43157 43012"), &set("43157 43040"));
        assert_eq!((difference.ajoutees, difference.retirees), (set("43040"), set("43012")));
        assert!(Difference::between(&set("43157"), &set("43157")).is_empty());
    }

    #[test]
    fn overlaps_are_seen_through_arrondissements() {
        let (a, b, c) = (set("43157 43012"), set("43012 75056"), set("75113"));
        let found = overlaps(france(), [("a", &a), ("b", &b), ("c", &c)]);
        let named: Vec<(String, Vec<&str>)> =
            found.into_iter().map(|o| (o.commune.to_string(), o.cpts)).collect();
        assert_eq!(named, [("43012".into(), vec!["a", "b"]), ("75113".into(), vec!["b", "c"])]);
    }

    #[test]
    fn what_no_cpts_covers() {
        let haute_loire = "43".parse().unwrap();
        let le_puy = set("43157");
        let zones = zones_blanches(france(), haute_loire, [&le_puy]);
        assert_eq!((zones.communes_total, zones.communes.len()), (257, 256));
        let le_puy = france().commune("43157".parse().unwrap()).unwrap().population.unwrap();
        assert_eq!(zones.population_total - zones.population, i64::from(le_puy));
        let paris = zones_blanches(france(), "75".parse().unwrap(), [&set("75056")]);
        assert_eq!((paris.communes_total, paris.population, paris.part()), (20, 0, Some(0)));
    }
}
