//! The directory of each CPTS in memory, for pages that many people open: read again when its revision has moved.

use crate::{Fiche, Reference, Regard, Sujet, Vue, store, visible};
use db::{Result, Tx};
use jiff::civil::Date;
use kernel::{Cpts, Id};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, PoisonError, RwLock};

/// CPTS kept at once; beyond, one is forgotten.
const KEPT: usize = 64;

/// Kept in [`web::App`]; cheap to ask.
#[derive(Debug, Default)]
pub struct Carnets(RwLock<HashMap<Id<Cpts>, Arc<Carnet>>>);

/// Every entry of one CPTS at one moment. It gives only what a reader may see.
#[derive(Debug)]
pub struct Carnet {
    revision: i64,
    fiches: BTreeMap<Reference, Fiche>,
}

impl Carnets {
    /// The directory of the caller's CPTS as it stands for this transaction.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn at(&self, tx: &mut Tx) -> Result<Arc<Carnet>> {
        let (cpts, revision) = (tx.cpts(), store::revision(tx).await?);
        let known = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&cpts).cloned();
        if let Some(known) = known.filter(|known| known.revision == revision) {
            return Ok(known);
        }
        let fiches = store::fiches(tx).await?.into_iter().map(|fiche| (fiche.reference(), fiche)).collect();
        let carnet = Arc::new(Carnet { revision, fiches });
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= KEPT && !all.contains_key(&cpts) {
            let forgotten = all.keys().next().copied();
            forgotten.map(|one| all.remove(&one));
        }
        // A slower reader must not put an older state back.
        if all.get(&cpts).is_none_or(|kept| kept.revision <= revision) {
            all.insert(cpts, Arc::clone(&carnet));
        }
        Ok(carnet)
    }
}

impl Carnet {
    /// The revision that this is.
    #[must_use]
    pub const fn revision(&self) -> i64 {
        self.revision
    }

    /// An entry, for the verbs of this crate.
    pub(crate) fn by_id(&self, id: Id<Fiche>) -> Option<&Fiche> {
        self.fiches.values().find(|fiche| fiche.id == id)
    }

    /// What a reader may see of one subject.
    #[must_use]
    pub fn vue(&self, reference: &Reference, regard: Regard, jour: Date) -> Option<Vue> {
        self.fiches.get(reference).map(|fiche| visible(fiche, regard, jour))
    }

    /// What a reader may see of every entry, by reference.
    pub fn vues(&self, regard: Regard, jour: Date) -> impl Iterator<Item = Vue> {
        self.fiches.values().map(move |fiche| visible(fiche, regard, jour))
    }

    /// Actors and structures without national number that are in the directory.
    pub fn locaux(&self, regard: Regard, jour: Date) -> impl Iterator<Item = Vue> {
        let here = self.fiches.values().filter(|fiche| fiche.retiree_le.is_none());
        let local = here.filter(|fiche| matches!(fiche.sujet, Sujet::Local(_)));
        local.map(move |fiche| visible(fiche, regard, jour))
    }

    /// Official subjects that the CPTS took out of its directory.
    pub fn retires(&self) -> impl Iterator<Item = &Reference> {
        self.fiches.iter().filter(|(_, fiche)| fiche.retiree_le.is_some()).map(|(reference, _)| reference)
    }
}
