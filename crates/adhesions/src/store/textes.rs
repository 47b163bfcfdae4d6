//! Texts and who accepted them.

use crate::Adherent;
use crate::texte::{Acceptation, Texte};
use db::{Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

/// Every version of every text, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn textes(tx: &mut Tx) -> Result<Vec<Texte>> {
    const SQL: &str = "SELECT id, genre, version, titre, contenu, piece, en_vigueur_du, a_accepter
        FROM adhesions_texte WHERE cpts = $1 AND retire_le IS NULL ORDER BY en_vigueur_du DESC, ecrit_le DESC, id";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(texte).collect()
}

/// Every version that somebody accepted.
///
/// # Errors
/// A fault of storage.
pub async fn acceptations(tx: &mut Tx) -> Result<Vec<Acceptation>> {
    const SQL: &str = "SELECT adherent, texte, le, comment FROM adhesions_acceptation WHERE cpts = $1";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(acceptation).collect()
}

/// The versions that one member accepted.
///
/// # Errors
/// A fault of storage.
pub async fn acceptees(tx: &mut Tx, adherent: Id<Adherent>) -> Result<Vec<Acceptation>> {
    const SQL: &str =
        "SELECT adherent, texte, le, comment FROM adhesions_acceptation WHERE cpts = $1 AND adherent = $2";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, adherent]).await?.iter().map(acceptation).collect()
}

fn texte(row: &Row) -> Result<Texte> {
    Ok(Texte {
        id: row.get("id")?,
        genre: row.parse("genre")?,
        version: row.get("version")?,
        titre: row.get("titre")?,
        contenu: row.get("contenu")?,
        piece: row.get("piece")?,
        en_vigueur_du: row.get("en_vigueur_du")?,
        a_accepter: row.get("a_accepter")?,
    })
}

fn acceptation(row: &Row) -> Result<Acceptation> {
    Ok(Acceptation {
        adherent: row.get("adherent")?,
        texte: row.get("texte")?,
        le: row.get("le")?,
        comment: row.parse("comment")?,
    })
}

/// Adds a version; false when that id, or that version, or another one of that day, is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Texte, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO adhesions_texte (cpts, id, genre, version, titre, contenu, piece, en_vigueur_du,
        a_accepter, auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        one.genre.code(),
        &one.version,
        &one.titre,
        &one.contenu,
        one.piece,
        one.en_vigueur_du,
        one.a_accepter,
        auteur,
        now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes away a version that nobody accepted; false when somebody did, or when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn retire(tx: &mut Tx, id: Id<Texte>) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_texte SET retire_le = $3, piece = NULL WHERE cpts = $1 AND id = $2 AND retire_le IS NULL
        AND NOT EXISTS (SELECT 1 FROM adhesions_acceptation WHERE cpts = $1 AND texte = $2)";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Keeps that somebody accepted a version; false when they had.
///
/// # Errors
/// A fault of storage.
pub async fn accept(tx: &mut Tx, one: &Acceptation, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO adhesions_acceptation (cpts, adherent, texte, le, comment, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), one.adherent, one.texte, one.le, one.comment.code(), auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}
