//! Contracts themselves: their parties, their days, their end.

use super::{avenants, parts, small, small_or_none};
use crate::contrat::{Contrat, Fin, Institution, PartieCpts, Parties, Population, Signatures, Termes};
use db::{Result, Row, Tx, Value, params};
use kernel::Id;

/// Keeps a new draft. False when another is being prepared: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, contrat: &Contrat) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO contrat_contrat (cpts, id, nom, finess, rna, adresse, representant, qualite,
        ars_nom, ars_representant, ars_qualite, caisse_nom, caisse_representant, caisse_qualite, version,
        habitants, population_source, population_annee, confirmee_par, confirmee_le, duree_ans, fin_motif,
        ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,
        $21, '', $22) ON CONFLICT DO NOTHING";
    let mut values = vec![Value::from(tx.cpts()), Value::from(contrat.id)];
    values.extend(termes(&contrat.termes));
    values.extend([contrat.duree_ans.into(), tx.ctx().now.into()]);
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// Writes what the contract says again.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, id: Id<Contrat>, new: &Termes) -> Result<()> {
    const SQL: &str = "UPDATE contrat_contrat SET nom = $3, finess = $4, rna = $5, adresse = $6,
        representant = $7, qualite = $8, ars_nom = $9, ars_representant = $10, ars_qualite = $11,
        caisse_nom = $12, caisse_representant = $13, caisse_qualite = $14, version = $15, habitants = $16,
        population_source = $17, population_annee = $18, confirmee_par = $19, confirmee_le = $20
        WHERE cpts = $1 AND id = $2";
    let mut values = vec![Value::from(tx.cpts()), Value::from(id)];
    values.extend(termes(new));
    tx.execute(SQL, &values).await?;
    Ok(())
}

fn termes(termes: &Termes) -> Vec<Value> {
    let Termes { parties: Parties { cpts, ars, caisse }, version, population } = termes;
    let texts = [
        &cpts.nom,
        &cpts.finess,
        &cpts.rna,
        &cpts.adresse,
        &cpts.representant,
        &cpts.qualite,
        &ars.nom,
        &ars.representant,
        &ars.qualite,
        &caisse.nom,
        &caisse.representant,
        &caisse.qualite,
        version,
    ];
    let mut values: Vec<Value> = texts.into_iter().map(Value::from).collect();
    values.extend([
        population.habitants.into(),
        Value::from(&population.source),
        population.annee.map(i32::from).into(),
        Value::from(&population.confirmee_par),
        population.confirmee_le.into(),
    ]);
    values
}

/// Writes the three days of signing; the contract holds once `signature` is there. False when another contract has the same day.
///
/// # Errors
/// A fault of storage.
pub async fn sign(tx: &mut Tx, id: Id<Contrat>, signatures: Signatures) -> Result<bool> {
    const TAKEN: &str = "SELECT 1 AS un FROM contrat_contrat WHERE cpts = $1 AND id <> $2 AND signature = $3";
    const SQL: &str = "UPDATE contrat_contrat SET signe_cpts = $3, signe_ars = $4, signe_caisse = $5,
        signature = $6 WHERE cpts = $1 AND id = $2";
    let complete = signatures.complete();
    if tx.row(TAKEN, params![tx.cpts(), id, complete]).await?.is_some() {
        return Ok(false);
    }
    let Signatures { cpts, ars, caisse } = signatures;
    tx.execute(SQL, params![tx.cpts(), id, cpts, ars, caisse, complete]).await?;
    Ok(true)
}

/// Ends a contract before its term. False when that was done already.
///
/// # Errors
/// A fault of storage.
pub async fn end(tx: &mut Tx, id: Id<Contrat>, fin: &Fin) -> Result<bool> {
    const SQL: &str = "UPDATE contrat_contrat SET fin_le = $3, fin_motif = $4
        WHERE cpts = $1 AND id = $2 AND fin_le IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, fin.le, &fin.motif]).await? == 1)
}

/// Lets an ended contract run to its term again.
///
/// # Errors
/// A fault of storage.
pub async fn resume(tx: &mut Tx, id: Id<Contrat>) -> Result<()> {
    const SQL: &str = "UPDATE contrat_contrat SET fin_le = NULL, fin_motif = '' WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id]).await?;
    Ok(())
}

/// Forgets a draft with all that was prepared in it. False when it is signed or unknown.
///
/// # Errors
/// A fault of storage.
pub async fn discard(tx: &mut Tx, id: Id<Contrat>) -> Result<bool> {
    const PARTS: [&str; 3] = [
        "DELETE FROM contrat_annexe WHERE cpts = $1 AND contrat = $2",
        "DELETE FROM contrat_montant WHERE cpts = $1 AND contrat = $2",
        "DELETE FROM contrat_mission WHERE cpts = $1 AND contrat = $2",
    ];
    const SQL: &str = "DELETE FROM contrat_contrat WHERE cpts = $1 AND id = $2 AND signature IS NULL";
    for part in PARTS {
        tx.execute(part, params![tx.cpts(), id]).await?;
    }
    Ok(tx.execute(SQL, params![tx.cpts(), id]).await? == 1)
}

/// Holds every contract of the CPTS as it is until the end of the transaction, so that two changes wait for each other.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx) -> Result<Vec<Contrat>> {
    const SQL: &str = "UPDATE contrat_contrat SET duree_ans = duree_ans WHERE cpts = $1";
    tx.execute_untraced(SQL, params![tx.cpts()]).await?;
    contrats(tx).await
}

/// Every contract, the newest signature first, a draft before all.
///
/// # Errors
/// A fault of storage.
pub async fn contrats(tx: &mut Tx) -> Result<Vec<Contrat>> {
    const SQL: &str =
        "SELECT id, nom, finess, rna, adresse, representant, qualite, ars_nom, ars_representant,
        ars_qualite, caisse_nom, caisse_representant, caisse_qualite, signe_cpts, signe_ars, signe_caisse,
        signature, duree_ans, version, habitants, population_source, population_annee, confirmee_par,
        confirmee_le, fin_le, fin_motif FROM contrat_contrat WHERE cpts = $1
        ORDER BY CASE WHEN signature IS NULL THEN 0 ELSE 1 END, signature DESC, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let mut all = Vec::with_capacity(rows.len());
    for row in &rows {
        let id = row.get("id")?;
        let base = Contrat::draft(id, read_termes(row)?, small(row, "duree_ans")?);
        all.push(Contrat {
            signatures: Signatures {
                cpts: row.get("signe_cpts")?,
                ars: row.get("signe_ars")?,
                caisse: row.get("signe_caisse")?,
            },
            signature: row.get("signature")?,
            montants: parts::montants(tx, id).await?,
            missions: parts::missions(tx, id).await?,
            crises: parts::crises(tx, id).await?,
            avenants: avenants::avenants(tx, id).await?,
            realisations: parts::realisations(tx, id).await?,
            fin: fin(row)?,
            ..base
        });
    }
    Ok(all)
}

fn fin(row: &Row) -> Result<Option<Fin>> {
    Ok(match row.get("fin_le")? {
        None => None,
        Some(le) => Some(Fin { le, motif: row.get("fin_motif")? }),
    })
}

fn read_termes(row: &Row) -> Result<Termes> {
    let cpts = PartieCpts {
        nom: row.get("nom")?,
        finess: row.get("finess")?,
        rna: row.get("rna")?,
        adresse: row.get("adresse")?,
        representant: row.get("representant")?,
        qualite: row.get("qualite")?,
    };
    let ars = Institution {
        nom: row.get("ars_nom")?,
        representant: row.get("ars_representant")?,
        qualite: row.get("ars_qualite")?,
    };
    let caisse = Institution {
        nom: row.get("caisse_nom")?,
        representant: row.get("caisse_representant")?,
        qualite: row.get("caisse_qualite")?,
    };
    let population = population(row)?;
    Ok(Termes { parties: Parties { cpts, ars, caisse }, version: row.get("version")?, population })
}

/// The population of a row that has one.
pub(super) fn population(row: &Row) -> Result<Population> {
    Ok(Population {
        habitants: small(row, "habitants")?,
        source: row.get("population_source")?,
        annee: small_or_none(row, "population_annee")?,
        confirmee_par: row.get("confirmee_par")?,
        confirmee_le: row.get("confirmee_le")?,
    })
}
