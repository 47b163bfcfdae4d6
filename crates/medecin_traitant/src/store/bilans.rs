//! Erasing requests, and what stays to be counted.

use crate::demande::{Cloture, Demande, Origine};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

/// What stays of a request once it is erased.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilan {
    /// Month in which it came, by its first day.
    pub recue: Date,
    /// Month in which it was closed, by its first day.
    pub close: Date,
    /// Why it was closed.
    pub cloture: Cloture,
    /// Through whom it came.
    pub origine: Origine,
    /// Days from its coming to a doctor’s yes, if one said it.
    pub delai_jours: Option<u32>,
    /// Long-term illness.
    pub ald: bool,
    /// 70 or older when it came.
    pub age_70: bool,
    /// C2S, AME or another precarious situation.
    pub precarite: bool,
}

/// Erases a request: key and identity, fingerprints, pairs, letters, steps, then the request itself; keeps its count.
///
/// # Errors
/// A fault of storage.
pub async fn erase(tx: &mut Tx, id: Id<Demande>, bilan: &Bilan) -> Result<bool> {
    const ABOUT: [&str; 5] = [
        "DELETE FROM medecin_traitant_identite WHERE cpts = $1 AND demande = $2",
        "DELETE FROM medecin_traitant_empreinte WHERE cpts = $1 AND demande = $2",
        "DELETE FROM medecin_traitant_doublon WHERE cpts = $1 AND (demande = $2 OR autre = $2)",
        "DELETE FROM medecin_traitant_courrier WHERE cpts = $1 AND demande = $2",
        "DELETE FROM medecin_traitant_etape WHERE cpts = $1 AND demande = $2",
    ];
    const REQUEST: &str =
        "DELETE FROM medecin_traitant_demande WHERE cpts = $1 AND id = $2 AND etat = 'close'";
    const COUNT: &str =
        "INSERT INTO medecin_traitant_bilan (cpts, id, recue, close, cloture, origine, delai_jours, ald,
        age_70, precarite) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    for sql in ABOUT {
        tx.execute(sql, params![tx.cpts(), id]).await?;
    }
    if tx.execute(REQUEST, params![tx.cpts(), id]).await? == 0 {
        return Ok(false);
    }
    let fresh: Id<Bilan> = tx.ctx().id();
    let values = params![
        tx.cpts(),
        fresh,
        bilan.recue,
        bilan.close,
        bilan.cloture.code(),
        bilan.origine.code(),
        bilan.delai_jours,
        bilan.ald,
        bilan.age_70,
        bilan.precarite,
    ];
    tx.execute(COUNT, values).await?;
    Ok(true)
}

/// The requests closed on that day or before.
///
/// # Errors
/// A fault of storage.
pub async fn closes_avant(tx: &mut Tx, jour: Date) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT id FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'close' AND clos_le <= $2
        ORDER BY clos_le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), jour]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}

/// What stays of the requests erased, closed between these days, both included.
///
/// # Errors
/// A fault of storage.
pub async fn bilans(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Bilan>> {
    const SQL: &str = "SELECT recue, close, cloture, origine, delai_jours, ald, age_70, precarite
        FROM medecin_traitant_bilan WHERE cpts = $1 AND close BETWEEN $2 AND $3 ORDER BY close, id";
    let rows = tx.rows(SQL, params![tx.cpts(), du, au]).await?;
    rows.iter().map(read).collect()
}

pub(super) fn read(row: &Row) -> Result<Bilan> {
    let delay: Option<i64> = row.get("delai_jours")?;
    Ok(Bilan {
        recue: row.get("recue")?,
        close: row.get("close")?,
        cloture: row.parse("cloture")?,
        origine: row.parse("origine")?,
        delai_jours: delay.and_then(|days| u32::try_from(days).ok()),
        ald: row.get("ald")?,
        age_70: row.get("age_70")?,
        precarite: row.get("precarite")?,
    })
}
