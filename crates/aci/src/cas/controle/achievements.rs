//! What the dialogues settled: a mission of the contract, one of its years, once, weights that sum to 1.

use super::Cadre;
use crate::cas::Realisation;
use crate::{Erreur, Fraction, calendrier};

pub(super) fn check(cadre: &Cadre, errors: &mut Vec<Erreur>) {
    let all = &cadre.cas.achievements;
    let last = calendrier::count(cadre.cas.signed, cadre.fin);
    for (at, one) in all.iter().enumerate() {
        let field = |name: &str| format!("achievements[{at}].{name}");
        if !cadre.cas.missions.iter().any(|mission| mission.id == one.mission) {
            let known: Vec<&str> = cadre.cas.missions.iter().map(|mission| mission.id.as_str()).collect();
            let known = if known.is_empty() { "aucune".to_owned() } else { known.join(", ") };
            let sentence = format!(
                "la mission «\u{a0}{}\u{a0}» n’est pas dans missions, qui donne\u{a0}: {known}.",
                one.mission
            );
            errors.push(Erreur::new(field("mission"), "mission-inconnue", sentence));
        }
        if !(1..=last).contains(&one.year) {
            let sentence = format!(
                "l’année {} est reçue\u{a0}; ce contrat a les années 1 à {last}, d’un anniversaire à l’autre.",
                one.year
            );
            errors.push(Erreur::new(field("year"), "annee-inconnue", sentence));
        }
        if all[..at].iter().any(|other| other.mission == one.mission && other.year == one.year) {
            let sentence = format!(
                "la mission «\u{a0}{}\u{a0}» a deux réalisations pour l’année {}.",
                one.mission, one.year
            );
            errors.push(Erreur::new(field("year"), "realisation-en-double", sentence));
        }
        indicators(at, one, errors);
    }
}

fn indicators(at: usize, one: &Realisation, errors: &mut Vec<Erreur>) {
    for (rank, indicator) in one.indicators.iter().enumerate() {
        let field = |name: &str| format!("achievements[{at}].indicators[{rank}].{name}");
        if one.indicators[..rank].iter().any(|other| other.id == indicator.id) {
            let sentence = format!("l’indicateur «\u{a0}{}\u{a0}» est donné deux fois.", indicator.id);
            errors.push(Erreur::new(field("id"), "indicateur-en-double", sentence));
        }
    }
    let weights: Vec<(&str, Fraction)> =
        one.indicators.iter().map(|indicator| (indicator.id.as_str(), indicator.weight)).collect();
    if let Err(mut error) = crate::check_weights(&weights) {
        error.field = format!("achievements[{at}].indicators");
        errors.push(error);
    }
}
