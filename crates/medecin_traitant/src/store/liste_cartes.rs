//! The list of cards of the office, page by page.

use super::demandes;
use super::propositions::{COLUMNS, read};
use crate::Coffre;
use crate::demande::{Demande, Foyer};
use crate::proposition::Proposition;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// Cards that wait for an answer and those answered, taken back or left without an answer, since: those that wait first, then the
/// latest; from the `from`th, `most` of them.
///
/// # Errors
/// A fault of storage.
pub async fn recentes(tx: &mut Tx, depuis: Timestamp, (from, most): (u32, u32)) -> Result<Vec<Proposition>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_proposition WHERE cpts = $1
        AND (etat IN ('prete', 'envoyee') OR prete_le >= $2)
        ORDER BY CASE WHEN etat IN ('prete', 'envoyee') THEN 0 ELSE 1 END, prete_le DESC, id DESC LIMIT $4 OFFSET $3"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), depuis, from, most]).await?;
    rows.iter().map(read).collect()
}

/// How many those are: in all, that wait for an answer, that have not left.
///
/// # Errors
/// A fault of storage.
pub async fn combien(tx: &mut Tx, depuis: Timestamp) -> Result<(u32, u32, u32)> {
    const SQL: &str = "SELECT COUNT(*) AS toutes,
        COUNT(CASE WHEN etat IN ('prete', 'envoyee') THEN 1 END) AS ouvertes,
        COUNT(CASE WHEN etat = 'prete' THEN 1 END) AS pretes
        FROM medecin_traitant_proposition WHERE cpts = $1 AND (etat IN ('prete', 'envoyee') OR prete_le >= $2)";
    let row = tx.must_row(SQL, params![tx.cpts(), depuis]).await?;
    let of = |column: &str| super::count(&row, column);
    Ok((of("toutes")?, of("ouvertes")?, of("pretes")?))
}

/// The requests of those households.
///
/// # Errors
/// A fault of storage.
pub async fn demandes(
    tx: &mut Tx,
    foyers: &BTreeSet<Id<Foyer>>,
) -> Result<BTreeMap<Id<Foyer>, Vec<Id<Demande>>>> {
    let mut all: BTreeMap<Id<Foyer>, Vec<Id<Demande>>> = BTreeMap::new();
    for row in &of_foyers(tx, "foyer, id", foyers).await? {
        all.entry(row.get("foyer")?).or_default().push(row.get("id")?);
    }
    Ok(all)
}

/// The people of those households, the oldest request first.
///
/// # Errors
/// A fault of storage.
pub async fn gens(
    tx: &mut Tx,
    coffre: &Coffre,
    foyers: &BTreeSet<Id<Foyer>>,
) -> Result<BTreeMap<Id<Foyer>, Vec<Demande>>> {
    let mut all: BTreeMap<Id<Foyer>, Vec<Demande>> = BTreeMap::new();
    for row in &of_foyers(tx, demandes::COLUMNS, foyers).await? {
        let one = demandes::read(row, coffre)?;
        all.entry(one.foyer).or_default().push(one);
    }
    Ok(all)
}

async fn of_foyers(tx: &mut Tx, columns: &str, foyers: &BTreeSet<Id<Foyer>>) -> Result<Vec<Row>> {
    if foyers.is_empty() {
        return Ok(Vec::new());
    }
    let marks: Vec<String> = (0..foyers.len()).map(|rank| format!("${}", rank + 2)).collect();
    let sql = format!(
        "SELECT {columns} FROM medecin_traitant_demande WHERE cpts = $1 AND foyer IN ({}) ORDER BY recue_le, id",
        marks.join(", ")
    );
    let mut values = params![tx.cpts()].to_vec();
    values.extend(foyers.iter().flat_map(|foyer| params![*foyer].to_vec()));
    tx.rows(&sql, &values).await
}
