//! The evidence of needs.

use crate::besoin::Besoin;
use crate::preuve::{Fait, Preuve};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// Ties a fact to a need. False when it is already tied: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn tie(tx: &mut Tx, preuve: &Preuve) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO diagnostic_preuve (cpts, id, besoin, nature, reference, libelle, valeur, source, auteur,
        ajoutee_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING";
    let Fait { nature, reference, libelle, valeur, source } = &preuve.fait;
    let values = params![
        tx.cpts(),
        preuve.id,
        preuve.besoin,
        nature.code(),
        reference,
        libelle,
        valeur,
        source,
        preuve.auteur,
        preuve.ajoutee_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Unties a fact. False when it was not tied.
///
/// # Errors
/// A fault of storage.
pub async fn untie(tx: &mut Tx, besoin: Id<Besoin>, id: Id<Preuve>) -> Result<bool> {
    const SQL: &str = "UPDATE diagnostic_preuve SET retiree_le = $4
        WHERE cpts = $1 AND besoin = $2 AND id = $3 AND retiree_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), besoin, id, now]).await? == 1)
}

/// The facts tied to one need, or to all of them, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn preuves(tx: &mut Tx, besoin: Option<Id<Besoin>>) -> Result<Vec<Preuve>> {
    const SQL: &str = "SELECT id, besoin, nature, reference, libelle, valeur, source, auteur, ajoutee_le
        FROM diagnostic_preuve WHERE cpts = $1 AND (besoin = $2 OR $2 IS NULL) AND retiree_le IS NULL
        ORDER BY ajoutee_le, id";
    tx.rows(SQL, params![tx.cpts(), besoin]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Preuve> {
    Ok(Preuve {
        id: row.get("id")?,
        besoin: row.get("besoin")?,
        fait: Fait {
            nature: row.parse("nature")?,
            reference: row.get("reference")?,
            libelle: row.get("libelle")?,
            valeur: row.get("valeur")?,
            source: row.get("source")?,
        },
        auteur: row.get("auteur")?,
        ajoutee_le: row.get("ajoutee_le")?,
    })
}
