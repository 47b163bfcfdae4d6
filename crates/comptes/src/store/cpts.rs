use crate::{Cpts, Personne, Roles};
use db::{Result, Row, Tx, params};
use kernel::Id;

/// False when another CPTS has this slug.
pub async fn open(tx: &mut Tx, cpts: &Cpts) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO comptes_cpts (id, slug, nom, creee_le) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    let values = params![cpts.id, cpts.slug.as_str(), cpts.nom.as_str(), cpts.creee_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The CPTS that the address bar names. Any text may come from there.
pub async fn by_slug(tx: &mut Tx, slug: &str) -> Result<Option<web::Tenant>> {
    const SQL: &str = "SELECT id, slug, nom FROM comptes_cpts WHERE slug = $1";
    let Some(row) = tx.row(SQL, params![slug]).await? else { return Ok(None) };
    Ok(Some(web::Tenant { id: row.get("id")?, slug: row.get("slug")?, nom: row.get("nom")? }))
}

/// Every CPTS of the instance, by name.
pub async fn all(tx: &mut Tx) -> Result<Vec<Cpts>> {
    const SQL: &str = "SELECT id, slug, nom, creee_le FROM comptes_cpts ORDER BY nom, slug";
    tx.rows(SQL, &[]).await?.iter().map(read).collect()
}

/// The CPTS of the caller.
pub async fn here(tx: &mut Tx) -> Result<Option<Cpts>> {
    const SQL: &str = "SELECT id, slug, nom, creee_le FROM comptes_cpts WHERE id = $1";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts]).await?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<Cpts> {
    Ok(Cpts {
        id: row.get("id")?,
        slug: row.parse("slug")?,
        nom: row.parse("nom")?,
        creee_le: row.get("creee_le")?,
    })
}

/// Makes other changes of the members of this CPTS wait for the end of this one, on both engines. False when it does
/// not exist.
pub async fn hold(tx: &mut Tx) -> Result<bool> {
    const SQL: &str = "UPDATE comptes_cpts SET nom = nom WHERE id = $1";
    let cpts = tx.cpts();
    Ok(tx.execute_untraced(SQL, params![cpts]).await? == 1 || cpts == Id::INSTANCE)
}

/// A CPTS that somebody belongs to.
#[derive(Debug, Clone)]
pub struct Espace {
    /// First segment of its addresses.
    pub slug: String,
    /// Its name.
    pub nom: String,
    /// The roles held there.
    pub roles: Roles,
}

/// Where `personne` may go, by name: their CPTS, without those that suspended them.
pub async fn espaces(tx: &mut Tx, personne: Id<Personne>) -> Result<Vec<Espace>> {
    const SQL: &str =
        "SELECT c.slug, c.nom, a.roles FROM comptes_appartenance a JOIN comptes_cpts c ON c.id = a.cpts
        WHERE a.personne = $1 AND a.etat <> 'suspendu' ORDER BY c.nom, c.slug";
    let rows = tx.rows(SQL, params![personne]).await?;
    rows.iter()
        .map(|row| Ok(Espace { slug: row.get("slug")?, nom: row.get("nom")?, roles: row.parse("roles")? }))
        .collect()
}
