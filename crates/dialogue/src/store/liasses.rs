//! Packs, and the bytes of their archives.

use crate::Dialogue;
use crate::liasse::{Archive, EtatLiasse, Liasse};
use contrat::Contrat;
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;

const COLUMNS: &str = "l.id, l.dialogue, l.demandee_le, l.demandee_par, l.etape, l.bouge_le, l.faite_le, l.echec, l.taille, l.pieces,
    l.empreinte, l.chiffres, l.partagee_le, l.effacee_le";

/// Writes a pack that is asked for.
pub async fn ask(tx: &mut Tx, liasse: &Liasse) -> Result<()> {
    const SQL: &str = "INSERT INTO dialogue_liasse (cpts, id, dialogue, demandee_le, demandee_par, etape, bouge_le, echec, taille,
        pieces, empreinte, chiffres) VALUES ($1, $2, $3, $4, $5, 0, $4, '', 0, 0, '', '')";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, liasse.id, liasse.dialogue, liasse.demandee_le, liasse.demandee_par])
        .await?;
    Ok(())
}

/// Writes how far the job is; no fact changes. False when the pack is gone.
pub async fn advance(tx: &mut Tx, id: Id<Liasse>, etape: u32, now: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE dialogue_liasse SET etape = $3, bouge_le = $4 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    Ok(tx.execute_untraced(SQL, params![cpts, id, etape, now]).await? == 1)
}

/// A pack about to change: neither its job nor anybody changes it before the end of the transaction.
pub async fn hold(tx: &mut Tx, id: Id<Liasse>) -> Result<Option<Liasse>> {
    const SQL: &str = "UPDATE dialogue_liasse SET etape = etape WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id]).await?;
    liasse(tx, id).await
}

/// Writes that the job ended badly.
pub async fn fail(tx: &mut Tx, id: Id<Liasse>, echec: &str) -> Result<()> {
    const SQL: &str = "UPDATE dialogue_liasse SET echec = $3 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, echec]).await?;
    Ok(())
}

/// Writes that the archive is whole.
pub async fn finish(tx: &mut Tx, id: Id<Liasse>, archive: &Archive) -> Result<()> {
    const SQL: &str =
        "UPDATE dialogue_liasse SET faite_le = $3, taille = $4, pieces = $5, empreinte = $6, chiffres = $7
        WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    let size = i64::try_from(archive.taille).unwrap_or(i64::MAX);
    let Archive { faite_le, pieces, empreinte, chiffres, .. } = archive;
    tx.execute(SQL, params![cpts, id, *faite_le, size, *pieces, empreinte, chiffres]).await?;
    Ok(())
}

/// Writes that referents can take it; false when it is not whole, was erased, or is shared already.
pub async fn share(tx: &mut Tx, id: Id<Liasse>, now: Timestamp) -> Result<bool> {
    const SQL: &str = "UPDATE dialogue_liasse SET partagee_le = $3 WHERE cpts = $1 AND id = $2
        AND partagee_le IS NULL AND faite_le IS NOT NULL AND effacee_le IS NULL";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id, now]).await? == 1)
}

/// Writes that referents cannot take it any more; false when it is not shared.
pub async fn unshare(tx: &mut Tx, id: Id<Liasse>) -> Result<bool> {
    const SQL: &str = "UPDATE dialogue_liasse SET partagee_le = NULL
        WHERE cpts = $1 AND id = $2 AND partagee_le IS NOT NULL";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id]).await? == 1)
}

/// Forgets a pack with its archive; false when it is shared, or gone already.
pub async fn forget(tx: &mut Tx, id: Id<Liasse>) -> Result<bool> {
    const BYTES: &str =
        "DELETE FROM dialogue_tranche WHERE cpts = $1 AND liasse IN (SELECT l.id FROM dialogue_liasse l
        WHERE l.cpts = $1 AND l.id = $2 AND l.partagee_le IS NULL)";
    const ROW: &str = "DELETE FROM dialogue_liasse WHERE cpts = $1 AND id = $2 AND partagee_le IS NULL";
    let cpts = tx.cpts();
    tx.execute(BYTES, params![cpts, id]).await?;
    Ok(tx.execute(ROW, params![cpts, id]).await? == 1)
}

/// Erases every archive of the dialogues of a contract, shared or not: they hold the names of people. How many were.
pub async fn erase_all(tx: &mut Tx, contrat: Id<Contrat>, now: Timestamp) -> Result<u64> {
    const BYTES: &str = "DELETE FROM dialogue_tranche WHERE cpts = $1 AND liasse IN (SELECT l.id FROM dialogue_liasse l
        JOIN dialogue_dialogue d ON d.cpts = l.cpts AND d.id = l.dialogue WHERE l.cpts = $1 AND d.contrat = $2)";
    const ROWS: &str = "UPDATE dialogue_liasse SET effacee_le = $3, partagee_le = NULL
        WHERE cpts = $1 AND faite_le IS NOT NULL AND effacee_le IS NULL
        AND dialogue IN (SELECT d.id FROM dialogue_dialogue d WHERE d.cpts = $1 AND d.contrat = $2)";
    let cpts = tx.cpts();
    tx.execute(BYTES, params![cpts, contrat]).await?;
    tx.execute(ROWS, params![cpts, contrat, now]).await
}

/// Erases the archives of a dialogue that were never shared, before another is made.
pub async fn erase_drafts(tx: &mut Tx, dialogue: Id<Dialogue>, now: Timestamp) -> Result<()> {
    const BYTES: &str =
        "DELETE FROM dialogue_tranche WHERE cpts = $1 AND liasse IN (SELECT l.id FROM dialogue_liasse l
        WHERE l.cpts = $1 AND l.dialogue = $2 AND l.partagee_le IS NULL)";
    const ROWS: &str = "UPDATE dialogue_liasse SET effacee_le = $3
        WHERE cpts = $1 AND dialogue = $2 AND partagee_le IS NULL AND faite_le IS NOT NULL AND effacee_le IS NULL";
    let cpts = tx.cpts();
    tx.execute(BYTES, params![cpts, dialogue]).await?;
    tx.execute(ROWS, params![cpts, dialogue, now]).await?;
    Ok(())
}

/// Writes a slice of an archive.
pub async fn pour(tx: &mut Tx, id: Id<Liasse>, rang: u32, octets: &[u8]) -> Result<()> {
    const SQL: &str = "INSERT INTO dialogue_tranche (cpts, liasse, rang, octets) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts, liasse, rang) DO UPDATE SET octets = excluded.octets";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id, rang, octets]).await?;
    Ok(())
}

/// Forgets the slices of an archive from `rang` on: those of an attempt that did not end.
pub async fn trim(tx: &mut Tx, id: Id<Liasse>, rang: u32) -> Result<()> {
    const SQL: &str = "DELETE FROM dialogue_tranche WHERE cpts = $1 AND liasse = $2 AND rang >= $3";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id, rang]).await?;
    Ok(())
}

/// A slice of an archive, from rank 0; none after the last. `partagee`: none either once the pack is not shared any more.
pub async fn tranche(tx: &mut Tx, id: Id<Liasse>, rang: u32, partagee: bool) -> Result<Option<Vec<u8>>> {
    const SQL: &str = "SELECT t.octets FROM dialogue_tranche t
        JOIN dialogue_liasse l ON l.cpts = t.cpts AND l.id = t.liasse
        WHERE t.cpts = $1 AND t.liasse = $2 AND t.rang = $3 AND (l.partagee_le IS NOT NULL OR NOT $4)";
    let cpts = tx.cpts();
    tx.row(SQL, params![cpts, id, rang, partagee]).await?.map(|row| row.get("octets")).transpose()
}

/// A pack.
pub async fn liasse(tx: &mut Tx, id: Id<Liasse>) -> Result<Option<Liasse>> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue_liasse l WHERE l.cpts = $1 AND l.id = $2");
    let cpts = tx.cpts();
    tx.row(&sql, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// The packs of a dialogue, newest first.
pub async fn liasses(tx: &mut Tx, dialogue: Id<Dialogue>) -> Result<Vec<Liasse>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue_liasse l WHERE l.cpts = $1 AND l.dialogue = $2
        ORDER BY l.demandee_le DESC, l.id DESC"
    );
    let cpts = tx.cpts();
    tx.rows(&sql, params![cpts, dialogue]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Liasse> {
    let echec: String = row.get("echec")?;
    let size: i64 = row.get("taille")?;
    let archive = match row.get("faite_le")? {
        Some(faite_le) => Some(Archive {
            faite_le,
            taille: u64::try_from(size).unwrap_or_default(),
            pieces: row.get("pieces")?,
            empreinte: row.get("empreinte")?,
            chiffres: row.get("chiffres")?,
        }),
        None => None,
    };
    let erased = row.get::<Option<Timestamp>>("effacee_le")?.is_some();
    let etat = match archive {
        Some(archive) if erased => EtatLiasse::Effacee(archive),
        Some(archive) => EtatLiasse::Prete(archive),
        None if !echec.is_empty() => EtatLiasse::Echec(echec),
        None => EtatLiasse::EnCours { etape: row.get("etape")?, bouge_le: row.get("bouge_le")? },
    };
    Ok(Liasse {
        id: row.get("id")?,
        dialogue: row.get("dialogue")?,
        demandee_le: row.get("demandee_le")?,
        demandee_par: row.get("demandee_par")?,
        etat,
        partagee_le: row.get("partagee_le")?,
    })
}
