//! Who opened the creation: professionals, or an institution where nobody did, until it hands the project over.
//!
//! > « À défaut d’initiative des professionnels, l’agence régionale de santé prend, en lien avec les unions régionales et les
//! > représentants des centres de santé, les initiatives nécessaires » (Code de la santé publique, art. L. 1434-12, résumé).

use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use uuid::Uuid;

kernel::codes! {
    /// Who carries the project at its start.
    pub enum PortePar {
        /// Professionals of the territory.
        Professionnels = "professionnels", "Des professionnels du territoire";
        /// An institution, where nobody did.
        Institution = "institution", "Une institution, à défaut d’initiative";
    }
}

/// Why a hand-over is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Only what an institution opened is handed over.
    #[error("Ce projet est déjà porté par des professionnels\u{a0}: il n’y a rien à remettre.")]
    RienARemettre,
    /// Once.
    #[error("Ce projet a déjà été remis à son porteur.")]
    DejaRemis,
    /// To somebody of this CPTS.
    #[error("Cette personne n’est pas membre de cette CPTS\u{a0}: invitez-la d’abord dans les réglages.")]
    PasMembre,
    /// Somebody who comes in.
    #[error(
        "Cette personne n’est pas encore venue, ou est suspendue\u{a0}: le projet se remet à un membre actif."
    )]
    PasActif,
    /// Somebody who can lead it.
    #[error("Donnez d’abord à cette personne le rôle de coordination ou de présidence, dans les réglages.")]
    SansRole,
}

/// How the creation began.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Origine {
    /// Who carries it.
    pub porte_par: PortePar,
    /// Which institution; empty for professionals.
    pub institution: String,
    /// Why it did.
    pub motif: String,
    /// When.
    pub ouverte_le: Date,
    /// Handed over.
    pub remise: Option<Remise>,
}

/// The day an institution handed the project over.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Remise {
    /// When.
    pub le: Timestamp,
    /// To whom.
    pub a: Uuid,
    /// By whom.
    pub par: Option<Uuid>,
}

impl Origine {
    /// Refuses to hand over what needs no hand-over.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn can_be_handed_over(&self) -> Result<(), Refus> {
        match (self.porte_par, &self.remise) {
            (PortePar::Professionnels, _) => Err(Refus::RienARemettre),
            (PortePar::Institution, Some(_)) => Err(Refus::DejaRemis),
            (PortePar::Institution, None) => Ok(()),
        }
    }
}
