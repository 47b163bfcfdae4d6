//! Requests, and where they stand.

use crate::demande::{Demande, Etat, Issue, Phase};
use crate::{Coffre, Situation};
use db::{Error, Result, Row, Tx, Value, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

pub(super) const COLUMNS: &str =
    "id, origine, phase, recue_le, echeance, situation, jusqu_a, effecteur, rdv, trouvee_le, clos_le";

/// Writes a new request; false when that id is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, coffre: &Coffre, one: &Demande, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO snp_demande (cpts, id, origine, phase, recue_le, echeance, situation, auteur, change_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.id,
        one.origine.code(),
        one.etat.phase().code(),
        one.recue_le,
        one.echeance,
        coffre.seal_situation(one.id, &one.situation),
        auteur,
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One of them.
///
/// # Errors
/// A fault of storage; a situation that does not open.
pub async fn demande(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Option<Demande>> {
    let sql = format!("SELECT {COLUMNS} FROM snp_demande WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.map(|row| read(coffre, &row)).transpose()
}

/// The same, held until the end of the transaction: those who move it follow each other. The request comes first, then slots.
///
/// # Errors
/// A fault of storage; a situation that does not open.
pub async fn hold(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Option<Demande>> {
    let sql =
        format!("UPDATE snp_demande SET change_le = $3 WHERE cpts = $1 AND id = $2 RETURNING {COLUMNS}");
    let row = tx.row_untraced(&sql, params![tx.cpts(), id, tx.ctx().now]).await?;
    row.map(|row| read(coffre, &row)).transpose()
}

/// Moves a request that is held.
///
/// # Errors
/// A fault of storage.
pub async fn move_to(tx: &mut Tx, id: Id<Demande>, etat: &Etat) -> Result<()> {
    const SQL: &str =
        "UPDATE snp_demande SET phase = $3, jusqu_a = $4, effecteur = $5, rdv = $6, trouvee_le = $7,
        clos_le = $8, change_le = $9 WHERE cpts = $1 AND id = $2";
    let (jusqu_a, effecteur) = match *etat {
        Etat::MtInterroge { effecteur, jusqu_a } => (Some(jusqu_a), Some(effecteur)),
        Etat::Prise { effecteur, .. } => (None, Some(effecteur)),
        Etat::Ouverte
        | Etat::Elargie
        | Etat::Rappel
        | Etat::Placee { .. }
        | Etat::Reglee { .. }
        | Etat::Transmise15 { .. }
        | Etat::Abandonnee { .. } => (None, None),
    };
    let values = params![
        tx.cpts(),
        id,
        etat.phase().code(),
        jusqu_a,
        effecteur,
        etat.rdv(),
        etat.trouvee_le(),
        etat.clos_le(),
        tx.ctx().now
    ];
    tx.execute(SQL, values).await.map(drop)
}

/// Writes what counts for a request that is held.
///
/// # Errors
/// A fault of storage.
pub async fn set_situation(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>, one: &Situation) -> Result<()> {
    const SQL: &str = "UPDATE snp_demande SET situation = $3, change_le = $4 WHERE cpts = $1 AND id = $2";
    let values = params![tx.cpts(), id, coffre.seal_situation(id, one), tx.ctx().now];
    tx.execute(SQL, values).await.map(drop)
}

/// Those of these phases, the first deadline first.
///
/// # Errors
/// A fault of storage; a situation that does not open.
pub async fn en(tx: &mut Tx, coffre: &Coffre, phases: &[Phase]) -> Result<Vec<Demande>> {
    let marks: Vec<String> = (0..phases.len()).map(|rank| format!("${}", rank + 2)).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM snp_demande WHERE cpts = $1 AND phase IN ({}) ORDER BY echeance, id",
        marks.join(", ")
    );
    let mut values = params![tx.cpts()].to_vec();
    values.extend(phases.iter().map(|phase| Value::from(phase.code())));
    tx.rows(&sql, &values).await?.iter().map(|row| read(coffre, row)).collect()
}

/// Some of these phases, at most: the first deadline first, or the latest received first.
///
/// # Errors
/// A fault of storage; a situation that does not open.
pub async fn quelques(
    tx: &mut Tx,
    coffre: &Coffre,
    phases: &[Phase],
    latest: bool,
    au_plus: u32,
) -> Result<Vec<Demande>> {
    let marks: Vec<String> = (0..phases.len()).map(|rank| format!("${}", rank + 3)).collect();
    let order = if latest { "recue_le DESC, id" } else { "echeance, id" };
    let sql = format!(
        "SELECT {COLUMNS} FROM snp_demande WHERE cpts = $1 AND phase IN ({}) ORDER BY {order} LIMIT $2",
        marks.join(", ")
    );
    let mut values = params![tx.cpts(), i64::from(au_plus)].to_vec();
    values.extend(phases.iter().map(|phase| Value::from(phase.code())));
    tx.rows(&sql, &values).await?.iter().map(|row| read(coffre, row)).collect()
}

/// Those received in `[du, au)`, in order.
///
/// # Errors
/// A fault of storage; a situation that does not open.
pub async fn recues(tx: &mut Tx, coffre: &Coffre, du: Timestamp, au: Timestamp) -> Result<Vec<Demande>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM snp_demande WHERE cpts = $1 AND recue_le >= $2 AND recue_le < $3 ORDER BY recue_le, id"
    );
    tx.rows(&sql, params![tx.cpts(), du, au]).await?.iter().map(|row| read(coffre, row)).collect()
}

fn read(coffre: &Coffre, row: &Row) -> Result<Demande> {
    let id: Id<Demande> = row.get("id")?;
    let situation =
        coffre.open_situation(id, &row.get::<Vec<u8>>("situation")?).ok_or_else(|| Error::Decode {
            column: "situation".to_owned(),
            expected: "a seal of this CPTS",
            got: "another key".to_owned(),
        })?;
    Ok(Demande {
        id,
        origine: row.parse("origine")?,
        recue_le: row.get("recue_le")?,
        echeance: row.get("echeance")?,
        situation,
        etat: etat(row)?,
    })
}

/// What the phase of a row carries: the schema keeps it whole.
fn etat(row: &Row) -> Result<Etat> {
    let reglee = |issue| -> Result<Etat> {
        let (rdv, trouvee_le, le) = (row.get("rdv")?, row.get("trouvee_le")?, row.get("clos_le")?);
        Ok(Etat::Reglee { issue, rdv, trouvee_le, le })
    };
    Ok(match row.parse::<Phase>("phase")? {
        Phase::Ouverte => Etat::Ouverte,
        Phase::MtInterroge => {
            Etat::MtInterroge { effecteur: row.get("effecteur")?, jusqu_a: row.get("jusqu_a")? }
        }
        Phase::Elargie => Etat::Elargie,
        Phase::Rappel => Etat::Rappel,
        Phase::Prise => Etat::Prise { effecteur: row.get("effecteur")?, le: row.get("trouvee_le")? },
        Phase::Placee => Etat::Placee { rdv: row.get("rdv")?, le: row.get("trouvee_le")? },
        Phase::Honoree => reglee(Issue::Honoree)?,
        Phase::NonHonoree => reglee(Issue::NonHonoree)?,
        Phase::Redirigee => reglee(Issue::Redirigee)?,
        Phase::Transmise15 => Etat::Transmise15 { le: row.get("clos_le")? },
        Phase::Abandonnee => Etat::Abandonnee { le: row.get("clos_le")? },
    })
}
