//! The dialogue de gestion of one contract year: prepared, held, closed; reopened when something must be corrected.

use crate::Participants;
use crate::droits::{CONDUIRE, DEPENSER, PREPARER};
use contrat::Contrat;
use indicateurs::Gel;
use jiff::{Timestamp, civil::Date};
use kernel::{Id, Rights};
use serde::Serialize;
use uuid::Uuid;

/// The dialogue of one contract year.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Dialogue {
    /// Its id.
    pub id: Id<Self>,
    /// The contract.
    pub contrat: Id<Contrat>,
    /// Number of the contract year, from 1.
    pub annee: u32,
    /// When it was opened here.
    pub ouvert_le: Timestamp,
    /// The day agreed for the meeting.
    pub prevu_le: Option<Date>,
    /// Where it stands.
    pub etat: Etat,
}

/// Where a dialogue stands, with what that state knows.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Etat {
    /// Being prepared.
    Prepare,
    /// The meeting took place.
    Tenu(Tenue),
    /// Figures frozen, achievement kept.
    Clos(Tenue, Cloture),
    /// Closed once, open again to correct what was written; the figures stay frozen.
    Rouvert(Tenue, Cloture, Timestamp),
}

/// The meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tenue {
    /// The day.
    pub le: Date,
    /// Where; may be empty.
    pub lieu: String,
    /// Who was there.
    pub participants: Participants,
}

/// The end of a dialogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Cloture {
    /// The figures as they stood.
    pub gel: Id<Gel>,
    /// When.
    pub le: Timestamp,
    /// Who closed it.
    pub par: Option<Uuid>,
}

/// Why a dialogue was reopened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// When.
    pub le: Timestamp,
    /// Who reopened it.
    pub par: Option<Uuid>,
    /// Why.
    pub motif: String,
}

/// Why a dialogue does not move.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Closed: reopen first.
    #[error("Ce dialogue est clos. Pour corriger ce qui y est écrit, rouvrez-le en disant pourquoi.")]
    Clos,
    /// Not closed.
    #[error("Ce dialogue n’est pas clos.")]
    PasClos,
    /// Nothing to close.
    #[error("La rencontre n’a pas encore eu lieu : notez d’abord sa date et qui était là.")]
    PasTenu,
    /// Not yet.
    #[error("La rencontre ne peut pas être datée de demain ou d’après.")]
    Futur,
    /// Before its year.
    #[error("La rencontre ne peut pas être datée d’avant l’année du contrat, qui commence le {}.", ui::francais::date(*.0))]
    AvantAnnee(Date),
    /// Nobody was there.
    #[error("Notez au moins une personne présente.")]
    Personne,
    /// Too many words.
    #[error("{0} compte {1} caractères ; {2} au plus.")]
    Long(&'static str, usize, usize),
    /// Too many people.
    #[error("Une partie compte 40 personnes au plus.")]
    Foule,
    /// Nothing written.
    #[error("{0} ne peut pas rester vide.")]
    Vide(&'static str),
}

impl Dialogue {
    /// A dialogue to prepare.
    #[must_use]
    pub const fn open(id: Id<Self>, contrat: Id<Contrat>, annee: u32, now: Timestamp) -> Self {
        Self { id, contrat, annee, ouvert_le: now, prevu_le: None, etat: Etat::Prepare }
    }

    /// Whether what is written in it can change.
    ///
    /// # Errors
    /// [`Refus::Clos`].
    pub const fn writable(&self) -> Result<(), Refus> {
        match self.etat {
            Etat::Prepare | Etat::Tenu(_) | Etat::Rouvert(..) => Ok(()),
            Etat::Clos(..) => Err(Refus::Clos),
        }
    }

    /// With another day for the meeting.
    ///
    /// # Errors
    /// [`Refus::Clos`].
    pub fn planned(&self, prevu_le: Option<Date>) -> Result<Self, Refus> {
        self.writable()?;
        Ok(Self { prevu_le, ..self.clone() })
    }

    /// Held as `tenue` says, not before `du`, the first day of its contract year; said again, it is corrected.
    ///
    /// # Errors
    /// [`Refus`] about the day or the people.
    pub fn held(&self, tenue: Tenue, du: Date, today: Date) -> Result<Self, Refus> {
        if tenue.le > today {
            return Err(Refus::Futur);
        }
        if tenue.le < du {
            return Err(Refus::AvantAnnee(du));
        }
        if tenue.participants.is_empty() {
            return Err(Refus::Personne);
        }
        let lieu = tenue.lieu.trim().to_owned();
        short("Le lieu", &lieu, 200)?;
        let tenue = Tenue { lieu, ..tenue };
        let etat = match &self.etat {
            Etat::Prepare | Etat::Tenu(_) => Etat::Tenu(tenue),
            Etat::Rouvert(_, cloture, le) => Etat::Rouvert(tenue, *cloture, *le),
            Etat::Clos(..) => return Err(Refus::Clos),
        };
        Ok(Self { etat, ..self.clone() })
    }

    /// Whether it can be closed; the freeze of a former closing, which serves again.
    ///
    /// # Errors
    /// [`Refus`] unless it was held and is open.
    pub const fn may_close(&self) -> Result<Option<Id<Gel>>, Refus> {
        match &self.etat {
            Etat::Prepare => Err(Refus::PasTenu),
            Etat::Tenu(_) => Ok(None),
            Etat::Rouvert(_, cloture, _) => Ok(Some(cloture.gel)),
            Etat::Clos(..) => Err(Refus::Clos),
        }
    }

    /// Closed.
    ///
    /// # Errors
    /// [`Refus`] unless it was held and is open.
    pub fn closed(&self, cloture: Cloture) -> Result<Self, Refus> {
        self.may_close()?;
        let etat = match &self.etat {
            Etat::Tenu(tenue) | Etat::Rouvert(tenue, ..) => Etat::Clos(tenue.clone(), cloture),
            Etat::Prepare | Etat::Clos(..) => return Err(Refus::PasTenu),
        };
        Ok(Self { etat, ..self.clone() })
    }

    /// Open again.
    ///
    /// # Errors
    /// [`Refus::PasClos`].
    pub fn reopened(&self, now: Timestamp) -> Result<Self, Refus> {
        match &self.etat {
            Etat::Clos(tenue, cloture) => {
                Ok(Self { etat: Etat::Rouvert(tenue.clone(), *cloture, now), ..self.clone() })
            }
            Etat::Prepare | Etat::Tenu(_) | Etat::Rouvert(..) => Err(Refus::PasClos),
        }
    }

    /// The meeting, once held.
    #[must_use]
    pub const fn tenue(&self) -> Option<&Tenue> {
        match &self.etat {
            Etat::Prepare => None,
            Etat::Tenu(tenue) | Etat::Clos(tenue, _) | Etat::Rouvert(tenue, ..) => Some(tenue),
        }
    }

    /// The last closing, also of a reopened dialogue.
    #[must_use]
    pub const fn cloture(&self) -> Option<&Cloture> {
        match &self.etat {
            Etat::Prepare | Etat::Tenu(_) => None,
            Etat::Clos(_, cloture) | Etat::Rouvert(_, cloture, _) => Some(cloture),
        }
    }

    /// Whether it is closed.
    #[must_use]
    pub const fn is_clos(&self) -> bool {
        matches!(self.etat, Etat::Clos(..))
    }

    /// Whether somebody with these rights reads what is written in it: those who do not work on it wait until it is closed, and
    /// read before that the days, the agenda, who was there and the packs that were shared.
    #[must_use]
    pub fn is_open_to(&self, rights: &Rights) -> bool {
        self.is_clos() || [PREPARER, CONDUIRE, DEPENSER].into_iter().any(|right| rights.contains(right))
    }

    /// `dialogue:<id>`, as the journal names it.
    #[must_use]
    pub fn objet(&self) -> String {
        format!("dialogue:{}", self.id)
    }

    /// « Dialogue de gestion, année 2 ».
    #[must_use]
    pub fn titre(&self) -> String {
        format!("Dialogue de gestion, année {}", self.annee)
    }
}

/// Refuses a text longer than `most` characters.
///
/// # Errors
/// [`Refus::Long`].
pub(crate) fn short(what: &'static str, text: &str, most: usize) -> Result<(), Refus> {
    match text.chars().count() {
        count if count > most => Err(Refus::Long(what, count, most)),
        _ => Ok(()),
    }
}

/// A text that says something, trimmed.
///
/// # Errors
/// [`Refus`] when it is empty or longer than `most` characters.
pub(crate) fn said(what: &'static str, text: &str, most: usize) -> Result<String, Refus> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Refus::Vide(what));
    }
    short(what, text, most)?;
    Ok(text.to_owned())
}
