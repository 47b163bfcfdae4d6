//! Values that were entered or imported.

use crate::valeur::{Saisie, Valeur};
use crate::{Indicateur, Nombre};
use contrat::Contrat;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;

const COLUMNS: &str =
    "v.id, v.indicateur, v.jour, v.valeur, v.origine, v.source, v.note, v.auteur, v.saisi_le";

/// Adds a value. False when another says the same day: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, valeur: &Valeur) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO indicateurs_valeur (cpts, id, indicateur, jour, valeur, origine, source, note, auteur,
        saisi_le, motif) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '') ON CONFLICT DO NOTHING";
    let Saisie { jour, valeur: value, source, note } = &valeur.releve;
    let values = params![
        tx.cpts(),
        valeur.id,
        valeur.indicateur,
        *jour,
        value.milliemes(),
        valeur.origine.code(),
        source.trim(),
        note.trim(),
        valeur.auteur,
        valeur.saisi_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes a value back. False when there is nothing to take back.
///
/// # Errors
/// A fault of storage.
pub async fn retract(tx: &mut Tx, id: Id<Valeur>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE indicateurs_valeur SET retiree_le = $3, motif = $4
        WHERE cpts = $1 AND id = $2 AND retiree_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, motif]).await? == 1)
}

/// One value that counts.
///
/// # Errors
/// A fault of storage.
pub async fn valeur(tx: &mut Tx, id: Id<Valeur>) -> Result<Option<Valeur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_valeur v WHERE v.cpts = $1 AND v.id = $2 AND v.retiree_le IS NULL"
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The values of one indicator, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn valeurs(tx: &mut Tx, indicateur: Id<Indicateur>) -> Result<Vec<Valeur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_valeur v
         WHERE v.cpts = $1 AND v.indicateur = $2 AND v.retiree_le IS NULL ORDER BY v.jour"
    );
    tx.rows(&sql, params![tx.cpts(), indicateur]).await?.iter().map(read).collect()
}

/// The last value of each indicator of a contract over these days (both included).
///
/// # Errors
/// A fault of storage.
pub async fn dernieres(tx: &mut Tx, contrat: Id<Contrat>, (du, au): (Date, Date)) -> Result<Vec<Valeur>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indicateurs_valeur v
         JOIN indicateurs_indicateur i ON i.cpts = v.cpts AND i.id = v.indicateur
         WHERE v.cpts = $1 AND i.contrat = $2 AND v.jour >= $3 AND v.jour <= $4 AND v.retiree_le IS NULL
         AND NOT EXISTS (SELECT 1 FROM indicateurs_valeur later WHERE later.cpts = v.cpts
             AND later.indicateur = v.indicateur AND later.retiree_le IS NULL AND later.jour > v.jour AND later.jour <= $4)"
    );
    tx.rows(&sql, params![tx.cpts(), contrat, du, au]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Valeur> {
    Ok(Valeur {
        id: row.get("id")?,
        indicateur: row.get("indicateur")?,
        releve: Saisie {
            jour: row.get("jour")?,
            valeur: Nombre::from_milliemes(row.get("valeur")?),
            source: row.get("source")?,
            note: row.get("note")?,
        },
        origine: row.parse("origine")?,
        auteur: row.get("auteur")?,
        saisi_le: row.get("saisi_le")?,
    })
}
