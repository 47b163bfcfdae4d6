//! Somebody was at a meeting: from when to when, how it is known, and what the ledger keeps of it.

use crate::heures;
use crate::reunion::Reunion;
use actes::Acte;
use adhesions::Adherent;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::saisie::Refus;
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

impl Presence {
    /// Whether they signed by themselves once the meeting was over: counted for the whole of it, and shown to those who pay.
    #[must_use]
    pub fn signee_apres_la_fin(&self, reunion: &Reunion) -> bool {
        matches!(self.comment, Comment::Porte | Comment::Lien)
            && heures::instant(reunion.fin) < self.signee_le
    }
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
    /// The instant when they signed, of those who did: an hour that the clock shows twice is told apart by it.
    pub signe: Option<Timestamp>,
}

/// The start of its minute: hours are written to the minute.
fn minute(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(60) * 60).unwrap_or(at)
}

/// Who signs in that many minutes after the start is counted from the start.
pub const TOLERANCE: u32 = 15;

impl Passage {
    /// The whole meeting.
    #[must_use]
    pub const fn whole(comment: Comment) -> Self {
        Self { arrivee: None, depart: None, a_distance: false, comment, signe: None }
    }

    /// Signed at that instant. Late signers come when they sign; whoever signs once the meeting is over was there, and is counted for
    /// the whole of it: the office sees that on the list.
    #[must_use]
    pub fn signed(reunion: &Reunion, now: Timestamp, a_distance: bool, comment: Comment) -> Self {
        let since = now.duration_since(heures::instant(reunion.debut)).as_mins();
        let late = since > i64::from(TOLERANCE) && !reunion.passee(now);
        let arrivee = late.then(|| heures::clock(minute(now)));
        Self { arrivee, depart: None, a_distance, comment, signe: Some(now) }
    }

    /// The same when it corrects that presence: the instant when they signed stays that of an arrival that does not change.
    #[must_use]
    pub fn correcting(self, one: &Presence) -> Self {
        let same = self.arrivee == Some(heures::clock(minute(one.signee_le)));
        Self { signe: same.then_some(one.signee_le), ..self }
    }

    /// Minutes that count at that meeting.
    #[must_use]
    pub fn minutes(&self, reunion: &Reunion) -> u32 {
        let from = match (self.arrivee, self.signe) {
            (None, _) => heures::instant(reunion.debut),
            (Some(_), Some(signe)) => minute(signe),
            (Some(arrivee), None) => heures::instant(arrivee.max(reunion.debut)),
        };
        let to = heures::instant(self.depart.map_or(reunion.fin, |depart| depart.min(reunion.fin)));
        u32::try_from(to.duration_since(from).as_mins()).unwrap_or(0)
    }

    /// Refuses hours outside the meeting, or the wrong way round.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(&self, reunion: &Reunion) -> Result<(), Refus> {
        let inside = |heure: &DateTime| (reunion.debut..=reunion.fin).contains(heure);
        match (self.arrivee, self.depart) {
            (Some(arrivee), _) if self.signe.is_none() && !inside(&arrivee) => {
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
