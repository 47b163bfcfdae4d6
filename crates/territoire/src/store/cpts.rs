//! Territories and stages of the CPTS.

use crate::perimetre::Version;
use crate::statut::{Jalon, Quand, Statut};
use db::{Error, Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
use kernel::{Cpts, Id};
use std::collections::BTreeMap;

/// A version of a territory, with the figure that was shown to whoever decided it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// The communes and their first day.
    pub version: Version,
    /// Inhabitants, as counted that day.
    pub population: i64,
    /// Which population.
    pub millesime: String,
    /// When it was written.
    pub le: Timestamp,
}

const VERSION: &str = "cpts, depuis, communes, population, millesime, decide_le";

/// The versions of the territory of the CPTS, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn perimetres(tx: &mut Tx) -> Result<Vec<Decision>> {
    let sql = format!("SELECT {VERSION} FROM territoire_perimetre WHERE cpts = $1 ORDER BY depuis");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(decision).collect()
}

/// The territories of every CPTS: who is where is public, neighbours must see it.
///
/// # Errors
/// A fault of storage.
pub async fn public_perimetres(tx: &mut Tx) -> Result<Vec<(Id<Cpts>, Version)>> {
    let sql = format!("SELECT {VERSION} FROM territoire_perimetre ORDER BY cpts, depuis");
    let rows = tx.rows(&sql, &[]).await?;
    rows.iter().map(|row| Ok((row.get("cpts")?, decision(row)?.version))).collect()
}

/// Replaces what the CPTS had planned from `depuis` on.
///
/// # Errors
/// A fault of storage.
pub async fn keep_perimetre(tx: &mut Tx, depuis: Date, decision: Option<&Decision>) -> Result<()> {
    const CLEAR: &str = "DELETE FROM territoire_perimetre WHERE cpts = $1 AND depuis >= $2";
    const KEEP: &str =
        "INSERT INTO territoire_perimetre (cpts, depuis, communes, population, millesime, decide_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let cpts = tx.cpts();
    tx.execute(CLEAR, params![cpts, depuis]).await?;
    let Some(Decision { version, population, millesime, le }) = decision else { return Ok(()) };
    let codes: Vec<&str> = version.communes.iter().map(|code| code.as_str()).collect();
    let values = params![cpts, version.depuis, codes.join(" "), *population, millesime, *le];
    tx.execute(KEEP, values).await?;
    Ok(())
}

fn decision(row: &Row) -> Result<Decision> {
    let codes: String = row.get("communes")?;
    let communes = codes.split_whitespace().map(str::parse).collect::<std::result::Result<_, _>>();
    let communes = communes.map_err(|_| unreadable("communes", &codes))?;
    Ok(Decision {
        version: Version { depuis: row.get("depuis")?, communes },
        population: row.get("population")?,
        millesime: row.get("millesime")?,
        le: row.get("decide_le")?,
    })
}

const ETAPE: &str = "cpts, etape, jour, precision_date, prevue";

/// Where the CPTS stands; `None` when nobody said.
///
/// # Errors
/// A fault of storage.
pub async fn statut(tx: &mut Tx) -> Result<Option<Statut>> {
    let sql = format!("SELECT {ETAPE} FROM territoire_etape WHERE cpts = $1");
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    life(&rows.iter().map(jalon).collect::<Result<Vec<_>>>()?)
}

/// Where every CPTS stands: a public fact.
///
/// # Errors
/// A fault of storage.
pub async fn public_statuts(tx: &mut Tx) -> Result<Vec<(Id<Cpts>, Statut)>> {
    let mut lives: BTreeMap<Id<Cpts>, Vec<(Jalon, bool)>> = BTreeMap::new();
    for row in tx.rows(&format!("SELECT {ETAPE} FROM territoire_etape"), &[]).await? {
        lives.entry(row.get("cpts")?).or_default().push(jalon(&row)?);
    }
    let statuts = lives.into_iter().map(|(cpts, life_of)| Ok((cpts, life(&life_of)?)));
    let statuts = statuts.collect::<Result<Vec<_>>>()?;
    Ok(statuts.into_iter().filter_map(|(cpts, statut)| Some((cpts, statut?))).collect())
}

/// Writes where the CPTS stands, in place of what was known.
///
/// # Errors
/// A fault of storage.
pub async fn keep_statut(tx: &mut Tx, statut: &Statut) -> Result<()> {
    const CLEAR: &str = "DELETE FROM territoire_etape WHERE cpts = $1";
    const KEEP: &str = "INSERT INTO territoire_etape (cpts, etape, jour, precision_date, prevue)
        VALUES ($1, $2, $3, $4, $5)";
    let cpts = tx.cpts();
    tx.execute(CLEAR, params![cpts]).await?;
    let reached = statut.atteints().iter().map(|jalon| (*jalon, false));
    for (Jalon { etape, quand }, prevue) in reached.chain(statut.prevu().map(|jalon| (jalon, true))) {
        let values = params![cpts, etape.as_str(), quand.jour, quand.precision.as_str(), prevue];
        tx.execute(KEEP, values).await?;
    }
    Ok(())
}

fn jalon(row: &Row) -> Result<(Jalon, bool)> {
    let quand = Quand { jour: row.get("jour")?, precision: row.parse("precision_date")? };
    Ok((Jalon { etape: row.parse("etape")?, quand }, row.get("prevue")?))
}

/// The stages have an order of their own: that of the enum is that of time.
fn life(rows: &[(Jalon, bool)]) -> Result<Option<Statut>> {
    let mut reached: Vec<Jalon> =
        rows.iter().filter(|(_, prevue)| !prevue).map(|(jalon, _)| *jalon).collect();
    let planned = rows.iter().find(|(_, prevue)| *prevue).map(|(jalon, _)| *jalon);
    if reached.is_empty() {
        return Ok(None);
    }
    reached.sort_by_key(|jalon| jalon.etape);
    Statut::of(reached, planned).map(Some).map_err(|refus| unreadable("etape", &refus.to_string()))
}

fn unreadable(column: &str, got: &str) -> Error {
    Error::Decode {
        column: column.to_owned(),
        expected: "what the program writes",
        got: got.chars().take(80).collect(),
    }
}
