//! Missions: known, once, within the contract, the plan before what follows from it.

use super::Cadre;
use crate::Erreur;
use crate::cas::MissionCas;
use crate::droit::Mode;
use francais::date as jour;
use jiff::civil::Date;

pub(super) fn check(cadre: &Cadre, errors: &mut Vec<Erreur>) {
    let missions = &cadre.cas.missions;
    for (at, mission) in missions.iter().enumerate() {
        let field = |name: &str| format!("missions[{at}].{name}");
        if missions[..at].iter().any(|other| other.id == mission.id) {
            let sentence = format!("la mission «\u{a0}{}\u{a0}» est donnée deux fois.", mission.id);
            errors.push(Erreur::new(field("id"), "mission-en-double", sentence));
            continue;
        }
        let inside =
            mission.started.is_none_or(|day| cadre.within(field("started"), day, "le démarrage", errors));
        if inside {
            known(cadre, at, mission, errors);
        }
        plan(cadre, at, mission, errors);
    }
}

/// The version in force at the start (or any of the contract, when not started) has the mission.
fn known(cadre: &Cadre, at: usize, mission: &MissionCas, errors: &mut Vec<Erreur>) {
    let day = mission.started.unwrap_or(cadre.cas.signed);
    let Some(version) = cadre.version(day) else { return };
    let found = match mission.started {
        Some(_) => version.mission(&mission.id).is_some(),
        None => cadre.knows(&mission.id),
    };
    if found {
        return;
    }
    let elsewhere = cadre.droit.versions().iter().find(|one| one.mission(&mission.id).is_some());
    let hint = match elsewhere {
        Some(other) => format!(
            " Elle existe dans «\u{a0}{}\u{a0}»\u{a0}: ajoutez l’avenant au contrat qui l’adopte.",
            other.id
        ),
        None => String::new(),
    };
    let sentence = format!(
        "la mission «\u{a0}{}\u{a0}» n’existe pas dans la version «\u{a0}{}\u{a0}» qui s’applique le {}\u{a0}; ses \
         missions sont {}.{hint}",
        mission.id,
        version.id,
        jour(day),
        Cadre::missions(version)
    );
    errors.push(Erreur::new(format!("missions[{at}].id"), "mission-inconnue", sentence));
}

fn plan(cadre: &Cadre, at: usize, mission: &MissionCas, errors: &mut Vec<Erreur>) {
    let field = |name: &str| format!("missions[{at}].{name}");
    let events =
        mission.plan_delivered.iter().chain(mission.plan_updates.iter().flatten()).chain(&mission.crises);
    if events.count() == 0 {
        return;
    }
    let mode =
        cadre.versions.iter().find_map(|(_, version)| version.mission(&mission.id)).map(|one| one.mode);
    if mode == Some(Mode::FixeVariable) {
        let sentence = format!(
            "la mission «\u{a0}{}\u{a0}» n’a ni plan ni crise\u{a0}: plan_delivered, plan_updates et crises ne \
             vont qu’avec une mission de crise.",
            mission.id
        );
        errors.push(Erreur::new(format!("missions[{at}]"), "plan-sans-objet", sentence));
        return;
    }
    let Some(started) = mission.started else {
        let sentence =
            "un plan ou une crise demande une mission démarrée\u{a0}: le jour de démarrage manque.";
        errors.push(Erreur::new(field("started"), "champ-manquant", sentence));
        return;
    };
    if let Some(day) = mission.plan_delivered {
        let inside = cadre.within(field("plan_delivered"), day, "la remise du plan", errors);
        if inside && day < started {
            let sentence =
                format!("le plan du {} précède le démarrage de la mission ({}).", jour(day), jour(started));
            errors.push(Erreur::new(field("plan_delivered"), "plan-avant-demarrage", sentence));
        }
    }
    let updates = mission.plan_updates.as_deref().unwrap_or_default();
    dates(cadre, field("plan_updates"), updates, "la mise à jour", errors);
    let first = updates.iter().min();
    if let Some(early) = first.filter(|day| mission.plan_delivered.is_none_or(|plan| plan >= **day)) {
        let sentence = format!(
            "la mise à jour du {} ne suit pas la remise du plan\u{a0}; plan_delivered doit la précéder.",
            jour(*early)
        );
        errors.push(Erreur::new(field("plan_updates"), "mise-a-jour-sans-plan", sentence));
    }
    dates(cadre, field("crises"), &mission.crises, "la crise", errors);
}

/// Each within the contract, none twice.
fn dates(cadre: &Cadre, field: String, days: &[Date], what: &str, errors: &mut Vec<Erreur>) {
    for (at, day) in days.iter().enumerate() {
        let inside = cadre.within(format!("{field}[{at}]"), *day, what, errors);
        if inside && days[..at].contains(day) {
            let sentence = format!("le {} est donné deux fois.", jour(*day));
            errors.push(Erreur::new(format!("{field}[{at}]"), "jour-en-double", sentence));
        }
    }
}
