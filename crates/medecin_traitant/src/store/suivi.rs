//! The list of the office: requests by page, what stands beside each, what comes next; what is kept, for the register.

use super::count;
use super::demandes::{COLUMNS, read};
use super::propositions::{COLUMNS as CARDS, read as read_card};
use crate::demande::{Demande, Foyer, Origine, Phase};
use crate::gardees::Gardees;
use crate::{Coffre, Medecin, Proposition};
use db::{Result, Tx, Value, params};
use identifiants::CommuneCode;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use std::collections::BTreeMap;

kernel::codes! {
    /// The order of the list.
    pub enum Tri {
        /// Most points first.
        Priorite = "priorite", "Priorité";
        /// Those who came first.
        Anciennete = "anciennete", "Les plus anciennes";
        /// Those who came last.
        Recentes = "recentes", "Les plus récentes";
    }
}

impl Tri {
    const fn sql(self) -> &'static str {
        match self {
            Self::Priorite => "points DESC, recue_le, id",
            Self::Anciennete => "recue_le, id",
            Self::Recentes => "recue_le DESC, id DESC",
        }
    }
}

/// Which requests are wanted; what is sealed is looked at elsewhere.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Voulues {
    /// Where they stand.
    pub phase: Phase,
    /// Through whom they came, when it matters.
    pub origine: Option<Origine>,
    /// Their order.
    pub tri: Tri,
}

/// The requests of a list, from the `from`th, `most` of them; and how many there are in all.
///
/// # Errors
/// A fault of storage.
pub async fn liste(
    tx: &mut Tx,
    coffre: &Coffre,
    voulues: Voulues,
    (from, most): (u32, u32),
) -> Result<(Vec<Demande>, u32)> {
    const COUNT: &str = "SELECT COUNT(*) AS combien FROM medecin_traitant_demande
        WHERE cpts = $1 AND etat = $2 AND ($3 = '' OR origine = $3)";
    let origine = voulues.origine.map_or("", Origine::code);
    let whole = tx.must_row(COUNT, params![tx.cpts(), voulues.phase.code(), origine]).await?;
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_demande WHERE cpts = $1 AND etat = $2 AND ($3 = '' OR origine = $3)
        ORDER BY {} LIMIT $5 OFFSET $4",
        voulues.tri.sql()
    );
    let rows = tx.rows(&sql, params![tx.cpts(), voulues.phase.code(), origine, from, most]).await?;
    let page = rows.iter().map(|row| read(row, coffre)).collect::<Result<_>>()?;
    Ok((page, count(&whole, "combien")?))
}

/// The sealed situation of those who wait, for the map: where they live.
///
/// # Errors
/// A fault of storage.
pub async fn par_commune(tx: &mut Tx, coffre: &Coffre) -> Result<BTreeMap<CommuneCode, u32>> {
    const SQL: &str = "SELECT id, situation FROM medecin_traitant_demande WHERE cpts = $1 AND etat IN ('a_verifier', 'attente')";
    let mut all = BTreeMap::new();
    for row in tx.rows(SQL, params![tx.cpts()]).await? {
        let sealed: Vec<u8> = row.get("situation")?;
        if let Some(one) = coffre.open_situation(row.get("id")?, &sealed) {
            *all.entry(one.commune).or_insert(0) += 1;
        }
    }
    Ok(all)
}

/// The last card of each of these households.
///
/// # Errors
/// A fault of storage.
pub async fn dernieres_cartes(tx: &mut Tx, foyers: &[Id<Foyer>]) -> Result<BTreeMap<Id<Foyer>, Proposition>> {
    if foyers.is_empty() {
        return Ok(BTreeMap::new());
    }
    let marks: Vec<String> = (0..foyers.len()).map(|rank| format!("${}", rank + 2)).collect();
    let sql = format!(
        "SELECT {CARDS} FROM medecin_traitant_proposition WHERE cpts = $1 AND foyer IN ({}) ORDER BY prete_le, id",
        marks.join(", ")
    );
    let mut values: Vec<Value> = params![tx.cpts()].to_vec();
    values.extend(foyers.iter().flat_map(|foyer| params![*foyer].to_vec()));
    let rows = tx.rows(&sql, &values).await?;
    rows.iter().map(|row| read_card(row).map(|card| (card.foyer, card))).collect()
}

/// What the office has to do next, counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct AFaire {
    /// Requests to look at.
    pub a_verifier: u32,
    /// Pairs to decide.
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

/// What the office has to do next, counted: accepted before `depuis`, asked `relances` times.
///
/// # Errors
/// A fault of storage.
pub async fn a_faire(tx: &mut Tx, depuis: Timestamp, relances: u32) -> Result<AFaire> {
    const SQL: &str = "SELECT
        (SELECT COUNT(*) FROM medecin_traitant_demande WHERE cpts = $1 AND etat = 'a_verifier') AS a_verifier,
        (SELECT COUNT(*) FROM medecin_traitant_doublon WHERE cpts = $1 AND decision IS NULL) AS doublons,
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
    let row = tx.must_row(SQL, params![tx.cpts(), depuis, today, relances.max(1)]).await?;
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
