//! Amounts of the contract: of a known component, a part that it has, once a day, adding up.

use super::Cadre;
use crate::Erreur;
use crate::cas::{MontantContrat, Part};
use crate::droit::Mode;
use francais::date as jour;
use jiff::civil::Date;

/// The component that every contract has.
pub(crate) const FONCTIONNEMENT: &str = "fonctionnement";

pub(super) fn check(cadre: &Cadre, errors: &mut Vec<Erreur>) {
    let all = &cadre.cas.contract_amounts;
    for (at, one) in all.iter().enumerate() {
        let field = |name: &str| format!("contract_amounts[{at}].{name}");
        part(cadre, at, one, errors);
        if let Some(from) = one.from {
            cadre.within(field("from"), from, "le montant", errors);
        }
        let same = |other: &MontantContrat| {
            (&other.component, other.part, since(cadre, other))
                == (&one.component, one.part, since(cadre, one))
        };
        if all[..at].iter().any(same) {
            let sentence = format!(
                "deux montants du contrat disent {}, {}, à partir du {}\u{a0}: un seul est accepté.",
                one.component,
                one.part.libelle(),
                jour(since(cadre, one))
            );
            errors.push(Erreur::new(field("eur"), "montant-en-double", sentence));
        }
    }
    sums(cadre, errors);
}

fn since(cadre: &Cadre, one: &MontantContrat) -> Date {
    one.from.unwrap_or(cadre.cas.signed)
}

fn part(cadre: &Cadre, at: usize, one: &MontantContrat, errors: &mut Vec<Erreur>) {
    let accepted: &[Part] = if one.component == FONCTIONNEMENT {
        &[Part::Total]
    } else {
        match cadre.versions.iter().find_map(|(_, version)| version.mission(&one.component)) {
            Some(mission) if mission.mode == Mode::FixeVariable => &[Part::Total, Part::Fixe, Part::Variable],
            Some(_) => &[Part::Total, Part::Plan, Part::MiseAJour, Part::Crise],
            None => {
                let known = cadre.versions.first().map(|(_, version)| Cadre::missions(version));
                let sentence = format!(
                    "«\u{a0}{}\u{a0}» n’est pas une composante du contrat\u{a0}; {FONCTIONNEMENT}, {} sont acceptés.",
                    one.component,
                    known.unwrap_or_default()
                );
                let field = format!("contract_amounts[{at}].component");
                errors.push(Erreur::new(field, "composante-inconnue", sentence));
                return;
            }
        }
    };
    if !accepted.contains(&one.part) {
        let known: Vec<&str> = accepted.iter().map(|part| part.code()).collect();
        let sentence = format!(
            "«\u{a0}{}\u{a0}» ne va pas avec {}\u{a0}; {} est accepté.",
            one.part.code(),
            one.component,
            known.join(", ")
        );
        errors.push(Erreur::new(format!("contract_amounts[{at}].part"), "part-inconnue", sentence));
    }
}

/// On each day that changes something, parts do not exceed their total, and make it up when all are given.
fn sums(cadre: &Cadre, errors: &mut Vec<Erreur>) {
    for (at, one) in cadre.cas.contract_amounts.iter().enumerate() {
        let day = since(cadre, one);
        let current = |part: Part| latest(cadre, &one.component, part, day);
        let Some((total, total_since)) = current(Part::Total) else { continue };
        for (left, right) in
            [(Part::Fixe, Part::Variable), (Part::Plan, Part::Crise), (Part::MiseAJour, Part::Crise)]
        {
            let both = (current(left), current(right));
            let known = [both.0, both.1].into_iter().flatten();
            let sum: i64 = known.clone().map(|(cents, _)| cents).sum();
            let newest = known.map(|(_, since)| since).max();
            let mine = one.part == Part::Total || one.part == left || one.part == right;
            let exact = left == Part::Fixe || left == Part::Plan;
            let whole = exact && both.0.is_some() && both.1.is_some();
            if mine
                && newest.is_some_and(|since| since <= total_since)
                && (sum > total || whole && sum != total)
            {
                let sentence = format!(
                    "au {}, {} et {} du contrat font {} pour un total de {}\u{a0}: l’un des montants est à corriger.",
                    jour(day),
                    left.libelle(),
                    right.libelle(),
                    francais::euros_courts(sum),
                    francais::euros_courts(total)
                );
                errors.push(Erreur::new(
                    format!("contract_amounts[{at}].eur"),
                    "montants-incoherents",
                    sentence,
                ));
                break;
            }
        }
    }
}

fn latest(cadre: &Cadre, component: &str, part: Part, day: Date) -> Option<(i64, Date)> {
    let all = cadre.cas.contract_amounts.iter();
    all.filter(|one| one.component == component && one.part == part)
        .map(|one| (one.eur.cents(), since(cadre, one)))
        .filter(|(_, from)| *from <= day)
        .max_by_key(|(_, from)| *from)
}
