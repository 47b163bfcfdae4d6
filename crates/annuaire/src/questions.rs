//! What other crates ask of the directory of a CPTS.

use crate::champ::{Nature, Valeur};
use crate::{Fiche, Reference, Regard, Sujet, Vue, store, visible};
use db::{Result, Tx};
use identifiants::Idnps;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

/// What a reader may see of every entry that is in the directory, by reference.
///
/// # Errors
/// A fault of storage.
pub async fn vues(tx: &mut Tx, regard: Regard, jour: Date) -> Result<BTreeMap<Reference, Vue>> {
    let seen = here(tx).await?.into_iter().map(|fiche| (fiche.reference(), visible(&fiche, regard, jour)));
    Ok(seen.collect())
}

/// What a reader may see of one subject.
///
/// # Errors
/// A fault of storage.
pub async fn vue(tx: &mut Tx, reference: &Reference, regard: Regard, jour: Date) -> Result<Option<Vue>> {
    Ok(store::by_reference(tx, reference).await?.map(|fiche| visible(&fiche, regard, jour)))
}

/// Actors and structures without national number.
///
/// # Errors
/// A fault of storage.
pub async fn locaux(tx: &mut Tx, regard: Regard, jour: Date) -> Result<Vec<Vue>> {
    let local = here(tx).await?.into_iter().filter(|fiche| matches!(fiche.sujet, Sujet::Local(_)));
    Ok(local.map(|fiche| visible(&fiche, regard, jour)).collect())
}

/// Who takes new patients on that day, with or without conditions, as far as it was said.
///
/// # Errors
/// A fault of storage.
pub async fn nouveaux_patients(tx: &mut Tx, jour: Date) -> Result<BTreeSet<Reference>> {
    let open = |fiche: &Fiche| visible(fiche, Regard::Bureau, jour).nouveaux_patients(jour) == Some(true);
    Ok(here(tx).await?.iter().filter(|fiche| open(fiche)).map(Fiche::reference).collect())
}

/// The share of a full-time activity of each professional of whom it was said, from 0 to 1: a weight for the supply.
///
/// # Errors
/// A fault of storage.
pub async fn etp(tx: &mut Tx) -> Result<BTreeMap<Idnps, f64>> {
    let said = said(tx, Nature::ActiviteEtp).await?.into_iter();
    Ok(said
        .filter_map(|(idnps, valeur)| match valeur {
            Valeur::ActiviteEtp(etp) => Some((idnps, etp.part())),
            _ => None,
        })
        .collect())
}

/// Planned departures of professionals, by the first day of their month, soonest first. For the office only.
///
/// # Errors
/// A fault of storage.
pub async fn departs(tx: &mut Tx) -> Result<Vec<(Idnps, Date)>> {
    let said = said(tx, Nature::DepartPrevu).await?.into_iter();
    let mut departs: Vec<(Idnps, Date)> = said
        .filter_map(|(idnps, valeur)| match valeur {
            Valeur::DepartPrevu(mois) => Some((idnps, mois.debut())),
            _ => None,
        })
        .collect();
    departs.sort_by(|a, b| (a.1, &a.0).cmp(&(b.1, &b.0)));
    Ok(departs)
}

async fn said(tx: &mut Tx, nature: Nature) -> Result<Vec<(Idnps, Valeur)>> {
    let said = here(tx).await?.into_iter().filter_map(|mut fiche| {
        let champ = fiche.champs.remove(&nature)?;
        match fiche.sujet {
            Sujet::Professionnel(idnps) => Some((idnps, champ.valeur)),
            Sujet::Finess(_) | Sujet::Siret(_) | Sujet::Local(_) => None,
        }
    });
    Ok(said.collect())
}

async fn here(tx: &mut Tx) -> Result<Vec<Fiche>> {
    let mut all = store::fiches(tx).await?;
    all.retain(|fiche| fiche.retiree_le.is_none());
    Ok(all)
}
