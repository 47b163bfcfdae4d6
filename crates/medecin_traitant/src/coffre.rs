//! What is sealed, by type: a situation under the key of the CPTS, an identity under a key of its own.

use crate::{Demande, Identite, Situation};
use db::Secret;
use kernel::{Cpts, Id};
use vault::Vault;

/// The vault of this room for a CPTS.
pub struct Coffre(Vault);

/// An identity, sealed: its key, itself sealed, and what it opens.
pub struct Scelle {
    /// Destroying it is erasing.
    pub cle: Vec<u8>,
    /// The identity.
    pub contenu: Vec<u8>,
}

impl Coffre {
    /// The vault of a CPTS.
    #[must_use]
    pub fn new(secret: &Secret, cpts: Id<Cpts>) -> Self {
        Self(Vault::new(secret, "medecin_traitant", cpts))
    }

    /// Seals a situation.
    #[must_use]
    pub fn seal_situation(&self, demande: Id<Demande>, one: &Situation) -> Vec<u8> {
        self.0.seal(demande.uuid(), &json(one))
    }

    /// Opens a situation; nothing when the key of the instance is another, or the row was tampered with.
    #[must_use]
    pub fn open_situation(&self, demande: Id<Demande>, sealed: &[u8]) -> Option<Situation> {
        serde_json::from_slice(&self.0.open(demande.uuid(), sealed)?).ok()
    }

    /// Seals an identity under a new key.
    #[must_use]
    pub fn seal_identite(&self, demande: Id<Demande>, one: &Identite) -> Scelle {
        let (own, cle) = self.0.draw(demande.uuid());
        Scelle { cle, contenu: own.seal(demande.uuid(), &json(one)) }
    }

    /// Opens an identity; whoever calls this records the reading and its reason in the same transaction.
    #[must_use]
    pub(crate) fn open_identite(&self, demande: Id<Demande>, sealed: &Scelle) -> Option<Identite> {
        let own = self.0.of(demande.uuid(), &sealed.cle)?;
        serde_json::from_slice(&own.open(demande.uuid(), &sealed.contenu)?).ok()
    }

    /// A keyed fingerprint: equal values are found without being read.
    #[must_use]
    pub fn empreinte(&self, sorte: &str, text: &str) -> Vec<u8> {
        self.0.fingerprint(sorte, text)
    }
}

fn json<T: serde::Serialize>(one: &T) -> Vec<u8> {
    // Types of ours, with text keys: serialising them cannot fail.
    serde_json::to_vec(one).unwrap_or_default()
}
