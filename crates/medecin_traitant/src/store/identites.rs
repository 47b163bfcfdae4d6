//! Who they are: sealed, found by fingerprint, destroyed on time.

use crate::coffre::Scelle;
use crate::demande::{Demande, Foyer};
use db::{Result, Tx, params};
use kernel::Id;

/// What is kept of who somebody is, still sealed; nothing once it was erased.
///
/// # Errors
/// A fault of storage.
pub async fn scelle(tx: &mut Tx, demande: Id<Demande>) -> Result<Option<Scelle>> {
    const SQL: &str =
        "SELECT cle_personne, scelle FROM medecin_traitant_identite WHERE cpts = $1 AND demande = $2";
    let Some(row) = tx.row(SQL, params![tx.cpts(), demande]).await? else { return Ok(None) };
    Ok(Some(Scelle { cle: row.get("cle_personne")?, contenu: row.get("scelle")? }))
}

/// Writes who somebody is, in place of what was kept.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, demande: Id<Demande>, sealed: &Scelle) -> Result<()> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_identite (cpts, demande, cle_personne, scelle) VALUES ($1, $2, $3, $4)
        ON CONFLICT (cpts, demande) DO UPDATE SET cle_personne = $3, scelle = $4";
    tx.execute(SQL, params![tx.cpts(), demande, sealed.cle.as_slice(), sealed.contenu.as_slice()]).await?;
    Ok(())
}

/// The requests whose key was destroyed after the copy of the database that came back was made.
///
/// # Errors
/// A fault of storage.
pub async fn sans_cle(tx: &mut Tx) -> Result<Vec<Id<Demande>>> {
    const SQL: &str = "SELECT demande FROM medecin_traitant_identite WHERE cpts = $1 AND cle_personne = $2
        ORDER BY demande";
    let rows = tx.rows(SQL, params![tx.cpts(), Vec::<u8>::new()]).await?;
    rows.iter().map(|row| row.get("demande")).collect()
}

/// Keeps a fingerprint; false when the schema refuses it: the same form, the same code.
///
/// # Errors
/// A fault of storage.
pub async fn print(tx: &mut Tx, demande: Id<Demande>, sorte: &str, valeur: &[u8]) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_empreinte (cpts, demande, sorte, valeur)
        VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    Ok(tx.execute(SQL, params![tx.cpts(), demande, sorte, valeur]).await? == 1)
}

/// Forgets the fingerprints of a request but those of its form and its code, before new ones are kept.
///
/// # Errors
/// A fault of storage.
pub async fn forget_prints(tx: &mut Tx, demande: Id<Demande>) -> Result<()> {
    const SQL: &str = "DELETE FROM medecin_traitant_empreinte
        WHERE cpts = $1 AND demande = $2 AND sorte NOT IN ('envoi', 'code')";
    tx.execute(SQL, params![tx.cpts(), demande]).await?;
    Ok(())
}

/// The requests that have this fingerprint, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn with_print(tx: &mut Tx, sorte: &str, valeur: &[u8]) -> Result<Vec<Id<Demande>>> {
    const SQL: &str = "SELECT demande FROM medecin_traitant_empreinte
        WHERE cpts = $1 AND valeur = $2 AND sorte = $3 ORDER BY demande";
    let rows = tx.rows(SQL, params![tx.cpts(), valeur, sorte]).await?;
    rows.iter().map(|row| row.get("demande")).collect()
}

/// The requests that have one of these fingerprints, open or not, in the order of their ids: fifty at most.
///
/// # Errors
/// A fault of storage.
pub async fn with_any(tx: &mut Tx, valeurs: &[Vec<u8>]) -> Result<Vec<Id<Demande>>> {
    let marks: Vec<String> = (0..valeurs.len()).map(|rank| format!("${}", rank + 2)).collect();
    let sql = format!(
        "SELECT DISTINCT demande FROM medecin_traitant_empreinte
        WHERE cpts = $1 AND valeur IN ({}) AND sorte <> 'envoi' ORDER BY demande LIMIT 50",
        marks.join(", ")
    );
    let mut values = params![tx.cpts()].to_vec();
    values.extend(valeurs.iter().flat_map(|valeur| params![valeur.as_slice()].to_vec()));
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| row.get("demande")).collect()
}

/// Keeps every fingerprint of a request in one statement, each with what it stands for; how many were not there yet.
///
/// # Errors
/// A fault of storage.
pub async fn print_all(tx: &mut Tx, demande: Id<Demande>, prints: &[(&str, &[u8])]) -> Result<u64> {
    let rows: Vec<String> =
        (0..prints.len()).map(|rank| format!("($1, $2, ${}, ${})", 2 * rank + 3, 2 * rank + 4)).collect();
    let sql = format!(
        "INSERT INTO medecin_traitant_empreinte (cpts, demande, sorte, valeur) VALUES {} ON CONFLICT DO NOTHING",
        rows.join(", ")
    );
    let mut values = params![tx.cpts(), demande].to_vec();
    for (sorte, valeur) in prints {
        values.extend(params![*sorte, *valeur].iter().cloned());
    }
    tx.execute(&sql, &values).await
}

/// The requests still open, of other households, that share a fingerprint, with that fingerprint: those of births and names
/// first, sixty at most.
///
/// # Errors
/// A fault of storage.
pub async fn semblables(
    tx: &mut Tx,
    foyer: Id<Foyer>,
    valeurs: &[&[u8]],
) -> Result<Vec<(Id<Demande>, Vec<u8>)>> {
    let marks: Vec<String> = (0..valeurs.len()).map(|rank| format!("${}", rank + 3)).collect();
    let sql = format!(
        "SELECT e.demande, e.valeur FROM medecin_traitant_empreinte e
        JOIN medecin_traitant_demande d ON d.cpts = e.cpts AND d.id = e.demande
        WHERE e.cpts = $1 AND d.foyer <> $2 AND d.etat <> 'close' AND e.sorte NOT IN ('envoi', 'code')
        AND e.valeur IN ({})
        ORDER BY CASE WHEN e.sorte IN ('telephone', 'courriel', 'adresse') THEN 1 ELSE 0 END, e.demande, e.valeur LIMIT 60",
        marks.join(", ")
    );
    let mut values = params![tx.cpts(), foyer].to_vec();
    values.extend(valeurs.iter().flat_map(|valeur| params![*valeur].to_vec()));
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| Ok((row.get("demande")?, row.get("valeur")?))).collect()
}
