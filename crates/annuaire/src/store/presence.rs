//! Absences, and structures where somebody works.

use crate::{Absence, Fiche, Rattachement, Reference, Remplacant};
use db::{Result, Tx, params};
use jiff::civil::Date;
use kernel::Id;

/// Keeps an absence.
///
/// # Errors
/// A fault of storage.
pub async fn keep_absence(tx: &mut Tx, fiche: Id<Fiche>, absence: &Absence) -> Result<()> {
    const SQL: &str =
        "INSERT INTO annuaire_absence (cpts, id, fiche, du, au, remplacant_idnps, remplacant_mots, note,
        source, le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let cpts = tx.cpts();
    let (idnps, mots) = match &absence.remplacant {
        Some(Remplacant::Professionnel(idnps)) => (idnps.as_str(), ""),
        Some(Remplacant::Mots(mots)) => ("", mots.as_str()),
        None => ("", ""),
    };
    let values = params![
        cpts,
        absence.id,
        fiche,
        absence.du,
        absence.au,
        idnps,
        mots,
        absence.note.as_str(),
        absence.source.code(),
        absence.le
    ];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// Forgets an absence. False when this entry has no such absence.
///
/// # Errors
/// A fault of storage.
pub async fn drop_absence(tx: &mut Tx, fiche: Id<Fiche>, id: Id<Absence>) -> Result<bool> {
    const SQL: &str = "DELETE FROM annuaire_absence WHERE cpts = $1 AND fiche = $2 AND id = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, fiche, id]).await? == 1)
}

/// Forgets every absence of an entry.
///
/// # Errors
/// A fault of storage.
pub async fn drop_absences(tx: &mut Tx, fiche: Id<Fiche>) -> Result<u64> {
    const SQL: &str = "DELETE FROM annuaire_absence WHERE cpts = $1 AND fiche = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, fiche]).await
}

/// Attaches somebody to a structure. False when they already are.
///
/// # Errors
/// A fault of storage.
pub async fn keep_rattachement(tx: &mut Tx, fiche: Id<Fiche>, one: &Rattachement) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO annuaire_rattachement (cpts, id, fiche, structure, fonction, depuis, jusquau)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let cpts = tx.cpts();
    let structure = one.structure.to_string();
    let values = params![cpts, one.id, fiche, structure, &one.fonction, one.depuis, one.jusquau];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says when it ends. False when this entry has no such structure.
///
/// # Errors
/// A fault of storage.
pub async fn end_rattachement(
    tx: &mut Tx,
    fiche: Id<Fiche>,
    id: Id<Rattachement>,
    jusquau: Date,
) -> Result<bool> {
    const SQL: &str = "UPDATE annuaire_rattachement SET jusquau = $4
        WHERE cpts = $1 AND fiche = $2 AND id = $3 AND depuis <= $4";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, fiche, id, jusquau]).await? == 1)
}

/// It was never so. False when this entry has no such structure.
///
/// # Errors
/// A fault of storage.
pub async fn drop_rattachement(tx: &mut Tx, fiche: Id<Fiche>, id: Id<Rattachement>) -> Result<bool> {
    const SQL: &str = "DELETE FROM annuaire_rattachement WHERE cpts = $1 AND fiche = $2 AND id = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, fiche, id]).await? == 1)
}

/// Forgets every structure of an entry.
///
/// # Errors
/// A fault of storage.
pub async fn drop_rattachements(tx: &mut Tx, fiche: Id<Fiche>) -> Result<u64> {
    const SQL: &str = "DELETE FROM annuaire_rattachement WHERE cpts = $1 AND fiche = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, fiche]).await
}

/// Who works in a structure on that day, as what.
///
/// # Errors
/// A fault of storage.
pub async fn rattaches(tx: &mut Tx, structure: &Reference, jour: Date) -> Result<Vec<(Id<Fiche>, String)>> {
    const SQL: &str = "SELECT fiche, fonction FROM annuaire_rattachement WHERE cpts = $1 AND structure = $2
        AND depuis <= $3 AND (jusquau IS NULL OR jusquau >= $3) ORDER BY fiche";
    let cpts = tx.cpts();
    let rows = tx.rows(SQL, params![cpts, structure.to_string(), jour]).await?;
    rows.iter().map(|row| Ok((row.get("fiche")?, row.get("fonction")?))).collect()
}
