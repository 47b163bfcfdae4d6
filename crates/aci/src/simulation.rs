//! From a case to its result: each rule in turn, for each contract year.

use crate::Erreur;
use crate::calendrier::AnneeContrat;
use crate::cas::Cas;
use crate::cas::controle;
use crate::dossier::{Carnet, Dossier};
use crate::droit::{Droit, Mode};
use crate::manque::VersementInconnu;
use crate::regles::{crise, delais, fonctionnement, part_fixe, part_variable, plafond, prorata};
use crate::resultat::{Annee, Manque, Resultat, Versement};
use crate::sortie::Sortie;
use francais::{date as jour, entier as nombre};
use law::Parameters;
use std::collections::BTreeSet;

/// What a contract is worth.
///
/// # Errors
/// Every sentence about the case, together; nothing is computed then.
pub fn simulate(law: &Parameters, cas: &Cas) -> Result<Resultat, Vec<Erreur>> {
    let droit = Droit::of(law).map_err(|absent| vec![unreadable(&absent)])?;
    let errors = controle::check(&droit, cas);
    if !errors.is_empty() {
        return Err(errors);
    }
    let dossier = Dossier::new(&droit, cas).ok_or_else(|| {
        vec![Erreur::new("version", "version-inconnue", "aucune règle ne s’applique à ce contrat.")]
    })?;
    Ok(compute(&dossier))
}

/// The refusals of a case, without computing it.
pub fn check(law: &Parameters, cas: &Cas) -> Vec<Erreur> {
    match Droit::of(law) {
        Ok(droit) => controle::check(&droit, cas),
        Err(absent) => vec![unreadable(&absent)],
    }
}

pub(crate) fn unreadable(absent: &law::Absent) -> Erreur {
    Erreur::new("loi", "loi-illisible", absent.to_string())
}

fn compute(dossier: &Dossier) -> Resultat {
    warn(dossier);
    let ceiling = plafond::signature(dossier);
    let mut payments = Vec::new();
    let years = dossier.annees.iter().map(|annee| year(dossier, *annee, &mut payments)).collect();
    let rank = |one: &Versement| dossier.composantes.iter().position(|c| c.id == one.component);
    payments.sort_by_cached_key(|one| (one.date, one.year, rank(one), one.part, one.kind));
    let deadlines = delais::delais(dossier);
    let first = dossier.etat(dossier.cas.signed);
    let Carnet { doutes, alertes, manques, absents } = dossier.carnet.take();
    let missing = manques.into_iter().map(|((rang, part, question), years)| Manque {
        component: dossier.composantes[rang].id.clone(),
        part,
        years: years.into_iter().collect(),
        question: question.to_string(),
    });
    let days: BTreeSet<_> = absents.iter().map(|(date, ..)| *date).collect();
    let unknown = absents.into_iter().map(|(date, year, rang, part, kind)| {
        let component = dossier.composantes[rang].id.clone();
        VersementInconnu { date, year, component, part, kind }
    });
    Resultat {
        version: first.version.id.clone(),
        size: first.bande.tranche.taille,
        size_uncertain: first.bande.doute,
        ceiling,
        years,
        payments,
        incomplete_days: days.into_iter().collect(),
        unknown_payments: unknown.collect(),
        deadlines,
        uncertain: doutes.into_iter().collect(),
        missing: missing.collect(),
        warnings: alertes.into_iter().collect(),
    }
}

fn year(dossier: &Dossier, annee: AnneeContrat, payments: &mut Vec<Versement>) -> Annee {
    let mut sortie = Sortie { lignes: Vec::new(), versements: Vec::new(), partielle: false };
    fonctionnement::annee(dossier, annee, &mut sortie);
    for (rang, composante) in dossier.composantes.iter().enumerate() {
        let Some(mode) = composante.mode else { continue };
        let Some(mission) = dossier.mission(&composante.id) else { continue };
        let Some(started) = mission.started.filter(|day| *day <= annee.au) else { continue };
        match mode {
            Mode::PlanCrise => crise::annee(dossier, rang, annee, mission, &mut sortie),
            Mode::FixeVariable => {
                let time = prorata::prorata(dossier, annee, started);
                part_fixe::annee(dossier, rang, annee, started, &time, &mut sortie);
                part_variable::annee(dossier, rang, annee, &time, &mut sortie);
            }
        }
    }
    payments.append(&mut sortie.versements);
    let etat = dossier.etat(annee.du);
    Annee {
        year: annee.numero,
        from: annee.du,
        to: annee.au,
        version: etat.version.id.clone(),
        size: etat.bande.tranche.taille,
        size_uncertain: etat.bande.doute,
        ceiling: plafond::annee(dossier, annee),
        earned_cents: sortie.lignes.iter().map(|one| one.cents).sum(),
        partial: sortie.partielle,
        uncertain: sortie.lignes.iter().any(|one| one.uncertain),
        lines: sortie.lignes,
    }
}

/// What a person should know before reading the figures.
fn warn(dossier: &Dossier) {
    warn_of_states(dossier);
    warn_of_achievements(dossier);
    if let Some((version, du)) = dossier.entree {
        let note = version.note.as_deref().unwrap_or("jour d’entrée en vigueur non confirmé");
        dossier.doute(&format!("{}, en vigueur le {}", version.libelle, jour(du)), note);
    }
}

fn warn_of_states(dossier: &Dossier) {
    for etat in &dossier.etats {
        if etat.bande.doute {
            let text = format!("population {}", etat.population);
            let why = format!(
                "{} habitants exactement, deux tranches se touchent\u{a0}; taille {} retenue, à confirmer avec la CPAM",
                nombre(etat.population),
                etat.bande.tranche.taille
            );
            dossier.doute(&text, &why);
        }
        let version = etat.version;
        if !version.a_vecu() {
            dossier.alerte(format!(
                "{} n’a jamais été en vigueur\u{a0}: ses chiffres sont indicatifs.",
                version.libelle
            ));
        } else if let Some(du) = version.du.filter(|du| *du > etat.du) {
            dossier.alerte(format!(
                "{} n’est en vigueur que depuis le {}, après le {}\u{a0}: à vérifier.",
                version.libelle,
                jour(du),
                jour(etat.du)
            ));
        } else if let Some(au) = version.au.filter(|au| *au < etat.du) {
            dossier.alerte(format!(
                "{} n’était plus en vigueur le {} (fin le {})\u{a0}: à vérifier.",
                version.libelle,
                jour(etat.du),
                jour(au)
            ));
        }
    }
}

fn warn_of_achievements(dossier: &Dossier) {
    for realisation in &dossier.cas.achievements {
        let nom = dossier.nom(&realisation.mission);
        for one in realisation.indicators.iter().filter(|one| one.achievement.capped() != one.achievement) {
            dossier.alerte(format!(
                "Année {}, {nom}\u{a0}: la réalisation de «\u{a0}{}\u{a0}» ({}) est ramenée à {}.",
                realisation.year,
                one.label.as_ref().unwrap_or(&one.id),
                one.achievement.percent(),
                one.achievement.capped().percent()
            ));
        }
        let started = dossier.mission(&realisation.mission).and_then(|mission| mission.started);
        let annee = dossier.annees.iter().find(|annee| annee.numero == realisation.year);
        if annee.is_some_and(|annee| started.is_none_or(|day| day > annee.au)) {
            dossier.alerte(format!(
                "Année {}\u{a0}: une réalisation est donnée pour la mission «\u{a0}{nom}\u{a0}», qui n’a pas encore \
                 démarré\u{a0}; elle ne compte pas.",
                realisation.year
            ));
        }
    }
}
