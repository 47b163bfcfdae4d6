//! Entries, read whole: four questions for one entry, and for all of them.

use super::ligne::{absence, champ, identity, rattachement, read};
use crate::{Confirmation, Fiche, Local, Reference, Sujet};
use db::{Result, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use std::collections::BTreeMap;

const FICHE: &str = "SELECT id, reference, genre, precision_genre, nom, contact, communes, numero, creee_le,
    confirmee_le, confirmee_source, confirmee_par, demandee_le, ne_plus_ecrire, parti_le, retiree_le, effacee_le
    FROM annuaire_fiche WHERE cpts = $1";
const CHAMP: &str = "SELECT fiche, nature, id, valeur, visibilite, source, le, par, ecarte
    FROM annuaire_champ WHERE cpts = $1";
const ABSENCE: &str = "SELECT fiche, id, du, au, remplacant_idnps, remplacant_mots, note, source, le
    FROM annuaire_absence WHERE cpts = $1";
const RATTACHEMENT: &str = "SELECT fiche, id, structure, fonction, depuis, jusquau
    FROM annuaire_rattachement WHERE cpts = $1";

/// Everything about one entry.
///
/// # Errors
/// A fault of storage.
pub async fn fiche(tx: &mut Tx, id: Id<Fiche>) -> Result<Option<Fiche>> {
    let cpts = tx.cpts();
    let Some(row) = tx.row(&format!("{FICHE} AND id = $2"), params![cpts, id]).await? else {
        return Ok(None);
    };
    let mut one = read(&row)?;
    for row in tx.rows(&format!("{CHAMP} AND fiche = $2"), params![cpts, id]).await? {
        let (nature, champ) = champ(&row)?;
        one.champs.insert(nature, champ);
    }
    let sql = format!("{ABSENCE} AND fiche = $2 ORDER BY du, id");
    one.absences = tx.rows(&sql, params![cpts, id]).await?.iter().map(absence).collect::<Result<_>>()?;
    let sql = format!("{RATTACHEMENT} AND fiche = $2 ORDER BY depuis, id");
    let rows = tx.rows(&sql, params![cpts, id]).await?;
    one.rattachements = rows.iter().map(rattachement).collect::<Result<_>>()?;
    Ok(Some(one))
}

/// Everything about the entry of a subject.
///
/// # Errors
/// A fault of storage.
pub async fn by_reference(tx: &mut Tx, reference: &Reference) -> Result<Option<Fiche>> {
    const SQL: &str = "SELECT id FROM annuaire_fiche WHERE cpts = $1 AND reference = $2";
    let cpts = tx.cpts();
    match tx.row(SQL, params![cpts, reference.to_string()]).await? {
        Some(row) => fiche(tx, row.get("id")?).await,
        None => Ok(None),
    }
}

/// Everything about every entry, those taken out included, by id.
///
/// # Errors
/// A fault of storage.
pub async fn fiches(tx: &mut Tx) -> Result<Vec<Fiche>> {
    let cpts = tx.cpts();
    let mut all: BTreeMap<Id<Fiche>, Fiche> = BTreeMap::new();
    for row in tx.rows(FICHE, params![cpts]).await? {
        let one = read(&row)?;
        all.insert(one.id, one);
    }
    for row in tx.rows(CHAMP, params![cpts]).await? {
        if let Some(one) = all.get_mut(&row.get("fiche")?) {
            let (nature, champ) = champ(&row)?;
            one.champs.insert(nature, champ);
        }
    }
    for row in tx.rows(&format!("{ABSENCE} ORDER BY du, id"), params![cpts]).await? {
        if let Some(one) = all.get_mut(&row.get("fiche")?) {
            one.absences.push(absence(&row)?);
        }
    }
    for row in tx.rows(&format!("{RATTACHEMENT} ORDER BY depuis, id"), params![cpts]).await? {
        if let Some(one) = all.get_mut(&row.get("fiche")?) {
            one.rattachements.push(rattachement(&row)?);
        }
    }
    Ok(all.into_values().collect())
}

/// The subject of every entry.
///
/// # Errors
/// A fault of storage.
pub async fn references(tx: &mut Tx) -> Result<Vec<Reference>> {
    const SQL: &str = "SELECT reference FROM annuaire_fiche WHERE cpts = $1 ORDER BY reference";
    let cpts = tx.cpts();
    tx.rows(SQL, params![cpts]).await?.iter().map(|row| row.parse("reference")).collect()
}

/// Opens an entry, empty. False when its subject has one already: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn open(tx: &mut Tx, fiche: &Fiche) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO annuaire_fiche (cpts, id, reference, genre, precision_genre, nom, contact, communes,
        numero, creee_le, confirmee_source, ne_plus_ecrire)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, '', $11) ON CONFLICT DO NOTHING";
    let (cpts, reference) = (tx.cpts(), fiche.reference().to_string());
    let (genre, precision, nom, contact, communes) = identity(&fiche.sujet);
    let values = params![
        cpts,
        fiche.id,
        reference,
        genre,
        precision,
        nom,
        contact,
        communes,
        fiche.numero,
        fiche.creee_le,
        fiche.ne_plus_ecrire
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says that the entry changes. False when it no longer is the one that the caller read, or does not exist.
///
/// # Errors
/// A fault of storage.
pub async fn advance(tx: &mut Tx, id: Id<Fiche>, lu: i64) -> Result<bool> {
    const SQL: &str =
        "UPDATE annuaire_fiche SET numero = numero + 1 WHERE cpts = $1 AND id = $2 AND numero = $3";
    let cpts = tx.cpts();
    Ok(tx.execute(SQL, params![cpts, id, lu]).await? == 1)
}

/// Rewrites who a subject without national number is.
///
/// # Errors
/// A fault of storage.
pub async fn keep_local(tx: &mut Tx, id: Id<Fiche>, local: &Local) -> Result<()> {
    const SQL: &str =
        "UPDATE annuaire_fiche SET genre = $3, precision_genre = $4, nom = $5, contact = $6, communes = $7
        WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    let sujet = Sujet::Local(local.clone());
    let (genre, precision, nom, contact, communes) = identity(&sujet);
    tx.execute(SQL, params![cpts, id, genre, precision, nom, contact, communes]).await?;
    Ok(())
}

/// Somebody said that all of it is right; `None` forgets it.
///
/// # Errors
/// A fault of storage.
pub async fn keep_confirmation(tx: &mut Tx, id: Id<Fiche>, said: Option<&Confirmation>) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_fiche SET confirmee_le = $3, confirmee_source = $4, confirmee_par = $5
        WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    let source = said.map_or("", |one| one.source.code());
    let values = params![cpts, id, said.map(|one| one.le), source, said.and_then(|one| one.par)];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The owner wants messages, or no more.
///
/// # Errors
/// A fault of storage.
pub async fn keep_silence(tx: &mut Tx, id: Id<Fiche>, silence: bool) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_fiche SET ne_plus_ecrire = $3 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, silence]).await?;
    Ok(())
}

/// The owner said that they left; `None` when the office has looked.
///
/// # Errors
/// A fault of storage.
pub async fn keep_parti(tx: &mut Tx, id: Id<Fiche>, le: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_fiche SET parti_le = $3 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, le]).await?;
    Ok(())
}

/// Takes the entry out of the directory, or puts it back.
///
/// # Errors
/// A fault of storage.
pub async fn keep_retrait(tx: &mut Tx, id: Id<Fiche>, le: Option<Timestamp>) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_fiche SET retiree_le = $3 WHERE cpts = $1 AND id = $2";
    let cpts = tx.cpts();
    tx.execute(SQL, params![cpts, id, le]).await?;
    Ok(())
}

/// What was typed about the subject has been erased.
///
/// # Errors
/// A fault of storage.
pub async fn keep_effacement(tx: &mut Tx, id: Id<Fiche>) -> Result<()> {
    const SQL: &str = "UPDATE annuaire_fiche SET effacee_le = $3, demandee_le = NULL, parti_le = NULL
        WHERE cpts = $1 AND id = $2";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    tx.execute(SQL, params![cpts, id, now]).await?;
    Ok(())
}
