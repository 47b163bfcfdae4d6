//! A household proposed to a doctor, and the answer.

use crate::Medecin;
use crate::demande::Foyer;
use jiff::{Timestamp, civil::Date};
use kernel::{Ctx, Id};

/// A card: one household, one doctor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposition {
    /// Id.
    pub id: Id<Self>,
    /// Who is proposed.
    pub foyer: Id<Foyer>,
    /// To whom.
    pub medecin: Id<Medecin>,
    /// How many people.
    pub personnes: u32,
    /// Between the centres of both communes, in metres; none when a position is unknown.
    pub metres: Option<u32>,
    /// What became of it.
    pub reponse: Reponse,
    /// When it was made.
    pub prete_le: Timestamp,
    /// When it left.
    pub envoyee_le: Option<Timestamp>,
    /// Without an answer then, the next doctor is asked.
    pub expire_le: Option<Timestamp>,
    /// When it was answered.
    pub repondue_le: Option<Timestamp>,
    /// How it was answered; by the office too, when it took the card back.
    pub par: Option<Voie>,
    /// Why not, in the doctor’s words or one of the proposed reasons.
    pub motif: String,
    /// « Not now »: not before that day.
    pub revenir_le: Option<Date>,
}

impl Proposition {
    /// A card made now, that has not left.
    #[must_use]
    pub fn nouvelle(
        ctx: &Ctx,
        foyer: Id<Foyer>,
        medecin: Id<Medecin>,
        personnes: u32,
        metres: Option<u32>,
    ) -> Self {
        Self {
            id: ctx.id(),
            foyer,
            medecin,
            personnes,
            metres,
            reponse: Reponse::Prete,
            prete_le: ctx.now,
            envoyee_le: None,
            expire_le: None,
            repondue_le: None,
            par: None,
            motif: String::new(),
            revenir_le: None,
        }
    }
}

kernel::codes! {
    /// What became of a card.
    pub enum Reponse {
        /// It leaves at the doctor’s hour.
        Prete = "prete", "à envoyer";
        /// The doctor has it.
        Envoyee = "envoyee", "envoyée";
        /// Yes.
        Oui = "oui", "oui";
        /// Not now.
        PasMaintenant = "pas_maintenant", "pas maintenant";
        /// No.
        Non = "non", "non";
        /// No answer in time.
        SansReponse = "sans_reponse", "sans réponse";
        /// Taken back: another doctor said yes, the household is no longer looking, the doctor has no place left.
        Retiree = "retiree", "retirée";
        /// A yes that was undone.
        Defaite = "defaite", "oui, puis défait";
    }
}

kernel::codes! {
    /// How an answer came.
    pub enum Voie {
        /// By the link sent to the doctor.
        Lien = "lien", "par le lien";
        /// From their account.
        Compte = "compte", "depuis son compte";
        /// By telephone, typed by the office.
        Bureau = "bureau", "au téléphone, noté par le bureau";
    }
}

kernel::codes! {
    /// Reasons proposed to a doctor who says no.
    pub enum MotifRefus {
        /// Full.
        Complet = "complet", "Je ne peux plus prendre de patients";
        /// Far.
        Distance = "distance", "C’est trop loin";
        /// Home visits.
        Visites = "visites", "Je ne fais pas de visites";
        /// Known, and it went badly.
        Connu = "connu", "Je connais cette situation et ne souhaite pas la suivre";
        /// Something else.
        Autre = "autre", "Autre raison";
    }
}

impl Reponse {
    /// Whether the doctor may still answer.
    #[must_use]
    pub const fn est_ouverte(self) -> bool {
        matches!(self, Self::Prete | Self::Envoyee)
    }
}
