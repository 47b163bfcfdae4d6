//! What is kept of a year when it is closed: its file, the lines that it was written from.

use super::mouvements::cle;
use crate::cloture::{Cloture, Scelle};
use crate::ligne::Ligne;
use data_encoding::HEXLOWER;
use db::{Result, Row, Tx, params};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Keeps the file of a year that is being closed, and its lines; once only, the primary key decides.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, annee: i16, one: &Cloture, octets: &[u8]) -> Result<()> {
    const FILE: &str = "INSERT INTO budget_cloture (cpts, annee, nom, empreinte, banque, octets) VALUES ($1, $2, $3, $4, $5, $6)";
    const LINE: &str =
        "INSERT INTO budget_ligne_close (cpts, annee, rang, origine, genre, nature, jour, facture_le, libelle,
        tiers, reference, moyen, enveloppe, compte, cents)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)";
    let (cpts, annee) = (tx.cpts(), i64::from(annee));
    let Scelle { nom, empreinte, banque } = &one.scelle;
    tx.execute(FILE, params![cpts, annee, nom, empreinte, banque, octets.to_vec()]).await?;
    for (rang, line) in (1_i64..).zip(&one.lignes) {
        let values = params![
            cpts,
            annee,
            rang,
            line.origine.to_string(),
            line.genre.code(),
            line.nature.code(),
            line.jour,
            line.facture_le,
            &line.libelle,
            &line.tiers,
            &line.reference,
            line.moyen.code(),
            line.cle.to_string(),
            line.compte.clone(),
            line.cents
        ];
        tx.execute(LINE, values).await?;
    }
    Ok(())
}

/// What is kept of each closed year, oldest first, without the bytes of its file.
///
/// # Errors
/// A fault of storage.
pub async fn clotures(tx: &mut Tx) -> Result<BTreeMap<i16, Cloture>> {
    const YEARS: &str = "SELECT annee, nom, empreinte, banque FROM budget_cloture WHERE cpts = $1";
    const LINES: &str =
        "SELECT annee, origine, genre, nature, jour, facture_le, libelle, tiers, reference, moyen, enveloppe,
        compte, cents FROM budget_ligne_close WHERE cpts = $1 ORDER BY annee, rang";
    let cpts = tx.cpts();
    let mut all = BTreeMap::new();
    for row in tx.rows(YEARS, params![cpts]).await? {
        let scelle =
            Scelle { nom: row.get("nom")?, empreinte: row.get("empreinte")?, banque: row.get("banque")? };
        all.insert(annee(&row)?, Cloture { scelle, lignes: Vec::new() });
    }
    for row in tx.rows(LINES, params![cpts]).await? {
        if let Some(one) = all.get_mut(&annee(&row)?) {
            one.lignes.push(ligne(&row)?);
        }
    }
    Ok(all)
}

/// The file of a closed year, as it was kept; none when the year is open.
///
/// # Errors
/// A fault of storage, or a file that is no longer the one that was kept.
pub async fn fichier(tx: &mut Tx, annee: i16) -> Result<Option<(String, Vec<u8>)>> {
    const SQL: &str = "SELECT nom, empreinte, octets FROM budget_cloture WHERE cpts = $1 AND annee = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), i64::from(annee)]).await? else { return Ok(None) };
    let (kept, octets): (String, Vec<u8>) = (row.get("empreinte")?, row.get("octets")?);
    let found = empreinte(&octets);
    if found != kept {
        return Err(db::Error::Decode {
            column: "octets".to_owned(),
            expected: "the file that was kept",
            got: found,
        });
    }
    Ok(Some((row.get("nom")?, octets)))
}

/// SHA-256 of a file, in hexadecimal.
#[must_use]
pub fn empreinte(octets: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(octets))
}

fn annee(row: &Row) -> Result<i16> {
    let year: i64 = row.get("annee")?;
    Ok(i16::try_from(year).unwrap_or_default())
}

fn ligne(row: &Row) -> Result<Ligne> {
    Ok(Ligne {
        origine: row.parse("origine")?,
        genre: row.parse("genre")?,
        nature: row.parse("nature")?,
        jour: row.get("jour")?,
        facture_le: row.get("facture_le")?,
        libelle: row.get("libelle")?,
        tiers: row.get("tiers")?,
        reference: row.get("reference")?,
        moyen: row.parse("moyen")?,
        cle: cle(row, "enveloppe")?,
        compte: row.get("compte")?,
        cents: row.get("cents")?,
    })
}
