//! What a professional does with their slots: what they offered last, whose outcome they have not said.

use super::{count, read_codes};
use crate::Effecteur;
use crate::creneau::{Contenu, Horaire};
use crate::habitude::Habitude;
use crate::rdv::Attente;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;

/// Slots looked at to know what somebody usually offers: a series of a month.
const DERNIERS: i64 = 40;

/// What somebody offered last, newest first; slots that were taken back count too.
///
/// # Errors
/// A fault of storage.
pub async fn derniers(tx: &mut Tx, effecteur: Id<Effecteur>) -> Result<Vec<Habitude>> {
    const SQL: &str = "SELECT c.debut, c.fin, c.lieu, c.places, c.visibilite, c.modalite, c.soins, c.note
        FROM rendez_vous_creneau c JOIN rendez_vous_lieu l ON l.cpts = c.cpts AND l.id = c.lieu AND l.retire_le IS NULL
        WHERE c.cpts = $1 AND c.effecteur = $2 AND c.source IN ('saisie', 'serie')
        ORDER BY c.ecrit_le DESC, c.debut DESC, c.id LIMIT $3";
    let rows = tx.rows(SQL, params![tx.cpts(), effecteur, DERNIERS]).await?;
    rows.iter().map(habitude).collect()
}

/// Appointments of somebody that began between these instants and whose outcome nobody said, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn a_regler(
    tx: &mut Tx,
    effecteur: Id<Effecteur>,
    (du, au): (Timestamp, Timestamp),
) -> Result<Vec<Attente>> {
    const SQL: &str = "SELECT r.id, r.creneau, r.pris_le, c.debut, c.fin
        FROM rendez_vous_rdv r JOIN rendez_vous_creneau c ON c.cpts = r.cpts AND c.id = r.creneau
        WHERE c.cpts = $1 AND c.effecteur = $2 AND c.debut >= $3 AND c.debut <= $4 AND r.etat = 'pris'
        ORDER BY c.debut, r.pris_le, r.id";
    let rows = tx.rows(SQL, params![tx.cpts(), effecteur, du, au]).await?;
    rows.iter().map(attente).collect()
}

fn habitude(row: &Row) -> Result<Habitude> {
    let contenu = Contenu {
        lieu: row.get("lieu")?,
        places: count(row, "places")?,
        visibilite: read_codes(row, "visibilite")?,
        modalite: row.parse("modalite")?,
        soins: read_codes(row, "soins")?,
        note: row.get("note")?,
    };
    Ok(Habitude { horaire: horaire(row)?, contenu })
}

fn attente(row: &Row) -> Result<Attente> {
    Ok(Attente {
        rdv: row.get("id")?,
        creneau: row.get("creneau")?,
        horaire: horaire(row)?,
        pris_le: row.get("pris_le")?,
    })
}

fn horaire(row: &Row) -> Result<Horaire> {
    Ok(Horaire { debut: row.get("debut")?, fin: row.get("fin")? })
}
