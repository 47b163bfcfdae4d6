//! Calls by day, two hours and profession, once their requests are erased.

use crate::affluence::{Affluence, Plage};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};

/// Adds what an erased request leaves.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Affluence) -> Result<()> {
    const SQL: &str =
        "INSERT INTO snp_affluence (cpts, jour, heure, vers, nombre) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (cpts, jour, heure, vers) DO UPDATE SET nombre = snp_affluence.nombre + $5";
    let values = params![tx.cpts(), one.jour, i64::from(one.plage.debut()), one.vers.to_string(), one.nombre];
    tx.execute(SQL, values).await.map(drop)
}

/// What stays of the requests erased, received on these days, both included, in order.
///
/// # Errors
/// A fault of storage.
pub async fn entre(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Affluence>> {
    const SQL: &str = "SELECT jour, heure, vers, nombre FROM snp_affluence
        WHERE cpts = $1 AND jour BETWEEN $2 AND $3 ORDER BY jour, heure, vers";
    let read = |row: &Row| {
        Ok(Affluence {
            jour: row.get("jour")?,
            plage: Plage::of(i8::try_from(row.get::<i64>("heure")?).unwrap_or(0)),
            vers: row.parse("vers")?,
            nombre: row.get("nombre")?,
        })
    };
    tx.rows(SQL, params![tx.cpts(), du, au]).await?.iter().map(read).collect()
}

/// The day of the first request, erased or not; none before it.
///
/// # Errors
/// A fault of storage.
pub async fn depuis(tx: &mut Tx) -> Result<Option<Date>> {
    const KEPT: &str = "SELECT min(recue_le) AS le FROM snp_demande WHERE cpts = $1";
    const ERASED: &str = "SELECT min(jour) AS jour FROM snp_affluence WHERE cpts = $1";
    let kept: Option<Timestamp> = tx.must_row(KEPT, params![tx.cpts()]).await?.get("le")?;
    let erased: Option<Date> = tx.must_row(ERASED, params![tx.cpts()]).await?.get("jour")?;
    Ok(kept.map(kernel::today).into_iter().chain(erased).min())
}
