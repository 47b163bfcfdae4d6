//! Lines: one at a time.

use crate::bareme::Fait;
use crate::indemnite::{Etat, Indemnite, Montant};
use crate::lot::Lot;
use crate::regime::Regime;
use db::{Error, Result, Row, Tx, params};
use kernel::Id;
use uuid::Uuid;

pub(super) const COLUMNS: &str = "i.id, i.source_genre, i.source, i.origine, i.personne, i.racine, i.beneficiaire, i.libelle, i.profession,
    i.perd_un_revenu, i.objet, i.mission, i.genre, i.action, i.jour, i.quantite, i.debut, i.fin, i.regime, i.bareme, i.cents, i.calcul,
    i.etat, i.motif, i.declarant, i.ecrit_le, i.approbateur, i.decide_le, i.annee, i.lot, i.piece, i.repris_par";

/// Adds a line; false when its source has one already: the unique index decides. The caller writes the journal when it is added.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Indemnite, compte: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO indemnites_indemnite (cpts, id, source_genre, source, origine, personne, beneficiaire,
        libelle, profession, perd_un_revenu, objet, mission, genre, action, jour, quantite, debut, fin, regime, bareme, cents,
        calcul, etat, motif, declarant, compte, ecrit_le, decide_le, annee, piece, racine, repris_par)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, $23, $24,
            $25, $26, $27, $28, $29, $30, $31, $32) ON CONFLICT DO NOTHING";
    let (fait, horaire) = (&one.fait, one.horaire.unzip());
    let values = params![
        tx.cpts(),
        one.id,
        &one.source.0,
        one.source.1,
        one.origine,
        one.personne,
        one.beneficiaire,
        &one.libelle,
        &fait.profession,
        fait.perd_un_revenu,
        fait.objet.code(),
        fait.mission.code(),
        &fait.genre,
        fait.action,
        fait.jour,
        fait.quantite,
        horaire.0,
        horaire.1,
        one.montant.as_ref().map(|m| m.regime.code()),
        one.montant.as_ref().and_then(|m| m.bareme),
        one.cents(),
        why(one.montant.as_ref()),
        one.etat.code(),
        &one.motif,
        one.declarant,
        compte,
        one.ecrit_le,
        one.decide_le,
        one.annee.map(i32::from),
        one.piece,
        one.racine,
        one.repris_par,
    ];
    const PROOF: &str = "INSERT INTO indemnites_preuve (cpts, ligne, piece) VALUES ($1, $2, $3)";
    let added = tx.execute_untraced(SQL, values).await? == 1;
    if let (true, Some(piece)) = (added, one.piece) {
        tx.execute_untraced(PROOF, params![tx.cpts(), one.id, piece]).await?;
    }
    Ok(added)
}

/// One line.
///
/// # Errors
/// A fault of storage.
pub async fn ligne(tx: &mut Tx, id: Id<Indemnite>) -> Result<Option<Indemnite>> {
    let sql = format!("SELECT {COLUMNS} FROM indemnites_indemnite i WHERE i.cpts = $1 AND i.id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One line, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Indemnite>) -> Result<Option<Indemnite>> {
    const HOLD: &str = "UPDATE indemnites_indemnite SET etat = etat WHERE cpts = $1 AND id = $2";
    tx.execute_untraced(HOLD, params![tx.cpts(), id]).await?;
    ligne(tx, id).await
}

/// The line of a source, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold_source(tx: &mut Tx, genre: &str, source: Uuid) -> Result<Option<Indemnite>> {
    const SQL: &str =
        "SELECT id FROM indemnites_indemnite WHERE cpts = $1 AND source_genre = $2 AND source = $3";
    match tx.row(SQL, params![tx.cpts(), genre, source]).await? {
        Some(row) => hold(tx, row.get("id")?).await,
        None => Ok(None),
    }
}

/// The lines that correct a line: what was taken back, differences.
///
/// # Errors
/// A fault of storage.
pub async fn corrections(tx: &mut Tx, id: Id<Indemnite>) -> Result<Vec<Indemnite>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM indemnites_indemnite i WHERE i.cpts = $1 AND i.origine = $2 ORDER BY i.ecrit_le, i.id"
    );
    tx.rows(&sql, params![tx.cpts(), id]).await?.iter().map(read).collect()
}

/// Writes again what a line says, as long as it is in the state that it was read in and was not taken back by somebody: its facts, its
/// amount, who is paid; it waits for an approval.
///
/// # Errors
/// A fault of storage.
pub async fn rewrite(tx: &mut Tx, was: Etat, one: &Indemnite) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_indemnite SET beneficiaire = $3, libelle = $4, profession = $5, perd_un_revenu = $6,
        mission = $7, genre = $8, action = $9, jour = $10, quantite = $11, debut = $12, fin = $13, regime = $14, bareme = $15,
        cents = $16, calcul = $17, etat = 'proposee', motif = '', approbateur = NULL, decide_le = NULL, annee = NULL
        WHERE cpts = $1 AND id = $2 AND etat = $18 AND etat IN ('proposee', 'approuvee', 'annulee') AND repris_par IS NULL";
    let (fait, horaire) = (&one.fait, one.horaire.unzip());
    let values = params![
        tx.cpts(),
        one.id,
        one.beneficiaire,
        &one.libelle,
        &fait.profession,
        fait.perd_un_revenu,
        fait.mission.code(),
        &fait.genre,
        fait.action,
        fait.jour,
        fait.quantite,
        horaire.0,
        horaire.1,
        one.montant.as_ref().map(|m| m.regime.code()),
        one.montant.as_ref().and_then(|m| m.bareme),
        one.cents(),
        why(one.montant.as_ref()),
        was.code(),
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Says that the attendance behind a line was signed after the end of its meeting, or no longer was.
///
/// # Errors
/// A fault of storage.
pub async fn mark_late(tx: &mut Tx, id: Id<Indemnite>, tardive: bool) -> Result<()> {
    const SQL: &str =
        "UPDATE indemnites_indemnite SET tardive = $3 WHERE cpts = $1 AND id = $2 AND tardive <> $3";
    tx.execute_untraced(SQL, params![tx.cpts(), id, tardive]).await?;
    Ok(())
}

/// Says who took back a line as a whole; false when somebody did already.
///
/// # Errors
/// A fault of storage.
pub async fn take_back(tx: &mut Tx, id: Id<Indemnite>, by: Uuid) -> Result<bool> {
    const SQL: &str =
        "UPDATE indemnites_indemnite SET repris_par = $3 WHERE cpts = $1 AND id = $2 AND repris_par IS NULL";
    Ok(tx.execute(SQL, params![tx.cpts(), id, by]).await? == 1)
}

/// Frees the lines of a transfer that the bank sent back for another reason than the account: they are approved, ready for another
/// batch. How many.
///
/// # Errors
/// A fault of storage.
pub async fn represent(tx: &mut Tx, lot: Id<Lot>, beneficiaire: Uuid) -> Result<u64> {
    const SQL: &str = "UPDATE indemnites_indemnite SET etat = 'approuvee', motif = '', lot = NULL
        WHERE cpts = $1 AND lot = $2 AND beneficiaire = $3 AND etat = 'rejetee' AND rejet = 'autre'";
    tx.execute(SQL, params![tx.cpts(), lot, beneficiaire]).await
}

/// Approves a line that waits; false when it no longer waits. The constraints of the table refuse whoever is paid or declared.
///
/// # Errors
/// A fault of storage.
pub async fn approve(tx: &mut Tx, id: Id<Indemnite>, by: Uuid, annee: i16) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_indemnite SET etat = 'approuvee', approbateur = $3, decide_le = $4, annee = $5, motif = ''
        WHERE cpts = $1 AND id = $2 AND etat = 'proposee'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, by, now, i32::from(annee)]).await? == 1)
}

/// Takes a line out of what is owed: refused or cancelled, with the reason; false when it is no longer as it was read.
///
/// # Errors
/// A fault of storage.
pub async fn drop_line(
    tx: &mut Tx,
    was: &Indemnite,
    to: Etat,
    by: Option<Uuid>,
    motif: &str,
) -> Result<bool> {
    const SQL: &str = "UPDATE indemnites_indemnite SET etat = $4, motif = $5, approbateur = $6, decide_le = $7, annee = NULL, lot = NULL
        WHERE cpts = $1 AND id = $2 AND etat = $3";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), was.id, was.etat.code(), to.code(), motif, by, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

fn why(montant: Option<&Montant>) -> String {
    montant.and_then(|one| serde_json::to_string(&one.pourquoi).ok()).unwrap_or_default()
}

pub(super) fn read(row: &Row) -> Result<Indemnite> {
    let debut: Option<u32> = row.get("debut")?;
    let annee: Option<i32> = row.get("annee")?;
    Ok(Indemnite {
        id: row.get("id")?,
        source: (row.get("source_genre")?, row.get("source")?),
        origine: row.get("origine")?,
        personne: row.get("personne")?,
        racine: row.get("racine")?,
        beneficiaire: row.get("beneficiaire")?,
        libelle: row.get("libelle")?,
        fait: Fait {
            objet: row.parse("objet")?,
            profession: row.get("profession")?,
            perd_un_revenu: row.get("perd_un_revenu")?,
            mission: row.parse("mission")?,
            genre: row.get("genre")?,
            action: row.get("action")?,
            jour: row.get("jour")?,
            quantite: row.get("quantite")?,
        },
        horaire: debut.zip(row.get::<Option<u32>>("fin")?),
        montant: montant(row)?,
        etat: row.parse("etat")?,
        motif: row.get("motif")?,
        declarant: row.get("declarant")?,
        ecrit_le: row.get("ecrit_le")?,
        approbateur: row.get("approbateur")?,
        decide_le: row.get("decide_le")?,
        annee: annee.and_then(|year| i16::try_from(year).ok()),
        lot: row.get("lot")?,
        piece: row.get("piece")?,
        repris_par: row.get("repris_par")?,
    })
}

fn montant(row: &Row) -> Result<Option<Montant>> {
    let Some(cents) = row.get::<Option<i64>>("cents")? else { return Ok(None) };
    let text: String = row.get("calcul")?;
    let pourquoi = serde_json::from_str(&text).map_err(|error| Error::Decode {
        column: "calcul".to_owned(),
        expected: "a derivation as JSON",
        got: error.to_string(),
    })?;
    let regime: Regime = row.parse("regime")?;
    Ok(Some(Montant { regime, bareme: row.get("bareme")?, cents, pourquoi }))
}
