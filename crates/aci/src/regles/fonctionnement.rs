//! # Running of the CPTS
//!
//! > at signature 100 % of the amount; then, from the start of missions on, 75 % at each anniversary and 25 % with the
//! > balance
//!
//! Without a mission started by the end of the year, a later year earns nothing, and a line says so: our reading of
//! « from the start of missions on ». When the first mission starts during the year, no advance was due on its first day: the whole amount
//! comes with the balance.

use super::montant;
use crate::calendrier::AnneeContrat;
use crate::cas::Part;
use crate::dossier::Dossier;
use crate::resultat::Nature;
use crate::sortie::{Gain, Sortie};
use francais::{date as jour, euros_courts as euros};
use jiff::civil::Date;
use std::sync::Arc;

const RANG: usize = 0;

/// What the running earns in a year, and its payments.
pub(crate) fn annee(dossier: &Dossier, annee: AnneeContrat, sortie: &mut Sortie) {
    let first: Option<Date> = dossier.cas.missions.iter().filter_map(|mission| mission.started).min();
    if annee.numero > 1 && first.is_none_or(|day| day > annee.au) {
        dossier.alerte(format!(
            "Année {}\u{a0}: aucune mission n’a démarré, le fonctionnement n’est pas versé (lecture de Maillage).",
            annee.numero
        ));
        return nothing(dossier, annee, sortie);
    }
    let late = annee.numero > 1 && first.is_some_and(|day| day > annee.du);
    let found = match montant::montant(dossier, RANG, Part::Total, annee.du) {
        Ok(found) => found,
        Err(question) => {
            sortie.partielle = true;
            if !late {
                let kind = if annee.numero == 1 { Nature::Signature } else { Nature::Advance };
                dossier.absent(annee.du, annee.numero, RANG, Part::Total, kind);
            }
            if annee.numero > 1 {
                dossier.absent(annee.fin(), annee.numero, RANG, Part::Total, Nature::Balance);
            }
            return dossier.manque(RANG, Part::Total, Some(annee.numero), &question);
        }
    };
    let label = format!("Fonctionnement, année {}", annee.numero);
    let formula = format!("100\u{202f}% × {0} = {0}", euros(found.cents));
    let rule = match (annee.numero, late) {
        (1, _) => "aci.fonctionnement_annee_1",
        (_, true) => "aci.fonctionnement_sans_mission",
        (_, false) => "aci.fonctionnement_suivantes",
    };
    let why = Arc::new(dossier.noeud(rule, label, formula).then(found.why.clone()));
    let gain = Gain {
        rang: RANG,
        part: Part::Total,
        cents: found.cents,
        prorata: None,
        why: why.clone(),
        annee: &annee,
    };
    sortie.gagne(dossier, &gain);
    if annee.numero == 1 {
        return sortie.verse(dossier, &gain, annee.du, Nature::Signature, found.cents, why);
    }
    let avance = if late { 0 } else { advance(dossier, &gain, found, sortie) };
    sortie.solde(dossier, &gain, avance);
}

/// A year without a mission: a line of 0 that carries the doubt of the reading, no payment.
fn nothing(dossier: &Dossier, annee: AnneeContrat, sortie: &mut Sortie) {
    let label = format!("Fonctionnement, année {}", annee.numero);
    let formula = format!("aucune mission démarrée le {}\u{a0}: {}", jour(annee.au), euros(0));
    let why = Arc::new(dossier.noeud("aci.fonctionnement_sans_mission", label, formula));
    let gain = Gain { rang: RANG, part: Part::Total, cents: 0, prorata: None, why, annee: &annee };
    sortie.gagne(dossier, &gain);
}

fn advance(dossier: &Dossier, gain: &Gain, found: montant::Montant, sortie: &mut Sortie) -> i64 {
    let rate = super::part_fixe::rate(dossier, gain.annee.du);
    let cents = rate.of(found.cents);
    let formula = format!("{} × {} = {}", rate.percent(), euros(found.cents), euros(cents));
    let label = format!("Avance de fonctionnement, année {}", gain.annee.numero);
    let why = dossier.noeud("aci.fonctionnement_suivantes", label, formula).then(found.why);
    sortie.verse(dossier, gain, gain.annee.du, Nature::Advance, cents, Arc::new(why));
    cents
}
