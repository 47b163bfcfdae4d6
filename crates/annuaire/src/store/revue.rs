use db::{Result, Tx, params};
use std::collections::BTreeSet;

/// Of what the official files say that something changed: each has its own editions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fil {
    /// People (RPPS).
    Professionnels,
    /// Structures (FINESS).
    Structures,
}

/// What a CPTS has looked at among the changes of the official files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Revue {
    /// Every change up to this edition.
    pub socle: i64,
    /// These changes, since.
    pub vus: BTreeSet<i64>,
}

impl Revue {
    /// Whether a change was looked at.
    #[must_use]
    pub fn contains(&self, edition: i64, changement: i64) -> bool {
        edition <= self.socle || self.vus.contains(&changement)
    }
}

/// What the CPTS has looked at.
///
/// # Errors
/// A fault of storage.
pub async fn revue(tx: &mut Tx, fil: Fil) -> Result<Revue> {
    let (socle, vus) = match fil {
        Fil::Professionnels => (
            "SELECT edition FROM annuaire_socle WHERE cpts = $1",
            "SELECT changement FROM annuaire_revue WHERE cpts = $1",
        ),
        Fil::Structures => (
            "SELECT edition FROM annuaire_socle_structure WHERE cpts = $1",
            "SELECT changement FROM annuaire_revue_structure WHERE cpts = $1",
        ),
    };
    let cpts = tx.cpts();
    let socle = tx.row(socle, params![cpts]).await?.map_or(Ok(0), |row| row.get("edition"))?;
    let rows = tx.rows(vus, params![cpts]).await?;
    Ok(Revue { socle, vus: rows.iter().map(|row| row.get("changement")).collect::<Result<_>>()? })
}

/// This change was looked at. False when it already was.
///
/// # Errors
/// A fault of storage.
pub async fn keep_revue(tx: &mut Tx, fil: Fil, changement: i64, edition: i64) -> Result<bool> {
    let sql = match fil {
        Fil::Professionnels => {
            "INSERT INTO annuaire_revue (cpts, changement, edition, le) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING"
        }
        Fil::Structures => {
            "INSERT INTO annuaire_revue_structure (cpts, changement, edition, le) VALUES ($1, $2, $3, $4)
            ON CONFLICT DO NOTHING"
        }
    };
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(sql, params![cpts, changement, edition, now]).await? == 1)
}

/// Every change up to `edition` was looked at; the lines that said so one by one are no longer needed.
///
/// # Errors
/// A fault of storage.
pub async fn keep_socle(tx: &mut Tx, fil: Fil, edition: i64) -> Result<()> {
    let (keep, clear) = match fil {
        Fil::Professionnels => (
            "INSERT INTO annuaire_socle (cpts, edition, le) VALUES ($1, $2, $3)
            ON CONFLICT (cpts) DO UPDATE SET edition = $2, le = $3 WHERE annuaire_socle.edition < $2",
            "DELETE FROM annuaire_revue WHERE cpts = $1 AND edition <= $2",
        ),
        Fil::Structures => (
            "INSERT INTO annuaire_socle_structure (cpts, edition, le) VALUES ($1, $2, $3)
            ON CONFLICT (cpts) DO UPDATE SET edition = $2, le = $3 WHERE annuaire_socle_structure.edition < $2",
            "DELETE FROM annuaire_revue_structure WHERE cpts = $1 AND edition <= $2",
        ),
    };
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute(keep, params![cpts, edition, now]).await?;
    tx.execute(clear, params![cpts, edition]).await?;
    Ok(())
}
