//! Who practises where, counted: one person counts one, shared between the communes where they practise.

use crate::Famille;
use crate::professionnel::{Categorie, Professionnel};
use identifiants::CommuneCode;
use std::collections::{BTreeMap, BTreeSet};

/// The people of one family in one commune.
#[derive(Debug, Clone, PartialEq)]
pub struct Offre {
    /// Where.
    pub commune: CommuneCode,
    /// Which profession, with its level of care by default.
    pub famille: &'static Famille,
    /// How many people practise there.
    pub personnes: u32,
    /// Their sum, each person counting one in all, in equal parts for each of their communes.
    pub poids: f64,
}

/// Counts the people who give care in these communes; students and absent people are left out.
#[must_use]
pub fn count(people: &[Professionnel], communes: &BTreeSet<CommuneCode>) -> Vec<Offre> {
    let mut counts: BTreeMap<(CommuneCode, &str), Offre> = BTreeMap::new();
    for person in people.iter().filter(|one| one.is_present() && one.categorie != Categorie::Etudiant) {
        let care = person.exercices.iter().filter(|exercice| exercice.is_soin());
        let places: BTreeSet<(CommuneCode, &str)> =
            care.filter_map(|one| Some((one.commune?, one.profession.code.as_str()))).collect();
        // Two professions in one commune share the person as two communes would.
        let part = 1.0 / places.len().max(1) as f64;
        for (commune, profession) in places.into_iter().filter(|(code, _)| communes.contains(code)) {
            let famille = person.famille_of(profession);
            let none = || Offre { commune, famille, personnes: 0, poids: 0.0 };
            let offre = counts.entry((commune, famille.code)).or_insert_with(none);
            offre.personnes += 1;
            offre.poids += part;
        }
    }
    counts.into_values().collect()
}
