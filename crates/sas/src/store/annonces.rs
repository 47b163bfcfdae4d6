//! What was said of appointments, found by number before any CPTS is known.

use crate::Annonce;
use crate::annonce::Tenu;
use db::{Error, Result, Row, Tx, params};
use fhir::NationalId;
use fhir::sas::{BookingStatus, Operator, OperatorKind};
use fhir::search::Token;
use kernel::{Cpts, Id};
use rendez_vous::RendezVous;

const COLUMNS: &str =
    "systeme, valeur, chez, rdv, sorte, operateur_systeme, operateur, professionnel, debut, fin, statut,
    marque, dit, change_le";

/// The one of that number.
///
/// # Errors
/// A fault of storage.
pub async fn annonce(tx: &mut Tx, number: &Token) -> Result<Option<Annonce>> {
    let sql = format!("SELECT {COLUMNS} FROM sas_annonce WHERE systeme = $1 AND valeur = $2");
    tx.row(&sql, params![&number.system, &number.value]).await?.as_ref().map(read).transpose()
}

/// The one of an appointment of this CPTS, when a regulator has to do with it.
///
/// # Errors
/// A fault of storage.
pub async fn of_rdv(tx: &mut Tx, rdv: Id<RendezVous>) -> Result<Option<Annonce>> {
    let sql =
        format!("SELECT {COLUMNS} FROM sas_annonce WHERE chez = $1 AND rdv = $2 ORDER BY valeur LIMIT 1");
    tx.row(&sql, params![tx.cpts(), rdv]).await?.as_ref().map(read).transpose()
}

/// The one of an appointment of any CPTS that is open to the platform.
///
/// # Errors
/// A fault of storage.
pub async fn of_any(tx: &mut Tx, rdv: Id<RendezVous>) -> Result<Option<Annonce>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sas_annonce WHERE chez IN (SELECT cpts FROM sas_reglage WHERE ouvert) AND rdv = $1
        ORDER BY valeur LIMIT 1"
    );
    tx.row(&sql, params![rdv]).await?.as_ref().map(read).transpose()
}

/// Those that a regulator booked in this CPTS and that are not over at `du`, in order.
///
/// # Errors
/// A fault of storage.
pub async fn of_operator(tx: &mut Tx, who: &Operator, du: jiff::Timestamp) -> Result<Vec<Annonce>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sas_annonce WHERE chez = $1 AND fin > $2 AND operateur = $3
        AND operateur_systeme = $4 AND statut = 'booked' ORDER BY debut, valeur"
    );
    let values = params![tx.cpts(), du, &who.number.value, &who.number.system];
    tx.rows(&sql, values).await?.iter().map(read).collect()
}

/// How many appointments of this CPTS regulators have to do with, and of how many the platform does not know the last state.
///
/// # Errors
/// A fault of storage.
pub async fn compte(tx: &mut Tx) -> Result<(i64, i64)> {
    const SQL: &str = "SELECT count(*) AS n, count(CASE WHEN dit <> statut THEN 1 END) AS tus
        FROM sas_annonce WHERE chez = $1";
    let row = tx.must_row(SQL, params![tx.cpts()]).await?;
    Ok((row.get("n")?, row.get("tus")?))
}

/// Adds one; false when that number is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Annonce) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO sas_annonce (systeme, valeur, chez, rdv, sorte, operateur_systeme, operateur,
        professionnel, debut, fin, statut, marque, dit, change_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) ON CONFLICT DO NOTHING";
    let values = params![
        &one.number.system,
        &one.number.value,
        one.tenu.map(|held| held.chez),
        one.tenu.map(|held| held.rdv),
        one.operator.kind.code(),
        &one.operator.number.system,
        &one.operator.number.value,
        one.professionnel.as_str(),
        one.debut,
        one.fin,
        one.statut.code(),
        one.marque,
        one.dit.map_or("", BookingStatus::code),
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says in which appointment the one of that number is held.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, number: &Token, held: Tenu) -> Result<()> {
    const SQL: &str = "UPDATE sas_annonce SET chez = $3, rdv = $4 WHERE systeme = $1 AND valeur = $2";
    tx.execute(SQL, params![&number.system, &number.value, held.chez, held.rdv]).await.map(drop)
}

/// Writes what the platform says now; false when `held` is no longer what is held, or is newer.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, held: &Annonce, now: &Annonce) -> Result<bool> {
    const SQL: &str = "UPDATE sas_annonce SET professionnel = $3, debut = $4, fin = $5, statut = $6,
        marque = coalesce($7, marque), dit = $8, change_le = $9
        WHERE systeme = $1 AND valeur = $2 AND statut = $10 AND debut = $11
        AND (marque <= $7 OR marque IS NULL OR $7 IS NULL)";
    let values = params![
        &now.number.system,
        &now.number.value,
        now.professionnel.as_str(),
        now.debut,
        now.fin,
        now.statut.code(),
        now.marque,
        now.dit.map_or("", BookingStatus::code),
        tx.ctx().now,
        held.statut.code(),
        held.debut
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Notes what the platform was told.
///
/// # Errors
/// A fault of storage.
pub async fn told(tx: &mut Tx, number: &Token, statut: BookingStatus) -> Result<()> {
    const SQL: &str =
        "UPDATE sas_annonce SET dit = $3, statut = $3, change_le = $4 WHERE systeme = $1 AND valeur = $2";
    let values = params![&number.system, &number.value, statut.code(), tx.ctx().now];
    tx.execute(SQL, values).await.map(drop)
}

/// The appointments of the instance that were not over at `since`.
///
/// # Errors
/// A fault of storage.
pub async fn recentes(tx: &mut Tx, since: jiff::Timestamp) -> Result<Vec<Tenu>> {
    const SQL: &str =
        "SELECT chez, rdv FROM sas_annonce WHERE fin >= $1 AND rdv IS NOT NULL ORDER BY fin, valeur";
    let rows = tx.rows(SQL, params![since]).await?;
    rows.iter().map(|row| Ok(Tenu { chez: row.get("chez")?, rdv: row.get("rdv")? })).collect()
}

/// Forgets those that were over before `before`; how many.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, before: jiff::Timestamp) -> Result<u64> {
    tx.execute("DELETE FROM sas_annonce WHERE fin < $1", params![before]).await
}

fn read(row: &Row) -> Result<Annonce> {
    let (chez, rdv): (Option<Id<Cpts>>, Option<Id<RendezVous>>) = (row.get("chez")?, row.get("rdv")?);
    let token = |system: &str, value: &str| -> Result<Token> {
        Ok(Token { system: row.get(system)?, value: row.get(value)? })
    };
    let dit: String = row.get("dit")?;
    Ok(Annonce {
        number: token("systeme", "valeur")?,
        tenu: chez.zip(rdv).map(|(chez, rdv)| Tenu { chez, rdv }),
        operator: Operator {
            kind: coded(row, "sorte", OperatorKind::of)?,
            number: token("operateur_systeme", "operateur")?,
        },
        professionnel: coded(row, "professionnel", NationalId::read)?,
        debut: row.get("debut")?,
        fin: row.get("fin")?,
        statut: coded(row, "statut", BookingStatus::of)?,
        marque: row.get("marque")?,
        dit: BookingStatus::of(&dit),
        change_le: row.get("change_le")?,
    })
}

fn coded<T>(row: &Row, column: &str, of: fn(&str) -> Option<T>) -> Result<T> {
    let text: String = row.get(column)?;
    of(&text).ok_or_else(|| Error::Decode {
        column: column.to_owned(),
        expected: std::any::type_name::<T>(),
        got: text,
    })
}
