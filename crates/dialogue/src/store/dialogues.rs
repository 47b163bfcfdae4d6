//! Dialogues, their corrections, the texts of the report.

use crate::Participants;
use crate::dialogue::{Cloture, Correction, Dialogue, Etat, Tenue};
use contrat::Contrat;
use db::{Error, Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use std::collections::BTreeMap;

const COLUMNS: &str =
    "d.id, d.contrat, d.annee, d.ouvert_le, d.prevu_le, d.tenu_le, d.lieu, d.participants, d.gel, d.clos_le,
    d.clos_par, d.rouvert_le";

/// Writes a new dialogue; false when the contract year has one already.
pub async fn add(tx: &mut Tx, dialogue: &Dialogue) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO dialogue_dialogue (cpts, id, contrat, annee, ouvert_le, lieu, participants)
        VALUES ($1, $2, $3, $4, $5, '', '{}') ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let values = params![cpts, dialogue.id, dialogue.contrat, dialogue.annee, dialogue.ouvert_le];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes what a dialogue has become.
pub async fn change(tx: &mut Tx, dialogue: &Dialogue) -> Result<()> {
    const SQL: &str =
        "UPDATE dialogue_dialogue SET prevu_le = $3, tenu_le = $4, lieu = $5, participants = $6, gel = $7,
        clos_le = $8, clos_par = $9, rouvert_le = $10 WHERE cpts = $1 AND id = $2";
    let (tenue, cloture) = (dialogue.tenue(), dialogue.cloture());
    let rouvert = match &dialogue.etat {
        Etat::Rouvert(_, _, le) => Some(*le),
        Etat::Prepare | Etat::Tenu(_) | Etat::Clos(..) => None,
    };
    let empty = Participants::default();
    let people = serde_json::to_string(tenue.map_or(&empty, |one| &one.participants)).unwrap_or_default();
    let cpts = tx.cpts();
    let values = params![
        cpts,
        dialogue.id,
        dialogue.prevu_le,
        tenue.map(|one| one.le),
        tenue.map_or("", |one| one.lieu.as_str()),
        people,
        cloture.map(|one| one.gel),
        cloture.map(|one| one.le),
        cloture.and_then(|one| one.par),
        rouvert
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// A dialogue.
pub async fn dialogue(tx: &mut Tx, id: Id<Dialogue>) -> Result<Option<Dialogue>> {
    let sql = format!("SELECT {COLUMNS} FROM dialogue_dialogue d WHERE d.cpts = $1 AND d.id = $2");
    let cpts = tx.cpts();
    tx.row(&sql, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// A dialogue about to change: nobody else changes it before the end of the transaction.
pub async fn hold(tx: &mut Tx, id: Id<Dialogue>) -> Result<Option<Dialogue>> {
    const SQL: &str = "UPDATE dialogue_dialogue SET lieu = lieu WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute_untraced(SQL, params![cpts, id]).await?;
    dialogue(tx, id).await
}

/// The dialogues of a contract, by year; of every contract without one.
pub async fn dialogues(tx: &mut Tx, contrat: Option<Id<Contrat>>) -> Result<Vec<Dialogue>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM dialogue_dialogue d WHERE d.cpts = $1 AND (d.contrat = $2 OR $2 IS NULL)
        ORDER BY d.annee, d.ouvert_le"
    );
    let cpts = tx.cpts();
    tx.rows(&sql, params![cpts, contrat]).await?.iter().map(read).collect()
}

/// Writes why a dialogue was reopened.
pub async fn add_correction(tx: &mut Tx, id: Id<Dialogue>, correction: &Correction) -> Result<()> {
    const SQL: &str =
        "INSERT INTO dialogue_correction (cpts, dialogue, le, par, motif) VALUES ($1, $2, $3, $4, $5)";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, correction.le, correction.par, &correction.motif]).await?;
    Ok(())
}

/// Why a dialogue was reopened, each time.
pub async fn corrections(tx: &mut Tx, id: Id<Dialogue>) -> Result<Vec<Correction>> {
    const SQL: &str =
        "SELECT le, par, motif FROM dialogue_correction WHERE cpts = $1 AND dialogue = $2 ORDER BY le";
    let cpts = tx.cpts();
    let read =
        |row: &Row| Ok(Correction { le: row.get("le")?, par: row.get("par")?, motif: row.get("motif")? });
    tx.rows(SQL, params![cpts, id]).await?.iter().map(read).collect()
}

/// Writes a text of the report.
pub async fn write_texte(
    tx: &mut Tx,
    id: Id<Dialogue>,
    cle: &str,
    texte: &str,
    now: Timestamp,
) -> Result<()> {
    const SQL: &str =
        "INSERT INTO dialogue_texte (cpts, dialogue, cle, texte, ecrit_le) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (cpts, dialogue, cle) DO UPDATE SET texte = excluded.texte, ecrit_le = excluded.ecrit_le";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, cle, texte, now]).await?;
    Ok(())
}

/// The texts of the report, by key.
pub async fn textes(tx: &mut Tx, id: Id<Dialogue>) -> Result<BTreeMap<String, String>> {
    const SQL: &str = "SELECT cle, texte FROM dialogue_texte WHERE cpts = $1 AND dialogue = $2 ORDER BY cle";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, id]).await?;
    rows.iter().map(|row| Ok((row.get("cle")?, row.get("texte")?))).collect()
}

/// Forgets who was at the meetings of a contract; how many meetings named somebody.
pub async fn forget_people(tx: &mut Tx, contrat: Id<Contrat>) -> Result<u64> {
    const SQL: &str = "UPDATE dialogue_dialogue SET participants = '{}'
        WHERE cpts = $1 AND contrat = $2 AND participants <> '{}'";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, contrat]).await
}

fn read(row: &Row) -> Result<Dialogue> {
    let json: String = row.get("participants")?;
    let participants = serde_json::from_str(&json).map_err(|error| Error::Decode {
        column: "participants".to_owned(),
        expected: "people by party",
        got: error.to_string(),
    })?;
    let tenue = row.get::<Option<_>>("tenu_le")?;
    let lieu = row.get("lieu")?;
    let tenue = tenue.map(|le| Tenue { le, lieu, participants });
    let par = row.get("clos_par")?;
    let closed: (Option<_>, Option<_>) = (row.get("gel")?, row.get("clos_le")?);
    let cloture = match closed {
        (Some(gel), Some(le)) => Some(Cloture { gel, le, par }),
        _ => None,
    };
    let etat = match (tenue, cloture, row.get("rouvert_le")?) {
        (Some(tenue), Some(cloture), Some(le)) => Etat::Rouvert(tenue, cloture, le),
        (Some(tenue), Some(cloture), None) => Etat::Clos(tenue, cloture),
        (Some(tenue), None, _) => Etat::Tenu(tenue),
        (None, ..) => Etat::Prepare,
    };
    Ok(Dialogue {
        id: row.get("id")?,
        contrat: row.get("contrat")?,
        annee: row.get("annee")?,
        ouvert_le: row.get("ouvert_le")?,
        prevu_le: row.get("prevu_le")?,
        etat,
    })
}
