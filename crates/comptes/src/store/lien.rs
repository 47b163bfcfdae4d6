use crate::{Moyen, Personne, Usage};
use db::{Result, Tx, params};
use kernel::Id;

/// A single-use token that is still good.
#[derive(Debug, Clone)]
pub struct Lien {
    /// Whose.
    pub personne: Id<Personne>,
    /// How they proved who they are.
    pub moyen: Moyen,
}

/// Keeps the hash of a new token; nobody's when it is a decoy.
pub async fn keep(
    tx: &mut Tx,
    empreinte: &[u8],
    usage: Usage,
    personne: Option<Id<Personne>>,
    moyen: Moyen,
) -> Result<()> {
    const SQL: &str = "INSERT INTO comptes_lien (empreinte, usage, personne, moyen, cree_le, expire_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let now = tx.ctx().now;
    let values = params![empreinte, usage.code(), personne, moyen.code(), now, usage.expire(now)];
    tx.execute_untraced(SQL, values).await?;
    Ok(())
}

/// What a token that comes from a mailbox opens, if it is still good.
pub async fn from_mailbox(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<Lien>> {
    const SQL: &str = "SELECT personne, moyen FROM comptes_lien WHERE empreinte = $1 AND usage <> 'code'
        AND personne IS NOT NULL AND utilise_le IS NULL AND expire_le > $2";
    find(tx, SQL, empreinte).await
}

/// What a browser that waits for its second factor may open, if it is still good.
pub async fn awaiting_code(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<Lien>> {
    const SQL: &str = "SELECT personne, moyen FROM comptes_lien WHERE empreinte = $1 AND usage = 'code'
        AND personne IS NOT NULL AND utilise_le IS NULL AND expire_le > $2";
    find(tx, SQL, empreinte).await
}

async fn find(tx: &mut Tx, sql: &str, empreinte: &[u8]) -> Result<Option<Lien>> {
    let now = tx.ctx().now;
    let Some(row) = tx.row(sql, params![empreinte, now]).await? else { return Ok(None) };
    Ok(Some(Lien { personne: row.get("personne")?, moyen: row.parse("moyen")? }))
}

/// Uses a token. False when it was used or expired meanwhile: the row decides, not us.
pub async fn spend(tx: &mut Tx, empreinte: &[u8]) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_lien SET utilise_le = $2
        WHERE empreinte = $1 AND utilise_le IS NULL AND expire_le > $2";
    let now = tx.ctx().now;
    Ok(tx.execute_untraced(SQL, params![empreinte, now]).await? == 1)
}

/// No token of `personne` is good any more.
pub async fn revoke(tx: &mut Tx, personne: Id<Personne>) -> Result<()> {
    const SQL: &str = "DELETE FROM comptes_lien WHERE personne = $1";
    tx.execute_untraced(SQL, params![personne]).await?;
    Ok(())
}

/// Forgets tokens that have expired.
pub async fn purge(tx: &mut Tx) -> Result<u64> {
    const SQL: &str = "DELETE FROM comptes_lien WHERE expire_le <= $1";
    let now = tx.ctx().now;
    tx.execute_untraced(SQL, params![now]).await
}
