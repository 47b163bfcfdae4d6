//! Joint committees: who sits there, their meetings.

use crate::comite::{Place, Reunion, Seance, Siege};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Writes who sits somewhere, new or again.
///
/// # Errors
/// A fault of storage.
pub async fn keep_siege(tx: &mut Tx, siege: &Siege) -> Result<()> {
    const SQL: &str = "INSERT INTO contrat_siege (cpts, id, comite, section, nom, qualite, depuis, jusquau)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cpts, id) DO UPDATE SET comite = excluded.comite,
        section = excluded.section, nom = excluded.nom, qualite = excluded.qualite, depuis = excluded.depuis,
        jusquau = excluded.jusquau";
    let Place { comite, section, nom, qualite, depuis, jusquau } = &siege.place;
    let values = params![tx.cpts(), siege.id, comite.code(), section.code(), nom, qualite, *depuis, *jusquau];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Forgets who sat somewhere. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove_siege(tx: &mut Tx, id: Id<Siege>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_siege WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

/// Who sits where, by committee and name.
///
/// # Errors
/// A fault of storage.
pub async fn sieges(tx: &mut Tx) -> Result<Vec<Siege>> {
    const SQL: &str = "SELECT id, comite, section, nom, qualite, depuis, jusquau FROM contrat_siege
        WHERE cpts = $1 ORDER BY comite, section, nom, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let siege = |row: &Row| {
        let place = Place {
            comite: row.parse("comite")?,
            section: row.parse("section")?,
            nom: row.get("nom")?,
            qualite: row.get("qualite")?,
            depuis: row.get("depuis")?,
            jusquau: row.get("jusquau")?,
        };
        Ok(Siege { id: row.get("id")?, place })
    };
    rows.iter().map(siege).collect()
}

/// Writes a meeting, new or again. False when its committee has another that day.
///
/// # Errors
/// A fault of storage.
pub async fn keep_reunion(tx: &mut Tx, reunion: &Reunion) -> Result<bool> {
    const TAKEN: &str =
        "SELECT 1 AS un FROM contrat_reunion WHERE cpts = $1 AND id <> $2 AND comite = $3 AND le = $4";
    const SQL: &str = "INSERT INTO contrat_reunion (cpts, id, comite, le, lieu, convocation_le,
        ordre_du_jour_le, ordre_du_jour, decisions, sequence, change_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 0, $10)
        ON CONFLICT (cpts, id) DO UPDATE SET comite = excluded.comite, le = excluded.le, lieu = excluded.lieu,
        convocation_le = excluded.convocation_le, ordre_du_jour_le = excluded.ordre_du_jour_le,
        ordre_du_jour = excluded.ordre_du_jour, decisions = excluded.decisions,
        sequence = contrat_reunion.sequence + CASE WHEN contrat_reunion.le = excluded.le THEN 0 ELSE 1 END,
        change_le = excluded.change_le";
    let Seance { comite, le, lieu, convocation_le, ordre_du_jour_le, ordre_du_jour, decisions } =
        &reunion.seance;
    if tx.row(TAKEN, params![tx.cpts(), reunion.id, comite.code(), *le]).await?.is_some() {
        return Ok(false);
    }
    let values = params![
        tx.cpts(),
        reunion.id,
        comite.code(),
        *le,
        lieu,
        *convocation_le,
        *ordre_du_jour_le,
        ordre_du_jour,
        decisions,
        tx.ctx().now
    ];
    tx.execute(SQL, values).await?;
    Ok(true)
}

/// Forgets a meeting. False when it is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove_reunion(tx: &mut Tx, id: Id<Reunion>) -> Result<bool> {
    const SQL: &str = "DELETE FROM contrat_reunion WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

/// Meetings, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn reunions(tx: &mut Tx) -> Result<Vec<Reunion>> {
    const SQL: &str =
        "SELECT id, comite, le, lieu, convocation_le, ordre_du_jour_le, ordre_du_jour, decisions,
        sequence, change_le FROM contrat_reunion WHERE cpts = $1 ORDER BY le DESC, comite, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let reunion = |row: &Row| {
        let seance = Seance {
            comite: row.parse("comite")?,
            le: row.get("le")?,
            lieu: row.get("lieu")?,
            convocation_le: row.get("convocation_le")?,
            ordre_du_jour_le: row.get("ordre_du_jour_le")?,
            ordre_du_jour: row.get("ordre_du_jour")?,
            decisions: row.get("decisions")?,
        };
        Ok(Reunion {
            id: row.get("id")?,
            seance,
            sequence: super::small(row, "sequence")?,
            change_le: row.get("change_le")?,
        })
    };
    rows.iter().map(reunion).collect()
}
