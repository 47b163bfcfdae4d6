//! Objectives and action sheets.

use super::{join, lines, split};
use crate::action::{Action, Fiche, Objectif, Retrait};
use db::{Result, Row, Tx, Value, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

const OBJECTIF: &str = "id, titre, cible, besoins, retire_le";

/// Adds an objective; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add_objectif(tx: &mut Tx, one: &Objectif, auteur: Option<Uuid>) -> Result<bool> {
    const SQL: &str = "INSERT INTO projet_sante_objectif (cpts, id, titre, cible, besoins, auteur, ecrit_le)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING";
    let now = tx.ctx().now;
    let Objectif { id, titre, cible, besoins, .. } = one;
    Ok(tx.execute(SQL, params![tx.cpts(), *id, titre, cible, join(besoins), auteur, now]).await? == 1)
}

/// One objective, withdrawn or not, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold_objectif(tx: &mut Tx, id: Id<Objectif>) -> Result<Option<Objectif>> {
    let sql = format!(
        "UPDATE projet_sante_objectif SET titre = titre WHERE cpts = $1 AND id = $2 RETURNING {OBJECTIF}"
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(objectif).transpose()
}

/// Writes an objective that is held.
///
/// # Errors
/// A fault of storage.
pub async fn change_objectif(tx: &mut Tx, one: &Objectif) -> Result<()> {
    const SQL: &str = "UPDATE projet_sante_objectif SET titre = $3, cible = $4, besoins = $5, retire_le = $6
        WHERE cpts = $1 AND id = $2";
    let Objectif { id, titre, cible, besoins, retire_le } = one;
    tx.execute(SQL, params![tx.cpts(), *id, titre, cible, join(besoins), *retire_le]).await?;
    Ok(())
}

/// Every objective, withdrawn ones included, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn objectifs(tx: &mut Tx) -> Result<Vec<Objectif>> {
    let sql =
        format!("SELECT {OBJECTIF} FROM projet_sante_objectif WHERE cpts = $1 ORDER BY ecrit_le, titre, id");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(objectif).collect()
}

fn objectif(row: &Row) -> Result<Objectif> {
    Ok(Objectif {
        id: row.get("id")?,
        titre: row.get("titre")?,
        cible: row.get("cible")?,
        besoins: split("besoins", &row.get::<String>("besoins")?)?,
        retire_le: row.get("retire_le")?,
    })
}

const COLUMNS: &str =
    "id, objectif, titre, description, mission, responsable, debut, fin, partenaires, indicateurs,
    budget, avancement, visees, version, auteur, retiree_le, motif";

/// What an action says, as the statements that add and change it take it: from the first parameter to the fifteenth.
fn values(tx: &Tx, action: &Action) -> Vec<Value> {
    let f = &action.fiche;
    params![
        tx.cpts(),
        action.id,
        f.objectif,
        &f.titre,
        &f.description,
        &f.mission,
        f.responsable,
        f.debut,
        f.fin,
        f.partenaires.join("\n"),
        f.indicateurs.join("\n"),
        f.budget_cents,
        f.avancement.code(),
        join(&f.visees),
        action.version
    ]
    .to_vec()
}

/// Adds an action; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, action: &Action) -> Result<bool> {
    const SQL: &str =
        "INSERT INTO projet_sante_action (cpts, id, objectif, titre, description, mission, responsable, debut, fin,
        partenaires, indicateurs, budget, avancement, visees, version, auteur, ecrite_le, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '')
        ON CONFLICT DO NOTHING";
    let mut values = values(tx, action);
    values.extend([Value::from(action.auteur), Value::from(tx.ctx().now)]);
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// Writes an action in place of the version just before; false when somebody changed it in the meantime.
///
/// # Errors
/// A fault of storage.
pub async fn change(tx: &mut Tx, action: &Action) -> Result<bool> {
    const SQL: &str =
        "UPDATE projet_sante_action SET objectif = $3, titre = $4, description = $5, mission = $6,
        responsable = $7, debut = $8, fin = $9, partenaires = $10, indicateurs = $11, budget = $12,
        avancement = $13, visees = $14, version = $15, retiree_le = $16, motif = $17
        WHERE cpts = $1 AND id = $2 AND version = $15 - 1";
    let (le, motif) = action.retrait.as_ref().map_or((None, ""), |one| (Some(one.le), one.motif.as_str()));
    let mut values = values(tx, action);
    values.extend([Value::from(le), Value::from(motif)]);
    Ok(tx.execute(SQL, &values).await? == 1)
}

/// One action, withdrawn or not, held as it is until the end of the transaction.
///
/// # Errors
/// A fault of storage.
pub async fn hold(tx: &mut Tx, id: Id<Action>) -> Result<Option<Action>> {
    let sql = format!(
        "UPDATE projet_sante_action SET version = version WHERE cpts = $1 AND id = $2 RETURNING {COLUMNS}"
    );
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// One action, withdrawn or not.
///
/// # Errors
/// A fault of storage.
pub async fn action(tx: &mut Tx, id: Id<Action>) -> Result<Option<Action>> {
    let sql = format!("SELECT {COLUMNS} FROM projet_sante_action WHERE cpts = $1 AND id = $2");
    tx.row(&sql, params![tx.cpts(), id]).await?.as_ref().map(read).transpose()
}

/// Every action, withdrawn ones included, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn actions(tx: &mut Tx) -> Result<Vec<Action>> {
    let sql = format!("SELECT {COLUMNS} FROM projet_sante_action WHERE cpts = $1 ORDER BY ecrite_le, id");
    tx.rows(&sql, params![tx.cpts()]).await?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Action> {
    let retiree_le: Option<Timestamp> = row.get("retiree_le")?;
    let motif: String = row.get("motif")?;
    Ok(Action {
        id: row.get("id")?,
        fiche: Fiche {
            objectif: row.get("objectif")?,
            titre: row.get("titre")?,
            description: row.get("description")?,
            mission: row.get("mission")?,
            responsable: row.get("responsable")?,
            debut: row.get("debut")?,
            fin: row.get("fin")?,
            partenaires: lines(&row.get::<String>("partenaires")?),
            indicateurs: lines(&row.get::<String>("indicateurs")?),
            budget_cents: row.get("budget")?,
            avancement: row.parse("avancement")?,
            visees: split("visees", &row.get::<String>("visees")?)?,
        },
        version: row.get("version")?,
        auteur: row.get("auteur")?,
        retrait: retiree_le.map(|le| Retrait { le, motif }),
    })
}
