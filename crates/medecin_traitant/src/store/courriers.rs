//! Letters to print, calls to make.

use crate::courrier::{Courrier, Sorte};
use crate::{Demande, Etape};
use db::{Result, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Asks for a letter or a call about a step. Of a request one waits at a time, for the last step: since when stays that of the first.
///
/// # Errors
/// A fault of storage.
pub async fn want(tx: &mut Tx, demande: Id<Demande>, sorte: Sorte, quoi: Etape) -> Result<()> {
    const SQL: &str = "INSERT INTO medecin_traitant_courrier (cpts, id, demande, sorte, quoi, voulu_le)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (cpts, demande) WHERE fait_le IS NULL DO UPDATE SET sorte = $4, quoi = $5";
    let (id, now): (Id<Courrier>, _) = (tx.ctx().id(), tx.ctx().now);
    tx.execute(SQL, params![tx.cpts(), id, demande, sorte.code(), quoi.code(), now]).await?;
    Ok(())
}

/// Those that wait, oldest first, `most` of them.
///
/// # Errors
/// A fault of storage.
pub async fn en_attente(tx: &mut Tx, sorte: Sorte, most: u32) -> Result<Vec<Courrier>> {
    const SQL: &str = "SELECT id, demande, sorte, quoi, voulu_le FROM medecin_traitant_courrier
        WHERE cpts = $1 AND sorte = $2 AND fait_le IS NULL ORDER BY voulu_le, id LIMIT $3";
    let rows = tx.rows(SQL, params![tx.cpts(), sorte.code(), most]).await?;
    let one = |row: &db::Row| {
        Ok(Courrier {
            id: row.get("id")?,
            demande: row.get("demande")?,
            sorte: row.parse("sorte")?,
            quoi: row.parse("quoi")?,
            voulu_le: row.get("voulu_le")?,
        })
    };
    rows.iter().map(one).collect()
}

/// Nothing waits any more to be told about a request.
///
/// # Errors
/// A fault of storage.
pub async fn drop_waiting(tx: &mut Tx, demande: Id<Demande>) -> Result<()> {
    const SQL: &str =
        "DELETE FROM medecin_traitant_courrier WHERE cpts = $1 AND demande = $2 AND fait_le IS NULL";
    tx.execute(SQL, params![tx.cpts(), demande]).await?;
    Ok(())
}

/// How many wait: letters, calls.
///
/// # Errors
/// A fault of storage.
pub async fn combien(tx: &mut Tx) -> Result<(u32, u32)> {
    const SQL: &str = "SELECT sorte, COUNT(*) AS combien FROM medecin_traitant_courrier
        WHERE cpts = $1 AND fait_le IS NULL GROUP BY sorte";
    let mut all = (0, 0);
    for row in tx.rows(SQL, params![tx.cpts()]).await? {
        let many = super::count(&row, "combien")?;
        match row.parse("sorte")? {
            Sorte::Lettre => all.0 = many,
            Sorte::Appel => all.1 = many,
        }
    }
    Ok(all)
}

/// It is posted, or the call was made; false when it was already.
///
/// # Errors
/// A fault of storage.
pub async fn set_fait(tx: &mut Tx, id: Id<Courrier>, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_courrier SET fait_le = $3, auteur = $4
        WHERE cpts = $1 AND id = $2 AND fait_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, auteur]).await? == 1)
}

/// Whether text messages leave, as the program last said; they do as long as nobody said that they do not.
///
/// # Errors
/// A fault of storage.
pub async fn sms(tx: &mut Tx) -> Result<bool> {
    const SQL: &str = "SELECT sms FROM medecin_traitant_moyen WHERE cpts = $1";
    tx.row(SQL, params![tx.cpts()]).await?.map_or(Ok(true), |row| row.get("sms"))
}

/// Says whether text messages leave; false when that was known.
///
/// # Errors
/// A fault of storage.
pub async fn set_sms(tx: &mut Tx, sms: bool) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_moyen (cpts, sms) VALUES ($1, $2)
        ON CONFLICT (cpts) DO UPDATE SET sms = $2 WHERE medecin_traitant_moyen.sms <> $2";
    Ok(tx.execute(SQL, params![tx.cpts(), sms]).await? == 1)
}
