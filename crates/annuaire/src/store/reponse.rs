use crate::reponse::Reponse;
use crate::{Fiche, champ::Nature};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Keeps what an owner answered.
///
/// # Errors
/// A fault of storage.
pub async fn keep_reponse(tx: &mut Tx, reponse: &Reponse) -> Result<()> {
    const SQL: &str = "INSERT INTO annuaire_reponse (cpts, id, fiche, suite, natures, absence, le)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let cpts = tx.cpts();
    let natures: Vec<&str> = reponse.natures.iter().map(|nature| nature.code()).collect();
    let values = params![
        cpts,
        reponse.id,
        reponse.fiche,
        reponse.suite.code(),
        natures.join(" "),
        reponse.absence,
        reponse.le
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Answers that nobody has looked at, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn reponses(tx: &mut Tx, limit: u32) -> Result<Vec<Reponse>> {
    const SQL: &str = "SELECT id, fiche, suite, natures, absence, le FROM annuaire_reponse
        WHERE cpts = $1 AND vue_le IS NULL ORDER BY le, id LIMIT $2";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, limit]).await?.iter().map(read).collect()
}

/// How many answers nobody has looked at.
///
/// # Errors
/// A fault of storage.
pub async fn count_reponses(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "SELECT count(*) AS n FROM annuaire_reponse WHERE cpts = $1 AND vue_le IS NULL";
    let cpts = tx.cpts();
    tx.must_row(SQL, params![cpts]).await?.get("n")
}

/// Somebody has looked at this answer. False when it does not exist or was looked at already.
///
/// # Errors
/// A fault of storage.
pub async fn keep_vues(tx: &mut Tx, id: Id<Reponse>) -> Result<bool> {
    const SQL: &str =
        "UPDATE annuaire_reponse SET vue_le = $3 WHERE cpts = $1 AND id = $2 AND vue_le IS NULL";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, id, now]).await? == 1)
}

/// Forgets the answers about an entry.
///
/// # Errors
/// A fault of storage.
pub async fn drop_reponses(tx: &mut Tx, fiche: Id<Fiche>) -> Result<u64> {
    const SQL: &str = "DELETE FROM annuaire_reponse WHERE cpts = $1 AND fiche = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, fiche]).await
}

fn read(row: &Row) -> Result<Reponse> {
    let natures: String = row.get("natures")?;
    let natures = natures.split_whitespace().filter_map(|code| code.parse::<Nature>().ok()).collect();
    Ok(Reponse {
        id: row.get("id")?,
        fiche: row.get("fiche")?,
        suite: row.parse("suite")?,
        natures,
        absence: row.get("absence")?,
        le: row.get("le")?,
    })
}
