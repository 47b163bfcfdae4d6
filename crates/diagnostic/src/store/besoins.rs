//! Needs and what people say of them.

use super::{join, split};
use crate::besoin::{Besoin, Etat, Texte};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

const COLUMNS: &str =
    "id, public, origine, titre, description, communes, auteur, ecrit_le, retire_le, motif, fondu_dans";

/// Adds a need.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, besoin: &Besoin) -> Result<()> {
    const SQL: &str =
        "INSERT INTO diagnostic_besoin (cpts, id, public, origine, titre, description, communes, auteur,
        ecrit_le, motif) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, '')";
    let Texte { public, titre, description, communes } = &besoin.texte;
    let values = params![
        tx.cpts(),
        besoin.id,
        public.code(),
        besoin.origine.code(),
        titre.to_string(),
        description,
        join(communes),
        besoin.auteur,
        besoin.ecrit_le
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Writes what a need says and whether it stands.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, besoin: &Besoin) -> Result<()> {
    const SQL: &str = "UPDATE diagnostic_besoin SET public = $3, titre = $4, description = $5, communes = $6,
        retire_le = $7, motif = $8, fondu_dans = $9 WHERE cpts = $1 AND id = $2";
    let Texte { public, titre, description, communes } = &besoin.texte;
    let (le, motif, dans) = match &besoin.etat {
        Etat::Ouvert => (None, "", None),
        Etat::Retire { le, motif } => (Some(*le), motif.as_str(), None),
        Etat::Fondu { le, dans } => (Some(*le), "", Some(*dans)),
    };
    let values = params![
        tx.cpts(),
        besoin.id,
        public.code(),
        titre.to_string(),
        description,
        join(communes),
        le,
        motif,
        dans
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// One need.
///
/// # Errors
/// A fault of storage.
pub async fn besoin(tx: &mut Tx, id: Id<Besoin>) -> Result<Option<Besoin>> {
    let sql = format!("SELECT {COLUMNS} FROM diagnostic_besoin WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One need, held as it is until the end of the transaction: what settles it and what puts it on the list of a session
/// wait for each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Besoin>) -> Result<Option<Besoin>> {
    let sql =
        format!("UPDATE diagnostic_besoin SET titre = titre WHERE cpts = $1 AND id = $2 RETURNING {COLUMNS}");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Every need, withdrawn ones included, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn besoins(tx: &mut Tx) -> Result<Vec<Besoin>> {
    let sql = format!("SELECT {COLUMNS} FROM diagnostic_besoin WHERE cpts = $1 ORDER BY ecrit_le, id");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Besoin> {
    let (retire_le, fondu): (Option<Timestamp>, Option<Id<Besoin>>) =
        (row.get("retire_le")?, row.get("fondu_dans")?);
    let etat = match (retire_le, fondu) {
        (None, _) => Etat::Ouvert,
        (Some(le), Some(dans)) => Etat::Fondu { le, dans },
        (Some(le), None) => Etat::Retire { le, motif: row.get("motif")? },
    };
    Ok(Besoin {
        id: row.get("id")?,
        texte: Texte {
            public: row.parse("public")?,
            titre: row.parse("titre")?,
            description: row.get("description")?,
            communes: split(&row.get::<String>("communes")?)?,
        },
        origine: row.parse("origine")?,
        auteur: row.get("auteur")?,
        ecrit_le: row.get("ecrit_le")?,
        etat,
    })
}

/// What somebody says of a need.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Commentaire {
    /// Its id.
    pub id: Id<Self>,
    /// The need.
    pub besoin: Id<Besoin>,
    /// Account of whoever wrote it.
    pub auteur: Uuid,
    /// The words.
    pub texte: String,
    /// When.
    pub ecrit_le: Timestamp,
}

/// Adds a comment.
///
/// # Errors
/// A fault of storage.
pub async fn add_commentaire(tx: &mut Tx, commentaire: &Commentaire) -> Result<()> {
    const SQL: &str = "INSERT INTO diagnostic_commentaire (cpts, id, besoin, auteur, texte, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let Commentaire { id, besoin, auteur, texte, ecrit_le } = commentaire;
    tx.execute(SQL, params![tx.cpts(), *id, *besoin, *auteur, texte, *ecrit_le]).await?;
    Ok(())
}

/// Takes back one's own comment; `None` as author takes back anybody's. False when there is nothing to take back.
///
/// # Errors
/// A fault of storage.
pub async fn retire_commentaire(tx: &mut Tx, id: Id<Commentaire>, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "UPDATE diagnostic_commentaire SET retire_le = $4
        WHERE cpts = $1 AND id = $2 AND (auteur = $3 OR $3 IS NULL) AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, auteur, now]).await? == 1)
}

/// What is said of a need, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn commentaires(tx: &mut Tx, besoin: Id<Besoin>) -> Result<Vec<Commentaire>> {
    const SQL: &str = "SELECT id, besoin, auteur, texte, ecrit_le FROM diagnostic_commentaire
        WHERE cpts = $1 AND besoin = $2 AND retire_le IS NULL ORDER BY ecrit_le, id";
    let rows = tx.rows(SQL, params![tx.cpts(), besoin]).await?;
    let read = |row: &Row| {
        Ok(Commentaire {
            id: row.get("id")?,
            besoin: row.get("besoin")?,
            auteur: row.get("auteur")?,
            texte: row.get("texte")?,
            ecrit_le: row.get("ecrit_le")?,
        })
    };
    rows.iter().map(read).collect()
}
