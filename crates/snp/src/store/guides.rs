//! Versions of the orientation guide.

use super::{decode, encode};
use crate::Guide;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// A version of the guide, as it was kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// Its number, from 1; 0 for the guide proposed at the start.
    pub numero: u32,
    /// The guide.
    pub guide: Guide,
    /// Why it was changed.
    pub note: String,
    /// The account of whoever wrote it.
    pub auteur: Option<Uuid>,
    /// When; none for the guide proposed at the start.
    pub ecrit_le: Option<Timestamp>,
}

impl Version {
    /// The guide proposed at the start.
    #[must_use]
    pub fn proposee() -> Self {
        Self { numero: 0, guide: Guide::proposee(), note: String::new(), auteur: None, ecrit_le: None }
    }
}

/// The guide in force.
///
/// # Errors
/// A fault of storage.
pub async fn en_vigueur(tx: &mut Tx) -> Result<Version> {
    Ok(versions(tx).await?.into_iter().next().unwrap_or_else(Version::proposee))
}

/// Every version that was kept, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn versions(tx: &mut Tx) -> Result<Vec<Version>> {
    const SQL: &str = "SELECT version, contenu, note, auteur, ecrit_le FROM snp_guide WHERE cpts = $1 ORDER BY version DESC";
    let read = |row: &Row| {
        Ok(Version {
            numero: row.get("version")?,
            guide: decode(&row.get::<String>("contenu")?)?,
            note: row.get("note")?,
            auteur: row.get("auteur")?,
            ecrit_le: row.get("ecrit_le")?,
        })
    };
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Keeps the version that follows `after`; false when somebody else kept one meanwhile.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, after: u32, guide: &Guide, note: &str, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO snp_guide (cpts, version, contenu, note, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING";
    let values = params![tx.cpts(), after + 1, encode(guide), note, auteur, tx.ctx().now];
    Ok(tx.execute(SQL, values).await? == 1)
}
