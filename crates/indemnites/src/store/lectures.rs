//! Lists of lines.

use super::lignes::{COLUMNS, read};
use crate::indemnite::{Etat, Indemnite, Rejet};
use crate::lot::Lot;
use crate::regime::Regime;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

/// Which lines a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filtre {
    /// In this state.
    pub etat: Option<Etat>,
    /// Of, or paid to, this person.
    pub personne: Option<Id<Adherent>>,
    /// Of a day of these, bounds included.
    pub jours: Option<(Date, Date)>,
    /// Of this regime.
    pub regime: Option<Regime>,
    /// In this batch, rejected lines included.
    pub lot: Option<Uuid>,
}

/// What the alerts read of a line: five thousand fit in little room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Legere {
    /// The line.
    pub id: Id<Indemnite>,
    /// Who took part.
    pub personne: Id<Adherent>,
    /// Their first membership, under which the ceiling is kept.
    pub racine: Id<Adherent>,
    /// Who is paid.
    pub beneficiaire: Id<Adherent>,
    /// In cents; none without rate.
    pub cents: Option<i64>,
    /// The day.
    pub jour: Date,
    /// The account that declared it.
    pub declarant: Option<Uuid>,
    /// Somebody declared it: no act is behind.
    pub declaree: bool,
    /// It waits for an approval; else for a batch.
    pub proposee: bool,
    /// When the bank sent it back, if it did.
    pub rejete_le: Option<Timestamp>,
    /// What for.
    pub rejet: Rejet,
    /// The batch that it is or was in.
    pub lot: Option<Id<Lot>>,
    /// Its attendance was signed after the end of the meeting.
    pub tardive: bool,
}

const WHERE: &str =
    "i.cpts = $1 AND ($2 = '' OR i.etat = $2) AND (i.personne = $3 OR i.beneficiaire = $3 OR $4)
    AND i.jour BETWEEN $5 AND $6 AND ($7 = '' OR i.regime = $7) AND (i.lot = $8 OR $9)";

fn values(tx: &Tx, filtre: &Filtre) -> Vec<db::Value> {
    let (du, au) = filtre.jours.unwrap_or((Date::constant(1, 1, 1), Date::constant(9999, 12, 31)));
    params![
        tx.cpts(),
        filtre.etat.map_or("", Etat::code),
        filtre.personne.map_or(Uuid::nil(), Id::uuid),
        filtre.personne.is_none(),
        du,
        au,
        filtre.regime.map_or("", Regime::code),
        filtre.lot.unwrap_or_default(),
        filtre.lot.is_none(),
    ]
    .to_vec()
}

/// Lines, the last day first, from the `from`th on.
///
/// # Errors
/// A fault of storage.
pub async fn lignes(tx: &mut Tx, filtre: &Filtre, from: i64, limit: i64) -> Result<Vec<Indemnite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indemnites_indemnite i WHERE {WHERE} ORDER BY i.jour DESC, i.id LIMIT $10 OFFSET $11"
    );
    let mut values = values(tx, filtre);
    values.extend_from_slice(params![limit, from]);
    tx.rows(&sql, &values).await?.iter().map(read).collect()
}

/// How many lines there are in each state, and what they come to in cents, whatever the state of the filter.
///
/// # Errors
/// A fault of storage.
pub async fn sommes(tx: &mut Tx, filtre: &Filtre) -> Result<BTreeMap<Etat, (i64, i64)>> {
    let sql = format!(
        "SELECT i.etat, count(*) AS n, CAST(COALESCE(SUM(i.cents), 0) AS BIGINT) AS cents FROM indemnites_indemnite i WHERE {WHERE} GROUP BY i.etat"
    );
    let values = values(tx, &Filtre { etat: None, ..filtre.clone() });
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| Ok((row.parse("etat")?, (row.get("n")?, row.get("cents")?)))).collect()
}

/// The lines that wait for an approval or for a batch, as the alerts read them.
///
/// # Errors
/// A fault of storage.
pub async fn en_attente(tx: &mut Tx) -> Result<Vec<Legere>> {
    const SQL: &str = "SELECT id, personne, racine, beneficiaire, cents, jour, declarant, source_genre, etat, CASE WHEN etat = 'rejetee' THEN rejete_le END AS rejete_le, rejet, lot, tardive
        FROM indemnites_indemnite WHERE cpts = $1 AND etat IN ('proposee', 'approuvee', 'rejetee') ORDER BY jour, id";
    let read = |row: &Row| {
        Ok(Legere {
            id: row.get("id")?,
            personne: row.get("personne")?,
            racine: row.get("racine")?,
            beneficiaire: row.get("beneficiaire")?,
            cents: row.get("cents")?,
            jour: row.get("jour")?,
            declarant: row.get("declarant")?,
            declaree: row.get::<String>("source_genre")? == crate::indemnite::source::DECLARATION,
            proposee: row.parse::<Etat>("etat")? == Etat::Proposee,
            rejete_le: row.get("rejete_le")?,
            rejet: row.parse("rejet")?,
            lot: row.get("lot")?,
            tardive: row.get("tardive")?,
        })
    };
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// The lines that wait for an approval while another line of the same person holds the same time.
///
/// # Errors
/// A fault of storage.
pub async fn doublons(tx: &mut Tx) -> Result<BTreeSet<Id<Indemnite>>> {
    const SQL: &str = "SELECT DISTINCT a.id FROM indemnites_indemnite a
        JOIN indemnites_indemnite b ON b.cpts = a.cpts AND b.personne = a.personne AND b.jour = a.jour AND b.id <> a.id
        WHERE a.cpts = $1 AND a.etat = 'proposee' AND a.objet = 'temps' AND b.objet = 'temps' AND a.origine IS NULL AND b.origine IS NULL
            AND b.etat NOT IN ('refusee', 'annulee')
            AND (a.debut IS NULL OR b.debut IS NULL OR (a.debut < b.fin AND b.debut < a.fin))";
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(|row| row.get("id")).collect()
}

/// The approved lines whose rate could since have changed: those that a rate gave, the last one first.
///
/// # Errors
/// A fault of storage.
pub async fn decidees(tx: &mut Tx, depuis: Date) -> Result<Vec<Indemnite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indemnites_indemnite i WHERE i.cpts = $1 AND i.jour >= $2 AND i.origine IS NULL
         AND i.etat IN ('approuvee', 'en_lot', 'payee', 'rejetee') ORDER BY i.jour DESC, i.id LIMIT 5000"
    );
    tx.rows(&sql, params![tx.cpts(), depuis]).await?.iter().map(read).collect()
}

/// What corrections of each line come to, in cents: those that were not refused.
///
/// # Errors
/// A fault of storage.
pub async fn corrige(tx: &mut Tx) -> Result<BTreeMap<Id<Indemnite>, i64>> {
    const SQL: &str = "SELECT origine, CAST(SUM(cents) AS BIGINT) AS cents FROM indemnites_indemnite
        WHERE cpts = $1 AND origine IS NOT NULL AND etat NOT IN ('refusee', 'annulee') GROUP BY origine";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("origine")?, row.get("cents")?))).collect()
}

/// The lines that wait for an approval, from a day on: what a new rate changes.
///
/// # Errors
/// A fault of storage.
pub async fn proposees(tx: &mut Tx, depuis: Date) -> Result<Vec<Indemnite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indemnites_indemnite i WHERE i.cpts = $1 AND i.jour >= $2 AND i.origine IS NULL AND i.etat = 'proposee' ORDER BY i.id"
    );
    tx.rows(&sql, params![tx.cpts(), depuis]).await?.iter().map(read).collect()
}

/// What was paid in a civil year to somebody, or for what they did, the first day first.
///
/// # Errors
/// A fault of storage.
pub async fn payees_de(tx: &mut Tx, personne: Id<Adherent>, annee: i16) -> Result<Vec<(Date, Indemnite)>> {
    let sql = format!(
        "SELECT {COLUMNS}, l.execution FROM indemnites_indemnite i JOIN indemnites_lot l ON l.cpts = i.cpts AND l.id = i.lot
         WHERE i.cpts = $1 AND (i.personne = $2 OR i.beneficiaire = $2) AND i.etat = 'payee' AND l.execution BETWEEN $3 AND $4
         ORDER BY l.execution, i.jour, i.id"
    );
    let (du, au) = (Date::constant(annee, 1, 1), Date::constant(annee, 12, 31));
    let rows = tx.rows(&sql, params![tx.cpts(), personne, du, au]).await?;
    rows.iter().map(|row| Ok((row.get("execution")?, read(row)?))).collect()
}
