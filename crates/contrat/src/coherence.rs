//! Whether everything noted of a contract fits in it.

use crate::Refus;
use crate::accord::Accord;
use crate::contrat::Contrat;
use crate::write_error::WriteError;
use jiff::civil::Date;
use law::Parameters;

/// Checks a signed contract as a whole: each fact between signature and term, each mission known to the version of its day,
/// and nothing that the engine refuses.
///
/// # Errors
/// [`Refus`], or law files that cannot be read.
pub(crate) fn check(law: &Parameters, contrat: &Contrat) -> Result<(), WriteError> {
    let accord = Accord::of(law)?;
    let (Some(signature), Some(terme)) = (contrat.signature, contrat.terme()) else { return Ok(()) };
    let outside = |jour: &Date| *jour < signature || *jour >= terme;
    if let Some((quoi, jour)) = facts(contrat).find(|(_, jour)| outside(jour)) {
        return Err(Refus::FaitDehors { quoi, jour }.into());
    }
    for mission in &contrat.missions {
        let jour = mission.debut.or(mission.prevue_le).unwrap_or(signature);
        accord.check_mission(contrat.version_au(jour), &mission.mission)?;
    }
    let Some(cas) = contrat.cas(&[], signature) else { return Ok(()) };
    let errors = aci::check(law, &cas);
    if errors.is_empty() { Ok(()) } else { Err(first(&errors).into()) }
}

fn facts(contrat: &Contrat) -> impl Iterator<Item = (&'static str, Date)> {
    let starts = contrat.missions.iter().filter_map(|one| one.debut);
    let starts = starts.map(|jour| ("Le démarrage d’une mission", jour));
    let crises = contrat.crises.iter().map(|one| ("Un fait de la mission de crise", one.le));
    let avenants = contrat.avenants.iter().map(|one| ("Un avenant", one.le));
    let montants = contrat.montants.iter().map(|one| ("Un montant", one.du));
    starts.chain(crises).chain(avenants).chain(montants)
}

/// The first sentence of the engine.
pub(crate) fn first(errors: &[aci::Erreur]) -> Refus {
    Refus::Moteur(errors.first().map(ToString::to_string).unwrap_or_default())
}
