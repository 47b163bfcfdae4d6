//! Proposed targets and agreements.

use crate::Dialogue;
use crate::cible::{Accord, CibleProposee, Sort};
use contrat::Contrat;
use db::{Result, Row, Tx, params};
use indicateurs::Nombre;
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

/// Writes a proposed target; false when one waits already for that indicator and year.
pub async fn add(tx: &mut Tx, dialogue: Id<Dialogue>, cible: &CibleProposee) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO dialogue_cible (cpts, dialogue, id, indicateur, annee, cible, motif, proposee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let value = cible.cible.milliemes();
    let values = params![
        cpts,
        dialogue,
        cible.id,
        cible.indicateur,
        cible.annee,
        value,
        &cible.motif,
        cible.proposee_le
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes what became of a target.
pub async fn settle(tx: &mut Tx, dialogue: Id<Dialogue>, cible: Id<CibleProposee>, sort: Sort) -> Result<()> {
    const SQL: &str = "UPDATE dialogue_cible SET appliquee_le = $4, retiree_le = $5
        WHERE cpts = $1 AND dialogue = $2 AND id = $3";
    let (applied, withdrawn) = match sort {
        Sort::EnAttente => (None, None),
        Sort::Appliquee(le) => (Some(le), None),
        Sort::Retiree(le) => (None, Some(le)),
    };
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, dialogue, cible, applied, withdrawn]).await?;
    Ok(())
}

/// Writes an agreement; false when the party had agreed already.
pub async fn agree(
    tx: &mut Tx,
    dialogue: Id<Dialogue>,
    cible: Id<CibleProposee>,
    accord: &Accord,
    (now, par): (Timestamp, Option<Uuid>),
) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO dialogue_accord (cpts, dialogue, cible, partie, le, nom, note_le, note_par)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let values = params![cpts, dialogue, cible, accord.partie.code(), accord.le, &accord.nom, now, par];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Forgets in whose name the parties of a contract agreed; how many agreements named somebody.
pub async fn forget_people(tx: &mut Tx, contrat: Id<Contrat>) -> Result<u64> {
    const SQL: &str = "UPDATE dialogue_accord SET nom = '' WHERE cpts = $1 AND nom <> ''
        AND dialogue IN (SELECT d.id FROM dialogue_dialogue d WHERE d.cpts = $1 AND d.contrat = $2)";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, contrat]).await
}

/// The targets of a dialogue with their agreements, in the order they were proposed.
pub async fn cibles(tx: &mut Tx, dialogue: Id<Dialogue>) -> Result<Vec<CibleProposee>> {
    const CIBLES: &str = "SELECT id, indicateur, annee, cible, motif, proposee_le, appliquee_le, retiree_le
        FROM dialogue_cible WHERE cpts = $1 AND dialogue = $2 ORDER BY proposee_le, id";
    const ACCORDS: &str =
        "SELECT cible, partie, le, nom FROM dialogue_accord WHERE cpts = $1 AND dialogue = $2";
    let cpts = tx.cpts();
    let rows = tx.rows(CIBLES, params![cpts, dialogue]).await?;
    let mut cibles = rows.iter().map(read).collect::<Result<Vec<_>>>()?;
    for row in tx.rows(ACCORDS, params![cpts, dialogue]).await? {
        let of: Id<CibleProposee> = row.get("cible")?;
        let accord = Accord { partie: row.parse("partie")?, le: row.get("le")?, nom: row.get("nom")? };
        if let Some(cible) = cibles.iter_mut().find(|cible| cible.id == of) {
            cible.accords.push(accord);
            cible.accords.sort_by_key(|one| one.partie);
        }
    }
    Ok(cibles)
}

fn read(row: &Row) -> Result<CibleProposee> {
    let sort = match (row.get("appliquee_le")?, row.get("retiree_le")?) {
        (Some(le), _) => Sort::Appliquee(le),
        (None, Some(le)) => Sort::Retiree(le),
        (None, None) => Sort::EnAttente,
    };
    Ok(CibleProposee {
        id: row.get("id")?,
        indicateur: row.get("indicateur")?,
        annee: row.get("annee")?,
        cible: Nombre::from_milliemes(row.get("cible")?),
        motif: row.get("motif")?,
        proposee_le: row.get("proposee_le")?,
        accords: Vec::new(),
        sort,
    })
}
