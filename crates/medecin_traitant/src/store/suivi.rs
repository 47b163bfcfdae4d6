//! What stands beside the list of the office, what comes next; what is kept, for the register.

use super::demandes::situation;
use super::propositions::{COLUMNS as CARDS, read as read_card};
use super::{among, count};
use crate::demande::{Demande, Foyer};
use crate::gardees::Gardees;
use crate::{Coffre, Medecin, Proposition};
use db::{Result, Tx, params};
use identifiants::CommuneCode;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeMap;

/// How many of those who wait live in each commune: their sealed situations are opened.
///
/// # Errors
/// A fault of storage.
pub async fn par_commune(tx: &mut Tx, coffre: &Coffre) -> Result<BTreeMap<CommuneCode, u32>> {
    const SQL: &str =
        "SELECT id, situation FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'attente'";
    let mut all = BTreeMap::new();
    for row in tx.rows(SQL, params![tx.cpts()]).await? {
        *all.entry(situation(&row, coffre, row.get("id")?)?.commune).or_insert(0) += 1;
    }
    Ok(all)
}

/// How many of each of these households have an open request.
///
/// # Errors
/// A fault of storage.
pub async fn personnes(tx: &mut Tx, foyers: &[Id<Foyer>]) -> Result<BTreeMap<Id<Foyer>, u32>> {
    if foyers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (marks, values) = among(tx, foyers);
    let sql = format!(
        "SELECT foyer, COUNT(*) AS combien FROM medecin_traitant_demande
        WHERE cpts = $1 AND foyer IN ({marks}) AND etat <> 'close' GROUP BY foyer"
    );
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| Ok((row.get("foyer")?, count(row, "combien")?))).collect()
}

/// The last card of each of these households.
///
/// # Errors
/// A fault of storage.
pub async fn dernieres_cartes(tx: &mut Tx, foyers: &[Id<Foyer>]) -> Result<BTreeMap<Id<Foyer>, Proposition>> {
    if foyers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let (marks, values) = among(tx, foyers);
    let sql = format!(
        "SELECT {CARDS} FROM medecin_traitant_proposition WHERE cpts = $1 AND foyer IN ({marks}) ORDER BY prete_le, id"
    );
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| read_card(row).map(|card| (card.foyer, card))).collect()
}

/// Pairs to decide that are counted: a list imported twice makes tens of thousands, and every page would count them again.
pub const DOUBLONS_AU_PLUS: u32 = 1_000;

/// What the office has to do next, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AFaire {
    /// Requests to look at.
    pub a_verifier: u32,
    /// Pairs to decide, no more than [`DOUBLONS_AU_PLUS`] of them counted.
    pub doublons: u32,
    /// Cards left without an answer, of households that still wait and have no other card.
    pub sans_reponse: u32,
    /// Accepted longer ago than a fortnight, without an appointment.
    pub sans_rendez_vous: u32,
    /// Appointments that have passed, without a declaration.
    pub a_declarer: u32,
    /// Asked again several times without an answer.
    pub injoignables: u32,
    /// Letters to print.
    pub lettres: u32,
    /// Calls to make.
    pub appels: u32,
}

impl AFaire {
    /// The words after the number of pairs, when there are several.
    #[must_use]
    pub const fn doublons_en_mots(&self) -> &'static str {
        if self.doublons < DOUBLONS_AU_PLUS {
            "doublons à trancher"
        } else {
            "doublons à trancher, ou plus"
        }
    }
}

/// What the office has to do next, counted: accepted before `depuis`, asked `relances` times.
///
/// # Errors
/// A fault of storage.
pub async fn a_faire(tx: &mut Tx, depuis: Timestamp, relances: u32) -> Result<AFaire> {
    const SQL: &str = "SELECT
        (SELECT COUNT(*) FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'a_verifier') AS a_verifier,
        (SELECT COUNT(*) FROM (SELECT 1 FROM medecin_traitant_doublon p
            JOIN medecin_traitant_demande a ON a.cpts = p.cpts AND a.id = p.demande AND a.etat <> 'close'
            JOIN medecin_traitant_demande b ON b.cpts = p.cpts AND b.id = p.autre AND b.etat <> 'close'
            WHERE p.cpts = $1 AND p.decision IS NULL LIMIT $5) AS quelques) AS doublons,
        (SELECT COUNT(DISTINCT p.foyer) FROM medecin_traitant_proposition p
            JOIN medecin_traitant_demande d ON d.cpts = p.cpts AND d.foyer = p.foyer AND d.etat = 'attente'
            WHERE p.cpts = $1 AND p.etat = 'sans_reponse' AND NOT EXISTS (SELECT 1 FROM medecin_traitant_proposition o
            WHERE o.cpts = p.cpts AND o.foyer = p.foyer AND o.etat IN ('prete', 'envoyee'))) AS sans_reponse,
        (SELECT COUNT(*) FROM medecin_traitant_demande
            WHERE cpts = $1 AND etat = 'acceptee' AND accepte_le < $2) AS sans_rendez_vous,
        (SELECT COUNT(*) FROM medecin_traitant_demande
            WHERE cpts = $1 AND etat = 'rendez_vous' AND rendez_vous < $3) AS a_declarer,
        (SELECT COUNT(*) FROM medecin_traitant_demande
            WHERE cpts = $1 AND etat = 'attente' AND relances >= $4) AS injoignables";
    let today = kernel::today(tx.ctx().now);
    let row = tx.must_row(SQL, params![tx.cpts(), depuis, today, relances.max(1), DOUBLONS_AU_PLUS]).await?;
    let (lettres, appels) = super::courriers::combien(tx).await?;
    Ok(AFaire {
        a_verifier: count(&row, "a_verifier")?,
        doublons: count(&row, "doublons")?,
        sans_reponse: count(&row, "sans_reponse")?,
        sans_rendez_vous: count(&row, "sans_rendez_vous")?,
        a_declarer: count(&row, "a_declarer")?,
        injoignables: count(&row, "injoignables")?,
        lettres,
        appels,
    })
}

/// Names of doctors, those who no longer take part too.
///
/// # Errors
/// A fault of storage.
pub async fn noms_des_medecins(tx: &mut Tx) -> Result<BTreeMap<Id<Medecin>, String>> {
    const SQL: &str = "SELECT id, nom FROM medecin_traitant_medecin WHERE cpts = $1";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| Ok((row.get("id")?, row.get("nom")?))).collect()
}

/// What is kept of people; `limit`: closed on that day or before has passed its time.
///
/// # Errors
/// A fault of storage.
pub async fn gardees(tx: &mut Tx, limit: Date) -> Result<Gardees> {
    const SQL: &str = "SELECT
        (SELECT COUNT(*) FROM medecin_traitant_demande WHERE cpts = $1 AND etat <> 'close') AS ouvertes,
        (SELECT COUNT(*) FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'close') AS closes,
        (SELECT COUNT(*) FROM medecin_traitant_demande
            WHERE cpts = $1 AND etat = 'close' AND clos_le <= $2) AS hors_delai,
        (SELECT COUNT(*) FROM medecin_traitant_identite WHERE cpts = $1) AS identites,
        (SELECT COUNT(*) FROM medecin_traitant_bilan WHERE cpts = $1) AS effacees,
        (SELECT MIN(recue_le) FROM medecin_traitant_demande WHERE cpts = $1) AS plus_ancienne";
    let row = tx.must_row(SQL, params![tx.cpts(), limit]).await?;
    let oldest: Option<Timestamp> = row.get("plus_ancienne")?;
    Ok(Gardees {
        ouvertes: count(&row, "ouvertes")?,
        closes: count(&row, "closes")?,
        identites: count(&row, "identites")?,
        plus_ancienne: oldest.map(kernel::today),
        hors_delai: count(&row, "hors_delai")?,
        effacees: count(&row, "effacees")?,
        lectures: Vec::new(),
    })
}

/// The requests that are open.
///
/// # Errors
/// A fault of storage.
pub async fn ouvertes(tx: &mut Tx) -> Result<Vec<Id<Demande>>> {
    const SQL: &str =
        "SELECT id FROM medecin_traitant_demande WHERE cpts = $1 AND etat <> 'close' ORDER BY id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    rows.iter().map(|row| row.get("id")).collect()
}
