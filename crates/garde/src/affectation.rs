//! Who is on which half-day, what became of it, and who gives which to whom.

use crate::{DemiJournee, Participant, Planning};
use actes::Acte;
use kernel::Id;
use kernel::saisie::{Refus, Refuses};
use rendez_vous::Effecteur;
use uuid::Uuid;

kernel::codes! {
    /// How somebody came to have a half-day.
    pub enum Origine {
        /// The solver.
        Proposee = "proposee", "Proposée par le calcul";
        /// Somebody put them there.
        Main = "main", "Placée à la main";
        /// They took it from somebody.
        Echange = "echange", "Échange";
        /// They filled a hole.
        Trou = "trou", "Trou comblé";
    }
}

kernel::codes! {
    /// Where a swap stands.
    pub enum EtatEchange {
        /// Asked.
        Demande = "demande", "En attente de réponse";
        /// Somebody takes it.
        Accepte = "accepte", "En attente d’approbation";
        /// Done.
        Approuve = "approuve", "Approuvé";
        /// The coordination, or whoever was asked, said no.
        Refuse = "refuse", "Refusé";
        /// Whoever asked took it back.
        Retire = "retire", "Retiré";
    }
}

/// Somebody has a half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affectation {
    /// Which.
    pub demi_journee: Id<DemiJournee>,
    /// Who.
    pub participant: Id<Participant>,
    /// The same, whatever the planning.
    pub effecteur: Id<Effecteur>,
    /// The solver leaves it as it is.
    pub fixe: bool,
    /// Where it comes from.
    pub origine: Origine,
}

/// What became of a half-day for one person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Issue {
    /// They were there.
    pub assuree: bool,
    /// How long, in minutes.
    pub minutes: u32,
    /// Slots that they kept for patients.
    pub gardes: u32,
    /// Those among them that nobody took.
    pub inutilises: u32,
}

impl Issue {
    /// Nobody was there.
    pub const NON_ASSUREE: Self = Self { assuree: false, minutes: 0, gardes: 0, inutilises: 0 };

    /// The same.
    ///
    /// # Errors
    /// Every fault, by field.
    pub fn check(self) -> Result<Self, Refuses> {
        let mut faults = Refuses::default();
        if self.assuree && !(1..=24 * 60).contains(&self.minutes) {
            faults.add("heures", "De 1\u{a0}minute à 24\u{a0}heures.");
        }
        if self.gardes > 100 {
            faults.add("gardes", "100\u{a0}créneaux au plus pour une demi-journée.");
        }
        if self.inutilises > self.gardes {
            faults.add(
                "inutilises",
                "Plus de créneaux inutilisés que de créneaux gardés\u{a0}: vérifiez les deux.",
            );
        }
        if !self.assuree && self != Self::NON_ASSUREE {
            return Err(Refus::new("gardes", "Une demi-journée non assurée ne garde aucun créneau.").into());
        }
        faults.finish(self)
    }
}

/// An issue that was said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Constat {
    /// Of which half-day.
    pub demi_journee: Id<DemiJournee>,
    /// For whom.
    pub participant: Id<Participant>,
    /// Names the act and the indemnities that it gave.
    pub source: Uuid,
    /// What was said.
    pub issue: Issue,
    /// The last line of the ledger about it.
    pub acte: Option<Id<Acte>>,
}

/// Somebody gives a half-day away.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Echange {
    /// Id.
    pub id: Id<Self>,
    /// In which planning.
    pub planning: Id<Planning>,
    /// The half-day given.
    pub donne: Id<DemiJournee>,
    /// By whom.
    pub de: Id<Participant>,
    /// To whom; to whoever wants it when nobody is named.
    pub a: Option<Id<Participant>>,
    /// The half-day taken in return.
    pub contre: Option<Id<DemiJournee>>,
    /// Why; may be empty.
    pub motif: String,
    /// Where it stands.
    pub etat: EtatEchange,
}
