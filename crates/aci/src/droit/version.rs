//! One version of the agreement.

use super::{
    Commission, Indicateur, Mission, MontantLoi, Obligation, Paiement, Regle, Sources, Tailles, TotalPublie,
};
use crate::cas::Part;
use jiff::civil::Date;
use serde::Deserialize;
use std::sync::Arc;

/// One version of the agreement: what it pays, for which missions, to which sizes.
#[derive(Debug, Clone)]
pub struct Version {
    /// « aci-2019-avenant-2 ».
    pub id: Arc<str>,
    /// Title, in French.
    pub libelle: String,
    /// Where it stands.
    pub statut: Statut,
    /// Day of signature of the text.
    pub signe: Option<Date>,
    /// Day of publication.
    pub publie: Option<Date>,
    /// First day in force; `None` for what never was.
    pub du: Option<Date>,
    /// Last day in force, included.
    pub au: Option<Date>,
    /// The first day in force is our reading.
    pub du_uncertain: bool,
    /// What to know about it.
    pub note: Option<String>,
    /// True when its content was not settled by what was read.
    pub uncertain: bool,
    /// Sources of the whole.
    pub source: Sources,
    /// Missions, in order of display.
    pub missions: Vec<Mission>,
    /// Size bands.
    pub tailles: Option<Tailles>,
    /// Amounts of its table.
    pub montants: Vec<MontantLoi>,
    /// Totals that were published.
    pub totaux: Vec<TotalPublie>,
    /// Terms of payment.
    pub paiement: Option<Paiement>,
    /// Rules, by id.
    pub regles: Vec<Regle>,
    /// Catalogue of indicators.
    pub indicateurs: Vec<Indicateur>,
    /// What the calendar of a contract shows.
    pub obligations: Vec<Obligation>,
    /// Joint committees.
    pub commissions: Vec<Commission>,
}

/// Where a version stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Statut {
    /// Figures of a negotiation, before the text.
    Projection,
    /// Draft that was not concluded as such.
    Projet,
    /// Was in force.
    Remplacee,
    /// In force, as far as known.
    EnVigueur,
    /// Named, content not found.
    Inconnue,
    /// Announced by a law.
    Annoncee,
}

impl Version {
    /// A mission by its id.
    pub fn mission(&self, id: &str) -> Option<&Mission> {
        self.missions.iter().find(|one| &*one.id == id)
    }

    /// A rule by its id.
    pub fn regle(&self, id: &str) -> Option<&Regle> {
        self.regles.iter().find(|one| one.id == id)
    }

    /// An amount of the table.
    pub fn montant(&self, composante: &str, part: Part, taille: u8) -> Option<&MontantLoi> {
        self.montants
            .iter()
            .find(|one| one.taille == taille && one.connue == Some(part) && one.composante == composante)
    }

    /// A contract can be computed with it.
    pub fn utilisable(&self) -> bool {
        !self.missions.is_empty() && self.tailles.is_some() && self.paiement.is_some()
    }

    /// It was or is in force.
    pub fn a_vecu(&self) -> bool {
        self.du.is_some()
    }
}
