//! Slots.

use super::{codes, count, read_codes};
use crate::creneau::{Contenu, Horaire};
use crate::serie::Regle;
use crate::{Creneau, Effecteur, Serie};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str =
    "c.id, c.effecteur, c.lieu, c.serie, c.debut, c.fin, c.places, c.visibilite, c.modalite, c.soins, c.note,
    c.source, c.externe, c.retire_le, c.motif, (SELECT count(*) FROM rendez_vous_place p
    WHERE p.cpts = c.cpts AND p.creneau = c.id AND p.rdv IS NULL) AS libres";

/// One of them, even one that was taken back.
///
/// # Errors
/// A fault of storage.
pub async fn creneau(tx: &mut Tx, id: Id<Creneau>) -> Result<Option<Creneau>> {
    let sql = format!("SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// When a slot begins, held until the end of the transaction: those who take or give back its places follow each other, always
/// the slot first, so that none waits for one who waits for them. Nothing when there is no such slot.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Creneau>) -> Result<Option<Timestamp>> {
    const SQL: &str =
        "UPDATE rendez_vous_creneau SET change_le = $3 WHERE cpts = $1 AND id = $2 RETURNING debut";
    let row = tx.row_untraced(SQL, params![tx.cpts(), id, tx.ctx().now]).await?;
    row.map(|row| row.get("debut")).transpose()
}

/// Slots of everybody that begin in `[du, au)`, full ones too, in order.
///
/// # Errors
/// A fault of storage.
pub async fn entre(tx: &mut Tx, du: Timestamp, au: Timestamp) -> Result<Vec<Creneau>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.debut >= $2 AND c.debut < $3
        AND c.retire_le IS NULL ORDER BY c.debut, c.id"
    );
    tx.rows(&sql, params![tx.cpts(), du, au]).await?.iter().map(read).collect()
}

/// Slots of one person that are not over at `du` and begin before `au`, in order.
///
/// # Errors
/// A fault of storage.
pub async fn de(tx: &mut Tx, effecteur: Id<Effecteur>, du: Timestamp, au: Timestamp) -> Result<Vec<Creneau>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.effecteur = $2 AND c.debut < $4
        AND c.fin > $3 AND c.retire_le IS NULL ORDER BY c.debut, c.id"
    );
    tx.rows(&sql, params![tx.cpts(), effecteur, du, au]).await?.iter().map(read).collect()
}

/// Slots of these people that begin in `[du, au)` and have a place left, by person then in order. Places are counted slot by slot:
/// asked whether one exists, PostgreSQL may read those of every slot of the base.
///
/// # Errors
/// A fault of storage.
pub async fn libres(tx: &mut Tx, de: &[Id<Effecteur>], du: Timestamp, au: Timestamp) -> Result<Vec<Creneau>> {
    if de.is_empty() || au <= du {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (0..de.len()).map(|rank| format!("${}", rank + 4)).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.effecteur IN ({}) AND c.debut >= $2
        AND c.debut < $3 AND c.retire_le IS NULL AND (SELECT count(*) FROM rendez_vous_place p
        WHERE p.cpts = c.cpts AND p.creneau = c.id AND p.rdv IS NULL) > 0 ORDER BY c.effecteur, c.debut, c.id",
        marks.join(", ")
    );
    let mut values = params![tx.cpts(), du, au].to_vec();
    values.extend(de.iter().flat_map(|one| params![*one].to_vec()));
    tx.rows(&sql, &values).await?.iter().map(read).collect()
}

/// Slots of everybody that begin in `(du, au]` and have a place left, in order.
///
/// # Errors
/// A fault of storage.
pub async fn ouverts(tx: &mut Tx, du: Timestamp, au: Timestamp) -> Result<Vec<Creneau>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.debut > $2 AND c.debut <= $3
        AND c.retire_le IS NULL AND (SELECT count(*) FROM rendez_vous_place p
        WHERE p.cpts = c.cpts AND p.creneau = c.id AND p.rdv IS NULL) > 0 ORDER BY c.debut, c.id"
    );
    tx.rows(&sql, params![tx.cpts(), du, au]).await?.iter().map(read).collect()
}

/// Slots of a series that begin at `du` or later, in order.
///
/// # Errors
/// A fault of storage.
pub async fn de_la_serie(tx: &mut Tx, serie: Id<Serie>, du: Timestamp) -> Result<Vec<Creneau>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rendez_vous_creneau c WHERE c.cpts = $1 AND c.serie = $2 AND c.debut >= $3
        AND c.retire_le IS NULL ORDER BY c.debut, c.id"
    );
    tx.rows(&sql, params![tx.cpts(), serie, du]).await?.iter().map(read).collect()
}

/// The hours that somebody offers already between these instants.
///
/// # Errors
/// A fault of storage.
pub async fn horaires(tx: &mut Tx, effecteur: Id<Effecteur>, span: Horaire) -> Result<Vec<Horaire>> {
    const SQL: &str =
        "SELECT debut, fin FROM rendez_vous_creneau WHERE cpts = $1 AND effecteur = $2 AND debut < $4
        AND fin > $3 AND retire_le IS NULL ORDER BY debut";
    let rows = tx.rows(SQL, params![tx.cpts(), effecteur, span.debut, span.fin]).await?;
    rows.iter().map(horaire).collect()
}

/// Keeps what was said of a series; false when it is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep_serie(
    tx: &mut Tx,
    id: Id<Serie>,
    effecteur: Id<Effecteur>,
    regle: &Regle,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO rendez_vous_serie (cpts, id, effecteur, regle, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    // A type of ours, with text keys: serialising it cannot fail.
    let said = serde_json::to_string(regle).unwrap_or_default();
    Ok(tx.execute(SQL, params![tx.cpts(), id, effecteur, said, auteur, tx.ctx().now]).await? == 1)
}

/// Adds a slot and its places; false when that id, or that name of the agenda, is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Creneau, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO rendez_vous_creneau (cpts, id, effecteur, lieu, serie, debut, fin, places, visibilite,
        modalite, soins, note, source, externe, auteur, ecrit_le, change_le, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $16, '') ON CONFLICT DO NOTHING";
    let Contenu { lieu, places, visibilite, modalite, soins, note } = &one.contenu;
    let values = params![
        tx.cpts(),
        one.id,
        one.effecteur,
        *lieu,
        one.serie,
        one.horaire.debut,
        one.horaire.fin,
        *places,
        codes(visibilite),
        modalite.code(),
        codes(soins),
        note,
        one.source.code(),
        one.externe.clone(),
        auteur,
        tx.ctx().now
    ];
    if tx.execute(SQL, values).await? == 0 {
        return Ok(false);
    }
    super::places::open(tx, one.id, 1, *places).await?;
    Ok(true)
}

/// Takes a slot back; false when somebody did already.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, id: Id<Creneau>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE rendez_vous_creneau SET retire_le = $3, change_le = $3, motif = $4
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, tx.ctx().now, motif]).await? == 1)
}

fn horaire(row: &Row) -> Result<Horaire> {
    Ok(Horaire { debut: row.get("debut")?, fin: row.get("fin")? })
}

pub(super) fn read(row: &Row) -> Result<Creneau> {
    Ok(Creneau {
        id: row.get("id")?,
        effecteur: row.get("effecteur")?,
        serie: row.get("serie")?,
        horaire: horaire(row)?,
        contenu: Contenu {
            lieu: row.get("lieu")?,
            places: count(row, "places")?,
            visibilite: read_codes(row, "visibilite")?,
            modalite: row.parse("modalite")?,
            soins: read_codes(row, "soins")?,
            note: row.get("note")?,
        },
        libres: count(row, "libres")?,
        source: row.parse("source")?,
        externe: row.get("externe")?,
        retire_le: row.get("retire_le")?,
        motif: row.get("motif")?,
    })
}
