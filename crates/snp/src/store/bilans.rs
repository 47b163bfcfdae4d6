//! Erasing requests, and what stays to be counted.

use crate::Demande;
use crate::bilan::Bilan;
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;

/// The requests closed at that instant or before, a hundred at most.
///
/// # Errors
/// A fault of storage.
pub async fn closes_avant(tx: &mut Tx, le: Timestamp) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT id FROM snp_demande WHERE cpts = $1 AND clos_le <= $2 ORDER BY clos_le, id LIMIT 100";
    let rows = tx.rows(SQL, params![tx.cpts(), le]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// Erases a closed request: key and identity, fingerprint, hand-over, questions, steps, then itself; keeps its count. False
/// when it is not closed.
///
/// # Errors
/// A fault of storage.
pub async fn erase(tx: &mut Tx, id: Id<Demande>, bilan: &Bilan) -> Result<bool> {
    const ABOUT: [&str; 6] = [
        "DELETE FROM snp_identite WHERE cpts = $1 AND demande = $2",
        "DELETE FROM snp_empreinte WHERE cpts = $1 AND demande = $2",
        "DELETE FROM snp_transmission WHERE cpts = $1 AND demande = $2",
        "DELETE FROM snp_sollicitation WHERE cpts = $1 AND demande = $2",
        "DELETE FROM snp_aubaine WHERE cpts = $1 AND demande = $2",
        "DELETE FROM snp_etape WHERE cpts = $1 AND demande = $2",
    ];
    const REQUEST: &str = "DELETE FROM snp_demande WHERE cpts = $1 AND id = $2 AND clos_le IS NOT NULL";
    const COUNT: &str =
        "INSERT INTO snp_bilan (cpts, id, mois, heure, motif, origine, phase, minutes, dans_le_delai)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    for sql in ABOUT {
        tx.execute(sql, params![tx.cpts(), id]).await?;
    }
    if tx.execute(REQUEST, params![tx.cpts(), id]).await? == 0 {
        return Ok(false);
    }
    let fresh: Id<Bilan> = tx.ctx().id();
    let Bilan { mois, heure, motif, origine, phase, minutes, dans_le_delai } = bilan;
    let values = params![
        tx.cpts(),
        fresh,
        *mois,
        *heure,
        motif,
        origine.code(),
        phase.code(),
        *minutes,
        *dans_le_delai
    ];
    tx.execute(COUNT, values).await?;
    Ok(true)
}

/// What stays of the requests erased, received in the months from `du` to `au`, both included by their first day.
///
/// # Errors
/// A fault of storage.
pub async fn bilans(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Bilan>> {
    const SQL: &str = "SELECT mois, heure, motif, origine, phase, minutes, dans_le_delai FROM snp_bilan
        WHERE cpts = $1 AND mois BETWEEN $2 AND $3 ORDER BY mois, heure, motif, phase, minutes";
    let rows = tx.rows(SQL, params![tx.cpts(), du, au]).await?;
    let read = |row: &Row| {
        Ok(Bilan {
            mois: row.get("mois")?,
            heure: row.get("heure")?,
            motif: row.get("motif")?,
            origine: row.parse("origine")?,
            phase: row.parse("phase")?,
            minutes: row.get("minutes")?,
            dans_le_delai: row.get("dans_le_delai")?,
        })
    };
    rows.iter().map(read).collect()
}
