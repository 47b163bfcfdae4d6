//! Money: what was paid, what is owed, what people are to declare.

use crate::lot::Lot;
use crate::regime::Regime;
use actes::Mission;
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// A line of spending.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Depense {
    /// Day of execution of its batch; of its approval when it is in none.
    pub jour: Date,
    /// In cents.
    pub cents: i64,
    /// For which mission.
    pub mission: Mission,
    /// What it pays.
    pub regime: Regime,
    /// Name of the member who is paid.
    pub beneficiaire: String,
    /// The batch; nil when it is in none.
    pub lot: Uuid,
}

/// What was paid between two days, bounds included, by day of execution.
///
/// # Errors
/// A fault of storage.
pub async fn payees(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Depense>> {
    const SQL: &str = "SELECT l.execution AS jour, i.cents, i.mission, i.regime, i.beneficiaire, i.lot FROM indemnites_indemnite i
        JOIN indemnites_lot l ON l.cpts = i.cpts AND l.id = i.lot
        WHERE i.cpts = $1 AND i.etat = 'payee' AND l.execution BETWEEN $2 AND $3 ORDER BY l.execution, i.id";
    let rows = tx.rows(SQL, params![tx.cpts(), du, au]).await?;
    named(tx, &rows, |row| row.get("jour")).await
}

/// What is approved and not paid.
///
/// # Errors
/// A fault of storage.
pub async fn engagees(tx: &mut Tx) -> Result<Vec<Depense>> {
    const SQL: &str = "SELECT l.execution AS jour, i.decide_le, i.cents, i.mission, i.regime, i.beneficiaire, i.lot FROM indemnites_indemnite i
        LEFT JOIN indemnites_lot l ON l.cpts = i.cpts AND l.id = i.lot
        WHERE i.cpts = $1 AND i.etat IN ('approuvee', 'en_lot', 'rejetee') ORDER BY i.jour, i.id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    named(tx, &rows, |row| {
        let decided: jiff::Timestamp = row.get("decide_le")?;
        Ok(row.get::<Option<Date>>("jour")?.unwrap_or_else(|| kernel::today(decided)))
    })
    .await
}

async fn named(tx: &mut Tx, rows: &[Row], jour: impl Fn(&Row) -> Result<Date>) -> Result<Vec<Depense>> {
    let names = crate::noms(tx).await?;
    let read = |row: &Row| {
        let who: Id<Adherent> = row.get("beneficiaire")?;
        Ok(Depense {
            jour: jour(row)?,
            cents: row.get("cents")?,
            mission: row.parse("mission")?,
            regime: row.parse("regime")?,
            beneficiaire: names.get(&who).cloned().unwrap_or_default(),
            lot: row.get::<Option<Id<Lot>>>("lot")?.map_or(Uuid::nil(), Id::uuid),
        })
    };
    rows.iter().map(read).collect()
}

/// What was paid to each beneficiary in a civil year, by regime.
///
/// # Errors
/// A fault of storage.
pub async fn par_beneficiaire(tx: &mut Tx, annee: i16) -> Result<Vec<(Id<Adherent>, Regime, i64, i64)>> {
    const SQL: &str = "SELECT i.beneficiaire, i.regime, CAST(SUM(i.cents) AS BIGINT) AS cents, count(*) AS lignes FROM indemnites_indemnite i
        JOIN indemnites_lot l ON l.cpts = i.cpts AND l.id = i.lot
        WHERE i.cpts = $1 AND i.etat = 'payee' AND l.execution BETWEEN $2 AND $3 GROUP BY i.beneficiaire, i.regime ORDER BY i.beneficiaire, i.regime";
    let (du, au) = (Date::constant(annee, 1, 1), Date::constant(annee, 12, 31));
    let rows = tx.rows(SQL, params![tx.cpts(), du, au]).await?;
    let read = |row: &Row| {
        Ok((row.get("beneficiaire")?, row.parse("regime")?, row.get("cents")?, row.get("lignes")?))
    };
    rows.iter().map(read).collect()
}
