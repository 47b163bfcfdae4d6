use crate::bottin::Bottin;
use crate::bottin::officiels::Officiels;
use crate::{Carnets, Regard, store};
use db::{Result, Tx};
use kernel::today;
use std::sync::{Arc, Mutex, PoisonError};
use territoire::Atlas;

/// Territories kept at once, and directories: some for each of the readers that a CPTS has.
const TERRITOIRES: usize = 32;
const KEPT: usize = 72;

/// The directories of the CPTS that are read most. Kept in [`web::App`]; cheap to ask.
#[derive(Default)]
pub struct Bottins {
    officiels: Mutex<Vec<Arc<Officiels>>>,
    bottins: Mutex<Vec<Arc<Bottin>>>,
    /// One is built at a time: a crowd at the door after an import waits for one reading, it does not make a hundred.
    chantier: tokio::sync::Mutex<()>,
}

impl Bottins {
    /// The directory of the caller's CPTS as it stands for this transaction, for these eyes.
    ///
    /// # Errors
    /// A fault of storage.
    pub async fn at(
        &self,
        tx: &mut Tx,
        atlas: &Atlas,
        carnets: &Carnets,
        regard: Regard,
    ) -> Result<Arc<Bottin>> {
        if let Some(known) = self.known(tx, atlas, regard).await? {
            return Ok(known);
        }
        let _chantier = self.chantier.lock().await;
        if let Some(known) = self.known(tx, atlas, regard).await? {
            return Ok(known);
        }
        let officiels = self.officiels(tx, atlas).await?;
        let carnet = carnets.at(tx).await?;
        let bottin = Arc::new(Bottin::gather(tx, officiels, &carnet, regard).await?);
        keep(&self.bottins, Arc::clone(&bottin), KEPT, |other| {
            other.regard == regard && other.officiels.cpts == bottin.officiels.cpts
        });
        Ok(bottin)
    }

    async fn known(&self, tx: &mut Tx, atlas: &Atlas, regard: Regard) -> Result<Option<Arc<Bottin>>> {
        let etat = atlas.at(tx).await?;
        let (cpts, jour) = (tx.cpts(), today(tx.ctx().now));
        let (files, own) = (repertoire::revision(tx).await?, store::revision(tx).await?);
        Ok(take(&self.bottins, |one| {
            one.regard == regard && one.revision == own && one.officiels.holds(&etat, cpts, files, jour)
        }))
    }

    async fn officiels(&self, tx: &mut Tx, atlas: &Atlas) -> Result<Arc<Officiels>> {
        let etat = atlas.at(tx).await?;
        let (cpts, jour) = (tx.cpts(), today(tx.ctx().now));
        let revision = repertoire::revision(tx).await?;
        if let Some(known) = take(&self.officiels, |one| one.holds(&etat, cpts, revision, jour)) {
            return Ok(known);
        }
        let read = Arc::new(Officiels::read(tx, &etat, jour).await?);
        keep(&self.officiels, Arc::clone(&read), TERRITOIRES, |other| other.cpts == cpts);
        Ok(read)
    }
}

/// The one asked last comes first.
fn take<T>(kept: &Mutex<Vec<Arc<T>>>, wanted: impl Fn(&T) -> bool) -> Option<Arc<T>> {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    let at = kept.iter().position(|one| wanted(one))?;
    kept[..=at].rotate_right(1);
    kept.first().cloned()
}

/// Puts one first, in the place of the one that it replaces; the one asked longest ago is forgotten.
fn keep<T>(kept: &Mutex<Vec<Arc<T>>>, one: Arc<T>, most: usize, replaced: impl Fn(&T) -> bool) {
    let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
    kept.retain(|other| !replaced(other));
    kept.truncate(most - 1);
    kept.insert(0, one);
}
