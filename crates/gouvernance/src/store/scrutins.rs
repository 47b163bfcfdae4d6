//! Votes: the question, the ballot, the roll, votes by name.

use crate::scrutin::{Choix, Emargement, Scrutin};
use adhesions::Adherent;
use db::{Result, Row, Tx, params};
use kernel::Id;
use std::collections::HashMap;

/// Prepares a vote with its ballot; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Scrutin) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO gouvernance_scrutin (cpts, id, instance, seance, point, question, texte, mode, sieges,
        majorite, assiette, egalite, du, au, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, '') ON CONFLICT DO NOTHING";
    const CHOIX: &str = "INSERT INTO gouvernance_choix (cpts, scrutin, rang, libelle, sens, retenu)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let cpts = tx.cpts();
    let (du, au) = one.jours.unzip();
    let values = params![
        cpts,
        one.id,
        one.instance,
        one.seance,
        one.point,
        &one.question,
        &one.texte,
        one.mode.code(),
        one.sieges,
        one.majorite.code(),
        one.assiette.code(),
        one.egalite.code(),
        du,
        au
    ];
    if tx.execute(SQL, values).await? == 0 {
        return Ok(false);
    }
    for choix in &one.choix {
        let values = params![cpts, one.id, choix.rang, &choix.libelle, choix.sens.code(), false];
        tx.execute(CHOIX, values).await?;
    }
    Ok(true)
}

/// Takes away a vote that was never opened; false when it was, or is not there.
///
/// # Errors
/// A fault of storage.
pub async fn remove(tx: &mut Tx, id: Id<Scrutin>) -> Result<bool> {
    const BALLOT: &str = "DELETE FROM gouvernance_choix WHERE cpts = $1 AND scrutin = $2 AND EXISTS (
        SELECT 1 FROM gouvernance_scrutin s WHERE s.cpts = $1 AND s.id = $2 AND s.ouvert_le IS NULL)";
    const SQL: &str = "DELETE FROM gouvernance_scrutin WHERE cpts = $1 AND id = $2 AND ouvert_le IS NULL";
    let cpts = tx.cpts();
    tx.execute(BALLOT, params![cpts, id]).await?;
    Ok(tx.execute(SQL, params![cpts, id]).await? == 1)
}

/// Opens a vote with its roll; false when it was open.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx, id: Id<Scrutin>, roll: &[Emargement]) -> Result<bool> {
    const SQL: &str =
        "UPDATE gouvernance_scrutin SET ouvert_le = $3 WHERE cpts = $1 AND id = $2 AND ouvert_le IS NULL";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    if tx.execute(SQL, params![cpts, id, now]).await? == 0 {
        return Ok(false);
    }
    write_roll(tx, id, roll).await?;
    Ok(true)
}

async fn write_roll(tx: &mut Tx, id: Id<Scrutin>, roll: &[Emargement]) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_emargement (cpts, scrutin, electeur, porteur, voix, a_vote)
        VALUES ($1, $2, $3, $4, $5, $6)";
    let cpts = tx.cpts();
    for one in roll {
        tx.execute(SQL, params![cpts, id, one.electeur, one.porteur, one.voix, one.a_vote]).await?;
    }
    Ok(())
}

/// Holds an open vote until the end of the transaction: ballots come one after the other, and none after the closing. False when it
/// is not open. Leaves no line in the journal: it changes nothing.
///
/// # Errors
/// A fault of storage.
pub async fn hold_open(tx: &mut Tx, id: Id<Scrutin>) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_scrutin SET question = question
        WHERE cpts = $1 AND id = $2 AND ouvert_le IS NOT NULL AND clos_le IS NULL";
    let cpts = tx.cpts();
    Ok(tx.execute_untraced(SQL, params![cpts, id]).await? == 1)
}

/// Strikes somebody off the roll by their porteur: they have voted. False when they had, or when this is not their voice to cast.
/// Leaves no line in the journal, which has an hour.
///
/// # Errors
/// A fault of storage.
pub async fn sign(
    tx: &mut Tx,
    id: Id<Scrutin>,
    electeur: Id<Adherent>,
    porteur: Id<Adherent>,
) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_emargement SET a_vote = $5
        WHERE cpts = $1 AND scrutin = $2 AND electeur = $3 AND porteur = $4 AND NOT a_vote";
    let cpts = tx.cpts();
    Ok(tx.execute_untraced(SQL, params![cpts, id, electeur, porteur, true]).await? == 1)
}

/// Keeps what somebody chose in a vote by name.
///
/// # Errors
/// A fault of storage.
pub async fn choose(tx: &mut Tx, id: Id<Scrutin>, electeur: Id<Adherent>, rang: u32) -> Result<()> {
    const SQL: &str = "INSERT INTO gouvernance_vote (cpts, scrutin, electeur, rang) VALUES ($1, $2, $3, $4)";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, electeur, rang]).await?;
    Ok(())
}

/// Votes by name: who chose what.
///
/// # Errors
/// A fault of storage.
pub async fn votes(tx: &mut Tx, id: Id<Scrutin>) -> Result<Vec<(Id<Adherent>, u32)>> {
    const SQL: &str = "SELECT electeur, rang FROM gouvernance_vote WHERE cpts = $1 AND scrutin = $2 ORDER BY electeur, rang";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, id]).await?;
    rows.iter().map(|row| Ok((row.get("electeur")?, row.get("rang")?))).collect()
}

/// Closes a vote with what it came to, and writes its roll again in the order of electors, so that the place of a row in the file
/// says nothing of when it was signed.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, one: &Scrutin) -> Result<()> {
    const SQL: &str = "UPDATE gouvernance_scrutin SET clos_le = $3, issue = $4, motif = $5, exprimes = $6, participants = $7
        WHERE cpts = $1 AND id = $2";
    const CHOIX: &str =
        "UPDATE gouvernance_choix SET voix = $4, retenu = $5 WHERE cpts = $1 AND scrutin = $2 AND rang = $3";
    const WIPE: &str = "DELETE FROM gouvernance_emargement WHERE cpts = $1 AND scrutin = $2";
    let cpts = tx.cpts();
    let (cast, all) = one.participation.unzip();
    let issue = one.issue.map(crate::scrutin::Issue::code);
    tx.execute(SQL, params![cpts, one.id, one.clos_le, issue, &one.motif, cast, all]).await?;
    for choix in &one.choix {
        tx.execute(CHOIX, params![cpts, one.id, choix.rang, choix.voix, choix.retenu]).await?;
    }
    if one.mode == crate::Mode::Nominatif {
        return Ok(()); // its votes name the lines of the roll
    }
    let roll = roll(tx, one.id).await?;
    tx.execute(WIPE, params![cpts, one.id]).await?;
    write_roll(tx, one.id, &roll).await
}

/// The roll of a vote, by elector.
///
/// # Errors
/// A fault of storage.
pub async fn roll(tx: &mut Tx, id: Id<Scrutin>) -> Result<Vec<Emargement>> {
    const SQL: &str = "SELECT electeur, porteur, voix, a_vote FROM gouvernance_emargement
        WHERE cpts = $1 AND scrutin = $2 ORDER BY electeur";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, id]).await?;
    rows.iter()
        .map(|row| {
            Ok(Emargement {
                electeur: row.get("electeur")?,
                porteur: row.get("porteur")?,
                voix: row.get("voix")?,
                a_vote: row.get("a_vote")?,
            })
        })
        .collect()
}

/// Open votes in which somebody has voices that were not cast.
///
/// # Errors
/// A fault of storage.
pub async fn waiting(tx: &mut Tx, porteur: Id<Adherent>) -> Result<Vec<Id<Scrutin>>> {
    const SQL: &str = "SELECT DISTINCT e.scrutin FROM gouvernance_emargement e
        JOIN gouvernance_scrutin s ON s.cpts = e.cpts AND s.id = e.scrutin
        WHERE e.cpts = $1 AND e.porteur = $2 AND NOT e.a_vote AND s.ouvert_le IS NOT NULL AND s.clos_le IS NULL
        ORDER BY e.scrutin";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts, porteur]).await?.iter().map(|row| row.get("scrutin")).collect()
}

/// Every vote, in the order in which they were prepared.
///
/// # Errors
/// A fault of storage.
pub async fn scrutins(tx: &mut Tx) -> Result<Vec<Scrutin>> {
    const SQL: &str = "SELECT id, instance, seance, point, question, texte, mode, sieges, majorite, assiette, egalite, du, au,
        ouvert_le, clos_le, issue, motif, exprimes, participants FROM gouvernance_scrutin WHERE cpts = $1 ORDER BY id";
    const CHOIX: &str = "SELECT scrutin, rang, libelle, sens, voix, retenu FROM gouvernance_choix
        WHERE cpts = $1 ORDER BY scrutin, rang";
    let cpts = tx.cpts();
    let mut ballots: HashMap<Id<Scrutin>, Vec<Choix>> = HashMap::new();
    for row in tx.rows(CHOIX, params![cpts]).await? {
        let one = Choix {
            rang: row.get("rang")?,
            libelle: row.get("libelle")?,
            sens: row.parse("sens")?,
            voix: row.get("voix")?,
            retenu: row.get("retenu")?,
        };
        ballots.entry(row.get("scrutin")?).or_default().push(one);
    }
    let rows = tx.rows(SQL, params![cpts]).await?;
    rows.iter()
        .map(|row| {
            let mut one = read(row)?;
            one.choix = ballots.remove(&one.id).unwrap_or_default();
            Ok(one)
        })
        .collect()
}

/// One vote.
///
/// # Errors
/// A fault of storage.
pub async fn scrutin(tx: &mut Tx, id: Id<Scrutin>) -> Result<Option<Scrutin>> {
    Ok(scrutins(tx).await?.into_iter().find(|one| one.id == id))
}

fn read(row: &Row) -> Result<Scrutin> {
    let days: (Option<_>, Option<_>) = (row.get("du")?, row.get("au")?);
    let counts: (Option<u32>, Option<u32>) = (row.get("exprimes")?, row.get("participants")?);
    let issue: Option<String> = row.get("issue")?;
    Ok(Scrutin {
        id: row.get("id")?,
        instance: row.get("instance")?,
        seance: row.get("seance")?,
        point: row.get("point")?,
        question: row.get("question")?,
        texte: row.get("texte")?,
        mode: row.parse("mode")?,
        sieges: row.get("sieges")?,
        majorite: row.parse("majorite")?,
        assiette: row.parse("assiette")?,
        egalite: row.parse("egalite")?,
        jours: days.0.zip(days.1),
        ouvert_le: row.get("ouvert_le")?,
        clos_le: row.get("clos_le")?,
        issue: issue.map(|_| row.parse("issue")).transpose()?,
        motif: row.get("motif")?,
        participation: counts.0.zip(counts.1),
        choix: Vec::new(),
    })
}
