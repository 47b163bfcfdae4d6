//! Every SQL statement of the ledger.

pub(crate) mod sommes;

pub use sommes::{Filtre, Nature, Quoi, Somme, behind, distincts, parmi, sommes, themes};

use crate::{Acte, Correction, Genre, Mission, acte::Fait};
use db::{Result, Row, Tx, params};
use jiff::civil::Date;
use kernel::Id;
use uuid::Uuid;

/// Adds a line. False when the source row already gave an act, or when the corrected line already was: the unique
/// indexes decide.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, acte: &Acte) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO actes_acte (cpts, id, jour, mission, intitule, auteur, commune, minutes, personnes,
        source, source_id, corrige, motif, annule, saisi_le, genre, theme, action)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18) ON CONFLICT DO NOTHING";
    let Acte { id, fait, source, corrige, saisi_le } = acte;
    let commune = fait.commune.map(|code| code.to_string()).unwrap_or_default();
    let motif = corrige.as_ref().map(|c| c.motif.clone()).unwrap_or_default();
    let values = params![
        tx.cpts(),
        *id,
        fait.jour,
        fait.mission.code(),
        fait.intitule.trim(),
        fait.auteur,
        commune,
        fait.minutes,
        fait.personnes,
        &source.0,
        &source.1,
        corrige.as_ref().map(|c| c.acte),
        motif,
        corrige.as_ref().is_some_and(|c| c.annule),
        *saisi_le,
        fait.genre.map_or("", Genre::code),
        fait.theme.trim(),
        fait.action
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Adds `times` this fact to the totals of its mission and month; −1 takes it out.
///
/// # Errors
/// A fault of storage.
pub async fn add_to_totals(tx: &mut Tx, fait: &Fait, times: i64) -> Result<()> {
    const SQL: &str = "INSERT INTO actes_total (cpts, mission, mois, actes, minutes, personnes)
        VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (cpts, mission, mois) DO UPDATE SET actes = actes_total.actes + $4,
            minutes = actes_total.minutes + $5, personnes = actes_total.personnes + $6";
    let (minutes, personnes) = (times * i64::from(fait.minutes), times * i64::from(fait.personnes));
    let mois = fait.jour.first_of_month();
    tx.execute(SQL, params![tx.cpts(), fait.mission.code(), mois, times, minutes, personnes]).await?;
    Ok(())
}

const COLUMNS: &str =
    "a.id, a.jour, a.mission, a.intitule, a.auteur, a.commune, a.minutes, a.personnes, a.source,
    a.source_id, a.corrige, a.motif, a.annule, a.saisi_le, a.genre, a.theme, a.action";

/// One line.
///
/// # Errors
/// A fault of storage.
pub async fn acte(tx: &mut Tx, id: Id<Acte>) -> Result<Option<Acte>> {
    let sql = format!("SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND a.id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The line that corrects `id`, if any.
///
/// # Errors
/// A fault of storage.
pub async fn correction_of(tx: &mut Tx, id: Id<Acte>) -> Result<Option<Acte>> {
    let sql = format!("SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND a.corrige = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Acts that count (neither corrected nor cancelled), newest day first, that come before the act `(jour, id)`.
///
/// # Errors
/// A fault of storage.
pub async fn latest(tx: &mut Tx, before: Option<(Date, Id<Acte>)>, limit: u32) -> Result<Vec<Acte>> {
    let (jour, id) = before.unwrap_or((Date::MAX, Id::new(Uuid::max())));
    let sql = format!(
        "SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND (a.jour, a.id) < ($2, $3) AND NOT a.annule
         AND NOT EXISTS (SELECT 1 FROM actes_acte c WHERE c.cpts = a.cpts AND c.corrige = a.id)
         ORDER BY a.jour DESC, a.id DESC LIMIT $4"
    );
    tx.rows(&sql, params![tx.cpts(), jour, id, limit]).await?.iter().map(read).collect()
}

/// The acts of a person that count, of that period (both days included), newest first.
///
/// # Errors
/// A fault of storage.
pub async fn de(tx: &mut Tx, auteur: Uuid, (du, au): (Date, Date), limit: u32) -> Result<Vec<Acte>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND a.jour >= $2 AND a.jour <= $3 AND a.auteur = $4
         AND NOT a.annule
         AND NOT EXISTS (SELECT 1 FROM actes_acte c WHERE c.cpts = a.cpts AND c.corrige = a.id)
         ORDER BY a.jour DESC, a.id DESC LIMIT $5"
    );
    tx.rows(&sql, params![tx.cpts(), du, au, auteur, limit]).await?.iter().map(read).collect()
}

/// What was done in one month for one mission.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// Mission.
    pub mission: Mission,
    /// First day of the month.
    pub mois: Date,
    /// Number of acts.
    pub actes: i64,
    /// Minutes given.
    pub minutes: i64,
    /// People reached.
    pub personnes: i64,
}

/// Totals by mission and month from the month of `since` on.
///
/// # Errors
/// A fault of storage.
pub async fn totals(tx: &mut Tx, since: Date) -> Result<Vec<Total>> {
    const SQL: &str = "SELECT mission, mois, actes, minutes, personnes FROM actes_total
        WHERE cpts = $1 AND mois >= $2 ORDER BY mission, mois";
    tx.rows(SQL, params![tx.cpts(), since.first_of_month()]).await?.iter().map(read_total).collect()
}

/// The totals, counted again from the lines: what [`totals`] must say.
///
/// # Errors
/// A fault of storage.
pub async fn recount(tx: &mut Tx) -> Result<Vec<Total>> {
    const SQL: &str =
        "SELECT mission, jour, minutes, personnes FROM actes_acte a WHERE a.cpts = $1 AND NOT a.annule
        AND NOT EXISTS (SELECT 1 FROM actes_acte c WHERE c.cpts = a.cpts AND c.corrige = a.id)";
    let mut totals = std::collections::BTreeMap::new();
    for row in tx.rows(SQL, params![tx.cpts()]).await? {
        let (mission, mois) = (row.parse::<Mission>("mission")?, row.get::<Date>("jour")?.first_of_month());
        let empty = Total { mission, mois, actes: 0, minutes: 0, personnes: 0 };
        let total: &mut Total = totals.entry((mission.code(), mois)).or_insert(empty);
        total.actes += 1;
        total.minutes += row.get::<i64>("minutes")?;
        total.personnes += row.get::<i64>("personnes")?;
    }
    Ok(totals.into_values().collect())
}

/// Every line of the CPTS, oldest first, from after `after`: for verification and export.
///
/// # Errors
/// A fault of storage.
pub async fn all_after(tx: &mut Tx, after: Option<Id<Acte>>, limit: u32) -> Result<Vec<Acte>> {
    let after = after.unwrap_or(Id::new(Uuid::nil()));
    let sql =
        format!("SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND a.id > $2 ORDER BY a.id LIMIT $3");
    tx.rows(&sql, params![tx.cpts(), after, limit]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Acte> {
    let commune: String = row.get("commune")?;
    let corrige: Option<Id<Acte>> = row.get("corrige")?;
    let (motif, annule) = (row.get("motif")?, row.get("annule")?);
    let genre: String = row.get("genre")?;
    Ok(Acte {
        id: row.get("id")?,
        fait: Fait {
            jour: row.get("jour")?,
            mission: row.parse("mission")?,
            intitule: row.get("intitule")?,
            auteur: row.get("auteur")?,
            commune: if commune.is_empty() { None } else { Some(row.parse("commune")?) },
            minutes: row.get("minutes")?,
            personnes: row.get("personnes")?,
            genre: if genre.is_empty() { None } else { Some(row.parse("genre")?) },
            theme: row.get("theme")?,
            action: row.get("action")?,
        },
        source: (row.get("source")?, row.get("source_id")?),
        corrige: corrige.map(|acte| Correction { acte, motif, annule }),
        saisi_le: row.get("saisi_le")?,
    })
}

fn read_total(row: &Row) -> Result<Total> {
    Ok(Total {
        mission: row.parse("mission")?,
        mois: row.get("mois")?,
        actes: row.get("actes")?,
        minutes: row.get("minutes")?,
        personnes: row.get("personnes")?,
    })
}
