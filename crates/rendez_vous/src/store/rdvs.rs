//! Appointments.

use crate::rdv::{Etat, Ordre};
use crate::{Creneau, RendezVous};
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "id, cle, creneau, demande, origine, etat, pris_le, motif";

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn rdv(tx: &mut Tx, id: Id<RendezVous>) -> Result<Option<RendezVous>> {
    let sql = format!("SELECT {COLUMNS} FROM rendez_vous_rdv WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The one that was asked for with that key.
///
/// # Errors
/// A fault of storage.
pub async fn of_key(tx: &mut Tx, cle: Uuid) -> Result<Option<RendezVous>> {
    let sql = format!("SELECT {COLUMNS} FROM rendez_vous_rdv WHERE cpts = $1 AND cle = $2");
    tx.row(&sql, params![tx.cpts(), cle]).await?.as_ref().map(read).transpose()
}

/// Those of a slot, cancelled ones too, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn of_slot(tx: &mut Tx, creneau: Id<Creneau>) -> Result<Vec<RendezVous>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_rdv WHERE cpts = $1 AND creneau = $2 ORDER BY pris_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), creneau]).await?.iter().map(read).collect()
}

/// Those that answer something, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn answering(tx: &mut Tx, demande: Uuid) -> Result<Vec<RendezVous>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_rdv WHERE cpts = $1 AND demande = $2 ORDER BY pris_le DESC, id DESC"
    );
    tx.rows(&sql, params![tx.cpts(), demande]).await?.iter().map(read).collect()
}

/// Writes an appointment that has no place yet; false when that key has one. Whoever gives it a place records it.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, id: Id<RendezVous>, ordre: &Ordre, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO rendez_vous_rdv (cpts, id, cle, creneau, demande, origine, etat, auteur, pris_le,
        change_le, motif) VALUES ($1, $2, $3, $4, $5, $6, 'pris', $7, $8, $8, '') ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        id,
        ordre.cle,
        ordre.creneau,
        ordre.demande,
        ordre.origine.code(),
        auteur,
        tx.ctx().now
    ];
    Ok(tx.execute_untraced(SQL, values).await? == 1)
}

/// Forgets an appointment that got no place.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, id: Id<RendezVous>) -> Result<()> {
    const SQL: &str = "DELETE FROM rendez_vous_rdv WHERE cpts = $1 AND id = $2";
    tx.execute_untraced(SQL, params![tx.cpts(), id]).await.map(drop)
}

/// Moves an appointment from one state to another; false when it is no longer in the first.
///
/// # Errors
/// A fault of storage.
pub async fn move_to(tx: &mut Tx, id: Id<RendezVous>, from: Etat, to: Etat, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_rdv SET etat = $4, motif = $5, change_le = $6
        WHERE cpts = $1 AND id = $2 AND etat = $3";
    let values = params![tx.cpts(), id, from.code(), to.code(), motif, tx.ctx().now];
    Ok(tx.execute(SQL, values).await? == 1)
}

fn read(row: &Row) -> Result<RendezVous> {
    Ok(RendezVous {
        id: row.get("id")?,
        cle: row.get("cle")?,
        creneau: row.get("creneau")?,
        demande: row.get("demande")?,
        origine: row.parse("origine")?,
        etat: row.parse("etat")?,
        pris_le: row.get("pris_le")?,
        motif: row.get("motif")?,
    })
}
