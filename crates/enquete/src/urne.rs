//! # Decision: unnamed answers live in an urn
//!
//! **Context.** An anonymous survey sends each person a link that works once. Something must remember that the link was
//! used; nothing may remember what was answered through it, for nobody, whoever runs the CPTS or the database included.
//! Two tables are not enough: a shared id, an instant, the order of rows, or the transaction number that PostgreSQL
//! writes in each row (`xmin`) would join the answer to the invitation that was marked in the same transaction.
//!
//! **Decision.** All the answers of a survey are one value, in one row ([`Urne`]), sorted by their own words.
//! * What is kept depends on *which* answers were given, never on their order: the same answers in any order leave the
//!   same bytes. A test shuffles them and compares.
//! * An answer has no id, no author, no instant, no day. The survey keeps the days of its first and last answers.
//! * The invitation keeps the day of its use. No column of it stands anywhere near an answer.
//! * Each new answer rewrites the row: its transaction number is that of the last answer, for all of them.
//! * The journal says that an answer came, by which link and when: never a fingerprint of what it says.
//! * A named file of the answers cannot be downloaded; counts are shown from [`crate::SEUIL`] answers on.
//!
//! **What it does not do.** With one answer in the urn and one link used, whoever reads the database knows whose it is;
//! so does whoever copies the database before and after each answer, or digs in the freed pages of its files. And a
//! person may name themselves in a free text: the page asks them not to.
//!
//! **Rejected.** *A row per answer with a random id*: `xmin` and the order on disk join it. *Shuffling rows at times*:
//! the answers since the last time are in order. *Encrypting the answers*: the program that shows the counts has the key.

use crate::Bulletin;
use serde::{Deserialize, Serialize};

/// Answers that one urn holds.
pub const URNE_MAX: usize = 10_000;

/// The unnamed answers of a survey, in the order of their own words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Urne(Vec<Bulletin>);

/// The urn is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Cette enquête a reçu {URNE_MAX} réponses\u{a0}: elle n’en prend plus.")]
pub struct Pleine;

impl Urne {
    /// Drops an answer in.
    ///
    /// # Errors
    /// [`Pleine`].
    pub fn drop_in(&mut self, bulletin: Bulletin) -> Result<(), Pleine> {
        if self.0.len() >= URNE_MAX {
            return Err(Pleine);
        }
        let place = self.0.partition_point(|other| *other < bulletin);
        self.0.insert(place, bulletin);
        Ok(())
    }

    /// The answers.
    #[must_use]
    pub fn bulletins(&self) -> &[Bulletin] {
        &self.0
    }

    /// How many answers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether nobody answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
