use crate::store::personne;
use db::{Result, Tx};
use kernel::Id;
use std::collections::{BTreeSet, HashMap};
use uuid::Uuid;

/// The full names of some accounts, read together; one that is gone has none.
#[derive(Debug, Clone, Default)]
pub struct Noms(HashMap<Uuid, String>);

impl Noms {
    /// Reads the names of `ids`, however many they are.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn read(tx: &mut Tx, ids: Vec<Uuid>) -> Result<Self> {
        let once: BTreeSet<Uuid> = ids.into_iter().collect();
        let once: Vec<_> = once.into_iter().map(Id::new).collect();
        let mut names = HashMap::new();
        for some in once.chunks(personne::NOMS) {
            names.extend(personne::noms(tx, some).await?.into_iter().map(|(id, nom)| (id.uuid(), nom)));
        }
        Ok(Self(names))
    }

    /// The name of an account that is still there.
    #[must_use]
    pub fn get(&self, id: Uuid) -> Option<&str> {
        self.0.get(&id).map(String::as_str)
    }

    /// Whoever did something, in the middle of a sentence; nobody is the CPTS itself.
    #[must_use]
    pub fn of(&self, auteur: Option<Uuid>) -> &str {
        auteur.map_or("la CPTS", |id| self.get(id).unwrap_or("une personne dont le compte est fermé"))
    }
}
