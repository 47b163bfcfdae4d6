//! Doctors who take part, and their places.

use super::{count, maybe, text};
use crate::medecin::{Campagne, Medecin, Offre};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::{Id, fold};
use std::collections::BTreeSet;
use uuid::Uuid;

const COLUMNS: &str = "id, adherent, compte, nom, commune, adresse, telephone, courriel, places, prises, quand,
    a_partir, age_min, age_max, communes, visites, langues, rythme, jours, heure, pause_du, pause_au, depart_le,
    declare_le, envoye_le, retire_le";

/// One of them, even who no longer takes part.
///
/// # Errors
/// A fault of storage.
pub async fn medecin(tx: &mut Tx, id: Id<Medecin>) -> Result<Option<Medecin>> {
    let sql = format!("SELECT {COLUMNS} FROM medecin_traitant_medecin WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The same, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Medecin>) -> Result<Option<Medecin>> {
    const HOLD: &str =
        "UPDATE medecin_traitant_medecin SET nom = nom WHERE cpts = $1 AND id = $2 RETURNING id";
    if tx.row(HOLD, params![tx.cpts(), id]).await?.is_none() {
        return Ok(None);
    }
    medecin(tx, id).await
}

/// Those who take part, sorted by name.
///
/// # Errors
/// A fault of storage.
pub async fn medecins(tx: &mut Tx) -> Result<Vec<Medecin>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_medecin WHERE cpts = $1 AND retire_le IS NULL ORDER BY cle, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(read).collect()
}

/// The doctor that an account is.
///
/// # Errors
/// A fault of storage.
pub async fn par_compte(tx: &mut Tx, compte: Uuid) -> Result<Option<Medecin>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_medecin
        WHERE cpts = $1 AND compte = $2 AND retire_le IS NULL ORDER BY id LIMIT 1"
    );
    tx.row(&sql, params![tx.cpts(), compte]).await?.as_ref().map(read).transpose()
}

/// The doctor that whoever acts is, when they take part.
///
/// # Errors
/// A fault of storage.
pub async fn moi(tx: &mut Tx) -> Result<Option<Medecin>> {
    match crate::author(tx.ctx()) {
        Some(compte) => par_compte(tx, compte).await,
        None => Ok(None),
    }
}

/// Doctors who have cards to answer and no e-mail, sorted by name.
///
/// # Errors
/// A fault of storage.
pub async fn sans_courriel(tx: &mut Tx) -> Result<Vec<Medecin>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM medecin_traitant_medecin WHERE cpts = $1 AND courriel IS NULL AND id IN
        (SELECT medecin FROM medecin_traitant_proposition WHERE cpts = $1 AND etat = 'envoyee') ORDER BY cle, id"
    );
    let rows = tx.rows(&sql, params![tx.cpts()]).await?;
    rows.iter().map(read).collect()
}

/// Adds a doctor; false when that id, that member, or that name in that commune takes part already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, one: &Medecin, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO medecin_traitant_medecin (cpts, id, adherent, compte, nom, cle, commune, adresse,
        telephone, courriel, places, prises, quand, a_partir, age_min, age_max, communes, visites, langues, rythme,
        jours, heure, pause_du, pause_au, depart_le, declare_le, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 0, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
        $23, $24, $25, $26, $27) ON CONFLICT DO NOTHING";
    let (now, offer) = (tx.ctx().now, &one.offre);
    let (du, au) = pause(offer);
    let values = params![
        tx.cpts(),
        one.id,
        one.adherent,
        one.compte,
        &one.nom,
        fold(&one.nom),
        one.commune.to_string(),
        &one.adresse,
        text(one.telephone.as_ref()),
        text(one.courriel.as_ref()),
        offer.places,
        offer.quand.code(),
        offer.a_partir,
        offer.ages.0,
        offer.ages.1,
        communes(offer),
        offer.visites,
        offer.langues.join("\n"),
        offer.rythme,
        bits(offer.jours),
        i64::from(offer.heure),
        du,
        au,
        one.depart_le,
        one.declare_le,
        auteur,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes who a doctor is and how to reach them; what they declare stays.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, one: &Medecin, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "UPDATE medecin_traitant_medecin SET adherent = $3, compte = $4, nom = $5, cle = $6, commune = $7,
        adresse = $8, telephone = $9, courriel = $10, depart_le = $11, auteur = $12, ecrit_le = $13
        WHERE cpts = $1 AND id = $2";
    let now = tx.ctx().now;
    let values = params![
        tx.cpts(),
        one.id,
        one.adherent,
        one.compte,
        &one.nom,
        fold(&one.nom),
        one.commune.to_string(),
        &one.adresse,
        text(one.telephone.as_ref()),
        text(one.courriel.as_ref()),
        one.depart_le,
        auteur,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes what a doctor declares: `restantes` more patients than those who have a place now, and the limits of `offre`.
///
/// # Errors
/// A fault of storage.
pub async fn declare(tx: &mut Tx, id: Id<Medecin>, restantes: u32, offre: &Offre) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET places = prises + $3, quand = $4, a_partir = $5, age_min = $6,
        age_max = $7, communes = $8, visites = $9, langues = $10, rythme = $11, jours = $12, heure = $13, pause_du = $14,
        pause_au = $15, declare_le = $16 WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    let (du, au) = pause(offre);
    let values = params![
        tx.cpts(),
        id,
        restantes,
        offre.quand.code(),
        offre.a_partir,
        offre.ages.0,
        offre.ages.1,
        communes(offre),
        offre.visites,
        offre.langues.join("\n"),
        offre.rythme,
        bits(offre.jours),
        i64::from(offre.heure),
        du,
        au,
        now,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Takes so many places of a doctor, if as many are left: false when not.
///
/// # Errors
/// A fault of storage.
pub async fn take(tx: &mut Tx, id: Id<Medecin>, combien: u32) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET prises = prises + $3
        WHERE cpts = $1 AND id = $2 AND prises + $3 <= places";
    Ok(tx.execute(SQL, params![tx.cpts(), id, combien]).await? == 1)
}

/// Gives places back.
///
/// # Errors
/// A fault of storage.
pub async fn give_back(tx: &mut Tx, id: Id<Medecin>, combien: u32) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET prises = prises - $3
        WHERE cpts = $1 AND id = $2 AND prises >= $3";
    Ok(tx.execute(SQL, params![tx.cpts(), id, combien]).await? == 1)
}

/// Says that cards have just left for a doctor.
///
/// # Errors
/// A fault of storage.
pub async fn set_envoye(tx: &mut Tx, id: Id<Medecin>) -> Result<()> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET envoye_le = $3 WHERE cpts = $1 AND id = $2";
    let now = tx.ctx().now;
    tx.execute(SQL, params![tx.cpts(), id, now]).await?;
    Ok(())
}

/// A doctor no longer takes part; false when they did not already.
///
/// # Errors
/// A fault of storage.
pub async fn withdraw(tx: &mut Tx, id: Id<Medecin>) -> Result<bool> {
    const SQL: &str = "UPDATE medecin_traitant_medecin SET retire_le = $3
        WHERE cpts = $1 AND id = $2 AND retire_le IS NULL";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now]).await? == 1)
}

/// Opens a campaign; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn keep_campagne(tx: &mut Tx, one: &Campagne, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO medecin_traitant_campagne (cpts, id, medecin, nom, depart_le, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let values = params![tx.cpts(), one.id, one.medecin, &one.nom, one.depart_le, auteur, now];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// The campaigns, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn campagnes(tx: &mut Tx) -> Result<Vec<Campagne>> {
    const SQL: &str = "SELECT id, medecin, nom, depart_le FROM medecin_traitant_campagne WHERE cpts = $1
        ORDER BY depart_le DESC, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Campagne {
            id: row.get("id")?,
            medecin: row.get("medecin")?,
            nom: row.get("nom")?,
            depart_le: row.get("depart_le")?,
        })
    };
    rows.iter().map(read).collect()
}

fn pause(offre: &Offre) -> (Option<Date>, Option<Date>) {
    let (du, au) = offre.pause.unzip();
    (du, au.flatten())
}

fn communes(offre: &Offre) -> String {
    offre.communes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn bits(jours: [bool; 7]) -> u32 {
    jours.iter().enumerate().map(|(rank, open)| u32::from(*open) << rank).sum()
}

fn read(row: &Row) -> Result<Medecin> {
    let communes: String = row.get("communes")?;
    let codes: BTreeSet<_> = communes.split(' ').filter_map(|code| code.parse().ok()).collect();
    let langues: String = row.get("langues")?;
    let jours = count(row, "jours")?;
    let age = |column: &str| Ok::<u16, db::Error>(u16::try_from(count(row, column)?).unwrap_or(u16::MAX));
    let pause: Option<Date> = row.get("pause_du")?;
    let until: Option<Date> = row.get("pause_au")?;
    Ok(Medecin {
        id: row.get("id")?,
        adherent: row.get("adherent")?,
        compte: row.get("compte")?,
        nom: row.get("nom")?,
        commune: row.parse("commune")?,
        adresse: row.get("adresse")?,
        telephone: maybe(row, "telephone")?,
        courriel: maybe(row, "courriel")?,
        offre: Offre {
            places: count(row, "places")?,
            prises: count(row, "prises")?,
            quand: row.parse("quand")?,
            a_partir: row.get("a_partir")?,
            ages: (age("age_min")?, age("age_max")?),
            communes: codes,
            visites: row.get("visites")?,
            langues: langues.lines().map(str::to_owned).collect(),
            rythme: count(row, "rythme")?,
            jours: std::array::from_fn(|rank| jours >> rank & 1 == 1),
            heure: u8::try_from(count(row, "heure")?).unwrap_or(12),
            pause: pause.map(|du| (du, until)),
        },
        depart_le: row.get("depart_le")?,
        declare_le: row.get("declare_le")?,
        envoye_le: row.get("envoye_le")?,
        retire_le: row.get("retire_le")?,
    })
}
