//! Indicators, their targets and weights.

use super::{json, nombre, to_json};
use crate::indicateur::{Indicateur, Retrait, Texte};
use crate::{Cible, Nombre};
use contrat::{Annee, Contrat};
use db::{Result, Row, Tx, Value, params};
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeSet;

const COLUMNS: &str = "i.id, i.contrat, i.code, i.mission, i.libelle, i.nature, i.sens, i.unite, i.mot, i.numerateur,
    i.denominateur, i.source, i.frequence, i.evolution, i.mesure, i.depart, i.depart_le, i.confirme, i.retire_le, i.motif";

/// The columns that [`Texte`] fills, in order.
fn cells(texte: &Texte) -> Result<Vec<Value>> {
    let mesure =
        texte.mesure.as_ref().map(|mesure| to_json(mesure, "mesure")).transpose()?.unwrap_or_default();
    Ok(vec![
        (&texte.mission).into(),
        texte.libelle.trim().into(),
        texte.nature.code().into(),
        texte.sens.code().into(),
        texte.unite.code().into(),
        texte.mot.trim().into(),
        texte.numerateur.trim().into(),
        texte.denominateur.trim().into(),
        texte.source.trim().into(),
        texte.frequence.code().into(),
        texte.evolution.code().into(),
        mesure.into(),
        texte.depart.map(|(depart, _)| depart.milliemes()).into(),
        texte.depart.map(|(_, le)| le).into(),
        texte.confirme.into(),
    ])
}

/// Adds an indicator. False when the contract already has that one of the catalogue: the unique index decides.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, indicateur: &Indicateur) -> Result<bool> {
    const SQL: &str = "INSERT INTO indicateurs_indicateur (cpts, id, contrat, code, ecrit_le, motif, mission, libelle,
        nature, sens, unite, mot, numerateur, denominateur, source, frequence, evolution, mesure, depart, depart_le, confirme)
        VALUES ($1, $2, $3, $4, $5, '', $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20)
        ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let mut values =
        params![tx.cpts(), indicateur.id, indicateur.contrat, &indicateur.texte.code, now].to_vec();
    values.extend(cells(&indicateur.texte)?);
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// Writes what an indicator says and whether it counts.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, indicateur: &Indicateur) -> Result<()> {
    const SQL: &str = "UPDATE indicateurs_indicateur SET retire_le = $3, motif = $4, mission = $5, libelle = $6, nature = $7,
        sens = $8, unite = $9, mot = $10, numerateur = $11, denominateur = $12, source = $13, frequence = $14,
        evolution = $15, mesure = $16, depart = $17, depart_le = $18, confirme = $19 WHERE cpts = $1 AND id = $2";
    let retire = indicateur.retire.as_ref();
    let motif = retire.map_or("", |one| &one.motif);
    let mut values = params![tx.cpts(), indicateur.id, retire.map(|one| one.le), motif].to_vec();
    values.extend(cells(&indicateur.texte)?);
    tx.execute(SQL, &values).await?;
    Ok(())
}

/// One indicator.
///
/// # Errors
/// A fault of storage.
pub async fn indicateur(tx: &mut Tx, id: Id<Indicateur>) -> Result<Option<Indicateur>> {
    let sql = format!("SELECT {COLUMNS} FROM indicateurs_indicateur i WHERE i.cpts = $1 AND i.id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One indicator, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Indicateur>) -> Result<Option<Indicateur>> {
    let sql = format!(
        "UPDATE indicateurs_indicateur AS i SET motif = motif WHERE cpts = $1 AND id = $2 RETURNING {}",
        COLUMNS.replace("i.", "")
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Holds every indicator of a contract until the end of the transaction: two people do not share weights at once.
///
/// # Errors
/// A fault of storage.
pub async fn hold_all(tx: &mut Tx, contrat: Id<Contrat>) -> Result<()> {
    const SQL: &str = "UPDATE indicateurs_indicateur SET motif = motif WHERE cpts = $1 AND contrat = $2";
    tx.execute_untraced(SQL, params![tx.cpts(), contrat]).await?;
    Ok(())
}

/// Every indicator of a contract, those that left it included, with what they aim at in one year; as they were written.
///
/// # Errors
/// A fault of storage.
pub async fn de_l_annee(tx: &mut Tx, contrat: Id<Contrat>, annee: u32) -> Result<Vec<(Indicateur, Cible)>> {
    let sql = format!(
        "SELECT {COLUMNS}, c.cible, c.poids FROM indicateurs_indicateur i
         LEFT JOIN indicateurs_cible c ON c.cpts = i.cpts AND c.indicateur = i.id AND c.annee = $3
         WHERE i.cpts = $1 AND i.contrat = $2 ORDER BY i.ecrit_le, i.id"
    );
    let rows = tx.rows(&sql, params![tx.cpts(), contrat, annee]).await?;
    rows.iter().map(|row| Ok((read(row)?, read_cible(row, annee)?))).collect()
}

/// The indicators that count in a contract year, with what they aim at, as they were written: those of the contract that were
/// written before the year ended, and those that were given a target, a weight or a value for it since.
///
/// # Errors
/// A fault of storage.
pub async fn comptes_en(
    tx: &mut Tx,
    contrat: Id<Contrat>,
    annee: &Annee,
) -> Result<Vec<(Indicateur, Cible)>> {
    let sql = format!(
        "SELECT {COLUMNS}, c.cible, c.poids FROM indicateurs_indicateur i
         LEFT JOIN indicateurs_cible c ON c.cpts = i.cpts AND c.indicateur = i.id AND c.annee = $3
         WHERE i.cpts = $1 AND i.contrat = $2 AND i.retire_le IS NULL
         AND (i.ecrit_le < $4 OR c.cible IS NOT NULL OR c.poids IS NOT NULL
             OR EXISTS (SELECT 1 FROM indicateurs_valeur v WHERE v.cpts = i.cpts AND v.indicateur = i.id
                 AND v.retiree_le IS NULL AND v.jour >= $5 AND v.jour <= $6))
         ORDER BY i.ecrit_le, i.id"
    );
    let end = crate::end_of(annee.au);
    let values = params![tx.cpts(), contrat, annee.numero, end, annee.du, annee.au];
    let rows = tx.rows(&sql, values).await?;
    rows.iter().map(|row| Ok((read(row)?, read_cible(row, annee.numero)?))).collect()
}

/// The indicators whose target of a year was agreed by the three parties.
///
/// # Errors
/// A fault of storage.
pub async fn adaptes(tx: &mut Tx, contrat: Id<Contrat>, annee: u32) -> Result<BTreeSet<Id<Indicateur>>> {
    const SQL: &str = "SELECT DISTINCT a.indicateur FROM indicateurs_adaptation a
        JOIN indicateurs_indicateur i ON i.cpts = a.cpts AND i.id = a.indicateur
        WHERE a.cpts = $1 AND i.contrat = $2 AND a.annee = $3";
    let rows = tx.rows(SQL, params![tx.cpts(), contrat, annee]).await?;
    rows.iter().map(|row| row.get("indicateur")).collect()
}

/// What an indicator aims at, year after year.
///
/// # Errors
/// A fault of storage.
pub async fn cibles(tx: &mut Tx, id: Id<Indicateur>) -> Result<Vec<Cible>> {
    const SQL: &str = "SELECT annee, cible, poids FROM indicateurs_cible WHERE cpts = $1 AND indicateur = $2 ORDER BY annee";
    let rows = tx.rows(SQL, params![tx.cpts(), id]).await?;
    rows.iter().map(|row| read_cible(row, row.get("annee")?)).collect()
}

/// Writes a target and a weight.
///
/// # Errors
/// A fault of storage.
pub async fn set_cible(tx: &mut Tx, id: Id<Indicateur>, cible: &Cible) -> Result<()> {
    const SQL: &str =
        "INSERT INTO indicateurs_cible (cpts, indicateur, annee, cible, poids) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (cpts, indicateur, annee) DO UPDATE SET cible = $4, poids = $5";
    let value = cible.cible.map(Nombre::milliemes);
    tx.execute(SQL, params![tx.cpts(), id, cible.annee, value, cible.poids]).await?;
    Ok(())
}

/// A target that was agreed anew.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Adaptation {
    /// Its id.
    pub id: Id<Self>,
    /// The indicator.
    pub indicateur: Id<Indicateur>,
    /// The contract year.
    pub annee: u32,
    /// The target before.
    pub ancienne: Option<Nombre>,
    /// The target since.
    pub nouvelle: Nombre,
    /// Why.
    pub motif: String,
    /// When.
    pub adaptee_le: Timestamp,
}

/// Keeps the memory of an adapted target.
///
/// # Errors
/// A fault of storage.
pub async fn keep_adaptation(tx: &mut Tx, one: &Adaptation) -> Result<()> {
    const SQL: &str = "INSERT INTO indicateurs_adaptation (cpts, id, indicateur, annee, ancienne, nouvelle, motif, adaptee_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let (old, new) = (one.ancienne.map(Nombre::milliemes), one.nouvelle.milliemes());
    let values = params![tx.cpts(), one.id, one.indicateur, one.annee, old, new, &one.motif, one.adaptee_le];
    tx.execute(SQL, values).await?;
    Ok(())
}

/// The targets of an indicator that were agreed anew, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn adaptations(tx: &mut Tx, id: Id<Indicateur>) -> Result<Vec<Adaptation>> {
    const SQL: &str =
        "SELECT id, indicateur, annee, ancienne, nouvelle, motif, adaptee_le FROM indicateurs_adaptation
        WHERE cpts = $1 AND indicateur = $2 ORDER BY adaptee_le, id";
    let read = |row: &Row| {
        Ok(Adaptation {
            id: row.get("id")?,
            indicateur: row.get("indicateur")?,
            annee: row.get("annee")?,
            ancienne: nombre(row, "ancienne")?,
            nouvelle: Nombre::from_milliemes(row.get("nouvelle")?),
            motif: row.get("motif")?,
            adaptee_le: row.get("adaptee_le")?,
        })
    };
    tx.rows(SQL, params![tx.cpts(), id]).await?.iter().map(read).collect()
}

fn read_cible(row: &Row, annee: u32) -> Result<Cible> {
    Ok(Cible { annee, cible: nombre(row, "cible")?, poids: row.get("poids")? })
}

fn read(row: &Row) -> Result<Indicateur> {
    let (retire_le, motif): (Option<Timestamp>, String) = (row.get("retire_le")?, row.get("motif")?);
    let mesure: String = row.get("mesure")?;
    let depart = nombre(row, "depart")?.zip(row.get::<Option<Date>>("depart_le")?);
    Ok(Indicateur {
        id: row.get("id")?,
        contrat: row.get("contrat")?,
        texte: Texte {
            code: row.get("code")?,
            mission: row.get("mission")?,
            libelle: row.get("libelle")?,
            nature: row.parse("nature")?,
            sens: row.parse("sens")?,
            unite: row.parse("unite")?,
            mot: row.get("mot")?,
            numerateur: row.get("numerateur")?,
            denominateur: row.get("denominateur")?,
            source: row.get("source")?,
            frequence: row.parse("frequence")?,
            evolution: row.parse("evolution")?,
            mesure: if mesure.is_empty() { None } else { Some(json(row, "mesure")?) },
            depart,
            confirme: row.get("confirme")?,
        },
        retire: retire_le.map(|le| Retrait { le, motif }),
    })
}
