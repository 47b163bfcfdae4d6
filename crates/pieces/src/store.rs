//! Every SQL statement of the crate.

use crate::Piece;
use data_encoding::HEXLOWER;
use db::{Error, Result, Row, Tx, params};
use kernel::Id;
use sha2::{Digest, Sha256};

/// Size of a slice, in bytes.
const TRANCHE: usize = 1 << 20;

/// Keeps a file; its bytes only when no file of this CPTS has the same.
pub(crate) async fn keep(tx: &mut Tx, piece: &Piece, octets: &[u8]) -> Result<()> {
    // A conflict that writes holds the row: whoever removes the last file with this content waits, or is waited for.
    const CONTENU: &str = "INSERT INTO pieces_contenu (cpts, empreinte, taille) VALUES ($1, $2, $3)
        ON CONFLICT (cpts, empreinte) DO UPDATE SET taille = excluded.taille";
    const PIECE: &str =
        "INSERT INTO pieces_piece (cpts, id, nom, genre, empreinte, cercle, deposee_le, deposee_par)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let cpts = tx.cpts();
    let size = i64::try_from(piece.taille).unwrap_or(i64::MAX);
    tx.execute(CONTENU, params![cpts, &piece.empreinte, size]).await?;
    if tranche(tx, &piece.empreinte, 0).await?.is_none() {
        pour(tx, &piece.empreinte, octets).await?;
    }
    let values = params![
        cpts,
        piece.id,
        &piece.nom,
        piece.genre.extension(),
        &piece.empreinte,
        piece.cercle.code(),
        piece.deposee_le,
        piece.deposee_par
    ];
    tx.execute(PIECE, values).await?;
    Ok(())
}

async fn pour(tx: &mut Tx, empreinte: &str, octets: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO pieces_tranche (cpts, empreinte, rang, octets) VALUES ($1, $2, $3, $4)";
    let cpts = tx.cpts();
    for (rang, slice) in (0_u32..).zip(octets.chunks(TRANCHE)) {
        tx.execute(SQL, params![cpts, empreinte, rang, slice]).await?;
    }
    Ok(())
}

/// A file of this CPTS.
///
/// # Errors
/// A fault of storage.
pub async fn piece(tx: &mut Tx, id: Id<Piece>) -> Result<Option<Piece>> {
    const SQL: &str =
        "SELECT p.id, p.nom, p.genre, p.empreinte, p.cercle, p.deposee_le, p.deposee_par, c.taille
        FROM pieces_piece p JOIN pieces_contenu c ON c.cpts = p.cpts AND c.empreinte = p.empreinte
        WHERE p.cpts = $1 AND p.id = $2";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// These files of this CPTS, in the order asked; those that do not exist are left out.
///
/// # Errors
/// A fault of storage.
pub async fn pieces(tx: &mut Tx, ids: &[Id<Piece>]) -> Result<Vec<Piece>> {
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(piece(tx, *id).await?);
    }
    Ok(found)
}

/// What a file holds, whole.
///
/// # Errors
/// A fault of storage, or a content that is no longer the one that was received.
pub async fn bytes(tx: &mut Tx, piece: &Piece) -> Result<Vec<u8>> {
    let mut octets = Vec::with_capacity(usize::try_from(piece.taille).unwrap_or_default());
    let mut rang = 0;
    while let Some(slice) = tranche(tx, &piece.empreinte, rang).await? {
        octets.extend_from_slice(&slice);
        rang += 1;
    }
    if HEXLOWER.encode(&Sha256::digest(&octets)) == piece.empreinte {
        Ok(octets)
    } else {
        Err(altered(piece))
    }
}

/// One slice of a content, from rank 0; none after the last.
pub(crate) async fn tranche(tx: &mut Tx, empreinte: &str, rang: u32) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT octets FROM pieces_tranche WHERE cpts = $1 AND empreinte = $2 AND rang = $3";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, empreinte, rang]).await?.map(|row| row.get("octets")).transpose()
}

/// The content is not the one that was received.
pub(crate) fn altered(piece: &Piece) -> Error {
    Error::Decode {
        column: "pieces_tranche.octets".to_owned(),
        expected: "the content of the fingerprint",
        got: piece.empreinte.clone(),
    }
}

/// Removes a file, and its content when it was the last to have it; false when it is already gone.
pub(crate) async fn forget(tx: &mut Tx, piece: &Piece) -> Result<bool> {
    const HOLD: &str = "UPDATE pieces_contenu SET taille = taille WHERE cpts = $1 AND empreinte = $2";
    const PIECE: &str = "DELETE FROM pieces_piece WHERE cpts = $1 AND id = $2";
    const SHARED: &str = "SELECT count(*) AS n FROM pieces_piece WHERE cpts = $1 AND empreinte = $2";
    const TRANCHES: &str = "DELETE FROM pieces_tranche WHERE cpts = $1 AND empreinte = $2";
    const CONTENU: &str = "DELETE FROM pieces_contenu WHERE cpts = $1 AND empreinte = $2";
    let cpts = tx.cpts();
    tx.execute(HOLD, params![cpts, &piece.empreinte]).await?;
    if tx.execute(PIECE, params![cpts, piece.id]).await? == 0 {
        return Ok(false);
    }
    let shared: i64 = tx.must_row(SHARED, params![cpts, &piece.empreinte]).await?.get("n")?;
    if shared == 0 {
        tx.execute(TRANCHES, params![cpts, &piece.empreinte]).await?;
        tx.execute(CONTENU, params![cpts, &piece.empreinte]).await?;
    }
    Ok(true)
}

fn read(row: &Row) -> Result<Piece> {
    Ok(Piece {
        id: row.get("id")?,
        nom: row.get("nom")?,
        genre: row.parse("genre")?,
        taille: row.get::<u32>("taille")?.into(),
        empreinte: row.get("empreinte")?,
        cercle: row.parse("cercle")?,
        deposee_le: row.get("deposee_le")?,
        deposee_par: row.get("deposee_par")?,
    })
}
