//! The three figures of the money, side by side and never mixed: the ceiling, what is earned, what was received.

mod choisies;
mod ecart;
mod rapprochement;
mod suites;

pub use ecart::ecarts;
pub(crate) use rapprochement::matched;
pub use rapprochement::rapproche;
pub(crate) use suites::asks_amount;

use crate::contrat::Contrat;
use crate::versement::Versement;
use aci::{Fraction, IndicateurRealise, Manque, Realisation, Resultat};
use jiff::civil::Date;
use law::{Parameters, Pourquoi};
use std::sync::Arc;

/// A sum, and whether it can be trusted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Somme {
    /// Cents.
    pub cents: i64,
    /// True when an unconfirmed figure entered it.
    pub incertain: bool,
    /// True when a line could not be computed.
    pub partiel: bool,
}

/// One contract year.
#[derive(Debug, Clone)]
pub struct AnneeBilan {
    /// Its number, from 1.
    pub numero: u32,
    /// First day.
    pub du: Date,
    /// Last day, included.
    pub au: Date,
    /// Size of the year.
    pub taille: u8,
    /// True when the population does not settle the size.
    pub taille_incertaine: bool,
    /// True when the contract ended during the year: what is kept of it is to be read in the contract.
    pub coupee: bool,
    /// The most that the contract gives.
    pub plafond: Somme,
    /// What the missions started and the achievements settled give.
    pub gagne: Somme,
    /// What should have come by today, of the payments of these days.
    pub attendu: Somme,
    /// What came on the account during these days.
    pub recu: i64,
    /// By component, in the order of the accord.
    pub lignes: Vec<LigneBilan>,
    /// The payments that make up `attendu`, by day.
    pub attendus: Vec<aci::Versement>,
}

/// One component of a contract year.
#[derive(Debug, Clone)]
pub struct LigneBilan {
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// The most that it gives; none when an amount is missing.
    pub plafond: Option<Montant>,
    /// What is earned, part by part.
    pub gagne: Vec<(aci::Part, Montant)>,
    /// True when a part of what is earned this year could not be computed.
    pub partiel: bool,
    /// The parts that could not be computed.
    pub manque: Vec<aci::Part>,
    /// What should have come by today.
    pub attendu: Somme,
    /// What came.
    pub recu: i64,
}

/// An amount and why it is what it is.
#[derive(Debug, Clone)]
pub struct Montant {
    /// Cents.
    pub cents: i64,
    /// True when an unconfirmed figure entered it.
    pub incertain: bool,
    /// How it was reached.
    pub pourquoi: Arc<Pourquoi>,
}

impl LigneBilan {
    /// Everything earned by the component.
    #[must_use]
    pub fn gagne_cents(&self) -> i64 {
        self.gagne.iter().map(|(_, montant)| montant.cents).sum()
    }

    /// Whether the component gives or awaits anything this year.
    fn concerned(&self) -> bool {
        !self.gagne.is_empty() || self.partiel || self.attendu.cents != 0
    }
}

/// What the engine says of a contract, seen from `today` and cut where it ended; none for a draft. `realisations` count instead
/// of settled ones.
///
/// # Errors
/// What the engine refuses; a contract kept through the verbs of this crate is accepted.
pub fn simulate(
    law: &Parameters,
    contrat: &Contrat,
    realisations: &[Realisation],
    today: Date,
) -> Option<Result<Resultat, Vec<aci::Erreur>>> {
    let cas = contrat.cas(realisations, today)?;
    Some(aci::simulate(law, &cas).map(|resultat| suites::follow(resultat, contrat, today)))
}

/// The amounts that only the contract can tell, asked for; achievements still to settle are left out.
#[must_use]
pub fn missing_amounts(law: &Parameters, contrat: &Contrat, today: Date) -> Vec<Manque> {
    let years = 1..=u8::try_from(contrat.duree_ans).unwrap_or(u8::MAX);
    let paid = contrat.missions.iter();
    let all: Vec<Realisation> =
        paid.flat_map(|one| years.clone().map(|year| reached(&one.mission, year, Fraction::ONE))).collect();
    match simulate(law, contrat, &all, today) {
        Some(Ok(resultat)) => resultat.missing,
        Some(Err(_)) | None => Vec::new(),
    }
}

/// A mission whose every target is reached so far in a contract year.
pub(crate) fn reached(mission: &str, year: u8, achievement: Fraction) -> Realisation {
    let whole =
        IndicateurRealise { id: "ensemble".to_owned(), label: None, weight: Fraction::ONE, achievement };
    Realisation { mission: mission.to_owned(), year, indicators: vec![whole] }
}

/// The money of each contract year. Received and awaited money counts in the year of its day: the balance of a year comes in
/// the next one, that of the last year after the term.
#[must_use]
pub fn bilan(resultat: &Resultat, recus: &[Versement], today: Date) -> Vec<AnneeBilan> {
    let last = resultat.years.len().saturating_sub(1);
    let year = |(at, annee)| one_year(annee, resultat, recus, (at == last, today));
    resultat.years.iter().enumerate().map(year).collect()
}

fn one_year(
    annee: &aci::Annee,
    resultat: &Resultat,
    recus: &[Versement],
    (last, today): (bool, Date),
) -> AnneeBilan {
    let inside = |jour: Date| annee.from <= jour && (last || jour <= annee.to);
    let mut lignes: Vec<LigneBilan> = Vec::new();
    worth(&mut lignes, annee);
    let due = |one: &&aci::Versement| inside(one.date) && one.date <= today;
    let attendus: Vec<aci::Versement> = resultat.payments.iter().filter(due).cloned().collect();
    for payment in &attendus {
        let attendu = &mut entry(&mut lignes, &payment.component).attendu;
        attendu.cents += payment.cents;
        attendu.incertain |= payment.uncertain;
    }
    for versement in recus.iter().filter(|one| inside(one.ligne.recu_le)) {
        entry(&mut lignes, &versement.ligne.composante).recu += versement.ligne.cents;
    }
    for manque in &resultat.missing {
        lacks(&mut lignes, manque, annee, (last, today));
    }
    let coupee = is_cut(resultat, annee);
    for line in lignes.iter_mut().filter(|line| coupee && line.concerned()) {
        line.partiel = true;
        line.attendu.partiel = annee.from <= today;
    }
    AnneeBilan {
        numero: u32::from(annee.year),
        du: annee.from,
        au: annee.to,
        taille: annee.size,
        taille_incertaine: annee.size_uncertain,
        coupee,
        plafond: Somme {
            cents: annee.ceiling.total_cents,
            incertain: annee.ceiling.uncertain,
            partiel: annee.ceiling.partial,
        },
        gagne: Somme { cents: annee.earned_cents, incertain: annee.uncertain, partiel: annee.partial },
        attendu: Somme {
            cents: lignes.iter().map(|line| line.attendu.cents).sum(),
            incertain: lignes.iter().any(|line| line.attendu.incertain),
            partiel: lignes.iter().any(|line| line.attendu.partiel),
        },
        recu: lignes.iter().map(|line| line.recu).sum(),
        lignes,
        attendus,
    }
}

/// The ceiling and what is earned, component by component.
fn worth(lignes: &mut Vec<LigneBilan>, annee: &aci::Annee) {
    for line in &annee.ceiling.lines {
        entry(lignes, &line.component).plafond =
            Some(Montant { cents: line.cents, incertain: line.uncertain, pourquoi: Arc::clone(&line.why) });
    }
    for line in &annee.lines {
        let montant =
            Montant { cents: line.cents, incertain: line.uncertain, pourquoi: Arc::clone(&line.why) };
        entry(lignes, &line.component).gagne.push((line.part, montant));
    }
}

/// Whether the contract ended during a year.
fn is_cut(resultat: &Resultat, annee: &aci::Annee) -> bool {
    let whole = resultat.years.first().map(|first| aci::anniversary(first.from, annee.year));
    whole.zip(annee.to.tomorrow().ok()).is_some_and(|(whole, next)| next < whole)
}

/// Says which sums of a year lack a part: what the year earns, and what should have come by today. What is awaited holds the
/// balance of the year before; in the last year, its own once it has ended.
fn lacks(lignes: &mut Vec<LigneBilan>, manque: &Manque, annee: &aci::Annee, (last, today): (bool, Date)) {
    let (part, year) = (manque.part, annee.year);
    if part == aci::Part::Total && &*manque.component != crate::accord::FONCTIONNEMENT {
        return; // The ceiling of a mission lacks it, nothing earned does.
    }
    let balanced = matches!(part, aci::Part::Total | aci::Part::Fixe | aci::Part::Variable);
    let here = manque.years.contains(&year);
    let before = balanced && manque.years.iter().any(|one| one + 1 == year);
    let awaited = before || (here && (part != aci::Part::Variable || (last && annee.to < today)));
    if here {
        let line = entry(lignes, &manque.component);
        line.partiel = true;
        line.manque.push(part);
    }
    if awaited && annee.from <= today {
        entry(lignes, &manque.component).attendu.partiel = true;
    }
}

/// The line of a component, made when it is new.
fn entry<'a>(lignes: &'a mut Vec<LigneBilan>, composante: &str) -> &'a mut LigneBilan {
    let at = lignes.iter().position(|line| line.composante == composante).unwrap_or_else(|| {
        lignes.push(LigneBilan {
            composante: composante.to_owned(),
            plafond: None,
            gagne: Vec::new(),
            partiel: false,
            manque: Vec::new(),
            attendu: Somme::default(),
            recu: 0,
        });
        lignes.len() - 1
    });
    &mut lignes[at]
}

#[cfg(test)]
mod tests;
