//! # Fixed part of a mission
//!
//! > 75 % of the fixed envelope when the mission starts, for the time left to the anniversary; then 75 % of each new
//! > year at its anniversary, and the balance of the year that ended

use super::montant;
use super::prorata::Prorata;
use crate::Fraction;
use crate::calendrier::AnneeContrat;
use crate::cas::Part;
use crate::dossier::Dossier;
use crate::resultat::Nature;
use crate::sortie::{Gain, Sortie};
use francais::euros_courts as euros;
use jiff::civil::Date;
use std::sync::Arc;

/// The share paid in advance, under the version of that day.
pub(crate) fn rate(dossier: &Dossier, day: Date) -> Fraction {
    dossier.etat(day).version.paiement.as_ref().map_or(Fraction::ZERO, |terms| terms.taux_avance)
}

/// What the fixed part earns in a year, and its payments.
pub(crate) fn annee(
    dossier: &Dossier,
    rang: usize,
    annee: AnneeContrat,
    started: Date,
    prorata: &Prorata,
    sortie: &mut Sortie,
) {
    let one = &dossier.composantes[rang];
    let day = dossier.reference(one, annee);
    let found = match montant::montant(dossier, rang, Part::Fixe, day) {
        Ok(found) => found,
        Err(question) => {
            sortie.partielle = true;
            let (date, kind) = match started >= annee.du {
                true => (started, Nature::Start),
                false => (annee.du, Nature::Advance),
            };
            dossier.absent(date, annee.numero, rang, Part::Fixe, kind);
            dossier.absent(annee.fin(), annee.numero, rang, Part::Fixe, Nature::Balance);
            return dossier.manque(rang, Part::Fixe, Some(annee.numero), &question);
        }
    };
    let cents = prorata.part.of(found.cents);
    let formula = format!("{}{} = {}", euros(found.cents), prorata.facteur(), euros(cents));
    let label = format!("{}, part fixe, année {}", one.nom, annee.numero);
    let mut why = dossier.noeud("aci.part_fixe", label, formula).then(found.why.clone());
    why = prorata.why.iter().fold(why, |why, time| why.then(time.clone()));
    let why = Arc::new(why);
    let gain = Gain { rang, part: Part::Fixe, cents, prorata: prorata.texte.clone(), why, annee: &annee };
    sortie.gagne(dossier, &gain);

    let (rate, starts) = (rate(dossier, day), started >= annee.du);
    let advance = rate.times(prorata.part).of(found.cents);
    let formula =
        format!("{} × {}{} = {}", rate.percent(), euros(found.cents), prorata.facteur(), euros(advance));
    let (rule, kind, date) = match starts {
        true => ("aci.demarrage", Nature::Start, started),
        false => ("aci.avance", Nature::Advance, annee.du),
    };
    let label = format!("{}, avance de l’année {}", one.nom, annee.numero);
    let mut why = dossier.noeud(rule, label, formula).then(found.why);
    why = prorata.why.iter().fold(why, |why, time| why.then(time.clone()));
    sortie.verse(dossier, &gain, date, kind, advance, Arc::new(why));
    sortie.solde(dossier, &gain, advance);
}
