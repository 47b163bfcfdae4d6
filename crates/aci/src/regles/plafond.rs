//! # Ceiling of a contract year
//!
//! > « Le fonctionnement et chaque mission ont un plafond par année de contrat, selon la taille »
//!
//! Every mission of the version counts, started or not: it is what the year could bring. The crisis mission counts its
//! plan and one crisis; without a declared crisis it counts what is left. The contract's own amounts win.

use super::montant::{self, Montant};
use crate::calendrier::AnneeContrat;
use crate::cas::Part;
use crate::dossier::Dossier;
use crate::droit::Mode;
use crate::resultat::{LignePlafond, Plafond};
use jiff::civil::Date;

/// The ceiling of a year, each component looked at on its reference day.
pub(crate) fn annee(dossier: &Dossier, annee: AnneeContrat) -> Plafond {
    sum(dossier, |rang| dossier.reference(&dossier.composantes[rang], annee), Some(annee.numero))
}

/// The ceiling on the day of signature.
pub(crate) fn signature(dossier: &Dossier) -> Plafond {
    sum(dossier, |_| dossier.cas.signed, None)
}

fn sum(dossier: &Dossier, day: impl Fn(usize) -> Date, year: Option<u8>) -> Plafond {
    let mut plafond = Plafond {
        total_cents: 0,
        partial: false,
        uncertain: false,
        without_crisis_cents: 0,
        without_crisis_partial: false,
        without_crisis_uncertain: false,
        lines: Vec::new(),
    };
    for (rang, one) in dossier.composantes.iter().enumerate() {
        let day = day(rang);
        if one.mode.is_some() && dossier.etat(day).version.mission(&one.id).is_none() {
            continue;
        }
        match composante(dossier, rang, day) {
            Ok(found) => {
                plafond.total_cents += found.cents;
                plafond.uncertain |= found.why.uncertain;
                without_crisis(dossier, rang, day, year, &found, &mut plafond);
                plafond.lines.push(LignePlafond {
                    component: one.id.clone(),
                    cents: found.cents,
                    uncertain: found.why.uncertain,
                    source: found.why.source.clone(),
                    why: found.why,
                });
            }
            Err(question) => {
                plafond.partial = true;
                plafond.without_crisis_partial = true;
                dossier.manque(rang, Part::Total, year, &question);
            }
        }
    }
    plafond
}

/// The ceiling of one component. An update of the plan written higher than the plan itself raises it.
pub(crate) fn composante(dossier: &Dossier, rang: usize, day: Date) -> montant::Resolution {
    let total = montant::montant(dossier, rang, Part::Total, day)?;
    let one = &dossier.composantes[rang];
    let written =
        dossier.montants.iter().any(|(_, line)| line.part == Part::MiseAJour && *line.component == *one.id);
    if one.mode != Some(Mode::PlanCrise) || !written {
        return Ok(total);
    }
    let update = montant::montant(dossier, rang, Part::MiseAJour, day);
    let crisis = montant::montant(dossier, rang, Part::Crise, day);
    let (Ok(update), Ok(crisis)) = (update, crisis) else { return Ok(total) };
    let cents = update.cents + crisis.cents;
    if cents <= total.cents {
        return Ok(total);
    }
    let formula = format!(
        "{} + {} = {}",
        francais::euros_courts(update.cents),
        francais::euros_courts(crisis.cents),
        francais::euros_courts(cents)
    );
    let label = dossier.composantes[rang].nom.to_string();
    let why = dossier.noeud("aci.plafond", label, formula).then(update.why).then(crisis.why);
    Ok(Montant { cents, why: why.into() })
}

/// Adds a component to the sum without a crisis. A crisis amount that is not known leaves the component out and is asked.
fn without_crisis(
    dossier: &Dossier,
    rang: usize,
    day: Date,
    year: Option<u8>,
    found: &Montant,
    plafond: &mut Plafond,
) {
    let mut left = found.cents;
    let mut doubt = found.why.uncertain;
    if dossier.composantes[rang].mode == Some(Mode::PlanCrise) {
        match montant::montant(dossier, rang, Part::Crise, day) {
            Ok(crisis) => {
                left -= crisis.cents.min(left);
                doubt |= crisis.why.uncertain;
            }
            Err(question) => {
                plafond.without_crisis_partial = true;
                return dossier.manque(rang, Part::Crise, year, &question);
            }
        }
    }
    plafond.without_crisis_cents += left;
    plafond.without_crisis_uncertain |= doubt;
}
