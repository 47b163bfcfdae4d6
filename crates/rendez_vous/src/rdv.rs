//! An appointment: one place of a slot, held for somebody.

use crate::Creneau;
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

kernel::codes! {
    /// Who asked for it.
    pub enum Origine {
        /// The operator of the CPTS.
        Console = "console", "Opérateur de la CPTS";
        /// A regulator of the SAS.
        Regulateur = "regulateur", "Régulateur du SAS";
        /// A professional, for their patient.
        Professionnel = "professionnel", "Professionnel";
        /// The patient.
        Patient = "patient", "Patient";
        /// Another program.
        Machine = "machine", "Logiciel";
    }
}

kernel::codes! {
    /// What became of it.
    pub enum Etat {
        /// Held.
        Pris = "pris", "Pris";
        /// Given back.
        Annule = "annule", "Annulé";
        /// The patient came.
        Honore = "honore", "Honoré";
        /// The patient did not.
        NonHonore = "non_honore", "Non honoré";
        /// The patient was sent elsewhere.
        Redirige = "redirige", "Réorienté";
    }
}

impl Etat {
    /// Whether it says what became of an appointment that was kept until its time.
    #[must_use]
    pub const fn is_issue(self) -> bool {
        match self {
            Self::Honore | Self::NonHonore | Self::Redirige => true,
            Self::Pris | Self::Annule => false,
        }
    }
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ordre {
    /// Drawn by whoever asks, once: asked again with the same, it is the same appointment.
    pub cle: Uuid,
    /// In which slot.
    pub creneau: Id<Creneau>,
    /// What it answers, in the room that keeps patients.
    pub demande: Option<Uuid>,
    /// Who asks.
    pub origine: Origine,
}

/// An appointment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RendezVous {
    /// Id.
    pub id: Id<Self>,
    /// The key of whoever asked.
    pub cle: Uuid,
    /// The slot.
    pub creneau: Id<Creneau>,
    /// What it answers.
    pub demande: Option<Uuid>,
    /// Who asked.
    pub origine: Origine,
    /// Where it stands.
    pub etat: Etat,
    /// When it was taken.
    pub pris_le: Timestamp,
    /// Why it was given back or sent elsewhere; may be empty.
    pub motif: String,
}

/// An appointment that began, and whose outcome nobody said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attente {
    /// The appointment.
    pub rdv: Id<RendezVous>,
    /// Its slot.
    pub creneau: Id<Creneau>,
    /// When it is.
    pub horaire: crate::Horaire,
    /// When it was taken.
    pub pris_le: Timestamp,
}
