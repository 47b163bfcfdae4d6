//! Who asked, who belongs, who left.

use crate::adherent::{Adherent, Etat, Phase, Qui};
use crate::fiche::Fiche;
use db::{Error, Result, Row, Tx, Value, params};
use jiff::civil::Date;
use kernel::{Id, fold};
use std::str::FromStr;
use uuid::Uuid;

const COLUMNS: &str = "id, nature, nom, prenom, representant, courriel, telephone, commune, idnps, finess,
    siret, professions, mode, conventionne, employeur, employeur_nom, college, compte, message, demande_le,
    etat, depuis, fin_le, motif, en_double";

/// Most words of a name that are looked for.
const MOTS: usize = 6;

/// One of them, whatever its state.
///
/// # Errors
/// A fault of storage.
pub async fn adherent(tx: &mut Tx, id: Id<Adherent>) -> Result<Option<Adherent>> {
    let sql = format!("SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 AND id = $2");
    let cpts = tx.cpts();
    tx.row(&sql, params![cpts, id]).await?.as_ref().map(read).transpose()
}

/// All who are or were members, sorted by name.
///
/// # Errors
/// A fault of storage.
pub async fn adherents(tx: &mut Tx) -> Result<Vec<Adherent>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 AND etat IN ('adherent', 'sorti')
        ORDER BY cle, id"
    );
    let cpts = tx.cpts();
    tx.rows(&sql, params![cpts]).await?.iter().map(read).collect()
}

/// Everybody, requests and refusals included, sorted by name.
///
/// # Errors
/// A fault of storage.
pub async fn tous(tx: &mut Tx) -> Result<Vec<Adherent>> {
    let sql = format!("SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 ORDER BY cle, id");
    let cpts = tx.cpts();
    tx.rows(&sql, params![cpts]).await?.iter().map(read).collect()
}

/// Members on that day, sorted by name.
///
/// # Errors
/// A fault of storage.
pub async fn membres(tx: &mut Tx, jour: Date) -> Result<Vec<Adherent>> {
    let all = adherents(tx).await?;
    Ok(all.into_iter().filter(|one| one.est_adherent(jour)).collect())
}

/// All who are or were members whose name has, for each word typed, a word that starts so: no accents, no case, in any order;
/// sorted by name. Nothing typed finds nobody.
///
/// # Errors
/// A fault of storage.
pub async fn cherche(tx: &mut Tx, typed: &str) -> Result<Vec<Adherent>> {
    let folded = fold(typed);
    let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).take(MOTS).collect();
    if words.is_empty() {
        return Ok(Vec::new());
    }
    // A folded word is made of letters and digits: no sign of it is one that LIKE reads.
    let starts: String = (2..).take(words.len()).map(|n| format!(" AND ' ' || cle LIKE ${n}")).collect();
    let sql = format!(
        "SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 AND etat IN ('adherent', 'sorti'){starts}
        ORDER BY cle, id"
    );
    let mut values = vec![Value::from(tx.cpts())];
    values.extend(words.iter().map(|word| Value::from(format!("% {word}%"))));
    tx.rows(&sql, &values).await?.iter().map(read).collect()
}

/// The record of an account: the membership that runs first, then the request, then the last one that ended.
///
/// # Errors
/// A fault of storage.
pub async fn par_compte(tx: &mut Tx, compte: Uuid) -> Result<Option<Adherent>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 AND compte = $2
        ORDER BY CASE etat WHEN 'adherent' THEN 0 WHEN 'demande' THEN 1 WHEN 'sorti' THEN 2 ELSE 3 END,
        fin_le DESC, id LIMIT 1"
    );
    let cpts = tx.cpts();
    tx.row(&sql, params![cpts, compte]).await?.as_ref().map(read).transpose()
}

/// Adds somebody; false when that id, or the same person, is kept already: the schema decides. A request in double only meets the same
/// one sent again.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Adherent, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO adhesions_adherent (cpts, id, nature, nom, prenom, representant, cle,
        courriel, telephone, commune, idnps, finess, siret, professions, mode, conventionne, employeur,
        employeur_nom, college, message, etat, demande_le, depuis, motif, auteur, ecrit_le, en_double)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21,
        $22, $23, '', $24, $25, $26) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let (nature, nom, prenom, representant) = names(&one.qui);
    let values = params![
        tx.cpts(),
        one.id,
        nature,
        nom,
        prenom,
        representant,
        one.cle_tri(),
        text(one.courriel.as_ref()),
        text(one.telephone.as_ref()),
        text(one.commune.as_ref()),
        text(one.idnps.as_ref()),
        text(one.finess.as_ref()),
        text(one.siret.as_ref()),
        one.professions.join("\n"),
        one.mode.code(),
        one.conventionne,
        one.employeur,
        &one.employeur_nom,
        one.college,
        &one.message,
        one.etat.phase().code(),
        one.demande_le,
        one.depuis(),
        auteur,
        now,
        one.en_double.then(|| db::journal::fingerprint(&(one.fiche(), &one.message))),
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes the sheet of somebody over the one they had.
///
/// # Errors
/// A fault of storage; [`Error::Constraint`] when the same person is kept under another id.
pub async fn change(tx: &mut Tx, id: Id<Adherent>, fiche: &Fiche) -> Result<bool> {
    const SQL: &str = "UPDATE adhesions_adherent SET nature = $3, nom = $4, prenom = $5, representant = $6,
        cle = $7, courriel = $8, telephone = $9, commune = $10, idnps = $11, finess = $12, siret = $13,
        professions = $14, mode = $15, conventionne = $16, employeur = $17, employeur_nom = $18, college = $19
        WHERE cpts = $1 AND id = $2";
    let (nature, nom, prenom, representant) = names(&fiche.qui);
    let values = params![
        tx.cpts(),
        id,
        nature,
        nom,
        prenom,
        representant,
        fiche.qui.cle_tri(),
        text(fiche.courriel.as_ref()),
        text(fiche.telephone.as_ref()),
        text(fiche.commune.as_ref()),
        text(fiche.idnps.as_ref()),
        text(fiche.finess.as_ref()),
        text(fiche.siret.as_ref()),
        fiche.professions.join("\n"),
        fiche.mode.code(),
        fiche.conventionne,
        fiche.employeur,
        &fiche.employeur_nom,
        fiche.college,
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// One of them, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Adherent>) -> Result<Option<Adherent>> {
    const HOLD: &str = "UPDATE adhesions_adherent SET nom = nom WHERE cpts = $1 AND id = $2 RETURNING id";
    let cpts = tx.cpts();
    if tx.row(HOLD, params![cpts, id]).await?.is_none() {
        return Ok(None);
    }
    adherent(tx, id).await
}

/// Those who asked or belong and look like the same person as this sheet: same number, or same address and name. The schema refuses
/// each of these, but requests in double.
///
/// # Errors
/// A fault of storage.
pub async fn jumeaux(tx: &mut Tx, fiche: &Fiche) -> Result<Vec<Adherent>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM adhesions_adherent WHERE cpts = $1 AND etat IN ('demande', 'adherent')
        AND en_double IS NULL AND (idnps = $2 OR (courriel = $3 AND cle = $4)) ORDER BY etat, cle, id"
    );
    let (idnps, courriel) = (text(fiche.idnps.as_ref()), text(fiche.courriel.as_ref()));
    let values = params![tx.cpts(), idnps, courriel, fiche.qui.cle_tri()];
    tx.rows(&sql, values).await?.iter().map(read).collect()
}

/// Nature, name, first name and who speaks, as columns keep them.
fn names(qui: &Qui) -> (&'static str, &str, &str, &str) {
    match qui {
        Qui::Personne { nom, prenom } => ("personne", nom, prenom, ""),
        Qui::Organisation { nom, representant } => ("organisation", nom, "", representant),
    }
}

/// A noun as a column keeps it.
fn text<T: ToString>(noun: Option<&T>) -> Option<String> {
    noun.map(ToString::to_string)
}

/// The text of a cell that may be empty, as a noun.
fn maybe<T: FromStr>(row: &Row, column: &str) -> Result<Option<T>> {
    let text: Option<String> = row.get(column)?;
    text.map(|_| row.parse(column)).transpose()
}

fn read(row: &Row) -> Result<Adherent> {
    let nom = row.get("nom")?;
    let personne = row.get::<String>("nature")? == "personne";
    let qui = if personne {
        Qui::Personne { nom, prenom: row.get("prenom")? }
    } else {
        Qui::Organisation { nom, representant: row.get("representant")? }
    };
    let professions: String = row.get("professions")?;
    Ok(Adherent {
        id: row.get("id")?,
        qui,
        courriel: maybe(row, "courriel")?,
        telephone: maybe(row, "telephone")?,
        commune: maybe(row, "commune")?,
        idnps: maybe(row, "idnps")?,
        finess: maybe(row, "finess")?,
        siret: maybe(row, "siret")?,
        professions: professions.lines().map(str::to_owned).collect(),
        mode: row.parse("mode")?,
        conventionne: row.get("conventionne")?,
        employeur: row.get("employeur")?,
        employeur_nom: row.get("employeur_nom")?,
        college: row.get("college")?,
        compte: row.get("compte")?,
        message: row.get("message")?,
        demande_le: row.get("demande_le")?,
        en_double: row.get::<Option<String>>("en_double")?.is_some(),
        etat: etat(row)?,
    })
}

fn etat(row: &Row) -> Result<Etat> {
    let day = |column: &str| {
        row.get::<Option<Date>>(column)?.ok_or_else(|| Error::Decode {
            column: column.to_owned(),
            expected: "a day, in that state",
            got: "nothing".to_owned(),
        })
    };
    Ok(match row.parse("etat")? {
        Phase::Demande => Etat::Demande { le: row.get("demande_le")? },
        Phase::Adherent => Etat::Adherent { depuis: day("depuis")? },
        Phase::Refuse => Etat::Refuse { le: day("fin_le")?, motif: row.get("motif")? },
        Phase::Sorti => Etat::Sorti { depuis: day("depuis")?, le: day("fin_le")?, motif: row.get("motif")? },
    })
}
