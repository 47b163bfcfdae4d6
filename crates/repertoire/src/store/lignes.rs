//! The lines of the three files of professionals, and their hashes.

use super::{LIST, change_keys, ids_of, lists, marks};
use crate::Nature;
use crate::cles::{Cle, pair};
use crate::empreintes::{BLOC, Empreintes};
use crate::professionnel::Ligne;
use db::{Batch, Passing, Result, Row, Tx, Value, params};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// First row of hashes of a nature.
const fn first_bloc(nature: Nature) -> i64 {
    (nature as i64) << 32
}

const fn table(nature: Nature) -> &'static str {
    match nature {
        Nature::Activite => "repertoire_activite",
        Nature::SavoirFaire => "repertoire_savoir_faire",
        Nature::Diplome => "repertoire_diplome",
        Nature::Etablissement => "repertoire_etablissement",
    }
}

/// Rows to pour into the table of a nature: id, number of the person, commune (activities only), date of absence,
/// canonical text.
#[must_use]
pub const fn batch(nature: Nature) -> Batch {
    match nature {
        Nature::Activite => Batch::new(table(nature), &["id", "idnps", "commune", "absente_du", "ligne"]),
        _ => Batch::new(table(nature), &["id", "idnps", "absente_du", "ligne"]),
    }
}

/// Hashes of all known lines, and which of them belong to absent people.
pub(crate) async fn load_empreintes(tx: &mut Tx, nature: Nature) -> Result<Empreintes> {
    const SQL: &str =
        "SELECT bloc, octets FROM repertoire_empreinte WHERE bloc >= $1 AND bloc < $2 ORDER BY bloc";
    let mut known = Empreintes::new();
    let first = first_bloc(nature);
    tx.each(SQL, params![first, first + (1 << 32)], &mut |row: &Passing<'_>| {
        known.load(usize::try_from(row.int(0)? - first).unwrap_or_default(), row.bytes(1)?);
        Ok(())
    })
    .await?;
    known.index();
    let absent = format!("SELECT id FROM {} WHERE absente_du IS NOT NULL", table(nature));
    tx.each(&absent, &[], &mut |row: &Passing<'_>| {
        known.mark_absent(row.int(0)?);
        Ok(())
    })
    .await?;
    Ok(known)
}

/// Writes the rows of hashes that changed.
pub(crate) async fn keep_empreintes(tx: &mut Tx, nature: Nature, known: &Empreintes) -> Result<()> {
    const SQL: &str = "DELETE FROM repertoire_empreinte WHERE bloc = $1";
    let mut rows = Batch::new("repertoire_empreinte", &["bloc", "octets"]);
    for (bloc, bytes) in known.changed() {
        let bloc = first_bloc(nature) + bloc as i64;
        tx.execute_untraced(SQL, params![bloc]).await?;
        if !bytes.is_empty() {
            rows.row().int(bloc).bytes(&bytes);
        }
        if rows.len() >= BLOC {
            tx.pour(&rows).await?;
            rows.clear();
        }
    }
    tx.pour(&rows).await.map(drop)
}

/// The people whose lines these are.
pub async fn owners(
    tx: &mut Tx,
    nature: Nature,
    ids: &[i64],
    each: &mut (dyn FnMut(&str) + Send),
) -> Result<()> {
    let sql = format!("SELECT idnps FROM {} WHERE id IN ({})", table(nature), marks(1));
    for list in lists(ids) {
        tx.each(&sql, &list, &mut |row: &Passing<'_>| {
            each(row.text(0)?);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// These lines, in no order.
pub async fn lines_of_ids(tx: &mut Tx, nature: Nature, ids: &[i64]) -> Result<Vec<Ligne>> {
    let place = if nature == Nature::Activite { "commune" } else { "NULL AS commune" };
    let (table, marks) = (table(nature), marks(1));
    let sql = format!("SELECT id, idnps, {place}, absente_du, ligne FROM {table} WHERE id IN ({marks})");
    let mut lines = Vec::with_capacity(ids.len());
    for list in lists(ids) {
        for row in tx.rows(&sql, &list).await? {
            lines.push(read(&row)?);
        }
    }
    Ok(lines)
}

/// Every line of these people.
pub async fn lines_of_people(tx: &mut Tx, nature: Nature, idnps: &[String]) -> Result<Vec<Ligne>> {
    let asked: Vec<Cle<'_>> = idnps.iter().map(|text| Cle::Personne(text)).collect();
    let ids = ids_of(tx, nature, &asked).await?;
    let wanted: BTreeSet<&str> = idnps.iter().map(String::as_str).collect();
    let mut lines = lines_of_ids(tx, nature, &ids).await?;
    lines.retain(|line| wanted.contains(line.idnps.as_str()));
    Ok(lines)
}

fn read(row: &Row) -> Result<Ligne> {
    let commune: Option<String> = row.get("commune")?;
    Ok(Ligne {
        id: row.get("id")?,
        idnps: row.get("idnps")?,
        commune: commune.and_then(|code| code.parse().ok()),
        absente_du: row.get("absente_du")?,
        texte: row.get("ligne")?,
    })
}

/// Drops lines that others replace.
pub async fn drop_lines(tx: &mut Tx, nature: Nature, ids: &[i64]) -> Result<()> {
    let sql = format!("DELETE FROM {} WHERE id IN ({})", table(nature), marks(1));
    for list in lists(ids) {
        tx.execute_untraced(&sql, &list).await?;
    }
    Ok(())
}

/// The people of these lines no longer stand in the file of that day.
pub async fn mark_absent(tx: &mut Tx, nature: Nature, ids: &[i64], du: Date) -> Result<()> {
    let sql = format!("UPDATE {} SET absente_du = ${} WHERE id IN ({})", table(nature), LIST + 1, marks(1));
    for mut list in lists(ids) {
        list.push(Value::from(du));
        tx.execute_untraced(&sql, &list).await?;
    }
    Ok(())
}

/// They stand there again.
pub async fn mark_present(tx: &mut Tx, nature: Nature, ids: &[i64]) -> Result<()> {
    let sql = format!("UPDATE {} SET absente_du = NULL WHERE id IN ({})", table(nature), marks(1));
    for list in lists(ids) {
        tx.execute_untraced(&sql, &list).await?;
    }
    Ok(())
}

/// Puts lines of communes that have merged under the code of today: `find` says it.
pub async fn recode(tx: &mut Tx, find: &(dyn Fn(&str) -> Option<String> + Sync)) -> Result<()> {
    const SQL: &str = "SELECT DISTINCT commune FROM repertoire_activite WHERE commune IS NOT NULL";
    const LINES: &str = "SELECT id FROM repertoire_activite WHERE commune = $1";
    const CHANGE: &str = "UPDATE repertoire_activite SET commune = $2 WHERE commune = $1";
    for row in tx.rows(SQL, &[]).await? {
        let code: String = row.get("commune")?;
        let now = find(&code);
        if now.as_deref() == Some(&code) {
            continue;
        }
        let (mut more, mut less) = (Vec::new(), Vec::new());
        for line in tx.rows(LINES, params![&code]).await? {
            let id: i64 = line.get("id")?;
            less.push(pair(Cle::Commune(&code).hash(), id));
            more.extend(now.as_deref().map(|now| pair(Cle::Commune(now).hash(), id)));
        }
        change_keys(tx, Nature::Activite, more, less).await?;
        tx.execute_untraced(CHANGE, params![code, now]).await?;
    }
    Ok(())
}
