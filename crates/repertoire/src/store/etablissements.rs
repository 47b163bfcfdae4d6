//! FINESS.

use super::{LIST, lists, marks};
use crate::Etablissement;
use crate::professionnel::Libelle;
use db::{Batch, Passing, Result, Row, Tx, Value, params};
use identifiants::{CommuneCode, Finess, Siret};
use jiff::civil::Date;
use std::collections::BTreeMap;

const COLUMNS: &[&str] = &[
    "finess",
    "finess_juridique",
    "siret",
    "nom",
    "categorie",
    "libelle_categorie",
    "adresse",
    "code_postal",
    "ville",
    "commune",
    "telephone",
    "lat",
    "lon",
    "ouvert_le",
    "ferme_le",
    "actif",
    "absent_du",
    "empreinte",
];

/// Hash of each known structure, and whether it is absent from the file in force.
///
/// # Errors
/// A fault of storage.
pub async fn known_etablissements(tx: &mut Tx) -> Result<BTreeMap<Finess, (i64, bool)>> {
    const SQL: &str = "SELECT finess, empreinte, CASE WHEN absent_du IS NULL THEN '' ELSE 'oui' END
        FROM repertoire_etablissement";
    let mut known = BTreeMap::new();
    tx.each(SQL, &[], &mut |row: &Passing<'_>| {
        known.insert(number(row.text(0)?)?, (row.int(1)?, !row.text(2)?.is_empty()));
        Ok(())
    })
    .await?;
    Ok(known)
}

/// Replaces structures, or adds them; each with its hash.
///
/// # Errors
/// A fault of storage.
pub async fn keep_etablissements(tx: &mut Tx, structures: &[(Etablissement, i64)]) -> Result<()> {
    let sql = format!("DELETE FROM repertoire_etablissement WHERE finess IN ({})", marks(1));
    let numbers: Vec<Finess> = structures.iter().map(|(one, _)| one.finess).collect();
    for list in lists(&texts(&numbers)) {
        tx.execute_untraced(&sql, &list).await?;
    }
    let mut rows = Batch::new("repertoire_etablissement", COLUMNS);
    for (one, hash) in structures {
        let siret = one.siret.as_ref().map(ToString::to_string);
        rows.row()
            .text(one.finess.as_str())
            .maybe(one.finess_juridique.as_ref().map(Finess::as_str))
            .maybe(siret.as_deref())
            .text(&one.nom)
            .text(&one.categorie.code)
            .text(&one.categorie.libelle)
            .text(&one.adresse.join("\n"))
            .text(&one.code_postal)
            .text(&one.ville)
            .maybe(one.commune.as_ref().map(CommuneCode::as_str))
            .maybe(one.telephone.as_deref())
            .real(one.position.map(|(lat, _)| lat))
            .real(one.position.map(|(_, lon)| lon))
            .date(one.ouvert_le)
            .date(one.ferme_le)
            .bool(one.actif)
            .date(one.absent_du)
            .int(*hash);
    }
    tx.pour(&rows).await.map(drop)
}

/// These structures no longer stand in the file of that day.
///
/// # Errors
/// A fault of storage.
pub async fn mark_etablissements(tx: &mut Tx, numbers: &[Finess], du: Date) -> Result<()> {
    let sql = format!(
        "UPDATE repertoire_etablissement SET absent_du = ${} WHERE finess IN ({})",
        LIST + 1,
        marks(1)
    );
    for mut list in lists(&texts(numbers)) {
        list.push(Value::from(du));
        tx.execute_untraced(&sql, &list).await?;
    }
    Ok(())
}

/// They stand there again.
///
/// # Errors
/// A fault of storage.
pub async fn forget_absence(tx: &mut Tx, numbers: &[Finess]) -> Result<()> {
    let sql = format!("UPDATE repertoire_etablissement SET absent_du = NULL WHERE finess IN ({})", marks(1));
    for list in lists(&texts(numbers)) {
        tx.execute_untraced(&sql, &list).await?;
    }
    Ok(())
}

/// Structures of these communes, by number.
///
/// # Errors
/// A fault of storage.
pub async fn etablissements_of_communes(tx: &mut Tx, communes: &[CommuneCode]) -> Result<Vec<Etablissement>> {
    let columns = COLUMNS.join(", ");
    let sql = format!("SELECT {columns} FROM repertoire_etablissement WHERE commune IN ({})", marks(1));
    let codes: Vec<String> = communes.iter().map(ToString::to_string).collect();
    let mut found = BTreeMap::new();
    for list in lists(&codes) {
        for row in tx.rows(&sql, &list).await? {
            let one = read(&row)?;
            found.insert(one.finess, one);
        }
    }
    Ok(found.into_values().collect())
}

/// These structures, by number.
///
/// # Errors
/// A fault of storage.
pub async fn etablissements_of_numbers(
    tx: &mut Tx,
    numbers: &[Finess],
) -> Result<BTreeMap<Finess, Etablissement>> {
    let columns = COLUMNS.join(", ");
    let sql = format!("SELECT {columns} FROM repertoire_etablissement WHERE finess IN ({})", marks(1));
    let mut found = BTreeMap::new();
    for list in lists(&texts(numbers)) {
        for row in tx.rows(&sql, &list).await? {
            let one = read(&row)?;
            found.insert(one.finess, one);
        }
    }
    Ok(found)
}

/// One structure.
///
/// # Errors
/// A fault of storage.
pub async fn etablissement(tx: &mut Tx, finess: Finess) -> Result<Option<Etablissement>> {
    let columns = COLUMNS.join(", ");
    let sql = format!("SELECT {columns} FROM repertoire_etablissement WHERE finess = $1");
    tx.row(&sql, params![finess.as_str()]).await?.as_ref().map(read).transpose()
}

fn texts(numbers: &[Finess]) -> Vec<String> {
    numbers.iter().map(ToString::to_string).collect()
}

fn number(text: &str) -> Result<Finess> {
    Finess::read(text).map_err(|_| db::Error::Decode {
        column: "finess".to_owned(),
        expected: "a FINESS number",
        got: text.chars().take(20).collect(),
    })
}

fn read(row: &Row) -> Result<Etablissement> {
    let text = |column: &str| row.get::<Option<String>>(column);
    let finess = number(&row.get::<String>("finess")?)?;
    let (lat, lon): (Option<f64>, Option<f64>) = (row.get("lat")?, row.get("lon")?);
    let adresse: String = row.get("adresse")?;
    Ok(Etablissement {
        finess,
        finess_juridique: text("finess_juridique")?.and_then(|number| Finess::read(&number).ok()),
        siret: text("siret")?.and_then(|number| number.parse::<Siret>().ok()),
        nom: row.get("nom")?,
        categorie: Libelle { code: row.get("categorie")?, libelle: row.get("libelle_categorie")? },
        adresse: adresse.lines().map(str::to_owned).collect(),
        code_postal: row.get("code_postal")?,
        ville: row.get("ville")?,
        commune: text("commune")?.and_then(|code| code.parse().ok()),
        telephone: text("telephone")?,
        position: lat.zip(lon),
        ouvert_le: row.get("ouvert_le")?,
        ferme_le: row.get("ferme_le")?,
        actif: row.get("actif")?,
        absent_du: row.get("absent_du")?,
    })
}
