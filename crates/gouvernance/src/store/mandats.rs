//! Mandates and declared links.

use crate::mandat::{Interet, Mandat};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

/// Notes a mandate; false when the same one is noted already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Mandat) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_mandat (cpts, id, adherent, instance, fonction, precision_de, du, au, motif, seance)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', $9) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let values = params![
        cpts,
        one.id,
        one.adherent,
        one.instance,
        one.fonction.code(),
        &one.precision,
        one.du,
        one.au,
        one.seance
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Ends a mandate before its term; false when it was ended, or is not there.
///
/// # Errors
/// A fault of storage.
pub async fn end(tx: &mut Tx, id: Id<Mandat>, le: Date, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_mandat SET fini_le = $3, motif = $4
        WHERE cpts = $1 AND id = $2 AND fini_le IS NULL";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id, le, motif]).await? == 1)
}

/// Every mandate, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn mandats(tx: &mut Tx) -> Result<Vec<Mandat>> {
    const SQL: &str = "SELECT id, adherent, instance, fonction, precision_de, du, au, fini_le, motif, seance
        FROM gouvernance_mandat WHERE cpts = $1 ORDER BY du DESC, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Mandat> {
    let fini: Option<Date> = row.get("fini_le")?;
    Ok(Mandat {
        id: row.get("id")?,
        adherent: row.get("adherent")?,
        instance: row.get("instance")?,
        fonction: row.parse("fonction")?,
        precision: row.get("precision_de")?,
        du: row.get("du")?,
        au: row.get("au")?,
        fini: fini.map(|le| Ok((le, row.get("motif")?))).transpose()?,
        seance: row.get("seance")?,
    })
}

/// Keeps a declaration; a second one of the same day takes its place.
///
/// # Errors
/// A fault of storage.
pub async fn declare(tx: &mut Tx, one: &Interet) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_interet (cpts, adherent, le, liens) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts, adherent, le) DO UPDATE SET liens = excluded.liens";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, one.adherent, one.le, &one.liens]).await?;
    Ok(())
}

/// Every declaration, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn interets(tx: &mut Tx) -> Result<Vec<Interet>> {
    const SQL: &str =
        "SELECT adherent, le, liens FROM gouvernance_interet WHERE cpts = $1 ORDER BY le DESC, adherent";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter()
        .map(|row| {
            Ok(Interet { adherent: row.get("adherent")?, le: row.get("le")?, liens: row.get("liens")? })
        })
        .collect()
}
