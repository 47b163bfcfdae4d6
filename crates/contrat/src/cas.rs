//! The contract as the funding engine reads it.

use crate::contrat::{Contrat, GenreCrise, MissionContrat};
use crate::realisation::{Arretee, UN};
use aci::{Cas, Changement, Fraction, IndicateurRealise, MissionCas, Montant, MontantContrat, Realisation};
use jiff::civil::Date;

/// The mission whose plan and crises are noted one by one.
pub(crate) const CRISE: &str = "crise";

impl Contrat {
    /// The case of this contract, seen from `as_of`; none for a draft. `realisations` count instead of the settled ones of the
    /// same mission and year.
    #[must_use]
    pub fn cas(&self, realisations: &[Realisation], as_of: Date) -> Option<Cas> {
        let signature = self.signature?;
        let mut cas = Cas::new(u64::from(self.termes.population.habitants), signature);
        cas.version = Some(self.termes.version.clone());
        cas.contract_amounts = self.montants_comptes().filter_map(amount).collect();
        cas.missions = self.missions.iter().map(|mission| self.mission_cas(mission)).collect();
        cas.achievements = self.settled_but(realisations);
        cas.achievements.extend(realisations.iter().cloned());
        cas.achievements.retain(|one| self.is_paid(one, signature));
        cas.changes = self.changes();
        cas.as_of = Some(as_of);
        Some(cas)
    }

    /// Whether an achievement moves money: the mission had started by the end of the year, and it has a variable part.
    fn is_paid(&self, one: &Realisation, signature: Date) -> bool {
        let started = self.mission(&one.mission).and_then(|mission| mission.debut);
        one.mission != CRISE && started.is_some_and(|day| day < aci::anniversary(signature, one.year))
    }

    fn mission_cas(&self, mission: &MissionContrat) -> MissionCas {
        let of =
            |genre: GenreCrise| self.crises.iter().filter(move |one| one.genre == genre).map(|one| one.le);
        let crisis = mission.mission == CRISE;
        MissionCas {
            id: mission.mission.clone(),
            started: mission.debut,
            plan_delivered: of(GenreCrise::Plan).next().filter(|_| crisis),
            plan_updates: crisis.then(|| of(GenreCrise::MiseAJour).collect()),
            crises: if crisis { of(GenreCrise::Crise).collect() } else { Vec::new() },
        }
    }

    fn settled_but(&self, realisations: &[Realisation]) -> Vec<Realisation> {
        let replaced = |one: &Arretee| {
            realisations.iter().any(|new| new.mission == one.mission && u32::from(new.year) == one.annee)
        };
        self.realisations.iter().filter(|one| !replaced(one)).filter_map(achievement).collect()
    }

    fn changes(&self) -> Vec<Changement> {
        let change = |avenant: &crate::contrat::Avenant| Changement {
            date: avenant.le,
            population: avenant.clause.population.as_ref().map(|one| u64::from(one.habitants)),
            version: avenant.clause.version.clone(),
        };
        self.avenants_signes()
            .map(change)
            .filter(|one| one.population.is_some() || one.version.is_some())
            .collect()
    }
}

fn amount(montant: &crate::contrat::MontantContrat) -> Option<MontantContrat> {
    Some(MontantContrat {
        component: montant.composante.clone(),
        part: crate::accord::part(&montant.part)?,
        eur: Montant::from_cents(montant.cents)?,
        from: Some(montant.du),
    })
}

fn achievement(arretee: &Arretee) -> Option<Realisation> {
    let millionths = |n: i64| Fraction::new(i128::from(n), i128::from(UN));
    let indicator = |one: &crate::Atteinte| IndicateurRealise {
        id: one.id.clone(),
        label: Some(one.libelle.clone()).filter(|words| !words.is_empty()),
        weight: millionths(one.poids),
        achievement: millionths(one.atteinte),
    };
    Some(Realisation {
        mission: arretee.mission.clone(),
        year: u8::try_from(arretee.annee).ok()?,
        indicators: arretee.indicateurs.iter().map(indicator).collect(),
    })
}
