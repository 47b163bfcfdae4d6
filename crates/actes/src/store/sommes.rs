//! What indicators ask: how much was done, by nature of act and period, and which lines say so.

use super::{COLUMNS, read};
use crate::{Acte, Genre, Mission};
use db::{Result, Row, Tx, Value, params};
use jiff::civil::Date;
use kernel::Id;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt::Write;
use uuid::Uuid;

/// What acts are told apart by when they are summed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Nature {
    /// The mission it was done for.
    pub mission: Mission,
    /// What kind of act.
    pub genre: Option<Genre>,
    /// What it is about; empty when nobody said so.
    pub theme: String,
    /// The action of the projet de santé that it carries out.
    pub action: Option<Uuid>,
    /// The table of the rows it comes from.
    pub source: String,
}

/// Which acts: a part that is `None` asks nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Filtre {
    /// Of this mission.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mission: Option<Mission>,
    /// Of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub genre: Option<Genre>,
    /// About this, in these very words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theme: Option<String>,
    /// For this action of the projet de santé.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub action: Option<Uuid>,
    /// From this table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

impl Filtre {
    /// Whether an act of that nature is one of them.
    #[must_use]
    pub fn takes(&self, nature: &Nature) -> bool {
        self.mission.is_none_or(|one| one == nature.mission)
            && self.genre.is_none_or(|one| Some(one) == nature.genre)
            && self.theme.as_ref().is_none_or(|one| *one == nature.theme)
            && self.action.is_none_or(|one| Some(one) == nature.action)
            && self.source.as_ref().is_none_or(|one| *one == nature.source)
    }
}

/// What was done in one period, for one nature of act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Somme {
    /// Which acts.
    pub nature: Nature,
    /// Number of acts.
    pub actes: i64,
    /// Minutes given.
    pub minutes: i64,
    /// People reached.
    pub personnes: i64,
}

/// What is counted once, however many acts name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Quoi {
    /// Whoever did the acts.
    Auteurs,
    /// Where they were done.
    Communes,
}

const NATURE: &str = "mission, genre, theme, action, source";

/// What was done in each of these periods (both days included), by nature of act. One walk along the index of natures,
/// whatever the number of periods; the few lines that were corrected are then taken out.
///
/// # Errors
/// A fault of storage.
pub async fn sommes(tx: &mut Tx, periodes: &[(Date, Date)]) -> Result<Vec<Vec<Somme>>> {
    let mut values: Vec<Value> = vec![tx.cpts().into()];
    values.extend(periodes.iter().flat_map(|(du, au)| [Value::from(*du), Value::from(*au)]));
    let sql = statement(periodes.len());
    let mut sums: Vec<BTreeMap<Nature, [i64; 3]>> = vec![BTreeMap::new(); periodes.len()];
    for row in tx.rows(&sql, &values).await? {
        let nature = read_nature(&row)?;
        for (n, sums) in sums.iter_mut().enumerate() {
            let part = |what: &str| row.get::<i64>(&format!("{what}_{n}"));
            let sum = [part("actes")?, part("minutes")?, part("personnes")?];
            if sum[0] > 0 {
                sums.insert(nature.clone(), sum);
            }
        }
    }
    take_out_corrected(tx, periodes, &mut sums).await?;
    Ok(sums.into_iter().map(settled).collect())
}

/// The statement that sums over `n` periods: the days of the `n`th are its parameters 2n + 2 and 2n + 3.
pub(crate) fn statement(n: usize) -> String {
    let mut columns = String::new();
    for n in 0..n {
        let inside = format!("CASE WHEN jour >= ${} AND jour <= ${} THEN", 2 * n + 2, 2 * n + 3);
        let _ = write!(
            columns,
            ", CAST(SUM({inside} 1 ELSE 0 END) AS BIGINT) AS actes_{n},
               CAST(SUM({inside} minutes ELSE 0 END) AS BIGINT) AS minutes_{n},
               CAST(SUM({inside} personnes ELSE 0 END) AS BIGINT) AS personnes_{n}"
        );
    }
    format!("SELECT {NATURE}{columns} FROM actes_acte WHERE cpts = $1 AND NOT annule GROUP BY {NATURE}")
}

/// Takes the lines that another line corrects out of the sums.
async fn take_out_corrected(
    tx: &mut Tx,
    periodes: &[(Date, Date)],
    sums: &mut [BTreeMap<Nature, [i64; 3]>],
) -> Result<()> {
    const SQL: &str = "SELECT o.mission, o.genre, o.theme, o.action, o.source, o.jour, o.minutes, o.personnes
        FROM actes_acte c JOIN actes_acte o ON o.cpts = c.cpts AND o.id = c.corrige
        WHERE c.cpts = $1 AND c.corrige IS NOT NULL AND NOT o.annule";
    for row in tx.rows(SQL, params![tx.cpts()]).await? {
        let (nature, jour) = (read_nature(&row)?, row.get::<Date>("jour")?);
        let (minutes, personnes): (i64, i64) = (row.get("minutes")?, row.get("personnes")?);
        for ((du, au), sums) in periodes.iter().zip(sums.iter_mut()) {
            if (*du..=*au).contains(&jour)
                && let Some(sum) = sums.get_mut(&nature)
            {
                *sum = [sum[0] - 1, sum[1] - minutes, sum[2] - personnes];
            }
        }
    }
    Ok(())
}

fn settled(sums: BTreeMap<Nature, [i64; 3]>) -> Vec<Somme> {
    let counted = sums.into_iter().filter(|(_, [actes, ..])| *actes > 0);
    counted.map(|(nature, [actes, minutes, personnes])| Somme { nature, actes, minutes, personnes }).collect()
}

/// Who, or where, by nature of act, once each, over a period (both days included). Acts that do not say are left out.
///
/// # Errors
/// A fault of storage.
pub async fn distincts(tx: &mut Tx, (du, au): (Date, Date), quoi: Quoi) -> Result<Vec<(Nature, String)>> {
    let (column, said) = match quoi {
        Quoi::Auteurs => ("auteur", "a.auteur IS NOT NULL"),
        Quoi::Communes => ("commune", "a.commune <> ''"),
    };
    let sql = format!(
        "SELECT DISTINCT {NATURE}, {column} FROM actes_acte a
         WHERE a.cpts = $1 AND a.jour >= $2 AND a.jour <= $3 AND {said} AND NOT a.annule
         AND NOT EXISTS (SELECT 1 FROM actes_acte c WHERE c.cpts = a.cpts AND c.corrige = a.id)"
    );
    let read = |row: &Row| {
        let what = match quoi {
            Quoi::Auteurs => row.get::<Uuid>(column)?.to_string(),
            Quoi::Communes => row.get(column)?,
        };
        Ok((read_nature(row)?, what))
    };
    tx.rows(&sql, params![tx.cpts(), du, au]).await?.iter().map(read).collect()
}

/// The acts that count, of that period (both days included), newest first, from before the act `(jour, id)`.
///
/// # Errors
/// A fault of storage.
pub async fn behind(
    tx: &mut Tx,
    filtre: &Filtre,
    (du, au): (Date, Date),
    before: Option<(Date, Id<Acte>)>,
    limit: u32,
) -> Result<Vec<Acte>> {
    let (jour, id) = before.unwrap_or((Date::MAX, Id::new(Uuid::max())));
    let sql = format!(
        "SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND (a.jour, a.id) < ($2, $3)
         AND a.jour >= $4 AND a.jour <= $5 AND (a.mission = $6 OR $6 IS NULL) AND (a.genre = $7 OR $7 IS NULL)
         AND (a.theme = $8 OR $8 IS NULL) AND (a.action = $9 OR $9 IS NULL) AND (a.source = $10 OR $10 IS NULL)
         AND NOT a.annule
         AND NOT EXISTS (SELECT 1 FROM actes_acte c WHERE c.cpts = a.cpts AND c.corrige = a.id)
         ORDER BY a.jour DESC, a.id DESC LIMIT $11"
    );
    let values = params![
        tx.cpts(),
        jour,
        id,
        du,
        au,
        filtre.mission.map(Mission::code),
        filtre.genre.map(Genre::code),
        filtre.theme.clone(),
        filtre.action,
        filtre.source.clone(),
        limit
    ];
    tx.rows(&sql, values).await?.iter().map(read).collect()
}

/// These lines, as they were written, in the order asked; unknown ones are left out.
///
/// # Errors
/// A fault of storage.
pub async fn parmi(tx: &mut Tx, ids: &[Id<Acte>]) -> Result<Vec<Acte>> {
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(50) {
        let marks: Vec<String> = (2..some.len() + 2).map(|n| format!("${n}")).collect();
        let sql = format!(
            "SELECT {COLUMNS} FROM actes_acte a WHERE a.cpts = $1 AND a.id IN ({})",
            marks.join(", ")
        );
        let mut values: Vec<Value> = vec![tx.cpts().into()];
        values.extend(some.iter().map(|id| Value::from(*id)));
        let rows = tx.rows(&sql, &values).await?.iter().map(read).collect::<Result<Vec<Acte>>>()?;
        let mut rows: BTreeMap<Uuid, Acte> = rows.into_iter().map(|acte| (acte.id.uuid(), acte)).collect();
        found.extend(some.iter().filter_map(|id| rows.remove(&id.uuid())));
    }
    Ok(found)
}

/// The themes that acts were given, in alphabetical order.
///
/// # Errors
/// A fault of storage.
pub async fn themes(tx: &mut Tx) -> Result<Vec<String>> {
    const SQL: &str = "SELECT DISTINCT theme FROM actes_acte WHERE cpts = $1 AND theme <> ''";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let mut themes = rows.iter().map(|row| row.get("theme")).collect::<Result<Vec<String>>>()?;
    themes.sort_by_key(|theme| kernel::fold(theme));
    Ok(themes)
}

fn read_nature(row: &Row) -> Result<Nature> {
    let genre: String = row.get("genre")?;
    Ok(Nature {
        mission: row.parse("mission")?,
        genre: if genre.is_empty() { None } else { Some(row.parse("genre")?) },
        theme: row.get("theme")?,
        action: row.get("action")?,
        source: row.get("source")?,
    })
}
