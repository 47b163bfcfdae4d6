//! # Crisis mission
//!
//! > the plan the first year; its yearly update afterwards; an amount when a serious crisis occurs, to a CPTS with a plan
//!
//! The plan amount is paid whole on delivery (the 75 % rule was not read for it). Without dates, an update is presumed on
//! each anniversary of the delivery, kept within its contract year. Amounts are yearly ceilings: one update and one crisis
//! count in a contract year; that a second crisis brings nothing is our reading.

use super::montant;
use crate::calendrier::{self, AnneeContrat};
use crate::cas::{MissionCas, Part};
use crate::dossier::Dossier;
use crate::resultat::Nature;
use crate::sortie::{Gain, Sortie};
use francais::{date as jour, euros_courts as euros};
use jiff::civil::Date;
use law::Entree;
use std::sync::Arc;

/// Something that happened, or is presumed to.
struct Fait {
    jour: Date,
    part: Part,
    kind: Nature,
    rule: &'static str,
    note: Option<&'static str>,
    /// Others of the same kind that year are not counted.
    seule: bool,
}

/// What the crisis mission earns in a year, paid on the day of each event.
pub(crate) fn annee(
    dossier: &Dossier,
    rang: usize,
    annee: AnneeContrat,
    mission: &MissionCas,
    sortie: &mut Sortie,
) {
    let nom = &dossier.composantes[rang].nom;
    if dossier.realisation(&mission.id, annee.numero).is_some() {
        dossier.alerte(format!(
            "{nom}, année {}\u{a0}: une réalisation est donnée, mais cette mission n’a pas de part variable.",
            annee.numero
        ));
    }
    let plan = mission.plan_delivered;
    if plan.is_none() {
        dossier.alerte(format!(
            "{nom}\u{a0}: aucune remise du plan n’est donnée\u{a0}; ni le plan, ni ses mises à jour, ni une crise ne comptent."
        ));
    }
    if let Some(day) = plan.filter(|day| annee.contains(*day)) {
        let fait = Fait {
            jour: day,
            part: Part::Plan,
            kind: Nature::Plan,
            rule: "aci.plan",
            note: None,
            seule: false,
        };
        write(dossier, rang, annee, &fait, sortie);
    }
    for fait in update(dossier, annee, mission).into_iter().chain(crisis(dossier, nom, annee, mission)) {
        write(dossier, rang, annee, &fait, sortie);
    }
}

/// The update of the year: stated, or presumed when no date at all is given.
fn update(dossier: &Dossier, annee: AnneeContrat, mission: &MissionCas) -> Option<Fait> {
    let plan = mission.plan_delivered?;
    let of = |jour: Date, note| Fait {
        jour,
        part: Part::MiseAJour,
        kind: Nature::PlanUpdate,
        rule: "aci.mise_a_jour",
        note,
        seule: false,
    };
    let Some(stated) = &mission.plan_updates else {
        let first = dossier.annees.iter().find(|one| one.contains(plan))?;
        let rank = annee.numero.checked_sub(first.numero).filter(|rank| *rank > 0)?;
        let day = calendrier::anniversary(plan, rank).max(annee.du).min(annee.au);
        return Some(of(day, Some("présumée faite à cette date")));
    };
    let mut days: Vec<Date> = stated.iter().copied().filter(|day| annee.contains(*day)).collect();
    days.sort();
    let first = *days.first()?;
    if annee.contains(plan) {
        dossier.alerte(format!(
            "Mise à jour du plan de crise du {}\u{a0}: elle tombe la même année de contrat que le plan, rien n’est dû.",
            jour(first)
        ));
        return None;
    }
    for extra in &days[1..] {
        dossier.alerte(format!(
            "Mise à jour du plan de crise du {}\u{a0}: une seule est comptée par année de contrat.",
            jour(*extra)
        ));
    }
    Some(of(first, None))
}

/// The crisis of the year: the first one that follows the plan.
fn crisis(dossier: &Dossier, nom: &str, annee: AnneeContrat, mission: &MissionCas) -> Option<Fait> {
    let mut days: Vec<Date> = mission.crises.iter().copied().filter(|day| annee.contains(*day)).collect();
    days.sort();
    let early = |day: &Date| mission.plan_delivered.is_none_or(|plan| *day < plan);
    for day in days.iter().filter(|day| early(day)) {
        let sentence =
            format!("{nom}\u{a0}: crise du {} avant la remise du plan, rien n’est dû.", jour(*day));
        dossier.alerte(sentence);
    }
    days.retain(|day| !early(day));
    for extra in days.iter().skip(1) {
        dossier.alerte(format!(
            "{nom}\u{a0}: crise du {}, la deuxième de l’année de contrat\u{a0}; le plafond annuel n’en compte qu’une \
             (lecture de Maillage, à confirmer).",
            jour(*extra)
        ));
    }
    let jour = *days.first()?;
    Some(Fait {
        jour,
        part: Part::Crise,
        kind: Nature::Crisis,
        rule: "aci.crise",
        note: None,
        seule: days.len() > 1,
    })
}

fn write(dossier: &Dossier, rang: usize, annee: AnneeContrat, fait: &Fait, sortie: &mut Sortie) {
    let one = &dossier.composantes[rang];
    let found = match montant::montant(dossier, rang, fait.part, dossier.reference(one, annee)) {
        Ok(found) => found,
        Err(question) => {
            sortie.partielle = true;
            dossier.absent(fait.jour, annee.numero, rang, fait.part, fait.kind);
            return dossier.manque(rang, fait.part, Some(annee.numero), &question);
        }
    };
    let formula = format!("100\u{202f}% × {0} = {0}", euros(found.cents));
    let label = format!("{}, {}, année {}", one.nom, fait.part.libelle(), annee.numero);
    let when = fait.note.map_or_else(|| jour(fait.jour), |note| format!("{}, {note}", jour(fait.jour)));
    let mut why =
        dossier.noeud(fait.rule, label, formula).inputs(vec![Entree::fact("Jour", when)]).then(found.why);
    if fait.seule {
        let (label, formula) =
            ("Crises de l’année de contrat".to_owned(), "une seule est comptée".to_owned());
        why = why.then(Arc::new(dossier.noeud("aci.crise_unique", label, formula)));
    }
    let why = Arc::new(why);
    let gain =
        Gain { rang, part: fait.part, cents: found.cents, prorata: None, why: why.clone(), annee: &annee };
    sortie.gagne(dossier, &gain);
    sortie.verse(dossier, &gain, fait.jour, fait.kind, found.cents, why);
}
