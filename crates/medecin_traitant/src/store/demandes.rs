//! Requests: where each stands. Situations are sealed; whoever asks gives the vault.

use super::count;
use crate::coffre::Coffre;
use crate::demande::{Demande, Etat, Foyer, Phase};
use crate::{Campagne, Situation};
use db::{Error, Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use uuid::Uuid;

pub(super) const COLUMNS: &str =
    "id, foyer, campagne, origine, etat, recue_le, cherche_depuis, points, regle, situation,
    medecin, accepte_le, rendez_vous, clos_le, cloture, preuve, preuve_le, relance_le, relances";

/// One request.
///
/// # Errors
/// A fault of storage.
pub async fn demande(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Option<Demande>> {
    let sql = format!("SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.map(|row| read(&row, coffre)).transpose()
}

/// One request, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, coffre: &Coffre, id: Id<Demande>) -> Result<Option<Demande>> {
    const HOLD: &str =
        "UPDATE medecin_traitant_demande SET etat = etat WHERE cpts = $1 AND id = $2 RETURNING id";
    if tx.row(HOLD, params![tx.cpts(), id]).await?.is_none() {
        return Ok(None);
    }
    demande(tx, coffre, id).await
}

/// Those who go together, held as they are until the end of the transaction, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn hold_foyer(tx: &mut Tx, coffre: &Coffre, foyer: Id<Foyer>) -> Result<Vec<Demande>> {
    const HOLD: &str = "UPDATE medecin_traitant_demande SET etat = etat WHERE cpts = $1 AND id IN
        (SELECT id FROM medecin_traitant_demande WHERE cpts = $1 AND foyer = $2) RETURNING id";
    tx.rows(HOLD, params![tx.cpts(), foyer]).await?;
    du_foyer(tx, coffre, foyer).await
}

/// Those who go together, the oldest request first.
///
/// # Errors
/// A fault of storage.
pub async fn du_foyer(tx: &mut Tx, coffre: &Coffre, foyer: Id<Foyer>) -> Result<Vec<Demande>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND foyer = $2 ORDER BY recue_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), foyer]).await?;
    rows.iter().map(|row| read(row, coffre)).collect()
}

/// Every request of a phase: most priority first, then the oldest.
///
/// # Errors
/// A fault of storage.
pub async fn de_phase(tx: &mut Tx, coffre: &Coffre, phase: Phase) -> Result<Vec<Demande>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND etat = $2
        ORDER BY points DESC, recue_le, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), phase.code()]).await?;
    rows.iter().map(|row| read(row, coffre)).collect()
}

/// A page of the requests of a phase, in the same order: from the `from`th, `most` of them.
///
/// # Errors
/// A fault of storage.
pub async fn page(tx: &mut Tx, coffre: &Coffre, phase: Phase, from: u32, most: u32) -> Result<Vec<Demande>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND etat = $2
        ORDER BY points DESC, recue_le, id LIMIT $4 OFFSET $3"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), phase.code(), from, most]).await?;
    rows.iter().map(|row| read(row, coffre)).collect()
}

/// How many in each phase.
///
/// # Errors
/// A fault of storage.
pub async fn comptes(tx: &mut Tx) -> Result<Vec<(Phase, u32)>> {
    const SQL: &str =
        "SELECT etat, COUNT(*) AS combien FROM medecin_traitant_demande WHERE cpts = $1 GROUP BY etat";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.parse("etat")?, count(row, "combien")?))).collect()
}

/// Adds a request; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, coffre: &Coffre, one: &Demande, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_demande (cpts, id, foyer, campagne, origine, etat, recue_le,
        cherche_depuis, points, regle, situation, relance_le, relances, auteur, change_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING";
    let sealed = coffre.seal_situation(one.id, &one.situation);
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        one.foyer,
        one.campagne,
        one.origine.code(),
        one.etat.phase().code(),
        one.recue_le,
        one.cherche_depuis,
        one.points,
        one.regle,
        sealed,
        one.relance_le,
        one.relances,
        auteur,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes where a request stands, if it still stands at `before`: false when somebody was faster.
///
/// # Errors
/// A fault of storage.
pub async fn set_etat(tx: &mut Tx, id: Id<Demande>, before: Phase, etat: &Etat) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_demande SET etat = $4, medecin = $5, accepte_le = $6,
        rendez_vous = $7, clos_le = $8, cloture = $9, preuve = $10, preuve_le = $11, change_le = $12
        WHERE cpts = $1 AND id = $2 AND etat = $3";
    let now = tx.ctx().now;
    let (medecin, accepte) = etat.medecin().unzip();
    let day = match etat {
        Etat::RendezVous { jour, .. } => Some(*jour),
        Etat::AVerifier | Etat::Attente | Etat::Acceptee { .. } | Etat::Close { .. } => None,
    };
    let (clos, cloture, preuve) = match etat {
        Etat::Close { le, cloture, preuve, .. } => (Some(*le), Some(cloture.code()), *preuve),
        Etat::AVerifier | Etat::Attente | Etat::Acceptee { .. } | Etat::RendezVous { .. } => {
            (None, None, None)
        }
    };
    let (preuve, preuve_le) = preuve.unzip();
    let values = params![
        tx.cpts(),
        id,
        before.code(),
        etat.phase().code(),
        medecin,
        accepte,
        day,
        clos,
        cloture,
        preuve.map(|one| one.code()),
        preuve_le,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes the situation of a request, and the priority that follows.
///
/// # Errors
/// A fault of storage.
pub async fn set_situation(tx: &mut Tx, coffre: &Coffre, one: &Demande) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_demande SET situation = $3, points = $4, regle = $5,
        cherche_depuis = $6, change_le = $7 WHERE cpts = $1 AND id = $2";
    let sealed = coffre.seal_situation(one.id, &one.situation);
    let now = tx.ctx().now;
    let values = params![tx.cpts(), one.id, sealed, one.points, one.regle, one.cherche_depuis, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Puts a request with others, or apart.
///
/// # Errors
/// A fault of storage.
pub async fn set_foyer(tx: &mut Tx, id: Id<Demande>, foyer: Id<Foyer>) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_demande SET foyer = $3, change_le = $4 WHERE cpts = $1 AND id = $2";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, foyer, now]).await? == 1)
}

/// When to ask again whether they still look, and how often they were asked without an answer.
///
/// # Errors
/// A fault of storage.
pub async fn set_relance(tx: &mut Tx, id: Id<Demande>, le: Date, relances: u32) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_demande SET relance_le = $3, relances = $4 WHERE cpts = $1 AND id = $2";
    Ok(tx.execute(SQL, params![tx.cpts(), id, le, relances]).await? == 1)
}

/// Those who wait and have to be asked again on that day, if they still look: a hundred at most. Whoever was asked `sans_reponse`
/// times without an answer is not asked any more.
///
/// # Errors
/// A fault of storage.
pub async fn a_relancer(tx: &mut Tx, coffre: &Coffre, jour: Date, sans_reponse: u32) -> Result<Vec<Demande>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande
        WHERE cpts = $1 AND etat = 'attente' AND relance_le <= $2 AND relances < $3 ORDER BY relance_le, id LIMIT 100"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), jour, sans_reponse]).await?;
    rows.iter().map(|row| read(row, coffre)).collect()
}

/// Says that somebody is being asked, if nobody else did since it was read: false when so.
///
/// # Errors
/// A fault of storage.
pub async fn claim_relance(tx: &mut Tx, one: &Demande, suivante: Date) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_demande SET relance_le = $4, relances = relances + 1
        WHERE cpts = $1 AND id = $2 AND etat = 'attente' AND relance_le = $3 AND relances = $5";
    let values = params![tx.cpts(), one.id, one.relance_le, suivante, one.relances];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// How many requests of a campaign stand in each phase.
///
/// # Errors
/// A fault of storage.
pub async fn de_campagne(tx: &mut Tx, campagne: Id<Campagne>) -> Result<Vec<(Phase, u32)>> {
    const SQL: &str = "SELECT etat, COUNT(*) AS combien FROM medecin_traitant_demande
        WHERE cpts = $1 AND campagne = $2 GROUP BY etat";
    let rows = tx.rows(SQL, params![tx.cpts(), campagne]).await?;
    rows.iter().map(|row| Ok((row.parse("etat")?, count(row, "combien")?))).collect()
}

pub(super) fn read(row: &Row, coffre: &Coffre) -> Result<Demande> {
    let id = row.get("id")?;
    let situation = situation(row, coffre, id)?;
    Ok(Demande {
        id,
        foyer: row.get("foyer")?,
        campagne: row.get("campagne")?,
        origine: row.parse("origine")?,
        etat: etat(row)?,
        recue_le: row.get("recue_le")?,
        cherche_depuis: row.get("cherche_depuis")?,
        points: count(row, "points")?,
        regle: count(row, "regle")?,
        situation,
        relance_le: row.get("relance_le")?,
        relances: count(row, "relances")?,
    })
}

/// The situation of a row, opened.
pub(super) fn situation(row: &Row, coffre: &Coffre, id: Id<Demande>) -> Result<Situation> {
    let sealed: Vec<u8> = row.get("situation")?;
    coffre.open_situation(id, &sealed).ok_or_else(|| lacking("situation"))
}

fn etat(row: &Row) -> Result<Etat> {
    let medecin: Option<Id<_>> = row.get("medecin")?;
    let accepte: Option<Timestamp> = row.get("accepte_le")?;
    let yes = medecin.zip(accepte);
    Ok(match row.parse("etat")? {
        Phase::AVerifier => Etat::AVerifier,
        Phase::Attente => Etat::Attente,
        Phase::Acceptee => {
            let (medecin, le) = yes.ok_or_else(|| lacking("medecin"))?;
            Etat::Acceptee { medecin, le }
        }
        Phase::RendezVous => {
            let (medecin, le) = yes.ok_or_else(|| lacking("medecin"))?;
            Etat::RendezVous { medecin, le, jour: day(row, "rendez_vous")? }
        }
        Phase::Close => {
            let preuve = super::maybe(row, "preuve")?.zip(row.get::<Option<Date>>("preuve_le")?);
            Etat::Close { le: day(row, "clos_le")?, cloture: row.parse("cloture")?, medecin: yes, preuve }
        }
    })
}

fn day(row: &Row, column: &str) -> Result<Date> {
    row.get::<Option<Date>>(column)?.ok_or_else(|| lacking(column))
}

fn lacking(column: &str) -> Error {
    Error::Decode {
        column: column.to_owned(),
        expected: "a value that this state has, sealed under the key of this instance",
        got: "nothing".to_owned(),
    }
}
