//! What editions of FINESS changed.

use crate::Mouvement;
use db::{Batch, Result, Row, Tx, params};
use identifiants::{CommuneCode, DepartementCode, Finess};
use std::collections::BTreeMap;

const COLUMNS: &[&str] = &[
    "id",
    "edition",
    "du",
    "finess",
    "genre",
    "departement_avant",
    "departement_apres",
    "commune_avant",
    "commune_apres",
    "categorie",
    "nom",
    "detail",
];
/// Rows written at once.
const TOGETHER: usize = 500;

/// Keeps what an edition changed for structures; numbers follow those that are kept.
///
/// # Errors
/// A fault of storage.
pub async fn keep_mouvements(tx: &mut Tx, mouvements: &[Mouvement]) -> Result<()> {
    const NEXT: &str = "SELECT coalesce(max(id), 0) + 1 AS suivant FROM repertoire_mouvement";
    let mut id: i64 = tx.must_row(NEXT, &[]).await?.get("suivant")?;
    let departement = |code: Option<CommuneCode>| code.map(|code| code.departement());
    for some in mouvements.chunks(TOGETHER) {
        let mut rows = Batch::new("repertoire_mouvement", COLUMNS);
        for one in some {
            let (from, to) = (departement(one.avant), departement(one.apres));
            rows.row()
                .int(id)
                .int(one.edition)
                .date(Some(one.du))
                .text(one.finess.as_str())
                .text(one.genre.code())
                .maybe(from.as_ref().map(DepartementCode::as_str))
                .maybe(to.as_ref().map(DepartementCode::as_str))
                .maybe(one.avant.as_ref().map(CommuneCode::as_str))
                .maybe(one.apres.as_ref().map(CommuneCode::as_str))
                .text(&one.categorie)
                .text(&one.nom)
                .text(&serde_json::to_string(&one.details).unwrap_or_default());
            id += 1;
        }
        tx.pour(&rows).await?;
    }
    Ok(())
}

/// What changed for the structures of a département after an edition of FINESS, by number.
///
/// # Errors
/// A fault of storage.
pub async fn mouvements_of(
    tx: &mut Tx,
    departement: DepartementCode,
    depuis: i64,
) -> Result<BTreeMap<i64, Mouvement>> {
    const COMING: &str =
        "SELECT id, edition, du, finess, genre, commune_avant, commune_apres, categorie, nom, detail
        FROM repertoire_mouvement WHERE departement_apres = $1 AND edition > $2";
    const LEAVING: &str =
        "SELECT id, edition, du, finess, genre, commune_avant, commune_apres, categorie, nom, detail
        FROM repertoire_mouvement WHERE departement_avant = $1 AND edition > $2";
    let mut found = BTreeMap::new();
    for sql in [COMING, LEAVING] {
        for row in tx.rows(sql, params![departement.as_str(), depuis]).await? {
            let one = read(&row)?;
            found.insert(one.id, one);
        }
    }
    Ok(found)
}

fn read(row: &Row) -> Result<Mouvement> {
    let commune = |column: &str| -> Result<Option<CommuneCode>> {
        Ok(row.get::<Option<String>>(column)?.and_then(|code| code.parse().ok()))
    };
    let (finess, detail): (String, String) = (row.get("finess")?, row.get("detail")?);
    let unreadable = || db::Error::Decode {
        column: "finess".to_owned(),
        expected: "a FINESS number",
        got: finess.clone(),
    };
    Ok(Mouvement {
        id: row.get("id")?,
        edition: row.get("edition")?,
        du: row.get("du")?,
        finess: Finess::read(&finess).map_err(|_| unreadable())?,
        genre: row.parse("genre")?,
        avant: commune("commune_avant")?,
        apres: commune("commune_apres")?,
        categorie: row.get("categorie")?,
        nom: row.get("nom")?,
        details: serde_json::from_str(&detail).unwrap_or_default(),
    })
}
