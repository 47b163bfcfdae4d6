//! What editions changed.

use crate::changement::{Changement, Detail, Ecart};
use db::{Batch, Result, Row, Tx, params};
use identifiants::{CommuneCode, DepartementCode};
use jiff::civil::Date;
use std::collections::BTreeMap;

const COLUMNS: &[&str] = &[
    "id",
    "edition",
    "du",
    "idnps",
    "nature",
    "departement_avant",
    "departement_apres",
    "commune_avant",
    "commune_apres",
    "profession",
    "nom",
    "detail",
];

/// The number of the next change.
///
/// # Errors
/// A fault of storage.
pub async fn next_changement(tx: &mut Tx) -> Result<i64> {
    const SQL: &str = "SELECT coalesce(max(id), 0) + 1 AS suivant FROM repertoire_changement";
    tx.must_row(SQL, &[]).await?.get("suivant")
}

/// Keeps what an edition changed, numbered from `id`.
pub(crate) async fn keep_changements(
    tx: &mut Tx,
    mut id: i64,
    (edition, du): (i64, Date),
    changes: &[(String, Ecart)],
) -> Result<()> {
    let mut rows = Batch::new("repertoire_changement", COLUMNS);
    let departement = |code: Option<CommuneCode>| code.map(|code| code.departement());
    for (idnps, one) in changes {
        let (from, to) = (departement(one.avant), departement(one.apres));
        let detail = serde_json::to_string(&one.details).unwrap_or_default();
        rows.row()
            .int(id)
            .int(edition)
            .date(Some(du))
            .text(idnps)
            .text(one.genre.code())
            .maybe(from.as_ref().map(DepartementCode::as_str))
            .maybe(to.as_ref().map(DepartementCode::as_str))
            .maybe(one.avant.as_ref().map(CommuneCode::as_str))
            .maybe(one.apres.as_ref().map(CommuneCode::as_str))
            .text(&one.profession)
            .text(&one.nom)
            .text(&detail);
        id += 1;
    }
    tx.pour(&rows).await.map(drop)
}

/// What changed in a département after an edition, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn changements_of(
    tx: &mut Tx,
    departement: DepartementCode,
    depuis: i64,
) -> Result<BTreeMap<i64, Changement>> {
    const COMING: &str =
        "SELECT id, edition, du, idnps, nature, commune_avant, commune_apres, profession, nom, detail
        FROM repertoire_changement WHERE departement_apres = $1 AND edition > $2";
    const LEAVING: &str =
        "SELECT id, edition, du, idnps, nature, commune_avant, commune_apres, profession, nom, detail
        FROM repertoire_changement WHERE departement_avant = $1 AND edition > $2";
    let mut found = BTreeMap::new();
    for sql in [COMING, LEAVING] {
        for row in tx.rows(sql, params![departement.as_str(), depuis]).await? {
            let one = read(&row)?;
            found.insert(one.id, one);
        }
    }
    Ok(found)
}

fn read(row: &Row) -> Result<Changement> {
    let commune = |column: &str| -> Result<Option<CommuneCode>> {
        Ok(row.get::<Option<String>>(column)?.and_then(|code| code.parse().ok()))
    };
    let detail: String = row.get("detail")?;
    let details: Vec<Detail> = serde_json::from_str(&detail).unwrap_or_default();
    Ok(Changement {
        id: row.get("id")?,
        edition: row.get("edition")?,
        du: row.get("du")?,
        idnps: row.parse("idnps")?,
        genre: row.parse("nature")?,
        avant: commune("commune_avant")?,
        apres: commune("commune_apres")?,
        profession: row.get("profession")?,
        nom: row.get("nom")?,
        details,
    })
}
