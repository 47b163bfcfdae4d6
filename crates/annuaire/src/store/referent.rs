use crate::Referent;
use db::{Result, Row, Tx, params};
use kernel::Id;

const REFERENT: &str =
    "SELECT id, institution, departement, theme, role, unite, nom, courriel, telephone, verifie_le,
    retire_le FROM annuaire_referent WHERE cpts = $1";

/// Every referent still there, by institution and territory.
///
/// # Errors
/// A fault of storage.
pub async fn referents(tx: &mut Tx) -> Result<Vec<Referent>> {
    let sql =
        format!("{REFERENT} AND retire_le IS NULL ORDER BY departement, institution, theme, nom, unite, id");
    let cpts = tx.cpts();
    tx.rows(&sql, params![cpts]).await?.iter().map(read).collect()
}

/// A referent, those taken out included.
///
/// # Errors
/// A fault of storage.
pub async fn referent(tx: &mut Tx, id: Id<Referent>) -> Result<Option<Referent>> {
    let sql = format!("{REFERENT} AND id = $2");
    let cpts = tx.cpts();
    tx.row(&sql, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// Keeps a new referent.
///
/// # Errors
/// A fault of storage.
pub async fn keep_referent(tx: &mut Tx, one: &Referent) -> Result<()> {
    const SQL: &str = "INSERT INTO annuaire_referent (cpts, id, institution, departement, theme, role, unite, nom,
        courriel, telephone, verifie_le, retire_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    write(tx, SQL, one).await.map(|_| ())
}

/// Rewrites a referent. False when it does not exist.
///
/// # Errors
/// A fault of storage.
pub async fn rewrite_referent(tx: &mut Tx, one: &Referent) -> Result<bool> {
    const SQL: &str = "UPDATE annuaire_referent SET institution = $3, departement = $4, theme = $5, role = $6, unite = $7,
        nom = $8, courriel = $9, telephone = $10, verifie_le = $11, retire_le = $12 WHERE cpts = $1 AND id = $2";
    Ok(write(tx, SQL, one).await? == 1)
}

async fn write(tx: &mut Tx, sql: &str, one: &Referent) -> Result<u64> {
    let cpts = tx.cpts();
    let values = params![
        cpts,
        one.id,
        one.institution.code(),
        one.departement.as_str(),
        &one.theme,
        &one.role,
        &one.unite,
        &one.nom,
        one.courriel.as_ref().map(ToString::to_string),
        one.telephone.as_ref().map(ToString::to_string),
        one.verifie_le,
        one.retire_le
    ];
    tx.execute(sql, values).await
}

fn read(row: &Row) -> Result<Referent> {
    let text = |column: &str| row.get::<Option<String>>(column);
    Ok(Referent {
        id: row.get("id")?,
        institution: row.parse("institution")?,
        departement: row.parse("departement")?,
        theme: row.get("theme")?,
        role: row.get("role")?,
        unite: row.get("unite")?,
        nom: row.get("nom")?,
        courriel: text("courriel")?.and_then(|text| text.parse().ok()),
        telephone: text("telephone")?.and_then(|text| text.parse().ok()),
        verifie_le: row.get("verifie_le")?,
        retire_le: row.get("retire_le")?,
    })
}
