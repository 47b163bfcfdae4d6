//! Requests that may be about one person.

use crate::demande::Demande;
use db::{Result, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Two requests that look alike.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paire {
    /// One of them.
    pub demande: Id<Demande>,
    /// The other.
    pub autre: Id<Demande>,
    /// What is alike, as codes separated by spaces.
    pub raisons: String,
    /// What somebody decided: one person, or two.
    pub decision: Option<Decision>,
}

kernel::codes! {
    /// What somebody decided of two requests that look alike.
    pub enum Decision {
        /// One person.
        Meme = "meme", "une seule personne";
        /// Two people.
        Autres = "autres", "deux personnes différentes";
    }
}

/// Says that two requests look alike; nothing happens when it was said already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, a: Id<Demande>, b: Id<Demande>, raisons: &str) -> Result<()> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_doublon (cpts, demande, autre, raisons) VALUES ($1, $2, $3, $4)
        ON CONFLICT DO NOTHING";
    let (first, second) = if a.uuid() < b.uuid() { (a, b) } else { (b, a) };
    tx.execute(SQL, params![tx.cpts(), first, second, raisons]).await?;
    Ok(())
}

/// The pairs of a request.
///
/// # Errors
/// A fault of storage.
pub async fn de(tx: &mut Tx, demande: Id<Demande>) -> Result<Vec<Paire>> {
    const SQL: &str = "SELECT demande, autre, raisons, decision FROM medecin_traitant_doublon
        WHERE cpts = $1 AND (demande = $2 OR autre = $2) ORDER BY demande, autre";
    read(tx.rows(SQL, params![tx.cpts(), demande]).await?)
}

/// The pairs that nobody decided yet.
///
/// # Errors
/// A fault of storage.
pub async fn a_trancher(tx: &mut Tx) -> Result<Vec<Paire>> {
    const SQL: &str = "SELECT demande, autre, raisons, decision FROM medecin_traitant_doublon
        WHERE cpts = $1 AND decision IS NULL ORDER BY demande, autre";
    read(tx.rows(SQL, params![tx.cpts()]).await?)
}

/// Writes what was decided; false when it was decided already, or the pair does not exist.
///
/// # Errors
/// A fault of storage.
pub async fn decide(
    tx: &mut Tx,
    a: Id<Demande>,
    b: Id<Demande>,
    decision: Decision,
    par: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_doublon SET decision = $4, decide_par = $5, decide_le = $6
        WHERE cpts = $1 AND demande = $2 AND autre = $3 AND decision IS NULL";
    let (first, second) = if a.uuid() < b.uuid() { (a, b) } else { (b, a) };
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), first, second, decision.code(), par, now]).await? == 1)
}

fn read(rows: Vec<db::Row>) -> Result<Vec<Paire>> {
    let one = |row: &db::Row| {
        Ok(Paire {
            demande: row.get("demande")?,
            autre: row.get("autre")?,
            raisons: row.get("raisons")?,
            decision: super::maybe(row, "decision")?,
        })
    };
    rows.iter().map(one).collect()
}

/// The pairs that nobody decided yet, of which both requests are open.
///
/// # Errors
/// A fault of storage.
pub async fn ouverts(tx: &mut Tx) -> Result<Vec<Paire>> {
    const SQL: &str = "SELECT p.demande, p.autre, p.raisons, p.decision FROM medecin_traitant_doublon p
        JOIN medecin_traitant_demande a ON a.cpts = p.cpts AND a.id = p.demande
        JOIN medecin_traitant_demande b ON b.cpts = p.cpts AND b.id = p.autre
        WHERE p.cpts = $1 AND p.decision IS NULL AND a.etat <> 'close' AND b.etat <> 'close'
        ORDER BY p.demande, p.autre";
    read(tx.rows(SQL, params![tx.cpts()]).await?)
}
