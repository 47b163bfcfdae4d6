//! The five questions on the statutes, as they stand.

use crate::loi;
use crate::missions::{Mission, missions};
use crate::statuts::Point;
use crate::store::statuts as store;
use db::{Result, Tx};
use law::Parameters;
use std::collections::BTreeSet;

/// Every question, with the facts, what they say, and what was decided.
///
/// # Errors
/// A fault of storage.
pub async fn points(tx: &mut Tx, law: &Parameters) -> Result<Vec<Point>> {
    let jour = kernel::today(tx.ctx().now);
    let kept = store::verifications(tx).await?;
    let mut facts = store::faits(tx).await?;
    let choisies = choisies(tx, law).await?;
    let one = |modele: loi::PointType| {
        let faits = facts.remove(&modele.code).unwrap_or_default();
        Point {
            verification: kept.iter().find(|one| one.code == modele.code).cloned(),
            bilan: faits.assess(&modele.champs, &choisies),
            faits,
            modele,
        }
    };
    Ok(loi::points(jour).into_iter().map(one).collect())
}

/// The missions that the CPTS has chosen: the compulsory ones, and those that an action of the projet serves.
async fn choisies(tx: &mut Tx, law: &Parameters) -> Result<Vec<Mission>> {
    let mut all = missions(law, kernel::today(tx.ctx().now)).unwrap_or_default();
    let served: BTreeSet<String> =
        crate::actions(tx).await?.into_iter().map(|one| one.fiche.mission).collect();
    all.retain(|one| one.socle || served.contains(&one.id));
    Ok(all)
}
