//! Somebody was at a meeting: from when to when, how it is known, and what the ledger keeps of it.

use crate::heures;
use crate::reunion::Reunion;
use crate::saisie::Refus;
use actes::Acte;
use adhesions::Adherent;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::{Event, Id};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

kernel::codes! {
    /// How it is known that somebody was there.
    pub enum Comment {
        /// Signed with the code shown at the door.
        Porte = "porte", "Signée à la porte";
        /// Signed with a link sent by mail.
        Lien = "lien", "Signée par lien";
        /// Signed on paper, then entered.
        Feuille = "feuille", "Signée sur papier";
        /// Said by the office.
        Bureau = "bureau", "Notée par le bureau";
    }
}

/// Somebody was at a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Presence {
    /// Its id.
    pub id: Id<Self>,
    /// The meeting.
    pub reunion: Id<Reunion>,
    /// Who.
    pub adherent: Id<Adherent>,
    /// The day.
    pub jour: Date,
    /// When they came, when it was not at the start.
    pub arrivee: Option<DateTime>,
    /// When they left, when it was not at the end.
    pub depart: Option<DateTime>,
    /// Minutes that count.
    pub minutes: u32,
    /// By video or telephone.
    pub a_distance: bool,
    /// How it is known.
    pub comment: Comment,
    /// The line of the ledger that says it today.
    pub acte: Option<Id<Acte>>,
    /// It did not take place, after all.
    pub annulee: bool,
    /// Why it was last corrected or cancelled; empty when it never was.
    pub motif: String,
    /// How many times it was written.
    pub version: u32,
    /// When it was first noted.
    pub signee_le: Timestamp,
}

/// A presence was noted, corrected or cancelled: read what it is now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PresenceChangee {
    /// Its id.
    pub presence: Uuid,
}

impl Event for PresenceChangee {
    const NAME: &'static str = "reunions.presence_changee";
}

/// From when to when somebody was there, where, and how it is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// When they came, when it was not at the start.
    pub arrivee: Option<DateTime>,
    /// When they left, when it was not at the end.
    pub depart: Option<DateTime>,
    /// By video or telephone.
    pub a_distance: bool,
    /// How it is known.
    pub comment: Comment,
}

/// Who signs in that many minutes after the start is counted from the start.
pub const TOLERANCE: u32 = 15;

impl Passage {
    /// The whole meeting.
    #[must_use]
    pub const fn whole(comment: Comment) -> Self {
        Self { arrivee: None, depart: None, a_distance: false, comment }
    }

    /// Signed at that instant. Late signers come when they sign; whoever signs once the meeting is over was there, and is counted for
    /// the whole of it: the office sees that on the list.
    #[must_use]
    pub fn signed(reunion: &Reunion, now: Timestamp, a_distance: bool, comment: Comment) -> Self {
        let clock = heures::clock(now).with().second(0).subsec_nanosecond(0).build().unwrap_or(reunion.debut);
        let late = heures::minutes(reunion.debut, clock) > TOLERANCE && clock < reunion.fin;
        Self { arrivee: late.then_some(clock), depart: None, a_distance, comment }
    }

    /// Minutes that count at that meeting.
    #[must_use]
    pub fn minutes(&self, reunion: &Reunion) -> u32 {
        let from = self.arrivee.map_or(reunion.debut, |arrivee| arrivee.max(reunion.debut));
        let to = self.depart.map_or(reunion.fin, |depart| depart.min(reunion.fin));
        heures::minutes(from, to)
    }

    /// Refuses hours outside the meeting, or the wrong way round.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self, reunion: &Reunion) -> Result<(), Refus> {
        let inside = |heure: &DateTime| (reunion.debut..=reunion.fin).contains(heure);
        match (self.arrivee, self.depart) {
            (Some(arrivee), _) if !inside(&arrivee) => {
                Err(Refus::new("arrivee", "Cette heure est en dehors de la réunion."))
            }
            (_, Some(depart)) if !inside(&depart) => {
                Err(Refus::new("depart", "Cette heure est en dehors de la réunion."))
            }
            _ if self.minutes(reunion) == 0 => {
                Err(Refus::new("depart", "Le départ vient avant l’arrivée, ou en même temps."))
            }
            _ => Ok(()),
        }
    }
}
