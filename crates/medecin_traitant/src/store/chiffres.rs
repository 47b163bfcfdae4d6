//! What figures are counted from.

use super::bilans::{self, Bilan};
use super::demandes;
use crate::coffre::Coffre;
use crate::demande::Demande;
use crate::proposition::Reponse;
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};

/// Every request that is not erased, whatever its state, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn demandes(tx: &mut Tx, coffre: &Coffre) -> Result<Vec<Demande>> {
    let sql =
        format!("SELECT {} FROM medecin_traitant_demande WHERE cpts = $1 ORDER BY id", demandes::COLUMNS);
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(|row| demandes::read(row, coffre)).collect()
}

/// What stays of the requests erased that came or were closed between these days, both included.
///
/// # Errors
/// A fault of storage.
pub async fn effacees(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Bilan>> {
    let sql = format!(
        "SELECT {} FROM medecin_traitant_bilan WHERE cpts = $1
        AND (close BETWEEN $2 AND $3 OR recue BETWEEN $2 AND $3) ORDER BY close, id",
        bilans::COLUMNS
    );
    let rows = tx.rows(&sql, params![tx.cpts(), du, au]).await?;
    rows.iter().map(bilans::read).collect()
}

/// A card that was answered, or left without an answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repondue {
    /// What became of it.
    pub reponse: Reponse,
    /// Why not.
    pub motif: String,
    /// When it left; none when the office answered before.
    pub envoyee_le: Option<Timestamp>,
    /// When it was answered.
    pub repondue_le: Option<Timestamp>,
}

/// The cards answered, or whose time to answer ended, from an instant to another, the last one left out.
///
/// # Errors
/// A fault of storage.
pub async fn reponses(tx: &mut Tx, du: Timestamp, avant: Timestamp) -> Result<Vec<Repondue>> {
    const SQL: &str = "SELECT etat, motif, envoyee_le, repondue_le FROM medecin_traitant_proposition
        WHERE cpts = $1 AND ((etat IN ('oui', 'pas_maintenant', 'non', 'defaite') AND repondue_le >= $2 AND repondue_le < $3)
        OR (etat = 'sans_reponse' AND expire_le >= $2 AND expire_le < $3)) ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts(), du, avant]).await?;
    let read = |row: &Row| {
        Ok(Repondue {
            reponse: row.parse("etat")?,
            motif: row.get("motif")?,
            envoyee_le: row.get("envoyee_le")?,
            repondue_le: row.get("repondue_le")?,
        })
    };
    rows.iter().map(read).collect()
}
