//! What is wrong with a case, in the light of the law: every sentence together.

mod achievements;
mod amounts;
mod missions;

pub(crate) use amounts::FONCTIONNEMENT;

use super::Cas;
use crate::Erreur;
use crate::calendrier;
use crate::droit::{Droit, Version};
use francais::{date as jour, entier as nombre};
use jiff::civil::{Date, date};

/// More inhabitants than the most populated département: nobody signs for so many.
pub const HABITANTS_MAX: u32 = 3_000_000;
const DAY_LIMIT: Date = date(2100, 1, 1);

/// The case, its contract years and its versions, while it is checked.
pub(crate) struct Cadre<'a> {
    pub(crate) droit: &'a Droit,
    pub(crate) cas: &'a Cas,
    /// First day after the contract.
    pub(crate) fin: Date,
    /// Version from each day on, in order; the first at the signature.
    pub(crate) versions: Vec<(Date, &'a Version)>,
}

impl<'a> Cadre<'a> {
    /// The version on that day.
    pub(crate) fn version(&self, day: Date) -> Option<&'a Version> {
        self.versions
            .iter()
            .rev()
            .find(|(from, _)| *from <= day)
            .or(self.versions.first())
            .map(|(_, one)| *one)
    }

    /// Some version of the contract knows the mission.
    fn knows(&self, mission: &str) -> bool {
        self.versions.iter().any(|(_, version)| version.mission(mission).is_some())
    }

    /// Ids of the missions of a version, for a sentence.
    fn missions(version: &Version) -> String {
        version.missions.iter().map(|one| &*one.id).collect::<Vec<_>>().join(", ")
    }

    fn within(&self, field: String, day: Date, what: &str, errors: &mut Vec<Erreur>) -> bool {
        let (signed, last) = (self.cas.signed, self.fin.yesterday().unwrap_or(self.fin));
        if day < signed {
            let sentence = format!(
                "{what} du {} précède la signature du contrat ({})\u{a0}; un jour du {} au {} est accepté.",
                jour(day),
                jour(signed),
                jour(signed),
                jour(last)
            );
            errors.push(Erreur::new(field, "avant-signature", sentence));
        } else if day > last {
            let sentence = format!(
                "{what} du {} vient après la fin du contrat ({})\u{a0}; un jour du {} au {} est accepté.",
                jour(day),
                jour(last),
                jour(signed),
                jour(last)
            );
            errors.push(Erreur::new(field, "apres-fin", sentence));
        } else {
            return true;
        }
        false
    }
}

/// Everything that is wrong, in order of the fields.
pub(crate) fn check(droit: &Droit, cas: &Cas) -> Vec<Erreur> {
    let mut errors = Vec::new();
    check_population("population", cas.population, &mut errors);
    let signed = check_signature(droit, cas, &mut errors);
    let named = cas.version.as_deref().map(|id| check_version(droit, "version", id, &mut errors));
    let first = match named {
        Some(named) => named,
        None if signed => droit.en_vigueur(cas.signed),
        None => None,
    };
    let (true, Some(first)) = (signed, first) else { return errors };
    let months = first.paiement.as_ref().map_or(60, |terms| terms.duree_mois);
    let fin = calendrier::add_months(cas.signed, months);
    let mut cadre = Cadre { droit, cas, fin, versions: vec![(cas.signed, first)] };
    check_changes(&mut cadre, &mut errors);
    missions::check(&cadre, &mut errors);
    amounts::check(&cadre, &mut errors);
    achievements::check(&cadre, &mut errors);
    errors
}

/// The frame of a case that was found sound.
pub(crate) fn frame<'a>(droit: &'a Droit, cas: &'a Cas) -> Option<Cadre<'a>> {
    let first = match &cas.version {
        Some(id) => droit.version(id)?,
        None => droit.en_vigueur(cas.signed)?,
    };
    let fin = calendrier::add_months(cas.signed, first.paiement.as_ref()?.duree_mois);
    let mut versions = vec![(cas.signed, first)];
    for change in &cas.changes {
        if let Some(version) = change.version.as_deref().and_then(|id| droit.version(id)) {
            versions.push((change.date, version));
        }
    }
    versions.sort_by_key(|(day, _)| *day);
    Some(Cadre { droit, cas, fin, versions })
}

fn check_population(field: &str, population: u64, errors: &mut Vec<Erreur>) {
    if population == 0 {
        let sentence = "0 habitant est reçu\u{a0}; un territoire compte au moins un habitant.";
        errors.push(Erreur::new(field, "population-nulle", sentence));
    } else if population > u64::from(HABITANTS_MAX) {
        let sentence = format!(
            "{} habitants sont reçus\u{a0}: plus que le département le plus peuplé\u{a0}; un nombre de 1 à {} est \
             accepté.",
            nombre(population),
            nombre(u64::from(HABITANTS_MAX))
        );
        errors.push(Erreur::new(field, "population-absurde", sentence));
    }
}

fn check_signature(droit: &Droit, cas: &Cas, errors: &mut Vec<Erreur>) -> bool {
    let first = droit.premier_jour().unwrap_or(Date::MAX);
    if cas.signed < first {
        let sentence = format!(
            "le {} précède l’accord\u{a0}: aucun contrat n’a pu être signé avant le {}, son entrée en vigueur.",
            jour(cas.signed),
            jour(first)
        );
        errors.push(Erreur::new("signed", "avant-accord", sentence));
        return false;
    }
    if cas.signed >= DAY_LIMIT {
        let sentence =
            format!("le {} est trop loin\u{a0}; un jour avant 2100 est accepté.", jour(cas.signed));
        errors.push(Erreur::new("signed", "jour-absurde", sentence));
        return false;
    }
    true
}

fn check_version<'a>(
    droit: &'a Droit,
    field: &str,
    id: &str,
    errors: &mut Vec<Erreur>,
) -> Option<&'a Version> {
    let found = droit.version(id).filter(|one| one.utilisable());
    if found.is_none() {
        let known: Vec<&str> =
            droit.versions().iter().filter(|one| one.utilisable()).map(|one| &*one.id).collect();
        let known = known.join(", ");
        let sentence = match droit.version(id) {
            Some(one) => format!(
                "«\u{a0}{id}\u{a0}» ({}) n’a pas de règles connues\u{a0}; les versions qui se calculent sont {known}.",
                one.libelle
            ),
            None => format!(
                "«\u{a0}{id}\u{a0}» n’est pas une version connue\u{a0}; les versions qui se calculent sont {known}."
            ),
        };
        errors.push(Erreur::new(field, "version-inconnue", sentence));
    }
    found
}

fn check_changes(cadre: &mut Cadre, errors: &mut Vec<Erreur>) {
    for (at, change) in cadre.cas.changes.iter().enumerate() {
        let field = |name: &str| format!("changes[{at}].{name}");
        let inside = cadre.within(field("date"), change.date, "l’avenant", errors);
        if inside && cadre.cas.changes[..at].iter().any(|other| other.date == change.date) {
            let sentence = format!(
                "deux avenants sont datés du {}\u{a0}: un seul par jour est accepté, réunissez-les.",
                jour(change.date)
            );
            errors.push(Erreur::new(field("date"), "deux-avenants-un-jour", sentence));
        }
        if change.population.is_none() && change.version.is_none() {
            let sentence =
                "cet avenant ne change rien\u{a0}; population, version, ou les deux sont attendues.";
            errors.push(Erreur::new(format!("changes[{at}]"), "avenant-vide", sentence));
        }
        if let Some(population) = change.population {
            check_population(&field("population"), population, errors);
        }
        let named = change.version.as_deref();
        if let Some(version) = named.and_then(|id| check_version(cadre.droit, &field("version"), id, errors))
        {
            cadre.versions.push((change.date, version));
        }
    }
    cadre.versions.sort_by_key(|(day, _)| *day);
}
