//! Meetings and their series.

use crate::heures;
use crate::reunion::{Etat, Nouvelle, Reunion};
use adhesions::Adherent;
use db::{Result, Row, Tx, Value, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

const COLUMNS: &str = "r.id, r.serie, r.titre, r.genre, r.mission, r.action, r.theme, r.debut, r.fin, r.minutes, r.lieu, r.commune,
    r.visio, r.ordre, r.responsable, r.auteur, r.jauge, r.oui, r.sequence, r.etat, r.etat_le, r.motif, r.change_le";

/// Adds a meeting; false when that id is kept already: the primary key decides of a form that is sent twice.
///
/// # Errors
/// A fault of storage.
pub async fn add(
    tx: &mut Tx,
    id: Id<Reunion>,
    n: &Nouvelle,
    serie: Option<Uuid>,
    auteur: Option<Uuid>,
) -> Result<bool> {
    const SQL: &str = "INSERT INTO reunions_reunion (cpts, id, titre, genre, mission, action, theme, jour, debut, fin, minutes, lieu,
        commune, visio, ordre, responsable, jauge, serie, auteur, cree_le, change_le, oui, sequence, etat, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $20, 0, 0, 'prevue', '')
        ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let mut values = fields(tx, id, n);
    values.extend([serie.into(), auteur.into(), now.into()]);
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// Writes what is said of a meeting; `moved` when calendars must learn it. False when it is not planned any more.
///
/// # Errors
/// A fault of storage.
pub async fn rewrite(tx: &mut Tx, id: Id<Reunion>, n: &Nouvelle, moved: bool) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_reunion SET titre = $3, genre = $4, mission = $5, action = $6, theme = $7, jour = $8, debut = $9,
        fin = $10, minutes = $11, lieu = $12, commune = $13, visio = $14, ordre = $15, responsable = $16, jauge = $17,
        sequence = sequence + $18, change_le = $19 WHERE cpts = $1 AND id = $2 AND etat = 'prevue'";
    let now = tx.ctx().now;
    let mut values = fields(tx, id, n);
    values.extend([i64::from(moved).into(), now.into()]);
    Ok(tx.execute(SQL, &values).await? == 1)
}

fn fields(tx: &Tx, id: Id<Reunion>, n: &Nouvelle) -> Vec<Value> {
    params![
        tx.cpts(),
        id,
        &n.titre,
        n.genre.code(),
        n.mission.code(),
        n.action,
        &n.theme,
        n.debut.date(),
        n.debut.to_string(),
        n.fin.to_string(),
        heures::minutes(n.debut, n.fin),
        &n.lieu,
        n.commune.map(|code| code.to_string()).unwrap_or_default(),
        &n.visio,
        &n.ordre,
        n.responsable,
        n.jauge,
    ]
    .to_vec()
}

/// Adds a series; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add_serie(tx: &mut Tx, id: Uuid, regle: &str, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO reunions_serie (cpts, id, regle, auteur, cree_le) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, regle, auteur, now]).await? == 1)
}

/// What was asked of a series, in words.
///
/// # Errors
/// A fault of storage.
pub async fn regle(tx: &mut Tx, serie: Uuid) -> Result<Option<String>> {
    const SQL: &str = "SELECT regle FROM reunions_serie WHERE cpts = $1 AND id = $2";
    tx.row(SQL, params![tx.cpts(), serie]).await?.map(|row| row.get("regle")).transpose()
}

/// The meetings of a series, the first one first.
///
/// # Errors
/// A fault of storage.
pub async fn de_la_serie(tx: &mut Tx, serie: Uuid) -> Result<Vec<Reunion>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_reunion r WHERE r.cpts = $1 AND r.serie = $2 ORDER BY r.debut, r.id"
    );
    tx.rows(&sql, params![tx.cpts(), serie]).await?.iter().map(read).collect()
}

/// One meeting.
///
/// # Errors
/// A fault of storage.
pub async fn reunion(tx: &mut Tx, id: Id<Reunion>) -> Result<Option<Reunion>> {
    let sql = format!("SELECT {COLUMNS} FROM reunions_reunion r WHERE r.cpts = $1 AND r.id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One meeting, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Reunion>) -> Result<Option<Reunion>> {
    let sql = format!(
        "UPDATE reunions_reunion AS r SET titre = titre WHERE cpts = $1 AND id = $2 RETURNING {}",
        COLUMNS.replace("r.", "")
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The meetings from one day to another, in order.
///
/// # Errors
/// A fault of storage.
pub async fn entre(tx: &mut Tx, du: Date, au: Date) -> Result<Vec<Reunion>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_reunion r WHERE r.cpts = $1 AND r.jour BETWEEN $2 AND $3 ORDER BY r.jour, r.debut, r.id"
    );
    tx.rows(&sql, params![tx.cpts(), du, au]).await?.iter().map(read).collect()
}

/// The meetings where somebody was, from one day to another, in order.
///
/// # Errors
/// A fault of storage.
pub async fn seen_by(tx: &mut Tx, adherent: Id<Adherent>, du: Date, au: Date) -> Result<Vec<Reunion>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_reunion r JOIN reunions_presence p ON p.cpts = r.cpts AND p.reunion = r.id
         WHERE p.cpts = $1 AND p.adherent = $2 AND p.jour BETWEEN $3 AND $4 AND NOT p.annulee ORDER BY r.debut, r.id"
    );
    tx.rows(&sql, params![tx.cpts(), adherent, du, au]).await?.iter().map(read).collect()
}

/// The meetings to come that somebody is invited to, and those of the last days, in order; cancelled ones too.
///
/// # Errors
/// A fault of storage.
pub async fn inviting(tx: &mut Tx, adherent: Id<Adherent>, du: Date) -> Result<Vec<Reunion>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM reunions_reunion r JOIN reunions_invite i ON i.cpts = r.cpts AND i.reunion = r.id
         WHERE i.cpts = $1 AND i.adherent = $2 AND r.jour >= $3 ORDER BY r.debut, r.id LIMIT 500"
    );
    tx.rows(&sql, params![tx.cpts(), adherent, du]).await?.iter().map(read).collect()
}

/// Cancels a meeting; false when it is cancelled already.
///
/// # Errors
/// A fault of storage.
pub async fn cancel(tx: &mut Tx, id: Id<Reunion>, motif: &str) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_reunion SET etat = 'annulee', etat_le = $3, change_le = $3, motif = $4, sequence = sequence + 1
        WHERE cpts = $1 AND id = $2 AND etat <> 'annulee'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, motif]).await? == 1)
}

/// Notes that a meeting took place, with its line of the ledger; false when it is not planned any more.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, id: Id<Reunion>, acte: Id<actes::Acte>) -> Result<bool> {
    const SQL: &str = "UPDATE reunions_reunion SET etat = 'tenue', etat_le = $3, change_le = $3, acte = $4
        WHERE cpts = $1 AND id = $2 AND etat = 'prevue'";
    let now = tx.ctx().now;
    Ok(tx.execute(SQL, params![tx.cpts(), id, now, acte]).await? == 1)
}

/// The line of the ledger that says that a meeting took place, when one does.
///
/// # Errors
/// A fault of storage.
pub async fn acte(tx: &mut Tx, id: Id<Reunion>) -> Result<Option<Id<actes::Acte>>> {
    const SQL: &str = "SELECT acte FROM reunions_reunion WHERE cpts = $1 AND id = $2";
    let row = tx.row(SQL, params![tx.cpts(), id]).await?;
    Ok(row.map(|row| row.get("acte")).transpose()?.flatten())
}

/// The line of the ledger that says it from now on.
///
/// # Errors
/// A fault of storage.
pub async fn set_acte(tx: &mut Tx, id: Id<Reunion>, acte: Id<actes::Acte>) -> Result<()> {
    const SQL: &str = "UPDATE reunions_reunion SET acte = $3 WHERE cpts = $1 AND id = $2";
    tx.execute(SQL, params![tx.cpts(), id, acte]).await.map(drop)
}

/// Takes a seat, or gives it back; false when the room is full.
///
/// # Errors
/// A fault of storage.
pub async fn seat(tx: &mut Tx, id: Id<Reunion>, taken: bool) -> Result<bool> {
    const TAKE: &str = "UPDATE reunions_reunion SET oui = oui + 1 WHERE cpts = $1 AND id = $2 AND (jauge IS NULL OR oui < jauge)";
    const GIVE: &str = "UPDATE reunions_reunion SET oui = oui - 1 WHERE cpts = $1 AND id = $2 AND oui > 0";
    Ok(tx.execute(if taken { TAKE } else { GIVE }, params![tx.cpts(), id]).await? == 1)
}

/// The themes that meetings have had, by name.
///
/// # Errors
/// A fault of storage.
pub async fn themes(tx: &mut Tx) -> Result<Vec<String>> {
    const SQL: &str = "SELECT DISTINCT theme FROM reunions_reunion WHERE cpts = $1 AND theme <> '' ORDER BY theme LIMIT 100";
    tx.rows(SQL, params![tx.cpts()]).await?.iter().map(|row| row.get("theme")).collect()
}

pub(super) fn read(row: &Row) -> Result<Reunion> {
    let commune: String = row.get("commune")?;
    let le: Option<jiff::Timestamp> = row.get("etat_le")?;
    let etat: String = row.get("etat")?;
    let le = le.unwrap_or_default();
    Ok(Reunion {
        id: row.get("id")?,
        serie: row.get("serie")?,
        titre: row.get("titre")?,
        genre: row.parse("genre")?,
        mission: row.parse("mission")?,
        action: row.get("action")?,
        theme: row.get("theme")?,
        debut: row.parse("debut")?,
        fin: row.parse("fin")?,
        minutes: row.get("minutes")?,
        lieu: row.get("lieu")?,
        commune: if commune.is_empty() { None } else { Some(row.parse("commune")?) },
        visio: row.get("visio")?,
        ordre: row.get("ordre")?,
        responsable: row.get("responsable")?,
        auteur: row.get("auteur")?,
        jauge: row.get("jauge")?,
        oui: row.get("oui")?,
        sequence: row.get("sequence")?,
        etat: match etat.as_str() {
            "annulee" => Etat::Annulee { le, motif: row.get("motif")? },
            "tenue" => Etat::Tenue { le },
            _ => Etat::Prevue,
        },
        change_le: row.get("change_le")?,
    })
}
