//! Reasons, in French words.

use super::Identifiants;
use crate::{Attribution, Deblocage, Motif, Objectif, PLACES_ESSAYEES, Valeur, metres_carres};

/// How pairs came from positions, how many there are and how many more were within reach.
pub(super) fn pairs(max_m: u32, most: usize, (pairs, left): (usize, usize)) -> String {
    let count = |n: usize| francais::entier(n as u64);
    let whom = match left {
        0 => "tous les médecins à portée".to_owned(),
        left => format!(
            "les {most} médecins les plus proches\u{a0}; laissées\u{a0}: {}, qui peuvent manquer à la meilleure réponse",
            count(left)
        ),
    };
    format!(
        "Paires formées d’après les positions\u{a0}: {} (au plus {}\u{a0}m, sauf avis du patient\u{a0}; {whom}).",
        count(pairs),
        francais::entier(max_m.into()),
    )
}

/// Why this doctor, or why none.
pub(super) fn reason(
    attribution: &Attribution,
    noms: &Identifiants,
    patient: usize,
    motif: &Motif,
) -> String {
    let name = |medecin: u32| noms.medecins.noms.text(medecin as usize);
    match *motif {
        Motif::Proche => "le plus proche".to_owned(),
        Motif::Complet { medecin, vaut: None } => format!("plus proche complet\u{a0}: {}", name(medecin)),
        Motif::Complet { medecin, vaut: Some(vaut) } => {
            format!(
                "plus proche complet\u{a0}: {}, dont une place de plus {}",
                name(medecin),
                worth(attribution, vaut)
            )
        }
        Motif::Ensemble { medecin, personnes } => {
            format!("plus proche sans {personnes} places pour le foyer\u{a0}: {}", name(medecin))
        }
        Motif::Partage { medecin } => format!("plus proche, plus chargé\u{a0}: {}", name(medecin)),
        Motif::SansCandidat => "aucun médecin à portée".to_owned(),
        Motif::HorsLimites => "aucun médecin dans les limites d’âge, de distance ou du foyer".to_owned(),
        Motif::TropCher => "une place coûterait plus que d’attendre".to_owned(),
        Motif::Complets { combien, medecin, personnes, suffirait } => {
            let blocks = match (combien, personnes) {
                (1, 1) => "le seul médecin possible est complet".to_owned(),
                (1, n) => format!("le seul médecin possible n’a pas {n} places"),
                (all, 1) => format!("les {all} médecins possibles sont complets"),
                (all, n) => format!("aucun des {all} médecins possibles n’a {n} places"),
            };
            let far = kilometres(attribution, patient, medecin);
            let at =
                format!("chez {}{}", name(medecin), far.map(|far| format!(" (à {far})")).unwrap_or_default());
            match suffirait {
                None => blocks,
                Some(Deblocage::Places(1)) => format!("{blocks}\u{a0}; une place de plus {at} suffirait"),
                Some(Deblocage::Places(n)) => format!("{blocks}\u{a0}; {n} places de plus {at} suffiraient"),
                Some(Deblocage::Davantage) => {
                    format!("{blocks}\u{a0}; {PLACES_ESSAYEES} places de plus {at} iraient à d’autres avant")
                }
            }
        }
    }
}

fn worth(attribution: &Attribution, vaut: Valeur) -> String {
    let Valeur { d_abord, puis, .. } = vaut;
    match attribution.objectif() {
        Objectif::Lexicographic if d_abord > 0 => format!("servirait {d_abord} de priorité"),
        Objectif::Lexicographic if puis > 0 => format!("épargnerait {puis} de distance"),
        Objectif::Plain | Objectif::Fair if d_abord > 0 => format!("vaudrait {d_abord}"),
        _ => "ne changerait rien".to_owned(),
    }
}

/// How far, with one decimal: « 3,4 km ».
fn kilometres(attribution: &Attribution, patient: usize, medecin: u32) -> Option<String> {
    let probleme = attribution.probleme();
    let (from, to) = (probleme.patients[patient].position?, probleme.medecins[medecin as usize].position?);
    let tenths = (metres_carres(from, to) / 10_000).isqrt();
    Some(format!("{},{}\u{a0}km", tenths / 10, tenths % 10))
}
