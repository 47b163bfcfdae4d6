//! A request: where it stands, without who it is for.

use crate::{Campagne, Medecin, Situation};
use jiff::{Timestamp, civil::Date};
use kernel::Id;

/// Those who are placed together: one person or a household.
pub struct Foyer;

/// Somebody who looks for a médecin traitant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Demande {
    /// Id, which says nothing of the person.
    pub id: Id<Self>,
    /// Those who have the same go together.
    pub foyer: Id<Foyer>,
    /// With the other patients of a doctor who stops.
    pub campagne: Option<Id<Campagne>>,
    /// Through whom it came.
    pub origine: Origine,
    /// Where it stands.
    pub etat: Etat,
    /// When it came.
    pub recue_le: Timestamp,
    /// Without a doctor since.
    pub cherche_depuis: Date,
    /// Priority, by that version of the rule; the higher, the sooner.
    pub points: u32,
    /// The version of the rule that gave `points`.
    pub regle: u32,
    /// What counts to find a doctor.
    pub situation: Situation,
    /// When to ask again whether they still look.
    pub relance_le: Date,
    /// How often they were asked since they last answered.
    pub relances: u32,
}

kernel::codes! {
    /// Through whom a request came.
    pub enum Origine {
        /// The patient.
        Patient = "patient", "la personne elle-même";
        /// Somebody close.
        Aidant = "aidant", "un proche";
        /// A professional of the CPTS.
        Professionnel = "professionnel", "un professionnel";
        /// DAC, CCAS, town hall.
        Partenaire = "partenaire", "un partenaire";
        /// A list of the CPAM or of a partner.
        Liste = "liste", "une liste";
        /// The paper form, typed by the office or a pharmacy.
        Papier = "papier", "le formulaire papier";
        /// The doctor of these patients stops.
        Depart = "depart", "le départ de leur médecin";
    }
}

/// Where a request stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Etat {
    /// The office looks at it first: it came with many others from one place, or seems made by a program.
    AVerifier,
    /// No doctor yet.
    Attente,
    /// A doctor said yes.
    Acceptee {
        /// Who.
        medecin: Id<Medecin>,
        /// When.
        le: Timestamp,
    },
    /// The first appointment has its day.
    RendezVous {
        /// With whom.
        medecin: Id<Medecin>,
        /// When they said yes.
        le: Timestamp,
        /// The day.
        jour: Date,
    },
    /// It is over.
    Close {
        /// Since.
        le: Date,
        /// Why.
        cloture: Cloture,
        /// The doctor who had said yes, if any, and when.
        medecin: Option<(Id<Medecin>, Timestamp)>,
        /// How it is known that the médecin traitant was declared, and the day of the declaration.
        preuve: Option<(Preuve, Date)>,
    },
}

kernel::codes! {
    /// The phases of a request, as lists tell them.
    pub enum Phase {
        /// To be looked at.
        AVerifier = "a_verifier", "À vérifier";
        /// No doctor yet.
        Attente = "attente", "En attente";
        /// A doctor said yes.
        Acceptee = "acceptee", "Acceptée";
        /// Appointment.
        RendezVous = "rendez_vous", "Rendez-vous pris";
        /// Over.
        Close = "close", "Close";
    }
}

kernel::codes! {
    /// Why a request is over.
    pub enum Cloture {
        /// The médecin traitant was declared to the health insurance.
        MtDeclare = "mt_declare", "Médecin traitant déclaré";
        /// A doctor found without us.
        TrouveAilleurs = "trouve_ailleurs", "A trouvé un médecin autrement";
        /// Moved away.
        Demenage = "demenage", "A déménagé";
        /// Died.
        Decede = "decede", "Est décédée";
        /// No longer wants one.
        Renonce = "renonce", "Ne cherche plus";
        /// Cannot be reached any more.
        Injoignable = "injoignable", "N’est plus joignable";
        /// The same person had another request.
        Doublon = "doublon", "Autre demande de la même personne";
        /// Lives in the territory of another CPTS.
        HorsTerritoire = "hors_territoire", "Habite hors du territoire";
        /// Never was a request.
        Erreur = "erreur", "Entrée par erreur";
    }
}

kernel::codes! {
    /// How it is known that the médecin traitant was declared.
    pub enum Preuve {
        /// The doctor says so.
        Medecin = "medecin", "dit par le médecin";
        /// The patient says so.
        Patient = "patient", "dit par la personne";
        /// The health insurance says so, in a list.
        AssuranceMaladie = "assurance_maladie", "liste de l’assurance maladie";
        /// Somebody of the office saw the declaration.
        Document = "document", "déclaration vue par le bureau";
    }
}

impl Etat {
    /// Its phase.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self {
            Self::AVerifier => Phase::AVerifier,
            Self::Attente => Phase::Attente,
            Self::Acceptee { .. } => Phase::Acceptee,
            Self::RendezVous { .. } => Phase::RendezVous,
            Self::Close { .. } => Phase::Close,
        }
    }

    /// The doctor who said yes, and when.
    #[must_use]
    pub const fn medecin(&self) -> Option<(Id<Medecin>, Timestamp)> {
        match self {
            Self::AVerifier | Self::Attente => None,
            Self::Acceptee { medecin, le } | Self::RendezVous { medecin, le, .. } => Some((*medecin, *le)),
            Self::Close { medecin, .. } => *medecin,
        }
    }
}

impl Demande {
    /// Whether it still asks for something.
    #[must_use]
    pub const fn est_ouverte(&self) -> bool {
        !matches!(self.etat, Etat::Close { .. })
    }
}
