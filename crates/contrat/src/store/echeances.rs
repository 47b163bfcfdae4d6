//! The calendar of a contract as it was last told, and what is done of it.

use super::small;
use crate::contrat::Contrat;
use crate::echeance::{Faite, Gardee};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Writes a date as calendars are told it now.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, contrat: Id<Contrat>, gardee: &Gardee) -> Result<()> {
    const SQL: &str = "INSERT INTO contrat_echeance (cpts, contrat, cle, jour, libelle, sequence, change_le,
        retire_le, faite_le, note, par_dialogue) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (cpts, contrat, cle) DO UPDATE SET jour = excluded.jour, libelle = excluded.libelle,
        sequence = excluded.sequence, change_le = excluded.change_le, retire_le = excluded.retire_le,
        faite_le = excluded.faite_le, note = excluded.note, par_dialogue = excluded.par_dialogue";
    let Gardee { cle, jour, libelle, sequence, change_le, retire_le, faite } = gardee;
    let values = params![
        tx.cpts(),
        contrat,
        cle,
        *jour,
        libelle,
        *sequence,
        *change_le,
        *retire_le,
        faite.as_ref().map(|faite| faite.le),
        faite.as_ref().map_or("", |faite| &faite.note),
        faite.as_ref().is_some_and(|faite| faite.dialogue)
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The calendar of a contract as it was last told, dates taken back included.
///
/// # Errors
/// A fault of storage.
pub async fn gardees(tx: &mut Tx, contrat: Id<Contrat>) -> Result<Vec<Gardee>> {
    const SQL: &str =
        "SELECT cle, jour, libelle, sequence, change_le, retire_le, faite_le, note, par_dialogue
        FROM contrat_echeance WHERE cpts = $1 AND contrat = $2 ORDER BY jour, cle";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat]).await?;
    rows.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Gardee> {
    let faite = match row.get("faite_le")? {
        None => None,
        Some(le) => Some(Faite { le, note: row.get("note")?, dialogue: row.get("par_dialogue")? }),
    };
    Ok(Gardee {
        cle: row.get("cle")?,
        jour: row.get("jour")?,
        libelle: row.get("libelle")?,
        sequence: small(row, "sequence")?,
        change_le: row.get("change_le")?,
        retire_le: row.get("retire_le")?,
        faite,
    })
}
