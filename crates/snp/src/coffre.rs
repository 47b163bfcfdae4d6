//! What is sealed, by type: a situation and a hand-over under keys of the CPTS, an identity under a key of its own.

use crate::{Demande, Identite, Situation, Transmission};
use db::Secret;
use identifiants::Telephone;
use kernel::{Cpts, Id};
use vault::Vault;

/// The vault of this room for a CPTS: each kind is sealed under a key of its own, so that none can be put in the place of another.
pub struct Coffre {
    situations: Vault,
    transmissions: Vault,
    identites: Vault,
}

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
        let vault = |purpose| Vault::new(secret, purpose, cpts);
        Self {
            situations: vault("snp.situation"),
            transmissions: vault("snp.transmission"),
            identites: vault("snp.identite"),
        }
    }

    /// Seals a situation.
    #[must_use]
    pub fn seal_situation(&self, demande: Id<Demande>, one: &Situation) -> Vec<u8> {
        self.situations.seal(demande.uuid(), &json(one))
    }

    /// Opens a situation; nothing when the key of the instance is another, or the row was tampered with.
    #[must_use]
    pub fn open_situation(&self, demande: Id<Demande>, sealed: &[u8]) -> Option<Situation> {
        serde_json::from_slice(&self.situations.open(demande.uuid(), sealed)?).ok()
    }

    /// Seals what was handed over.
    #[must_use]
    pub fn seal_transmission(&self, demande: Id<Demande>, one: &Transmission) -> Vec<u8> {
        self.transmissions.seal(demande.uuid(), &json(one))
    }

    /// Opens what was handed over.
    #[must_use]
    pub fn open_transmission(&self, demande: Id<Demande>, sealed: &[u8]) -> Option<Transmission> {
        serde_json::from_slice(&self.transmissions.open(demande.uuid(), sealed)?).ok()
    }

    /// Seals an identity under a new key.
    #[must_use]
    pub fn seal_identite(&self, demande: Id<Demande>, one: &Identite) -> Scelle {
        let (own, cle) = self.identites.draw(demande.uuid());
        Scelle { cle, contenu: own.seal(demande.uuid(), &json(one)) }
    }

    /// Opens an identity; whoever calls this records the reading and its reason in the same transaction.
    #[must_use]
    pub(crate) fn open_identite(&self, demande: Id<Demande>, sealed: &Scelle) -> Option<Identite> {
        let own = self.identites.of(demande.uuid(), &sealed.cle)?;
        serde_json::from_slice(&own.open(demande.uuid(), &sealed.contenu)?).ok()
    }

    /// The keyed fingerprint of a number: its callers are recognised without it being read.
    #[must_use]
    pub fn empreinte(&self, telephone: &Telephone) -> Vec<u8> {
        self.identites.fingerprint("telephone", &telephone.to_string())
    }
}

fn json<T: serde::Serialize>(one: &T) -> Vec<u8> {
    // Types of ours, with text keys: serialising them cannot fail.
    serde_json::to_vec(one).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::demande::tests::situation;
    use uuid::Uuid;

    #[test]
    fn a_seal_opens_in_its_place_only() {
        let coffre = Coffre::new(&Secret::new([7; 32]), Id::INSTANCE);
        let (mine, other) = (Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(2)));
        let who = Identite { nom: "Jeanne Chaussegros".to_owned(), telephone: None };
        let (sealed, kept) = (coffre.seal_situation(mine, &situation()), coffre.seal_identite(mine, &who));
        assert_eq!(coffre.open_situation(mine, &sealed), Some(situation()));
        assert_eq!(
            (coffre.open_situation(other, &sealed), coffre.open_transmission(mine, &sealed)),
            (None, None)
        );
        assert_eq!(coffre.open_identite(mine, &kept), Some(who.clone()));
        assert_eq!(coffre.open_identite(other, &kept), None);
        assert_eq!(coffre.open_identite(mine, &Scelle { cle: Vec::new(), ..kept }), None, "destroyed");
        assert!(!format!("{who:?}").contains("Jeanne"));
    }
}
