//! The same person under several memberships.

use crate::Adherent;
use db::{Result, Tx, params};
use kernel::Id;

/// The first membership of the same person: same national number, same account, or same address and name. Their own when there is no
/// other. What is counted by person, whatever their comings and goings, is counted under it.
///
/// # Errors
/// A fault of storage.
pub async fn premiere(tx: &mut Tx, id: Id<Adherent>) -> Result<Id<Adherent>> {
    const SQL: &str = "SELECT o.id FROM adhesions_adherent me JOIN adhesions_adherent o ON o.cpts = me.cpts
            AND (o.id = me.id OR o.idnps = me.idnps OR o.compte = me.compte OR (o.courriel = me.courriel AND o.cle = me.cle))
        WHERE me.cpts = $1 AND me.id = $2 ORDER BY o.ecrit_le, o.id LIMIT 1";
    let cpts = tx.cpts();
    Ok(match tx.row(SQL, params![cpts, id]).await? {
        Some(row) => row.get("id")?,
        None => id,
    })
}
