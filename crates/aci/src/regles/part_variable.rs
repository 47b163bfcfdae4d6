//! # Variable part of a mission
//!
//! > variable envelope × achievement, after the dialogue de gestion, on the indicators written in the contract
//!
//! No national weighting, floor or cap was read: Σ weight × achievement, each from 0 to 1. Prorated like the fixed part
//! the year the mission starts, unless the case says otherwise. Without a settled achievement there is no line: the
//! dialogue is awaited, nothing is presumed.

use super::montant;
use super::prorata::Prorata;
use crate::calendrier::AnneeContrat;
use crate::cas::{IndicateurRealise, Part, Realisation};
use crate::dossier::Dossier;
use crate::realisation;
use crate::resultat::Nature;
use crate::sortie::{Gain, Sortie};
use francais::{date as jour, euros_courts as euros};
use law::{Entree, Pourquoi};
use std::sync::Arc;

/// What the variable part earns in a year, paid with the balance.
pub(crate) fn annee(
    dossier: &Dossier,
    rang: usize,
    annee: AnneeContrat,
    time: &Prorata,
    sortie: &mut Sortie,
) {
    let one = &dossier.composantes[rang];
    let found = montant::montant(dossier, rang, Part::Variable, dossier.reference(one, annee));
    let settled = dossier.realisation(&one.id, annee.numero);
    let (found, settled) = match (found, settled) {
        (Ok(found), Some(settled)) => (found, settled),
        (found, _) => {
            sortie.partielle = true;
            dossier.absent(annee.fin(), annee.numero, rang, Part::Variable, Nature::Balance);
            let question = found.err().unwrap_or_else(|| awaited(&one.nom).into());
            return dossier.manque(rang, Part::Variable, Some(annee.numero), &question);
        }
    };
    let whole = Prorata::entier();
    let kept = if dossier.cas.variable_prorated { time } else { &whole };
    let achieved = realisation::sum(&settled.indicators);
    let cents = achieved.times(kept.part).of(found.cents);
    let formula =
        format!("{}{} × {} = {}", euros(found.cents), kept.facteur(), achieved.percent(), euros(cents));
    let label = format!("{}, part variable, année {}", one.nom, annee.numero);
    let mut why = dossier.noeud("aci.part_variable", label, formula).then(found.why);
    if time.texte.is_some() {
        why = why.then(Arc::new(reading(dossier, kept)));
    }
    let why = Arc::new(why.then(Arc::new(weighed(dossier, settled))));
    let gain = Gain { rang, part: Part::Variable, cents, prorata: kept.texte.clone(), why, annee: &annee };
    sortie.gagne(dossier, &gain);
    sortie.solde(dossier, &gain, 0);
}

fn awaited(name: &str) -> String {
    format!(
        "{name}\u{a0}: quelle réalisation le dialogue de gestion a-t-il retenue (indicateurs, poids, de 0 à 1)\u{202f}?"
    )
}

/// Whether the time before the start counts: our reading.
fn reading(dossier: &Dossier, kept: &Prorata) -> Pourquoi {
    let formula = kept.texte.clone().unwrap_or_else(|| "année entière".to_owned());
    let node = dossier.noeud("aci.prorata_variable", "Première année de la mission".to_owned(), formula);
    kept.why.iter().fold(node, |node, time| node.then(time.clone()))
}

/// An indicator, its weight and what it reached; beyond the target, what counts.
fn input(one: &IndicateurRealise) -> Entree {
    let (given, kept) = (one.achievement, one.achievement.capped());
    let held = if given == kept { String::new() } else { format!(", ramenée à {}", kept.percent()) };
    let value = format!("poids {}, réalisation {}{held}", one.weight.exact(), given.percent());
    Entree::fact(one.label.as_ref().unwrap_or(&one.id).clone(), value)
}

/// The weighted sum of the indicators, in the order of their ids.
fn weighed(dossier: &Dossier, settled: &Realisation) -> Pourquoi {
    let mut indicators: Vec<&IndicateurRealise> = settled.indicators.iter().collect();
    indicators.sort_by(|a, b| a.id.cmp(&b.id));
    let term =
        |one: &&IndicateurRealise| format!("{} × {}", one.weight.exact(), one.achievement.capped().percent());
    let parts: Vec<String> = indicators.iter().map(term).collect();
    let formula = format!("{} = {}", parts.join(" + "), realisation::sum(&settled.indicators).percent());
    let inputs = indicators.iter().map(|one| input(one)).collect();
    let label = match dossier.annees.get(usize::from(settled.year.saturating_sub(1))) {
        Some(annee) => format!("Réalisation, du {} au {}", jour(annee.du), jour(annee.au)),
        None => "Réalisation".to_owned(),
    };
    dossier.noeud("aci.formule_variable", label, formula).inputs(inputs)
}
