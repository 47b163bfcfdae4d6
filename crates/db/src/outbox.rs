//! The outbox: events written in the transaction that made them true, delivered later, at least once.

use crate::{Error, Result, Tx, params};
use jiff::Timestamp;
use kernel::{Cpts, Id};

/// An event waiting for its reactions.
#[derive(Debug, Clone)]
pub struct Pending {
    /// Its CPTS.
    pub cpts: Id<Cpts>,
    /// Its id: the idempotence key of what follows.
    pub id: Id<Self>,
    /// Its name.
    pub nom: String,
    /// Its JSON form.
    pub contenu: String,
    /// When it was written.
    pub ecrit_le: Timestamp,
    /// How many deliveries were tried.
    pub essais: i64,
    /// Names of the reactions that an earlier try brought to an end.
    pub faites: Vec<String>,
}

impl Pending {
    /// The event itself, as it was published.
    ///
    /// # Errors
    /// A fault when the content is not an `E`.
    pub fn read<E: serde::de::DeserializeOwned>(&self) -> Result<E> {
        serde_json::from_str(&self.contenu).map_err(|e| Error::Decode {
            column: self.nom.clone(),
            expected: std::any::type_name::<E>(),
            got: e.to_string(),
        })
    }
}

/// Events whose time has come, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn due(tx: &mut Tx, limit: u32) -> Result<Vec<Pending>> {
    const SQL: &str = "SELECT cpts, id, nom, contenu, ecrit_le, essais, faites FROM db_outbox
        WHERE prochain_essai_le <= $1 ORDER BY prochain_essai_le, id LIMIT $2";
    let now = tx.ctx().now;
    let rows = tx.rows(SQL, params![now, limit]).await?;
    rows.iter()
        .map(|row| {
            Ok(Pending {
                cpts: row.get("cpts")?,
                id: row.get("id")?,
                nom: row.get("nom")?,
                contenu: row.get("contenu")?,
                ecrit_le: row.get("ecrit_le")?,
                essais: row.get("essais")?,
                faites: row.get::<String>("faites")?.split_whitespace().map(str::to_owned).collect(),
            })
        })
        .collect()
}

/// Takes an event for `until`, so that no other worker delivers it meanwhile. False when another was faster.
///
/// # Errors
/// A fault of storage.
pub async fn claim(tx: &mut Tx, event: &Pending, until: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE db_outbox SET prochain_essai_le = $4, essais = essais + 1
        WHERE cpts = $1 AND id = $2 AND essais = $3 AND prochain_essai_le <= $5";
    let now = tx.ctx().now;
    Ok(tx.run(SQL, params![event.cpts, event.id, event.essais, until, now]).await? == 1)
}

/// The event has been delivered: nothing of it stays (it may carry a sign-in link).
///
/// # Errors
/// A fault of storage.
pub async fn done(tx: &mut Tx, event: &Pending) -> Result<()> {
    const SQL: &str = "DELETE FROM db_outbox WHERE cpts = $1 AND id = $2";
    tx.run(SQL, params![event.cpts, event.id]).await?;
    Ok(())
}

/// The delivery failed, but for the reactions `event.faites`: try the others again at `retry`, or never (`None`) and keep the
/// line for the operator, without what it said: nobody can erase a telephone number from it later.
///
/// # Errors
/// A fault of storage.
pub async fn failed(tx: &mut Tx, event: &Pending, error: &str, retry: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "UPDATE db_outbox SET faites = $3, erreur = $4, prochain_essai_le = $5,
        contenu = CASE WHEN $6 THEN contenu ELSE '{}' END WHERE cpts = $1 AND id = $2";
    let values = params![event.cpts, event.id, event.faites.join(" "), error, retry, retry.is_some()];
    tx.run(SQL, values).await?;
    Ok(())
}

/// How many events wait, and how many were given up.
///
/// # Errors
/// A fault of storage.
pub async fn depth(tx: &mut Tx) -> Result<(i64, i64)> {
    const SQL: &str = "SELECT count(prochain_essai_le) AS en_attente, count(*) AS total FROM db_outbox";
    let row = tx.must_row(SQL, &[]).await?;
    let (waiting, all): (i64, i64) = (row.get("en_attente")?, row.get("total")?);
    Ok((waiting, all - waiting))
}
