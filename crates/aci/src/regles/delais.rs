//! # Delays of the missions
//!
//! > accès and crise: start within 6 months, deployed within 18; parcours and prévention: 12 and 24
//!
//! Calendar months from the signature; when the day does not exist in the month, its last day. A mission that an
//! amendment brings to a running contract is counted from that amendment: a reading, flagged as such.

use crate::calendrier;
use crate::dossier::Dossier;
use crate::resultat::{Delai, StatutDelai};
use jiff::civil::Date;

/// The delays of every mission of the contract that has some.
pub(crate) fn delais(dossier: &Dossier) -> Vec<Delai> {
    let one = |rang: usize| {
        let composante = &dossier.composantes[rang];
        let etat = dossier.etats.iter().find(|etat| etat.version.mission(&composante.id).is_some())?;
        let mission = etat.version.mission(&composante.id)?;
        let (start, deploy) = (mission.demarrage_mois?, mission.deploiement_mois?);
        let started = dossier.mission(&composante.id).and_then(|mission| mission.started);
        let start_by = calendrier::add_months(etat.du, start);
        Some(Delai {
            mission: mission.id.clone(),
            start_by,
            deployed_by: calendrier::add_months(etat.du, deploy),
            started,
            status: status(started, start_by, dossier.cas.as_of),
            source: mission.source.clone(),
            uncertain: etat.du != dossier.cas.signed,
        })
    };
    (1..dossier.composantes.len()).filter_map(one).collect()
}

fn status(started: Option<Date>, start_by: Date, as_of: Option<Date>) -> StatutDelai {
    match (started, as_of) {
        (Some(day), _) if day <= start_by => StatutDelai::OnTime,
        (Some(_), _) => StatutDelai::Late,
        (None, None) => StatutDelai::Unknown,
        (None, Some(today)) if today <= start_by => StatutDelai::Upcoming,
        (None, Some(_)) => StatutDelai::Overdue,
    }
}
