//! Erasing requests, and what stays to be counted.

use crate::demande::{Cloture, Demande, Origine};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;

pub(super) const COLUMNS: &str =
    "recue, close, cloture, origine, delai_jours, delai_declare_jours, ald, age_70, c2s, precarite";

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
    /// Days from its coming to the declaration, if the médecin traitant was declared.
    pub delai_declare_jours: Option<u32>,
    /// Long-term illness.
    pub ald: bool,
    /// 70 or older when it came.
    pub age_70: bool,
    /// C2S alone.
    pub c2s: bool,
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
        "INSERT INTO medecin_traitant_bilan (cpts, id, recue, close, cloture, origine, delai_jours,
        delai_declare_jours, ald, age_70, c2s, precarite) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
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
        bilan.delai_declare_jours,
        bilan.ald,
        bilan.age_70,
        bilan.c2s,
        bilan.precarite,
    ];
    tx.execute(COUNT, values).await?;
    Ok(true)
}

/// Forgets who the doctors are who stopped taking part before that instant: their answers stay to be counted. How many.
///
/// # Errors
/// A fault of storage.
pub async fn forget_partis(tx: &mut Tx, avant: Timestamp) -> Result<u64> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET nom = 'Médecin parti', cle = '', adresse = '',
        telephone = NULL, courriel = NULL, adherent = NULL, compte = NULL
        WHERE cpts = $1 AND retire_le < $2 AND cle <> ''";
    tx.execute(SQL, params![tx.cpts(), avant]).await
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
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_bilan WHERE cpts = $1 AND close BETWEEN $2 AND $3 ORDER BY close, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), du, au]).await?;
    rows.iter().map(read).collect()
}

pub(super) fn read(row: &Row) -> Result<Bilan> {
    let days = |column: &str| -> Result<Option<u32>> {
        let days: Option<i64> = row.get(column)?;
        Ok(days.and_then(|days| u32::try_from(days).ok()))
    };
    Ok(Bilan {
        recue: row.get("recue")?,
        close: row.get("close")?,
        cloture: row.parse("cloture")?,
        origine: row.parse("origine")?,
        delai_jours: days("delai_jours")?,
        delai_declare_jours: days("delai_declare_jours")?,
        ald: row.get("ald")?,
        age_70: row.get("age_70")?,
        c2s: row.get("c2s")?,
        precarite: row.get("precarite")?,
    })
}
