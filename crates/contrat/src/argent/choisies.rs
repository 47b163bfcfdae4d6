//! The missions that the contract holds in a year, and the ceiling that they make.

use super::{AnneeBilan, Montant, Somme};
use crate::accord::{Accord, FONCTIONNEMENT};
use crate::contrat::{Contrat, MissionContrat};

impl AnneeBilan {
    /// The most that the missions of the contract give this year, running costs included: the ceiling of the accord counts
    /// every mission, chosen or not.
    pub(crate) fn plafond_choisi(&self, contrat: &Contrat, accord: &Accord) -> Somme {
        let held = |id: &str| id == FONCTIONNEMENT || self.holds(contrat, accord, id);
        let known = self.lignes.iter().filter(|line| held(&line.composante));
        let known: Vec<&Montant> = known.filter_map(|line| line.plafond.as_ref()).collect();
        let missions = contrat.missions.iter().filter(|one| held(&one.mission)).count();
        Somme {
            cents: known.iter().map(|one| one.cents).sum(),
            incertain: known.iter().any(|one| one.incertain),
            partiel: known.len() < missions + 1,
        }
    }

    /// Whether the contract holds a mission in this year. One of the base is in it as soon as the version has it; another one,
    /// that an amendment may have brought, from the first of the days when it was to start and when it did.
    pub(crate) fn holds(&self, contrat: &Contrat, accord: &Accord, id: &str) -> bool {
        let version = accord.missions(contrat.version_au(self.au));
        let Some(mission) = version.iter().find(|one| *one.id == *id) else { return false };
        contrat.mission(id).is_some_and(|one| mission.socle || begins(one).is_none_or(|jour| jour <= self.au))
    }
}

fn begins(mission: &MissionContrat) -> Option<jiff::civil::Date> {
    mission.prevue_le.into_iter().chain(mission.debut).min()
}
