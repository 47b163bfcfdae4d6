//! Plannings.

use crate::planning::{Cadre, Etat};
use crate::{Planning, author};
use db::{Result, Row, Tx, params};
use kernel::Id;

const COLUMNS: &str =
    "id, nom, lieu, du, au, par_semaine, fin_de_semaine, compte_depuis, etat, revision, cout, borne";

/// One of them.
///
/// # Errors
/// A fault of storage.
pub async fn planning(tx: &mut Tx, id: Id<Planning>) -> Result<Option<Planning>> {
    let sql = format!("SELECT {COLUMNS} FROM garde_planning WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// The same, held until the end of the transaction: those who change its plan follow each other, and each counts. What the last
/// proposal proved no longer is.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Planning>) -> Result<Option<Planning>> {
    let sql = format!(
        "UPDATE garde_planning SET revision = revision + 1, cout = NULL, borne = NULL WHERE cpts = $1 AND id = $2
        RETURNING {COLUMNS}"
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// All of them, the latest first.
///
/// # Errors
/// A fault of storage.
pub async fn plannings(tx: &mut Tx) -> Result<Vec<Planning>> {
    let sql = format!("SELECT {COLUMNS} FROM garde_planning WHERE cpts = $1 ORDER BY du DESC, nom, id");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

/// Adds a planning, as a draft; false when that id is there already.
///
/// # Errors
/// A fault of storage.
pub async fn keep(tx: &mut Tx, id: Id<Planning>, cadre: &Cadre) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO garde_planning (cpts, id, nom, lieu, du, au, par_semaine, fin_de_semaine, compte_depuis, etat,
        revision, auteur, ecrit_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'brouillon', 0, $10, $11)
        ON CONFLICT DO NOTHING";
    let Cadre { nom, lieu, du, au, par_semaine, fin_de_semaine, compte_depuis } = cadre;
    let values = params![
        tx.cpts(),
        id,
        nom,
        *lieu,
        *du,
        *au,
        *par_semaine,
        *fin_de_semaine,
        *compte_depuis,
        author(tx.ctx()),
        tx.ctx().now
    ];
    Ok(tx.execute(SQL, values).await? == 1)
}

/// Writes what was decided of a planning that is held.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, id: Id<Planning>, cadre: &Cadre) -> Result<()> {
    const SQL: &str = "UPDATE garde_planning SET nom = $3, lieu = $4, du = $5, au = $6, par_semaine = $7,
        fin_de_semaine = $8, compte_depuis = $9, auteur = $10, ecrit_le = $11 WHERE cpts = $1 AND id = $2";
    let Cadre { nom, lieu, du, au, par_semaine, fin_de_semaine, compte_depuis } = cadre;
    let values = params![
        tx.cpts(),
        id,
        nom,
        *lieu,
        *du,
        *au,
        *par_semaine,
        *fin_de_semaine,
        *compte_depuis,
        author(tx.ctx()),
        tx.ctx().now
    ];
    tx.execute(SQL, values).await.map(drop)
}

/// Writes where a planning that is held stands, and what its proposal proves.
///
/// # Errors
/// A fault of storage.
pub async fn set_etat(tx: &mut Tx, id: Id<Planning>, etat: Etat, preuve: Option<(i64, i64)>) -> Result<()> {
    const SQL: &str =
        "UPDATE garde_planning SET etat = $3, cout = $4, borne = $5 WHERE cpts = $1 AND id = $2";
    let (cout, borne) = preuve.unzip();
    tx.execute(SQL, params![tx.cpts(), id, etat.code(), cout, borne]).await.map(drop)
}

/// Forgets a planning that is held and was never published, with all that is in it.
///
/// # Errors
/// A fault of storage.
pub async fn forget(tx: &mut Tx, id: Id<Planning>) -> Result<()> {
    const VOEUX: &str = "DELETE FROM garde_voeu WHERE cpts = $1 AND demi_journee IN
        (SELECT id FROM garde_demi_journee WHERE cpts = $1 AND planning = $2)";
    const AFFECTATIONS: &str = "DELETE FROM garde_affectation WHERE cpts = $1 AND demi_journee IN
        (SELECT id FROM garde_demi_journee WHERE cpts = $1 AND planning = $2)";
    const DEMI_JOURNEES: &str = "DELETE FROM garde_demi_journee WHERE cpts = $1 AND planning = $2";
    const PARTICIPANTS: &str = "DELETE FROM garde_participant WHERE cpts = $1 AND planning = $2";
    const PLANNING: &str = "DELETE FROM garde_planning WHERE cpts = $1 AND id = $2";
    for sql in [VOEUX, AFFECTATIONS, DEMI_JOURNEES, PARTICIPANTS, PLANNING] {
        tx.execute(sql, params![tx.cpts(), id]).await?;
    }
    Ok(())
}

fn read(row: &Row) -> Result<Planning> {
    let (cout, borne): (Option<i64>, Option<i64>) = (row.get("cout")?, row.get("borne")?);
    Ok(Planning {
        id: row.get("id")?,
        cadre: Cadre {
            nom: row.get("nom")?,
            lieu: row.get("lieu")?,
            du: row.get("du")?,
            au: row.get("au")?,
            par_semaine: row.get("par_semaine")?,
            fin_de_semaine: row.get("fin_de_semaine")?,
            compte_depuis: row.get("compte_depuis")?,
        },
        etat: row.parse("etat")?,
        revision: row.get("revision")?,
        preuve: cout.zip(borne),
    })
}
