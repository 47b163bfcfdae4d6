//! Fees and what was paid of them.

use crate::{Adherent, Cotisation, Tarif, cotisation::Paiement};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeMap;
use uuid::Uuid;

/// The fees of a civil year, each with what was received of it.
///
/// # Errors
/// A fault of storage.
pub async fn de_l_annee(tx: &mut Tx, annee: i16) -> Result<BTreeMap<Id<Adherent>, Cotisation>> {
    const FEES: &str = "SELECT adherent, annee, cents, appelee_le, offerte, relancee_le
        FROM adhesions_cotisation WHERE cpts = $1 AND annee = $2";
    const PAID: &str = "SELECT id, adherent, annee, cents, jour, moyen, reference FROM adhesions_paiement
        WHERE cpts = $1 AND annee = $2 AND annule_le IS NULL ORDER BY jour, ecrit_le, id";
    let (cpts, year) = (tx.cpts(), i32::from(annee));
    let fees = tx.rows(FEES, params![cpts, year]).await?;
    let fees = fees.iter().map(cotisation).collect::<Result<Vec<_>>>()?;
    let mut fees: BTreeMap<_, _> = fees.into_iter().map(|one| (one.adherent, one)).collect();
    for row in tx.rows(PAID, params![cpts, year]).await? {
        let paid = paiement(&row)?;
        if let Some(fee) = fees.get_mut(&paid.adherent) {
            fee.paiements.push(paid);
        }
    }
    Ok(fees)
}

/// The fees of a member, newest year first.
///
/// # Errors
/// A fault of storage.
pub async fn de(tx: &mut Tx, adherent: Id<Adherent>) -> Result<Vec<Cotisation>> {
    const FEES: &str = "SELECT adherent, annee, cents, appelee_le, offerte, relancee_le
        FROM adhesions_cotisation WHERE cpts = $1 AND adherent = $2 ORDER BY annee DESC";
    const PAID: &str = "SELECT id, adherent, annee, cents, jour, moyen, reference FROM adhesions_paiement
        WHERE cpts = $1 AND adherent = $2 AND annule_le IS NULL ORDER BY jour, ecrit_le, id";
    let cpts = tx.cpts();
    let fees = tx.rows(FEES, params![cpts, adherent]).await?;
    let mut fees = fees.iter().map(cotisation).collect::<Result<Vec<_>>>()?;
    for row in tx.rows(PAID, params![cpts, adherent]).await? {
        let paid = paiement(&row)?;
        if let Some(fee) = fees.iter_mut().find(|fee| fee.annee == paid.annee) {
            fee.paiements.push(paid);
        }
    }
    Ok(fees)
}

/// The fees of a civil year that members are asked for, whoever they are: what the budget reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recouvrement {
    /// Civil year.
    pub annee: i16,
    /// The day of the first call.
    pub appele_le: Date,
    /// What is asked for, in cents.
    pub cents: i64,
    /// What came of it, in cents.
    pub recu: i64,
}

/// Fees asked for of whoever still belongs, by civil year from that one on, without those that are offered.
///
/// # Errors
/// A fault of storage.
pub async fn recouvrements(tx: &mut Tx, depuis: i16) -> Result<Vec<Recouvrement>> {
    const SQL: &str = "SELECT f.annee, MIN(f.appelee_le) AS appele_le, CAST(SUM(f.cents) AS BIGINT) AS cents,
        CAST(SUM(CASE WHEN p.recu > f.cents THEN f.cents ELSE COALESCE(p.recu, 0) END) AS BIGINT) AS recu
        FROM adhesions_cotisation f
        JOIN adhesions_adherent a ON a.cpts = f.cpts AND a.id = f.adherent AND a.etat = 'adherent'
        LEFT JOIN (SELECT cpts, adherent, annee, SUM(cents) AS recu FROM adhesions_paiement
            WHERE cpts = $1 AND annule_le IS NULL GROUP BY cpts, adherent, annee) p
            ON p.cpts = f.cpts AND p.adherent = f.adherent AND p.annee = f.annee
        WHERE f.cpts = $1 AND f.annee >= $2 AND f.offerte IS NULL GROUP BY f.annee ORDER BY f.annee";
    let rows = tx.rows(SQL, params![tx.cpts(), i32::from(depuis)]).await?;
    let one = |row: &Row| {
        Ok(Recouvrement {
            annee: annee(row)?,
            appele_le: row.get("appele_le")?,
            cents: row.get("cents")?,
            recu: row.get("recu")?,
        })
    };
    rows.iter().map(one).collect()
}

/// The civil year of a row.
fn annee(row: &Row) -> Result<i16> {
    let year: i64 = row.get("annee")?;
    Ok(i16::try_from(year).unwrap_or_default())
}

fn cotisation(row: &Row) -> Result<Cotisation> {
    Ok(Cotisation {
        adherent: row.get("adherent")?,
        annee: annee(row)?,
        cents: row.get("cents")?,
        appelee_le: row.get("appelee_le")?,
        offerte: row.get("offerte")?,
        relancee_le: row.get("relancee_le")?,
        paiements: Vec::new(),
    })
}

fn paiement(row: &Row) -> Result<Paiement> {
    Ok(Paiement {
        id: row.get("id")?,
        adherent: row.get("adherent")?,
        annee: annee(row)?,
        cents: row.get("cents")?,
        jour: row.get("jour")?,
        moyen: row.parse("moyen")?,
        reference: row.get("reference")?,
    })
}

/// Asks for a fee; false when it was asked for already: the primary key decides among those who ask at once.
///
/// # Errors
/// A fault of storage.
pub async fn call(
    tx: &mut Tx,
    one: &Cotisation,
    tarif: Option<Id<Tarif>>,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO adhesions_cotisation (cpts, adherent, annee, cents, appelee_le, tarif, offerte,
        auteur) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let values = params![
        tx.cpts(),
        one.adherent,
        i32::from(one.annee),
        one.cents,
        one.appelee_le,
        tarif,
        one.offerte.clone(),
        auteur
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// A fee with what was received of it, held as it is until the end of the transaction: two payments noted at once see each
/// other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, adherent: Id<Adherent>, annee: i16) -> Result<Option<Cotisation>> {
    const HOLD: &str = "UPDATE adhesions_cotisation SET cents = cents
        WHERE cpts = $1 AND adherent = $2 AND annee = $3 RETURNING adherent";
    let (cpts, year) = (tx.cpts(), i32::from(annee));
    if tx.row(HOLD, params![cpts, adherent, year]).await?.is_none() {
        return Ok(None);
    }
    Ok(de(tx, adherent).await?.into_iter().find(|one| one.annee == annee))
}

/// Says why a fee is not asked for, or asks for it again; false when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn offer(tx: &mut Tx, adherent: Id<Adherent>, annee: i16, motif: Option<&str>) -> Result<bool> {
    const SQL: &str =
        "UPDATE adhesions_cotisation SET offerte = $4 WHERE cpts = $1 AND adherent = $2 AND annee = $3";
    Ok(tx.execute(SQL, params![tx.cpts(), adherent, i32::from(annee), motif]).await? == 1)
}

/// Notes that a reminder leaves now, unless one left since `rested`; false then.
///
/// # Errors
/// A fault of storage.
pub async fn claim_relance(
    tx: &mut Tx,
    adherent: Id<Adherent>,
    annee: i16,
    rested: Timestamp,
) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_cotisation SET relancee_le = $4 WHERE cpts = $1 AND adherent = $2
        AND annee = $3 AND (relancee_le IS NULL OR relancee_le <= $5)";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), adherent, i32::from(annee), now, rested];
    Ok(tx.execute(SQL, values).await? == 1)
}
