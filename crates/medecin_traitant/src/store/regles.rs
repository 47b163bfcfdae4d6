//! The rule of priority and the settings of a CPTS.

use super::count;
use crate::reglage::Reglage;
use crate::regle::Regle;
use db::{Error, Result, Row, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// A version of the rule, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1; 0 for the rule proposed at the start.
    pub numero: u32,
    /// The rule.
    pub regle: Regle,
    /// Why it was changed.
    pub note: String,
    /// When; none for the rule proposed at the start.
    pub ecrit_le: Option<Timestamp>,
}

/// The rule in force.
///
/// # Errors
/// A fault of storage.
pub async fn en_vigueur(tx: &mut Tx) -> Result<Version> {
    let proposed = Version { numero: 0, regle: Regle::proposee(), note: String::new(), ecrit_le: None };
    Ok(versions(tx).await?.into_iter().next().unwrap_or(proposed))
}

/// Every version that was kept, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn versions(tx: &mut Tx) -> Result<Vec<Version>> {
    const SQL: &str = "SELECT version, contenu, note, ecrit_le FROM medecin_traitant_regle WHERE cpts = $1
        ORDER BY version DESC";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Version {
            numero: count(row, "version")?,
            regle: decode(&row.get::<String>("contenu")?)?,
            note: row.get("note")?,
            ecrit_le: row.get("ecrit_le")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Keeps the version that follows `after`; false when somebody else kept one meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, after: u32, regle: &Regle, note: &str, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_regle (cpts, version, contenu, note, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), after + 1, encode(regle), note, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The settings; those proposed when none were kept.
///
/// # Errors
/// A fault of storage.
pub async fn reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "SELECT contenu FROM medecin_traitant_reglage WHERE cpts = $1";
    let Some(row) = tx.row(SQL, params![tx.cpts()]).await? else { return Ok(Reglage::default()) };
    decode(&row.get::<String>("contenu")?)
}

/// Writes the settings.
///
/// # Errors
/// A fault of storage.
pub async fn set_reglage(tx: &mut Tx, reglage: &Reglage, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_reglage (cpts, contenu, auteur, ecrit_le) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts) DO UPDATE SET contenu = $2, auteur = $3, ecrit_le = $4";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), encode(reglage), auteur, now]).await?;
    Ok(())
}

/// The settings, held as they are until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold_reglage(tx: &mut Tx) -> Result<Reglage> {
    const SQL: &str = "INSERT INTO medecin_traitant_reglage (cpts, contenu, ecrit_le) VALUES ($1, $2, $3)
        ON CONFLICT (cpts) DO UPDATE SET contenu = medecin_traitant_reglage.contenu";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), encode(&Reglage::default()), now]).await?;
    reglage(tx).await
}

fn encode<T: serde::Serialize>(one: &T) -> String {
    serde_json::to_string(one).unwrap_or_default()
}

fn decode<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::Decode {
        column: "contenu".to_owned(),
        expected: "what this room wrote",
        got: error.to_string(),
    })
}
