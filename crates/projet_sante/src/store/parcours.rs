//! Who opened the creation, its stages and their criteria.

use crate::etape::{Adaptation, Suivi};
use crate::origine::{Origine, Remise};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use uuid::Uuid;

/// How the creation began; none when nobody said.
///
/// # Errors
/// A fault of storage.
pub async fn origine(tx: &mut Tx) -> Result<Option<Origine>> {
    const SQL: &str = "SELECT porte_par, institution, motif, ouverte_le, remise_le, remise_a, remise_par
        FROM projet_sante_origine WHERE cpts = $1";
    let Some(row) = tx.row(SQL, params![tx.cpts()]).await? else { return Ok(None) };
    let (le, a): (Option<Timestamp>, Option<Uuid>) = (row.get("remise_le")?, row.get("remise_a")?);
    let par = row.get("remise_par")?;
    Ok(Some(Origine {
        porte_par: row.parse("porte_par")?,
        institution: row.get("institution")?,
        motif: row.get("motif")?,
        ouverte_le: row.get("ouverte_le")?,
        remise: le.zip(a).map(|(le, a)| Remise { le, a, par }),
    }))
}

/// Writes how the creation began, in place of what was said.
///
/// # Errors
/// A fault of storage.
pub async fn keep_origine(tx: &mut Tx, origine: &Origine) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_origine (cpts, porte_par, institution, motif, ouverte_le, remise_le,
        remise_a, remise_par) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cpts) DO UPDATE SET
        porte_par = excluded.porte_par, institution = excluded.institution, motif = excluded.motif,
        ouverte_le = excluded.ouverte_le, remise_le = excluded.remise_le, remise_a = excluded.remise_a,
        remise_par = excluded.remise_par";
    let values = params![
        tx.cpts(),
        origine.porte_par.code(),
        &origine.institution,
        &origine.motif,
        origine.ouverte_le,
        origine.remise.as_ref().map(|one| one.le),
        origine.remise.as_ref().map(|one| one.a),
        origine.remise.as_ref().and_then(|one| one.par)
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// What this CPTS keeps of its stages.
///
/// # Errors
/// A fault of storage.
pub async fn adaptations(tx: &mut Tx) -> Result<Vec<Adaptation>> {
    const SQL: &str = "SELECT code, rang, titre, resume, produit, decide, sans_objet, atteinte_le, note
        FROM projet_sante_etape WHERE cpts = $1 ORDER BY rang, code";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Adaptation {
            code: row.get("code")?,
            rang: row.get("rang")?,
            titre: row.get("titre")?,
            resume: row.get("resume")?,
            produit: row.get("produit")?,
            decide: row.get("decide")?,
            sans_objet: row.get("sans_objet")?,
            atteinte_le: row.get("atteinte_le")?,
            note: row.get("note")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Writes what this CPTS keeps of a stage.
///
/// # Errors
/// A fault of storage.
pub async fn keep_adaptation(tx: &mut Tx, one: &Adaptation) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_etape (cpts, code, rang, titre, resume, produit, decide, sans_objet,
        atteinte_le, note) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (cpts, code) DO UPDATE
        SET rang = excluded.rang, titre = excluded.titre, resume = excluded.resume, produit = excluded.produit,
        decide = excluded.decide, sans_objet = excluded.sans_objet, atteinte_le = excluded.atteinte_le,
        note = excluded.note";
    let values = params![
        tx.cpts(),
        &one.code,
        one.rang,
        &one.titre,
        &one.resume,
        &one.produit,
        &one.decide,
        one.sans_objet,
        one.atteinte_le,
        &one.note
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// What this CPTS keeps of criteria.
///
/// # Errors
/// A fault of storage.
pub async fn suivis(tx: &mut Tx) -> Result<Vec<Suivi>> {
    const SQL: &str = "SELECT etape, code, libelle, propre, etat, jour, note FROM projet_sante_critere
        WHERE cpts = $1 AND retire_le IS NULL ORDER BY note_le, code";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Suivi {
            etape: row.get("etape")?,
            code: row.get("code")?,
            libelle: row.get("libelle")?,
            propre: row.get("propre")?,
            etat: row.parse("etat")?,
            jour: row.get("jour")?,
            note: row.get("note")?,
        })
    };
    rows.iter().map(read).collect()
}

/// Writes what this CPTS keeps of a criterion.
///
/// # Errors
/// A fault of storage.
pub async fn keep_suivi(tx: &mut Tx, one: &Suivi, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_critere (cpts, etape, code, libelle, propre, etat, jour, note,
        auteur, note_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (cpts, etape, code) DO UPDATE SET libelle = excluded.libelle, etat = excluded.etat,
        jour = excluded.jour, note = excluded.note, auteur = excluded.auteur";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        &one.etape,
        &one.code,
        &one.libelle,
        one.propre,
        one.etat.code(),
        one.jour,
        &one.note,
        auteur,
        now
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Takes away a criterion that this CPTS had added; false when it had not.
///
/// # Errors
/// A fault of storage.
pub async fn retire_suivi(tx: &mut Tx, etape: &str, code: &str) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_critere SET retire_le = $4
        WHERE cpts = $1 AND etape = $2 AND code = $3 AND propre AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), etape, code, now]).await? == 1)
}
