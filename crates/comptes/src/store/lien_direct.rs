use crate::LienDirect;
use db::{Result, Row, Tx, Value, params};
use jiff::Timestamp;
use kernel::Id;
use std::{collections::HashMap, sync::LazyLock};
use uuid::Uuid;

/// How many links [`contacts`] asks for at once.
pub const CONTACTS: usize = 50;

/// Keeps a new link of this CPTS, by the hash of its token.
pub async fn keep(tx: &mut Tx, empreinte: &[u8], lien: &LienDirect) -> Result<()> {
    const SQL: &str =
        "INSERT INTO comptes_lien_direct (cpts, id, empreinte, usage, sujet, vers, cree_le, expire_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let cpts = tx.cpts();
    let values =
        params![cpts, lien.id, empreinte, &lien.usage, lien.sujet, &lien.vers, lien.cree_le, lien.expire_le];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The link of a token, alive or not, and its CPTS: the token says which, before anything else is known of the caller.
pub async fn by_empreinte(tx: &mut Tx, empreinte: &[u8]) -> Result<Option<(LienDirect, web::Tenant)>> {
    const SQL: &str =
        "SELECT l.id, l.usage, l.sujet, l.vers, l.cree_le, l.expire_le, l.suivi_le, l.utilise_le,
        l.revoque_le, l.cpts, c.slug, c.nom
        FROM comptes_lien_direct l JOIN comptes_cpts c ON c.id = l.cpts WHERE l.empreinte = $1";
    let Some(row) = tx.row(SQL, params![empreinte]).await? else { return Ok(None) };
    let tenant = web::Tenant { id: row.get("cpts")?, slug: row.get("slug")?, nom: row.get("nom")? };
    Ok(Some((read(&row)?, tenant)))
}

/// Links of this CPTS for `usage` about `sujet`, newest first.
pub async fn liens_directs(tx: &mut Tx, usage: &str, sujet: Uuid) -> Result<Vec<LienDirect>> {
    const SQL: &str = "SELECT id, usage, sujet, vers, cree_le, expire_le, suivi_le, utilise_le, revoque_le
        FROM comptes_lien_direct WHERE cpts = $1 AND usage = $2 AND sujet = $3 ORDER BY cree_le DESC, id DESC";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, usage, sujet]).await?.iter().map(read).collect()
}

/// Uses a link of this CPTS. False when it is not for that, or was used, withdrawn or expired meanwhile: the row decides.
pub async fn spend(tx: &mut Tx, id: Id<LienDirect>, usage: &str, sujet: Uuid) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_lien_direct SET utilise_le = $5
        WHERE cpts = $1 AND id = $2 AND usage = $3 AND sujet = $4
        AND utilise_le IS NULL AND revoque_le IS NULL AND expire_le > $5";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, id, usage, sujet, now]).await? == 1)
}

/// Whether a link of this CPTS is alive and for that.
pub async fn holds(tx: &mut Tx, id: Id<LienDirect>, usage: &str, sujet: Uuid) -> Result<bool> {
    const SQL: &str = "SELECT id FROM comptes_lien_direct
        WHERE cpts = $1 AND id = $2 AND usage = $3 AND sujet = $4
        AND utilise_le IS NULL AND revoque_le IS NULL AND expire_le > $5";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.row(SQL, params![cpts, id, usage, sujet, now]).await?.is_some())
}

/// Withdraws the living links of this CPTS for `usage` about `sujet`; says how many.
pub async fn revoke(tx: &mut Tx, usage: &str, sujet: Uuid) -> Result<u64> {
    const SQL: &str = "UPDATE comptes_lien_direct SET revoque_le = $4
        WHERE cpts = $1 AND usage = $2 AND sujet = $3
        AND utilise_le IS NULL AND revoque_le IS NULL AND expire_le > $4";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute(SQL, params![cpts, usage, sujet, now]).await
}

/// Withdraws the living links of this CPTS about `sujet`, whatever they are for; says how many.
pub async fn revoke_about(tx: &mut Tx, sujet: Uuid) -> Result<u64> {
    const SQL: &str = "UPDATE comptes_lien_direct SET revoque_le = $3
        WHERE cpts = $1 AND sujet = $2 AND utilise_le IS NULL AND revoque_le IS NULL AND expire_le > $3";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute(SQL, params![cpts, sujet, now]).await
}

/// Forgets the links about somebody whose account closes, of every CPTS.
pub async fn forget_about(tx: &mut Tx, sujet: Uuid) -> Result<u64> {
    const SQL: &str = "DELETE FROM comptes_lien_direct WHERE sujet = $1";
    tx.execute(SQL, params![sujet]).await
}

/// Remembers that the page of a link was opened.
pub async fn touch(tx: &mut Tx, id: Id<LienDirect>) -> Result<()> {
    const SQL: &str = "UPDATE comptes_lien_direct SET suivi_le = $3 WHERE cpts = $1 AND id = $2";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute_untraced(SQL, params![cpts, id, now]).await?;
    Ok(())
}

/// To whom up to fifty links of this CPTS were sent, as hints.
pub async fn contacts(tx: &mut Tx, ids: &[Id<LienDirect>]) -> Result<HashMap<Id<LienDirect>, String>> {
    static SQL: LazyLock<String> = LazyLock::new(|| {
        let places: Vec<String> = (2..CONTACTS + 2).map(|n| format!("${n}")).collect();
        format!("SELECT id, vers FROM comptes_lien_direct WHERE cpts = $1 AND id IN ({})", places.join(", "))
    });
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    // One text whatever the number of links: the places left over ask for none.
    let none = Id::new(Uuid::nil());
    let asked = ids.iter().copied().chain(std::iter::repeat(none)).take(CONTACTS);
    let values: Vec<Value> = std::iter::once(Value::from(tx.cpts())).chain(asked.map(Value::from)).collect();
    let rows = tx.rows(&SQL, &values).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("vers")?))).collect()
}

/// Forgets links that expired before `before`, of every CPTS.
pub async fn purge(tx: &mut Tx, before: Timestamp) -> Result<u64> {
    const SQL: &str = "DELETE FROM comptes_lien_direct WHERE expire_le <= $1";
    tx.execute_untraced(SQL, params![before]).await
}

fn read(row: &Row) -> Result<LienDirect> {
    Ok(LienDirect {
        id: row.get("id")?,
        usage: row.get("usage")?,
        sujet: row.get("sujet")?,
        vers: row.get("vers")?,
        cree_le: row.get("cree_le")?,
        expire_le: row.get("expire_le")?,
        suivi_le: row.get("suivi_le")?,
        utilise_le: row.get("utilise_le")?,
        revoque_le: row.get("revoque_le")?,
    })
}
