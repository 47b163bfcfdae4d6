//! The chain from needs to actions, as others read it.

use crate::action::{Action, Objectif, Visee};
use crate::couverture::Couverture;
use crate::store;
use db::{Result, Tx};
use diagnostic::Besoin;
use kernel::Id;

/// The actions on the list, by mission then by title.
///
/// # Errors
/// A fault of storage.
pub async fn actions(tx: &mut Tx) -> Result<Vec<Action>> {
    let all = store::actions::actions(tx).await?;
    let mut kept: Vec<Action> = all.into_iter().filter(|one| one.retrait.is_none()).collect();
    kept.sort_by_cached_key(|one| (usual_order(&one.fiche.mission), kernel::fold(&one.fiche.titre), one.id));
    Ok(kept)
}

/// The usual order of missions; a mission of a later agreement comes after those known.
fn usual_order(mission: &str) -> (usize, String) {
    const USUAL: [&str; 6] = ["acces", "parcours", "prevention", "crise", "qualite", "accompagnement"];
    let place = USUAL.iter().position(|one| *one == mission).unwrap_or(USUAL.len());
    (place, mission.to_owned())
}

/// One action, withdrawn or not.
///
/// # Errors
/// A fault of storage.
pub async fn action(tx: &mut Tx, id: Id<Action>) -> Result<Option<Action>> {
    store::actions::action(tx, id).await
}

/// The objectives on the list, in the order in which they were written.
///
/// # Errors
/// A fault of storage.
pub async fn objectifs(tx: &mut Tx) -> Result<Vec<Objectif>> {
    let all = store::actions::objectifs(tx).await?;
    Ok(all.into_iter().filter(|one| one.retire_le.is_none()).collect())
}

/// The aims of the regional plan on the list.
///
/// # Errors
/// A fault of storage.
pub async fn visees(tx: &mut Tx) -> Result<Vec<Visee>> {
    store::visees::visees(tx).await
}

/// Does each need have an action, each action a need, each aim an action?
///
/// # Errors
/// A fault of storage.
pub async fn couverture(tx: &mut Tx) -> Result<Couverture> {
    let besoins = diagnostic::retenus(tx).await?;
    let (objectifs, actions) = (objectifs(tx).await?, actions(tx).await?);
    Ok(Couverture::of(besoins, objectifs, actions, visees(tx).await?))
}

/// Needs that no action answers.
///
/// # Errors
/// A fault of storage.
pub async fn besoins_sans_action(tx: &mut Tx) -> Result<Vec<Besoin>> {
    Ok(couverture(tx).await?.besoins_sans_action().into_iter().cloned().collect())
}
