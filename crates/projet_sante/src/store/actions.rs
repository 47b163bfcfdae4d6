//! Objectives and action sheets.

use super::{join, lines, split};
use crate::action::{Action, Fiche, Objectif, Retrait};
use db::{Result, Row, Tx, params};
use jiff::Timestamp;
use kernel::Id;
use uuid::Uuid;

/// Writes an objective, new or not.
///
/// # Errors
/// A fault of storage.
pub async fn keep_objectif(tx: &mut Tx, one: &Objectif, auteur: Option<Uuid>) -> Result<()> {
    const SQL: &str = "INSERT INTO projet_sante_objectif (cpts, id, titre, cible, besoins, auteur, ecrit_le,
        retire_le) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (cpts, id) DO UPDATE SET
        titre = excluded.titre, cible = excluded.cible, besoins = excluded.besoins,
        retire_le = excluded.retire_le";
    let now = tx.ctx().now;
    let Objectif { id, titre, cible, besoins, retire_le } = one;
    tx.execute(SQL, params![tx.cpts(), *id, titre, cible, join(besoins), auteur, now, *retire_le]).await?;
    Ok(())
}

/// Every objective, withdrawn ones included, oldest first.
///
/// # Errors
/// A fault of storage.
pub async fn objectifs(tx: &mut Tx) -> Result<Vec<Objectif>> {
    const SQL: &str = "SELECT id, titre, cible, besoins, retire_le FROM projet_sante_objectif
        WHERE cpts = $1 ORDER BY ecrit_le, titre, id";
    let rows = tx.rows(SQL, params![tx.cpts()]).await?;
    let read = |row: &Row| {
        Ok(Objectif {
            id: row.get("id")?,
            titre: row.get("titre")?,
            cible: row.get("cible")?,
            besoins: split("besoins", &row.get::<String>("besoins")?)?,
            retire_le: row.get("retire_le")?,
        })
    };
    rows.iter().map(read).collect()
}

const COLUMNS: &str =
    "id, objectif, titre, description, mission, responsable, debut, fin, partenaires, indicateurs,
    budget, avancement, visees, version, auteur, retiree_le, motif";

/// Adds an action.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, action: &Action) -> Result<()> {
    const SQL: &str =
        "INSERT INTO projet_sante_action (cpts, id, objectif, titre, description, mission, responsable, debut, fin,
        partenaires, indicateurs, budget, avancement, visees, version, auteur, ecrite_le, motif)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, '')";
    let now = tx.ctx().now;
    let f = &action.fiche;
    let values = params![
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
        action.version,
        action.auteur,
        now
    ];
    tx.execute(SQL, values).await?;
    Ok(())
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
    let f = &action.fiche;
    let (le, motif) = action.retrait.as_ref().map_or((None, ""), |one| (Some(one.le), one.motif.as_str()));
    let values = params![
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
        action.version,
        le,
        motif
    ];
    Ok(tx.execute(SQL, values).await? == 1)
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
