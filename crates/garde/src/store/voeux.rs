//! Wishes.

use crate::{Avis, DemiJournee, Participant, Planning};
use db::{Result, Tx, params};
use kernel::Id;
use std::collections::BTreeMap;

/// What was said in a planning.
pub type Voeux = BTreeMap<(Id<Participant>, Id<DemiJournee>), Avis>;

/// What everybody said of the half-days of a planning.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Voeux> {
    const SQL: &str = "SELECT v.participant, v.demi_journee, v.avis FROM garde_voeu v
        JOIN garde_demi_journee d ON d.cpts = v.cpts AND d.id = v.demi_journee
        WHERE v.cpts = $1 AND d.planning = $2";
    let rows = tx.rows(SQL, params![tx.cpts(), planning]).await?;
    rows.iter()
        .map(|row| Ok(((row.get("participant")?, row.get("demi_journee")?), row.parse("avis")?)))
        .collect()
}

/// Writes what somebody says of a half-day; what they said before gives way. Whoever keeps a whole list records it.
///
/// # Errors
/// A fault of storage.
pub async fn keep(
    tx: &mut Tx,
    participant: Id<Participant>,
    demi_journee: Id<DemiJournee>,
    avis: Avis,
) -> Result<()> {
    const SQL: &str = "INSERT INTO garde_voeu (cpts, demi_journee, participant, avis, ecrit_le)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (cpts, demi_journee, participant)
        DO UPDATE SET avis = excluded.avis, ecrit_le = excluded.ecrit_le";
    let values = params![tx.cpts(), demi_journee, participant, avis.code(), tx.ctx().now];
    tx.execute(SQL, values).await.map(drop)
}
