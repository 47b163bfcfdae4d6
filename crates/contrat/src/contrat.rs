//! The contract of three parties: what it says, from when to when, and what became of it.

mod annees;
mod parties;
mod prepares;

pub use annees::{Annee, annees, anniversary};
pub use parties::{Institution, PartieCpts, Parties, Signatures};

use crate::{Arretee, Refus};
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// One contract, read whole: from its draft to its end.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contrat {
    /// Its id.
    pub id: Id<Self>,
    /// What it says at signature.
    pub termes: Termes,
    /// Who signed when.
    pub signatures: Signatures,
    /// The day of the contract, last of the three signatures; none while it is a draft.
    pub signature: Option<Date>,
    /// Length in years, as the accord said when it was written.
    pub duree_ans: i32,
    /// Amounts of its article 5 and of its amendments, by day.
    pub montants: Vec<MontantContrat>,
    /// Missions chosen.
    pub missions: Vec<MissionContrat>,
    /// What happened to the crisis mission, by day.
    pub crises: Vec<FaitCrise>,
    /// Amendments, by day.
    pub avenants: Vec<Avenant>,
    /// Achievements settled, by year and mission.
    pub realisations: Vec<Arretee>,
    /// How it ended before its term, if it did.
    pub fin: Option<Fin>,
}

/// What the contract says on the day it is signed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Termes {
    /// Who signs.
    pub parties: Parties,
    /// Version of the accord, by its id: « aci-2019-avenant-2 ».
    pub version: String,
    /// Who is covered.
    pub population: Population,
}

/// The population that the contract covers, and who says so: the caisse re-checks it, and the amounts follow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Population {
    /// Inhabitants.
    pub habitants: u32,
    /// Where the figure comes from: « INSEE, population municipale ».
    pub source: String,
    /// Its year.
    pub annee: Option<i16>,
    /// Who confirmed it; empty when nobody did.
    pub confirmee_par: String,
    /// When.
    pub confirmee_le: Option<Date>,
}

/// An amount that the contract or an amendment prints; it wins over the national tables.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MontantContrat {
    /// Its id.
    pub id: Id<Self>,
    /// « fonctionnement » or a mission.
    pub composante: String,
    /// « total », « fixe », « variable », « plan », « mise_a_jour », « crise ».
    pub part: String,
    /// Cents a year.
    pub cents: i64,
    /// First day it counts.
    pub du: Date,
}

/// A mission that the CPTS takes on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissionContrat {
    /// Its id in the accord: « acces ».
    pub mission: String,
    /// When it is expected to start.
    pub prevue_le: Option<Date>,
    /// When it really started.
    pub debut: Option<Date>,
    /// What to know about it.
    pub note: String,
}

/// Something that happened to the crisis mission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FaitCrise {
    /// Its id.
    pub id: Id<Self>,
    /// What.
    pub genre: GenreCrise,
    /// When.
    pub le: Date,
    /// What to know about it.
    pub note: String,
}

kernel::codes! {
    /// What can happen to the crisis mission.
    pub enum GenreCrise {
        /// The plan was delivered.
        Plan = "plan", "Plan de crise remis";
        /// The plan was brought up to date.
        MiseAJour = "mise_a_jour", "Plan de crise mis à jour";
        /// The authorities declared a serious crisis.
        Crise = "crise", "Crise sanitaire grave déclarée";
    }
}

/// An amendment of the contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Avenant {
    /// Its id.
    pub id: Id<Self>,
    /// The day it takes effect; there is one a day at most.
    pub le: Date,
    /// What it says.
    pub clause: Clause,
}

impl Avenant {
    /// Whether its parties signed it: until then it changes nothing.
    #[must_use]
    pub const fn is_signed(&self) -> bool {
        self.clause.signe_le.is_some()
    }
}

/// What an amendment says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Clause {
    /// In a few words: « Mission qualité ».
    pub objet: String,
    /// In full, objectives included; may be empty.
    pub texte: String,
    /// The version of the accord that it adopts.
    pub version: Option<String>,
    /// The population that it takes into account.
    pub population: Option<Population>,
    /// The day its three parties had signed it; none while it is being prepared.
    pub signe_le: Option<Date>,
}

/// How a contract ended before its term.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fin {
    /// First day without contract.
    pub le: Date,
    /// Why.
    pub motif: String,
}

impl Population {
    /// A population as people type it.
    ///
    /// # Errors
    /// [`Refus`] about the number, the source or the year.
    pub fn new(habitants: i64, source: &str, annee: Option<i16>) -> Result<Self, Refus> {
        let habitants = match u32::try_from(habitants) {
            Ok(n) if n > 0 && n <= aci::HABITANTS_MAX => n,
            _ => return Err(Refus::Population(habitants)),
        };
        if annee.is_some_and(|annee| !(1990..=2100).contains(&annee)) {
            return Err(Refus::AnneePopulation);
        }
        let source = crate::refus::line("population_source", "la source de la population", source, 200)?;
        Ok(Self { habitants, source, annee, confirmee_par: String::new(), confirmee_le: None })
    }

    /// The same, confirmed by somebody.
    #[must_use]
    pub fn confirmed(mut self, par: &str, le: Option<Date>) -> Self {
        par.trim().clone_into(&mut self.confirmee_par);
        self.confirmee_le = le.filter(|_| !self.confirmee_par.is_empty());
        self
    }
}

impl Contrat {
    /// A new draft.
    #[must_use]
    pub const fn draft(id: Id<Self>, termes: Termes, duree_ans: i32) -> Self {
        Self {
            id,
            termes,
            signatures: Signatures { cpts: None, ars: None, caisse: None },
            signature: None,
            duree_ans,
            montants: Vec::new(),
            missions: Vec::new(),
            crises: Vec::new(),
            avenants: Vec::new(),
            realisations: Vec::new(),
            fin: None,
        }
    }

    /// First day after the contract: its term, or the day somebody ended it. None for a draft.
    #[must_use]
    pub fn terme(&self) -> Option<Date> {
        let term = anniversary(self.signature?, self.duree_ans);
        Some(self.fin.as_ref().map_or(term, |fin| fin.le.min(term)))
    }

    /// Whether it is signed and runs that day.
    #[must_use]
    pub fn en_vigueur(&self, jour: Date) -> bool {
        self.signature.is_some_and(|signature| signature <= jour)
            && self.terme().is_some_and(|fin| jour < fin)
    }

    /// The contract year of a day, from 1; none outside the contract.
    #[must_use]
    pub fn annee(&self, jour: Date) -> Option<u32> {
        annees(self).into_iter().find(|annee| annee.du <= jour && jour <= annee.au).map(|annee| annee.numero)
    }

    /// The population taken into account that day.
    #[must_use]
    pub fn population_au(&self, jour: Date) -> &Population {
        let last = self.before(jour).filter_map(|avenant| avenant.clause.population.as_ref()).last();
        last.unwrap_or(&self.termes.population)
    }

    /// The version of the accord that applies that day, by its id.
    #[must_use]
    pub fn version_au(&self, jour: Date) -> &str {
        let last = self.before(jour).filter_map(|avenant| avenant.clause.version.as_deref()).last();
        last.unwrap_or(&self.termes.version)
    }

    fn before(&self, jour: Date) -> impl Iterator<Item = &Avenant> {
        self.avenants_signes().filter(move |avenant| avenant.le <= jour)
    }

    /// A mission chosen.
    #[must_use]
    pub fn mission(&self, id: &str) -> Option<&MissionContrat> {
        self.missions.iter().find(|mission| mission.mission == id)
    }

    /// Missions that had started that day.
    pub fn commencees(&self, jour: Date) -> impl Iterator<Item = &MissionContrat> {
        self.missions.iter().filter(move |mission| mission.debut.is_some_and(|debut| debut <= jour))
    }

    /// Checks that a day lies in the signed contract, for the field `champ`.
    ///
    /// # Errors
    /// [`Refus::PasSigne`], [`Refus::AvantSignature`], [`Refus::ApresTerme`].
    pub fn check_inside(&self, champ: &'static str, jour: Date) -> Result<(), Refus> {
        let (Some(signature), Some(terme)) = (self.signature, self.terme()) else {
            return Err(Refus::PasSigne(champ));
        };
        if jour < signature {
            return Err(Refus::AvantSignature { champ, jour, signature });
        }
        if jour >= terme {
            return Err(Refus::ApresTerme { champ, jour, terme });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
