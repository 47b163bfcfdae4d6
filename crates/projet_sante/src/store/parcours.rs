//! Who opened the creation, its stages and their criteria.

use super::lines;
use crate::etape::{Adaptation, Suivi};
use crate::origine::{Origine, Remise};
use db::{Result, Row, Tx, params};
use jiff::{Timestamp, civil::Date};
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

/// The day the creation was opened, held until the end of the transaction; none when nobody said.
///
/// # Errors
/// A fault of storage.
pub async fn hold_origine(tx: &mut Tx) -> Result<Option<Date>> {
    const SQL: &str =
        "UPDATE projet_sante_origine SET ouverte_le = ouverte_le WHERE cpts = $1 RETURNING ouverte_le";
    tx.row(SQL, params![tx.cpts()]).await?.map(|row| row.get("ouverte_le")).transpose()
}

/// Writes how the creation began, in place of what was said; false once it was handed over.
///
/// # Errors
/// A fault of storage.
pub async fn keep_origine(tx: &mut Tx, origine: &Origine) -> Result<bool> {
    const SQL: &str = "INSERT INTO projet_sante_origine (cpts, porte_par, institution, motif, ouverte_le)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (cpts) DO UPDATE SET
        porte_par = excluded.porte_par, institution = excluded.institution, motif = excluded.motif,
        ouverte_le = excluded.ouverte_le WHERE projet_sante_origine.remise_le IS NULL";
    let Origine { porte_par, institution, motif, ouverte_le, .. } = origine;
    let values = params![tx.cpts(), porte_par.code(), institution, motif, *ouverte_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes to whom the project was handed over; false when an institution no longer carries it.
///
/// # Errors
/// A fault of storage.
pub async fn hand_over(tx: &mut Tx, remise: &Remise) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_origine SET remise_le = $2, remise_a = $3, remise_par = $4
        WHERE cpts = $1 AND remise_le IS NULL AND porte_par = 'institution'";
    let Remise { le, a, par } = remise;
    Ok(tx.execute(SQL, params![tx.cpts(), *le, *a, *par]).await? == 1)
}

/// What this CPTS keeps of its stages.
///
/// # Errors
/// A fault of storage.
pub async fn adaptations(tx: &mut Tx) -> Result<Vec<Adaptation>> {
    let sql = format!("SELECT {ETAPE} FROM projet_sante_etape WHERE cpts = $1 ORDER BY rang, code");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(adaptation).collect()
}

const ETAPE: &str = "code, rang, titre, resume, produit, decide, sans_objet, atteinte_le, note, sans";

fn adaptation(row: &Row) -> Result<Adaptation> {
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
        sans: lines(&row.get::<String>("sans")?),
    })
}

/// What this CPTS keeps of one stage, held until the end of the transaction; a blank line when it kept nothing.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, code: &str, rang: i32) -> Result<Adaptation> {
    let sql = format!(
        "INSERT INTO projet_sante_etape (cpts, code, rang, titre, resume, produit, decide, sans_objet, note, sans)
        VALUES ($1, $2, $3, '', '', '', '', $4, '', '') ON CONFLICT (cpts, code) DO UPDATE
        SET rang = projet_sante_etape.rang RETURNING {ETAPE}"
    );
    let held = tx.row(&sql, params![tx.cpts(), code, rang, false]).await?;
    held.as_ref().map_or_else(|| Ok(Adaptation::blank(code, rang)), adaptation)
}

/// Writes the words of a stage, and whether this region does without; not whether it was left.
///
/// # Errors
/// A fault of storage.
pub async fn keep_mots(tx: &mut Tx, one: &Adaptation) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_etape (cpts, code, rang, titre, resume, produit, decide, sans_objet, note, sans)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, '', '') ON CONFLICT (cpts, code) DO UPDATE SET
        titre = excluded.titre, resume = excluded.resume, produit = excluded.produit,
        decide = excluded.decide, sans_objet = excluded.sans_objet";
    let Adaptation { code, rang, titre, resume, produit, decide, sans_objet, .. } = one;
    let values = params![tx.cpts(), code, *rang, titre, resume, produit, decide, *sans_objet];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Writes that a stage was left; false when it was already.
///
/// # Errors
/// A fault of storage.
pub async fn reach(tx: &mut Tx, one: &Adaptation) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_etape (cpts, code, rang, titre, resume, produit, decide, sans_objet,
        atteinte_le, note, sans) VALUES ($1, $2, $3, '', '', '', '', $4, $5, $6, $7) ON CONFLICT (cpts, code)
        DO UPDATE SET atteinte_le = excluded.atteinte_le, note = excluded.note, sans = excluded.sans
        WHERE projet_sante_etape.atteinte_le IS NULL";
    let Adaptation { code, rang, atteinte_le, note, sans, .. } = one;
    let values = params![tx.cpts(), code, *rang, false, *atteinte_le, note, sans.join("\n")];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes that a stage is under way again; false when it was not left.
///
/// # Errors
/// A fault of storage.
pub async fn resume(tx: &mut Tx, code: &str, note: &str) -> Result<bool> {
    const SQL: &str = "UPDATE projet_sante_etape SET atteinte_le = NULL, note = $3, sans = ''
        WHERE cpts = $1 AND code = $2 AND atteinte_le IS NOT NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), code, note]).await? == 1)
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

/// Writes what this CPTS keeps of a criterion; false when somebody has just taken it away.
///
/// # Errors
/// A fault of storage.
pub async fn keep_suivi(tx: &mut Tx, one: &Suivi, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_critere (cpts, etape, code, libelle, propre, etat, jour, note,
        auteur, note_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
        ON CONFLICT (cpts, etape, code) DO UPDATE SET libelle = excluded.libelle, etat = excluded.etat,
        jour = excluded.jour, note = excluded.note, auteur = excluded.auteur
        WHERE projet_sante_critere.retire_le IS NULL";
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
    Ok(tx.execute(SQL, values).await? == 1)
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
