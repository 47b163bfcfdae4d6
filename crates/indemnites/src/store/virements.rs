//! Transfers of batches.

use crate::indemnite::Rejet;
use crate::lot::{Lot, Virement};
use adhesions::Adherent;
use db::{Result, Row, Tx, Value, params};
use jiff::civil::Date;
use kernel::Id;
use std::collections::{BTreeMap, BTreeSet};

/// What the chosen lines come to, by beneficiary: one transfer each, in the order of their ids.
///
/// # Errors
/// A fault of storage.
pub async fn of_choice(tx: &mut Tx, numero: i64, execution: Date) -> Result<Vec<Virement>> {
    const SQL: &str = "SELECT i.beneficiaire, c.titulaire, c.scelle, c.masque, CAST(SUM(i.cents) AS BIGINT) AS cents, count(*) AS lignes
        FROM indemnites_choix x JOIN indemnites_indemnite i ON i.cpts = x.cpts AND i.id = x.ligne
        JOIN indemnites_coordonnees c ON c.cpts = i.cpts AND c.adherent = i.beneficiaire
        WHERE x.cpts = $1 GROUP BY i.beneficiaire, c.titulaire, c.scelle, c.masque ORDER BY i.beneficiaire";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let one = |(rang, row): (i64, &Row)| {
        Ok(Virement {
            rang,
            reference: Lot::reference(numero, execution, rang),
            beneficiaire: row.get("beneficiaire")?,
            titulaire: row.get("titulaire")?,
            scelle: row.get("scelle")?,
            masque: row.get("masque")?,
            cents: row.get("cents")?,
            lignes: row.get("lignes")?,
            sort: crate::lot::Sort::Attendu,
            raison: String::new(),
        })
    };
    (1..).zip(&rows).map(one).collect()
}

/// Adds the transfers of a batch.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, lot: Id<Lot>, all: &[Virement]) -> Result<()> {
    const INTO: &str = "INSERT INTO indemnites_virement (cpts, lot, rang, reference, beneficiaire, titulaire, scelle, masque, cents, lignes,
        etat, raison) VALUES";
    for some in all.chunks(200) {
        let sql = format!("{INTO} {}", super::marks(some.len(), 11));
        let mut values = vec![Value::from(tx.cpts())];
        for one in some {
            let cells: &[Value] = params![
                lot,
                one.rang,
                &one.reference,
                one.beneficiaire,
                &one.titulaire,
                one.scelle.as_slice(),
                &one.masque,
                one.cents,
                one.lignes,
                one.sort.code(),
                &one.raison,
            ];
            values.extend_from_slice(cells);
        }
        tx.execute(&sql, &values).await?;
    }
    Ok(())
}

/// The transfers of a batch, in the order of its file.
///
/// # Errors
/// A fault of storage.
pub async fn virements(tx: &mut Tx, lot: Id<Lot>) -> Result<Vec<Virement>> {
    const SQL: &str =
        "SELECT rang, reference, beneficiaire, titulaire, scelle, masque, cents, lignes, etat, raison
        FROM indemnites_virement WHERE cpts = $1 AND lot = $2 ORDER BY rang";
    tx.rows(SQL, params![tx.cpts(), lot]).await?.iter().map(read).collect()
}

/// The holder of a transfer whose beneficiary gave other bank details since the batch was prepared, if any.
///
/// # Errors
/// A fault of storage.
pub async fn changed(tx: &mut Tx, lot: Id<Lot>) -> Result<Option<String>> {
    const SQL: &str = "SELECT v.titulaire FROM indemnites_virement v
        JOIN indemnites_coordonnees c ON c.cpts = v.cpts AND c.adherent = v.beneficiaire
        WHERE v.cpts = $1 AND v.lot = $2 AND c.scelle <> v.scelle ORDER BY v.rang LIMIT 1";
    tx.row(SQL, params![tx.cpts(), lot]).await?.map(|row| row.get("titulaire")).transpose()
}

/// The transfers that the bank sent back for another reason than the account, and that nobody has presented again.
///
/// # Errors
/// A fault of storage.
pub async fn representables(tx: &mut Tx, lot: Id<Lot>) -> Result<BTreeSet<i64>> {
    const SQL: &str = "SELECT DISTINCT v.rang FROM indemnites_virement v
        JOIN indemnites_indemnite i ON i.cpts = v.cpts AND i.lot = v.lot AND i.beneficiaire = v.beneficiaire
        WHERE v.cpts = $1 AND v.lot = $2 AND v.etat = 'rejete' AND i.etat = 'rejetee' AND i.rejet = 'autre'";
    tx.rows(SQL, params![tx.cpts(), lot]).await?.iter().map(|row| row.get("rang")).collect()
}

/// The references that somebody reads on their statement, by batch that carries some.
///
/// # Errors
/// A fault of storage.
pub async fn references(tx: &mut Tx, beneficiaire: Id<Adherent>) -> Result<BTreeMap<Id<Lot>, String>> {
    const SQL: &str = "SELECT v.lot, v.reference FROM indemnites_virement v JOIN indemnites_lot l ON l.cpts = v.cpts AND l.id = v.lot
        WHERE v.cpts = $1 AND v.beneficiaire = $2 AND l.remise = 'reference'";
    let rows = tx.rows(SQL, params![tx.cpts(), beneficiaire]).await?;
    rows.iter().map(|row| Ok((row.get("lot")?, row.get("reference")?))).collect()
}

/// Marks a transfer as sent back, and its lines; false when it was marked already.
///
/// # Errors
/// A fault of storage.
pub async fn reject(tx: &mut Tx, lot: Id<Lot>, one: &Virement, raison: &str, rejet: Rejet) -> Result<bool> {
    const MARK: &str = "UPDATE indemnites_virement SET etat = 'rejete', raison = $4 WHERE cpts = $1 AND lot = $2 AND rang = $3 AND etat <> 'rejete'";
    const LINES: &str =
        "UPDATE indemnites_indemnite SET etat = 'rejetee', motif = $4, rejete_le = $5, rejet = $6
        WHERE cpts = $1 AND lot = $2 AND beneficiaire = $3 AND etat IN ('en_lot', 'payee')";
    const FREE: &str = "UPDATE indemnites_lot_ligne SET libere_le = $4 WHERE cpts = $1 AND lot = $2 AND libere_le IS NULL AND ligne IN (
        SELECT id FROM indemnites_indemnite WHERE cpts = $1 AND lot = $2 AND beneficiaire = $3)";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    if tx.execute(MARK, params![cpts, lot, one.rang, raison]).await? != 1 {
        return Ok(false);
    }
    tx.execute(LINES, params![cpts, lot, one.beneficiaire, raison, now, rejet.code()]).await?;
    tx.execute(FREE, params![cpts, lot, one.beneficiaire, now]).await?;
    Ok(true)
}

/// Marks as paid the transfers of these places that wait, or all of them, with their lines; how many.
///
/// # Errors
/// A fault of storage.
pub async fn pay(tx: &mut Tx, lot: Id<Lot>, rangs: Option<&[i64]>) -> Result<u64> {
    const ONE: &str = "UPDATE indemnites_virement SET etat = 'paye' WHERE cpts = $1 AND lot = $2 AND etat = 'attendu' AND rang = $3";
    const ALL: &str =
        "UPDATE indemnites_virement SET etat = 'paye' WHERE cpts = $1 AND lot = $2 AND etat = 'attendu'";
    const LINES: &str = "UPDATE indemnites_indemnite SET etat = 'payee' WHERE cpts = $1 AND lot = $2 AND etat = 'en_lot' AND beneficiaire IN (
        SELECT beneficiaire FROM indemnites_virement WHERE cpts = $1 AND lot = $2 AND etat = 'paye')";
    let cpts = tx.cpts();
    let mut done = 0;
    match rangs {
        None => done = tx.execute(ALL, params![cpts, lot]).await?,
        Some(rangs) => {
            for rang in rangs {
                done += tx.execute(ONE, params![cpts, lot, *rang]).await?;
            }
        }
    }
    tx.execute(LINES, params![cpts, lot]).await?;
    Ok(done)
}

fn read(row: &Row) -> Result<Virement> {
    Ok(Virement {
        rang: row.get("rang")?,
        reference: row.get("reference")?,
        beneficiaire: row.get("beneficiaire")?,
        titulaire: row.get("titulaire")?,
        scelle: row.get("scelle")?,
        masque: row.get("masque")?,
        cents: row.get("cents")?,
        lignes: row.get("lignes")?,
        sort: row.parse("etat")?,
        raison: row.get("raison")?,
    })
}
