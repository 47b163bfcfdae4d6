//! Somebody who signed and is on no list.

use crate::presence::Presence;
use crate::reunion::Reunion;
use jiff::Timestamp;
use kernel::Id;
use kernel::saisie::Refus;
use serde::Serialize;

/// Somebody who signed with their name: the office says later which member it is, or leaves it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Visiteur {
    /// Its id.
    pub id: Id<Self>,
    /// The meeting.
    pub reunion: Id<Reunion>,
    /// Their name, as they typed it.
    pub nom: String,
    /// What they do.
    pub profession: String,
    /// By video or telephone.
    pub a_distance: bool,
    /// The presence of the member that they are.
    pub rattache: Option<Id<Presence>>,
    /// When they signed.
    pub signe_le: Timestamp,
}

impl Visiteur {
    /// By what the same name typed twice is one.
    #[must_use]
    pub fn cle(&self) -> String {
        kernel::fold(&self.nom)
    }

    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self) -> Result<Self, Refus> {
        let nom = crate::LIGNE.line("nom", &self.nom)?;
        if nom.chars().count() < 3 {
            return Err(Refus::new("nom", "Écrivez votre prénom et votre nom."));
        }
        Ok(Self { nom, profession: crate::LIGNE.line("profession", &self.profession)?, ..self })
    }
}
