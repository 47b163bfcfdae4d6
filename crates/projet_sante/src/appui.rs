//! Who helped the project: when, how long, what for.

use crate::Retrait;
use crate::droits::{APPUYER, CONDUIRE};
use jiff::civil::Date;
use kernel::saisie::{self, Refus};
use kernel::{Ctx, Id};
use serde::Serialize;
use uuid::Uuid;

/// Help received from an institution, a union, a federation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Appui {
    /// Its id.
    pub id: Id<Self>,
    /// What it was.
    pub recit: Recit,
    /// Who noted it.
    pub auteur: Option<Uuid>,
    /// Taken off the log.
    pub retrait: Option<Retrait>,
}

impl Appui {
    /// Whether somebody may take it off the log: whoever noted it, or whoever leads.
    #[must_use]
    pub fn can_be_withdrawn(&self, ctx: &Ctx) -> bool {
        let mine = self.auteur.is_some() && self.auteur == crate::author(ctx);
        ctx.rights.contains(APPUYER) && (mine || ctx.rights.contains(CONDUIRE))
    }
}

/// What the help was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recit {
    /// The day.
    pub jour: Date,
    /// ARS, CPAM, URPS, federation…
    pub institution: String,
    /// Who came; possibly empty.
    pub personnes: String,
    /// How long, in minutes.
    pub minutes: u32,
    /// What for.
    pub objet: String,
    /// What follows; possibly empty.
    pub suite: String,
}

impl Recit {
    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self, aujourdhui: Date) -> Result<Self, Refus> {
        if self.jour > aujourdhui {
            return Err(Refus::new(
                "jour",
                "Cette date est dans le futur\u{a0}: un appui se note une fois reçu.",
            ));
        }
        if !(1..=10_000).contains(&self.minutes) {
            return Err(Refus::new("minutes", "De 1 à 10\u{202f}000 minutes."));
        }
        Ok(Self {
            institution: saisie::line("institution", &self.institution)?,
            personnes: saisie::maybe_line("personnes", &self.personnes)?,
            objet: saisie::words("objet", &self.objet)?,
            suite: saisie::maybe_words("suite", &self.suite)?,
            ..self
        })
    }
}
