//! What became of half-days.

use crate::affectation::{Constat, Issue};
use crate::{DemiJournee, Participant, Planning, author};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// What was said in a planning.
///
/// # Errors
/// A fault of storage.
pub async fn of(tx: &mut Tx, planning: Id<Planning>) -> Result<Vec<Constat>> {
    const SQL: &str =
        "SELECT c.demi_journee, c.participant, c.source, c.assuree, c.minutes, c.gardes, c.inutilises,
        c.acte FROM garde_constat c JOIN garde_demi_journee d ON d.cpts = c.cpts AND d.id = c.demi_journee
        WHERE c.cpts = $1 AND d.planning = $2";
    tx.rows(SQL, params![tx.cpts(), planning]).await?.iter().map(read).collect()
}

/// What was said of a half-day for one person.
///
/// # Errors
/// A fault of storage.
pub async fn constat(
    tx: &mut Tx,
    demi_journee: Id<DemiJournee>,
    participant: Id<Participant>,
) -> Result<Option<Constat>> {
    const SQL: &str = "SELECT demi_journee, participant, source, assuree, minutes, gardes, inutilises, acte
        FROM garde_constat WHERE cpts = $1 AND demi_journee = $2 AND participant = $3";
    tx.row(SQL, params![tx.cpts(), demi_journee, participant]).await?.as_ref().map(read).transpose()
}

/// Writes what became of a half-day; said again, it gives way. Refused by the schema when they were not on duty there.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Constat) -> Result<()> {
    const SQL: &str = "INSERT INTO garde_constat (cpts, demi_journee, participant, source, assuree, minutes, gardes,
        inutilises, acte, auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
        ON CONFLICT (cpts, demi_journee, participant) DO UPDATE SET source = excluded.source,
        assuree = excluded.assuree, minutes = excluded.minutes, gardes = excluded.gardes,
        inutilises = excluded.inutilises, acte = excluded.acte, auteur = excluded.auteur, ecrit_le = excluded.ecrit_le";
    let Issue { assuree, minutes, gardes, inutilises } = one.issue;
    let values = params![
        tx.cpts(),
        one.demi_journee,
        one.participant,
        one.source,
        assuree,
        minutes,
        gardes,
        inutilises,
        one.acte,
        author(tx.ctx()),
        tx.ctx().now
    ];
    tx.execute(SQL, values).await.map(drop)
}

fn read(row: &Row) -> Result<Constat> {
    Ok(Constat {
        demi_journee: row.get("demi_journee")?,
        participant: row.get("participant")?,
        source: row.get("source")?,
        issue: Issue {
            assuree: row.get("assuree")?,
            minutes: row.get("minutes")?,
            gardes: row.get("gardes")?,
            inutilises: row.get("inutilises")?,
        },
        acte: row.get("acte")?,
    })
}
