//! What is sealed, by type: a situation under the key of the CPTS, an identity under a key of its own.

use crate::{Demande, Identite, Situation};
use db::Secret;
use kernel::{Cpts, Id};
use vault::Vault;

/// The vault of this room for a CPTS: situations and keys of people are sealed under different keys, so that none can be put in
/// the place of the other.
pub struct Coffre {
    situations: Vault,
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
            situations: vault("medecin_traitant.situation"),
            identites: vault("medecin_traitant.identite"),
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

    /// Seals an identity under a new key.
    #[must_use]
    pub fn seal_identite(&self, demande: Id<Demande>, one: &Identite) -> Scelle {
        let (own, cle) = self.identites.draw(demande.uuid());
        Scelle { cle, contenu: own.seal(demande.uuid(), &json(one)) }
    }

    /// Seals a corrected identity under the key that it had: the keys kept apart of the copies made before still open those.
    #[must_use]
    pub fn reseal_identite(&self, demande: Id<Demande>, kept: &Scelle, one: &Identite) -> Option<Scelle> {
        let own = self.identites.of(demande.uuid(), &kept.cle)?;
        Some(Scelle { cle: kept.cle.clone(), contenu: own.seal(demande.uuid(), &json(one)) })
    }

    /// Opens an identity; whoever calls this records the reading and its reason in the same transaction.
    #[must_use]
    pub(crate) fn open_identite(&self, demande: Id<Demande>, sealed: &Scelle) -> Option<Identite> {
        let own = self.identites.of(demande.uuid(), &sealed.cle)?;
        serde_json::from_slice(&own.open(demande.uuid(), &sealed.contenu)?).ok()
    }

    /// A keyed fingerprint: equal values are found without being read.
    #[must_use]
    pub fn empreinte(&self, sorte: &str, text: &str) -> Vec<u8> {
        self.identites.fingerprint(sorte, text)
    }
}

fn json<T: serde::Serialize>(one: &T) -> Vec<u8> {
    // Types of ours, with text keys: serialising them cannot fail.
    serde_json::to_vec(one).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::envoi::tests::personne;
    use jiff::civil::date;
    use uuid::Uuid;

    #[test]
    fn a_seal_opens_in_its_place_only_and_a_correction_keeps_the_key() {
        let coffre = Coffre::new(&Secret::new([7; 32]), Id::INSTANCE);
        let (mine, other) = (Id::new(Uuid::from_u128(1)), Id::new(Uuid::from_u128(2)));
        let one = personne("Jeanne", "Chaussegros", date(1952, 3, 14));
        let situation = coffre.seal_situation(mine, &one.situation);
        let sealed = coffre.seal_identite(mine, &one.identite);
        assert_eq!(coffre.open_situation(mine, &situation), Some(one.situation));
        assert_eq!(
            (coffre.open_situation(other, &situation), coffre.open_situation(mine, &sealed.cle)),
            (None, None)
        );
        assert_eq!(coffre.open_identite(mine, &sealed), Some(one.identite.clone()));
        assert_eq!(coffre.open_identite(other, &sealed), None, "of somebody else");
        for (cle, contenu) in [
            (&situation, &sealed.contenu),
            (&sealed.contenu, &sealed.cle),
            (&sealed.cle, &sealed.cle),
            (&Vec::new(), &sealed.contenu),
        ] {
            let moved = Scelle { cle: cle.clone(), contenu: contenu.clone() };
            assert_eq!(coffre.open_identite(mine, &moved), None);
        }
        let corrected = Identite { nom: "Chaussegros-Roux".to_owned(), ..one.identite };
        let again = coffre.reseal_identite(mine, &sealed, &corrected).unwrap();
        assert_eq!((&again.cle, coffre.open_identite(mine, &again)), (&sealed.cle, Some(corrected)));
        assert!(coffre.reseal_identite(mine, &Scelle { cle: Vec::new(), ..again }, &one_less()).is_none());
    }

    fn one_less() -> Identite {
        personne("Luc", "Blanc", date(1990, 1, 1)).identite
    }
}
