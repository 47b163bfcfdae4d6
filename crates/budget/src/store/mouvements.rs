//! Movements and their shares.

use crate::cle::Cle;
use crate::mouvement::{Mouvement, Part, Saisie};
use db::{Error, Result, Row, Tx, Value, params};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

/// What keeps a movement from being kept twice.
#[derive(Debug, Clone, Copy, Default)]
pub struct Marques<'a> {
    /// Its reference, day and amount, as they stand.
    pub doublon: Option<&'a str>,
    /// What the row of a file was that brought it, whatever was corrected since.
    pub importe: Option<&'a str>,
}

/// Keeps a movement; false when its id, or one of its marks, is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Mouvement, marques: Marques<'_>, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO budget_mouvement (cpts, id, genre, nature, jour, facture_le, libelle, tiers, reference,
        moyen, cents, engagement, doublon, contre, auteur, ecrit_le, importe)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let importe = marques.importe.map(str::to_owned);
    let more = params![one.contre, auteur, now, importe];
    let values = [values(tx, one, marques.doublon).as_slice(), more].concat();
    if tx.execute(SQL, &values).await? == 0 {
        return Ok(false);
    }
    add_parts(tx, one.id, &one.saisie.parts).await?;
    Ok(true)
}

/// Writes a movement again, with its shares; false when it was taken away. What its file said of it stays.
///
/// # Errors
/// A fault of storage; the same reference, day and amount kept already break a constraint.
pub async fn change(tx: &mut Tx, one: &Mouvement, doublon: Option<&str>) -> Result<bool> {
    const SQL: &str =
        "UPDATE budget_mouvement SET genre = $3, nature = $4, jour = $5, facture_le = $6, libelle = $7,
        tiers = $8, reference = $9, moyen = $10, cents = $11, engagement = $12, doublon = $13
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL AND contre IS NULL";
    const CLEAR: &str = "DELETE FROM budget_part WHERE cpts = $1 AND mouvement = $2";
    if tx.execute(SQL, &values(tx, one, doublon)).await? == 0 {
        return Ok(false);
    }
    tx.execute(CLEAR, params![tx.cpts(), one.id]).await?;
    add_parts(tx, one.id, &one.saisie.parts).await?;
    Ok(true)
}

/// What both writings say of a movement, in the order of their numbers.
fn values(tx: &Tx, one: &Mouvement, doublon: Option<&str>) -> Vec<Value> {
    let s = &one.saisie;
    params![
        tx.cpts(),
        one.id,
        s.genre.code(),
        s.nature.code(),
        s.jour,
        s.facture_le,
        &s.libelle,
        &s.tiers,
        &s.reference,
        s.moyen.code(),
        s.cents,
        s.engagement,
        doublon.map(str::to_owned)
    ]
    .to_vec()
}

async fn add_parts(tx: &mut Tx, id: Id<Mouvement>, parts: &[Part]) -> Result<()> {
    const SQL: &str = "INSERT INTO budget_part (cpts, mouvement, rang, enveloppe, financement, compte, cents)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    for (rang, part) in (1_i64..).zip(parts) {
        let (cle, row) = (part.cle.to_string(), part.cle.financement());
        tx.execute(SQL, params![tx.cpts(), id, rang, cle, row, &part.compte, part.cents]).await?;
    }
    Ok(())
}

/// Takes away a movement; false when it is gone.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Mouvement>) -> Result<bool> {
    const SQL: &str = "UPDATE budget_mouvement SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL
        AND NOT EXISTS (SELECT 1 FROM budget_mouvement l WHERE l.cpts = $1 AND (l.contre = $2 OR l.engagement = $2)
            AND l.retire_le IS NULL)";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Says a commitment over, or opens it again with none; false when it stands so already.
///
/// # Errors
/// A fault of storage.
pub async fn settle(tx: &mut Tx, id: Id<Mouvement>, over: bool) -> Result<bool> {
    const SQL: &str =
        "UPDATE budget_mouvement SET solde_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL
        AND genre = 'engagement' AND (solde_le IS NULL) = $4";
    let today = kernel::today(tx.ctx().now);
    Ok(tx.execute(SQL, params![tx.cpts(), id, over.then_some(today), over]).await? == 1)
}

/// One movement, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Mouvement>) -> Result<Option<Mouvement>> {
    const HOLD: &str = "UPDATE budget_mouvement SET libelle = libelle
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL RETURNING id";
    if tx.row(HOLD, params![tx.cpts(), id]).await?.is_none() {
        return Ok(None);
    }
    one(tx, id).await
}

/// One movement.
///
/// # Errors
/// A fault of storage.
pub async fn one(tx: &mut Tx, id: Id<Mouvement>) -> Result<Option<Mouvement>> {
    const SQL: &str =
        "SELECT id, genre, nature, jour, facture_le, libelle, tiers, reference, moyen, cents, engagement,
        contre, solde_le FROM budget_mouvement WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    const PARTS: &str = "SELECT mouvement, enveloppe, compte, cents FROM budget_part
        WHERE cpts = $1 AND mouvement = $2 ORDER BY rang";
    let Some(row) = tx.row(SQL, params![tx.cpts(), id]).await? else { return Ok(None) };
    let parts = by_mouvement(&tx.rows(PARTS, params![tx.cpts(), id]).await?)?;
    read(&row, parts).map(Some)
}

/// Every movement, by day.
///
/// # Errors
/// A fault of storage.
pub async fn mouvements(tx: &mut Tx) -> Result<Vec<Mouvement>> {
    const SQL: &str = "SELECT id, genre, nature, jour, facture_le, libelle, tiers, reference, moyen, cents, engagement,
        contre, solde_le FROM budget_mouvement WHERE cpts = $1 AND retire_le IS NULL ORDER BY jour, ecrit_le, id";
    const PARTS: &str = "SELECT mouvement, enveloppe, compte, cents FROM budget_part WHERE cpts = $1 ORDER BY mouvement, rang";
    let cpts = tx.cpts();
    let mut parts = by_mouvement(&tx.rows(PARTS, params![cpts]).await?)?;
    let take = |row: &Row| {
        let id: Id<Mouvement> = row.get("id")?;
        let mine = parts.remove(&id).unwrap_or_default();
        read(row, BTreeMap::from([(id, mine)]))
    };
    tx.rows(SQL, params![cpts]).await?.iter().map(take).collect()
}

/// The marks that are kept already: references, days and amounts as they stand, rows of files as they came.
///
/// # Errors
/// A fault of storage.
pub async fn marques(tx: &mut Tx) -> Result<std::collections::BTreeSet<String>> {
    const SQL: &str =
        "SELECT doublon AS marque FROM budget_mouvement WHERE cpts = $1 AND doublon IS NOT NULL AND retire_le IS NULL
        UNION SELECT importe FROM budget_mouvement WHERE cpts = $1 AND importe IS NOT NULL AND retire_le IS NULL";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(|row| row.get("marque")).collect()
}

fn by_mouvement(rows: &[Row]) -> Result<BTreeMap<Id<Mouvement>, Vec<Part>>> {
    let mut all: BTreeMap<Id<Mouvement>, Vec<Part>> = BTreeMap::new();
    for row in rows {
        let part = Part { cle: cle(row, "enveloppe")?, compte: row.get("compte")?, cents: row.get("cents")? };
        all.entry(row.get("mouvement")?).or_default().push(part);
    }
    Ok(all)
}

/// The envelope that a column names.
pub(super) fn cle(row: &Row, column: &str) -> Result<Cle> {
    let text: String = row.get(column)?;
    text.parse().map_err(|_| Error::Decode { column: column.to_owned(), expected: "an envelope", got: text })
}

fn read(row: &Row, mut parts: BTreeMap<Id<Mouvement>, Vec<Part>>) -> Result<Mouvement> {
    let id = row.get("id")?;
    let saisie = Saisie {
        genre: row.parse("genre")?,
        nature: row.parse("nature")?,
        jour: row.get("jour")?,
        facture_le: row.get("facture_le")?,
        libelle: row.get("libelle")?,
        tiers: row.get("tiers")?,
        reference: row.get("reference")?,
        moyen: row.parse("moyen")?,
        engagement: row.get("engagement")?,
        cents: row.get("cents")?,
        parts: parts.remove(&id).unwrap_or_default(),
    };
    Ok(Mouvement { id, saisie, contre: row.get("contre")?, solde_le: row.get("solde_le")? })
}
