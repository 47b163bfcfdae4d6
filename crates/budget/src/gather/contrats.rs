//! What the contract will pay, as its engine says.

use crate::cle::Cle;
use crate::enveloppe::{Attendu, Enjeu, dit};
use aci::{Fraction, IndicateurRealise, Part, Realisation, Resultat};
use actes::Mission;
use contrat::{Contrat, Recu, argent};
use jiff::civil::Date;
use law::Parameters;

/// Payments of every signed contract, and the variable parts that nobody settled.
pub(super) fn expected(
    law: &Parameters,
    contrats: &[(Contrat, Vec<Recu>)],
    today: Date,
) -> (Vec<Attendu>, Vec<Enjeu>) {
    let (mut attendus, mut enjeux) = (Vec::new(), Vec::new());
    for (contrat, recus) in contrats {
        let Some(Ok(resultat)) = argent::simulate(law, contrat, &[], today) else { continue };
        attendus.extend(payments(&resultat, recus));
        enjeux.extend(at_stake(law, contrat, &resultat, today));
    }
    (attendus, enjeux)
}

fn cle(component: &str) -> Option<Cle> {
    component.parse::<Mission>().ok().map(Cle::Aci)
}

fn payments(resultat: &Resultat, recus: &[Recu]) -> Vec<Attendu> {
    let came = argent::rapproche(&resultat.payments, recus);
    let one = |(payment, recu): (&aci::Versement, i64)| {
        Some(Attendu {
            cle: cle(&payment.component)?,
            jour: payment.date,
            date_connue: true,
            libelle: dit(payment.part, payment.year, payment.kind),
            cents: payment.cents,
            recu,
            incertain: payment.uncertain,
            pourquoi: Some(payment.why.clone()),
        })
    };
    resultat.payments.iter().zip(came).filter_map(one).collect()
}

/// The variable parts of the years begun that nobody settled, if every target were reached.
fn at_stake(law: &Parameters, contrat: &Contrat, resultat: &Resultat, today: Date) -> Vec<Enjeu> {
    let begun = |year: u8| resultat.years.iter().any(|one| one.year == year && one.from <= today);
    let asked: Vec<(String, u8)> = resultat
        .missing
        .iter()
        .filter(|one| one.part == Part::Variable)
        .flat_map(|one| one.years.iter().map(|year| (one.component.to_string(), *year)))
        .filter(|(_, year)| begun(*year))
        .collect();
    let all: Vec<Realisation> = asked.iter().map(|(mission, year)| reached(mission, *year)).collect();
    let Some(Ok(full)) = argent::simulate(law, contrat, &all, today) else { return Vec::new() };
    let one = |(mission, annee): (String, u8)| {
        let line = full.line(annee, &mission, Part::Variable)?;
        let year = full.years.iter().find(|one| one.year == annee)?;
        Some(Enjeu {
            cle: cle(&mission)?,
            annee,
            jour: year.to.tomorrow().unwrap_or(year.to),
            cents: line.cents,
            incertain: line.uncertain,
        })
    };
    asked.into_iter().filter_map(one).collect()
}

fn reached(mission: &str, year: u8) -> Realisation {
    let whole = IndicateurRealise {
        id: "ensemble".to_owned(),
        label: None,
        weight: Fraction::ONE,
        achievement: Fraction::ONE,
    };
    Realisation { mission: mission.to_owned(), year, indicators: vec![whole] }
}
