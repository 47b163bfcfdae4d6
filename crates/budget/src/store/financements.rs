//! Grants entered here.

use crate::financement::{Financement, Texte};
use db::{Result, Row, Tx, Value, params};
use kernel::Id;
use uuid::Uuid;

/// Adds a grant; false when that id is kept already: a form that is sent twice.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Financement, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO budget_financement (cpts, id, genre, nom, financeur, source, montant, publique, du, au,
        attendu_le, conditions, compte, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = [values(tx, one).as_slice(), params![auteur, now]].concat();
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// Writes a grant again; false when it was taken away.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, one: &Financement) -> Result<bool> {
    const SQL: &str =
        "UPDATE budget_financement SET genre = $3, nom = $4, financeur = $5, source = $6, montant = $7,
        publique = $8, du = $9, au = $10, attendu_le = $11, conditions = $12, compte = $13
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    Ok(tx.execute(SQL, &values(tx, one)).await? == 1)
}

/// What both writings say of a grant, in the order of their numbers.
fn values(tx: &Tx, one: &Financement) -> Vec<Value> {
    let Texte { genre, nom, financeur, source, montant, publique, du, au, attendu_le, conditions, compte } =
        &one.texte;
    params![
        tx.cpts(),
        one.id,
        genre.code(),
        nom,
        financeur,
        source,
        *montant,
        *publique,
        *du,
        *au,
        *attendu_le,
        conditions,
        compte
    ]
    .to_vec()
}

/// Takes away a grant that pays nothing; false when it pays something, or is gone.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Financement>) -> Result<bool> {
    const SQL: &str = "UPDATE budget_financement SET retire_le = $3 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL
        AND NOT EXISTS (SELECT 1 FROM budget_part p JOIN budget_mouvement m ON m.cpts = p.cpts AND m.id = p.mouvement
            WHERE p.cpts = $1 AND p.financement = $2 AND m.retire_le IS NULL)";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Grants, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn financements(tx: &mut Tx) -> Result<Vec<Financement>> {
    const SQL: &str =
        "SELECT id, genre, nom, financeur, source, montant, publique, du, au, attendu_le, conditions, compte
        FROM budget_financement WHERE cpts = $1 AND retire_le IS NULL ORDER BY du, ecrit_le, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Financement> {
    let texte = Texte {
        genre: row.parse("genre")?,
        nom: row.get("nom")?,
        financeur: row.get("financeur")?,
        source: row.get("source")?,
        montant: row.get("montant")?,
        publique: row.get("publique")?,
        du: row.get("du")?,
        au: row.get("au")?,
        attendu_le: row.get("attendu_le")?,
        conditions: row.get("conditions")?,
        compte: row.get("compte")?,
    };
    Ok(Financement { id: row.get("id")?, texte })
}
