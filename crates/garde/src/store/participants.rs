//! Who may be on duty.

use crate::participant::Limites;
use crate::{Participant, Planning, author};
use db::{Result, Row, Tx, params};
use kernel::Id;
use rendez_vous::Effecteur;

const COLUMNS: &str = "id, planning, effecteur, par_semaine, au_plus, competences, retire_le";

/// One of them, even who takes no half-day more.
///
/// # Errors
/// A fault of storage.
pub async fn participant(tx: &mut Tx, id: Id<Participant>) -> Result<Option<Participant>> {
    let sql = format!("SELECT {COLUMNS} FROM garde_participant WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Those of a planning, even who takes no half-day more.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Vec<Participant>> {
    let sql =
        format!("SELECT {COLUMNS} FROM garde_participant WHERE cpts = $1 AND planning = $2 ORDER BY id");
    tx.rows(&sql, params![tx.cpts(), planning]).await?.iter().map(read).collect()
}

/// One person in every planning, the latest first, but drafts.
///
/// # Errors
/// A fault of storage.
pub async fn of_effecteur(tx: &mut Tx, effecteur: Id<Effecteur>) -> Result<Vec<Participant>> {
    const SQL: &str =
        "SELECT p.id, p.planning, p.effecteur, p.par_semaine, p.au_plus, p.competences, p.retire_le
        FROM garde_participant p JOIN garde_planning g ON g.cpts = p.cpts AND g.id = p.planning
        WHERE p.cpts = $1 AND p.effecteur = $2 AND g.etat <> 'brouillon' ORDER BY g.du DESC, g.id";
    tx.rows(SQL, params![tx.cpts(), effecteur]).await?.iter().map(read).collect()
}

/// Adds somebody; when they are there already, they come back with these limits.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Participant) -> Result<()> {
    const SQL: &str =
        "INSERT INTO garde_participant (cpts, id, planning, effecteur, par_semaine, au_plus, competences, auteur,
        ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        ON CONFLICT (cpts, planning, effecteur) DO UPDATE SET par_semaine = excluded.par_semaine,
        au_plus = excluded.au_plus, competences = excluded.competences, retire_le = NULL,
        auteur = excluded.auteur, ecrit_le = excluded.ecrit_le";
    let Limites { par_semaine, au_plus, competences } = &one.limites;
    let codes: Vec<&str> = competences.iter().map(|one| one.code()).collect();
    let values = params![
        tx.cpts(),
        one.id,
        one.planning,
        one.effecteur,
        *par_semaine,
        *au_plus,
        codes.join(" "),
        author(tx.ctx()),
        tx.ctx().now
    ];
    tx.execute(SQL, values).await.map(drop)
}

/// Somebody takes no half-day more.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, id: Id<Participant>) -> Result<()> {
    const SQL: &str = "UPDATE garde_participant SET retire_le = $3, auteur = $4, ecrit_le = $3
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    tx.execute(SQL, params![tx.cpts(), id, tx.ctx().now, author(tx.ctx())]).await.map(drop)
}

fn read(row: &Row) -> Result<Participant> {
    let codes: String = row.get("competences")?;
    Ok(Participant {
        id: row.get("id")?,
        planning: row.get("planning")?,
        effecteur: row.get("effecteur")?,
        limites: Limites {
            par_semaine: row.get("par_semaine")?,
            au_plus: row.get("au_plus")?,
            // A code written by a newer program is left out.
            competences: codes.split(' ').filter_map(|code| code.parse().ok()).collect(),
        },
        retire_le: row.get("retire_le")?,
    })
}
