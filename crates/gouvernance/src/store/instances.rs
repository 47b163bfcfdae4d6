//! Instances and their rules.

use crate::instance::{Instance, Regle, Seconde};
use db::{Result, Row, Tx, params};
use kernel::Id;
use std::collections::{BTreeMap, HashMap};

/// Adds an instance; false when that id is kept already.
///
/// # Errors
/// A fault of storage.
pub async fn add(tx: &mut Tx, one: &Instance) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_instance (cpts, id, genre, nom, ecrit_le)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING";
    let (cpts, now) = (tx.cpts(), tx.ctx().now);
    Ok(tx.execute(SQL, params![cpts, one.id, one.genre.code(), &one.nom, now]).await? == 1)
}

/// Says that the statutes no longer have an instance, or have it again; false when there is none.
///
/// # Errors
/// A fault of storage.
pub async fn close(tx: &mut Tx, id: Id<Instance>, fermee: bool) -> Result<bool> {
    const SQL: &str = "UPDATE gouvernance_instance SET ferme_le = $3 WHERE cpts = $1 AND id = $2";
    let (cpts, now) = (tx.cpts(), fermee.then(|| tx.ctx().now));
    Ok(tx.execute(SQL, params![cpts, id, now]).await? == 1)
}

/// Adds the rule of an instance from a day on; false when there is one of that day already.
///
/// # Errors
/// A fault of storage.
pub async fn add_regle(tx: &mut Tx, instance: Id<Instance>, one: &Regle) -> Result<bool> {
    const SQL: &str = "INSERT INTO gouvernance_regle (cpts, id, instance, du, source, composition, a_jour, preavis, quorum,
        par_college, seconde_delai, seconde_quorum, pouvoirs_max, majorite, assiette, egalite)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT DO NOTHING";
    const POIDS: &str = "INSERT INTO gouvernance_poids (cpts, regle, college, voix) VALUES ($1, $2, $3, $4)";
    let cpts = tx.cpts();
    let values = params![
        cpts,
        one.id,
        instance,
        one.du,
        &one.source,
        one.composition.code(),
        one.a_jour,
        one.preavis,
        one.quorum.code(),
        one.par_college,
        one.seconde.map(|it| it.delai),
        one.seconde.map(|it| it.quorum.code()),
        one.pouvoirs_max,
        one.majorite.code(),
        one.assiette.code(),
        one.egalite.code()
    ];
    if tx.execute(SQL, values).await? == 0 {
        return Ok(false);
    }
    for (college, voix) in &one.poids {
        tx.execute(POIDS, params![cpts, one.id, *college, *voix]).await?;
    }
    Ok(true)
}

/// Every instance with its rules, those that are closed last.
///
/// # Errors
/// A fault of storage.
pub async fn instances(tx: &mut Tx) -> Result<Vec<Instance>> {
    const SQL: &str = "SELECT id, genre, nom, ferme_le IS NOT NULL AS fermee FROM gouvernance_instance
        WHERE cpts = $1 ORDER BY ecrit_le, id";
    let cpts = tx.cpts();
    let mut rules = regles(tx).await?;
    let rows = tx.rows(SQL, params![cpts]).await?;
    let mut all = rows
        .iter()
        .map(|row| {
            let id = row.get("id")?;
            let regles = rules.remove(&id).unwrap_or_default();
            Ok(Instance {
                id,
                genre: row.parse("genre")?,
                nom: row.get("nom")?,
                fermee: row.get("fermee")?,
                regles,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    all.sort_by_key(|one| (one.fermee, one.genre));
    Ok(all)
}

/// One instance.
///
/// # Errors
/// A fault of storage.
pub async fn instance(tx: &mut Tx, id: Id<Instance>) -> Result<Option<Instance>> {
    Ok(instances(tx).await?.into_iter().find(|one| one.id == id))
}

async fn regles(tx: &mut Tx) -> Result<HashMap<Id<Instance>, Vec<Regle>>> {
    const SQL: &str =
        "SELECT id, instance, du, source, composition, a_jour, preavis, quorum, par_college, seconde_delai,
        seconde_quorum, pouvoirs_max, majorite, assiette, egalite
        FROM gouvernance_regle WHERE cpts = $1 ORDER BY du DESC";
    const POIDS: &str = "SELECT regle, college, voix FROM gouvernance_poids WHERE cpts = $1";
    let cpts = tx.cpts();
    let mut poids: HashMap<Id<Regle>, BTreeMap<_, _>> = HashMap::new();
    for row in tx.rows(POIDS, params![cpts]).await? {
        poids.entry(row.get("regle")?).or_default().insert(row.get("college")?, row.get("voix")?);
    }
    let mut all: HashMap<_, Vec<_>> = HashMap::new();
    for row in tx.rows(SQL, params![cpts]).await? {
        let mut one = read(&row)?;
        one.poids = poids.remove(&one.id).unwrap_or_default();
        all.entry(row.get("instance")?).or_default().push(one);
    }
    Ok(all)
}

fn read(row: &Row) -> Result<Regle> {
    let delai: Option<u32> = row.get("seconde_delai")?;
    let seconde =
        delai.map(|delai| Ok(Seconde { delai, quorum: row.parse("seconde_quorum")? })).transpose()?;
    Ok(Regle {
        id: row.get("id")?,
        du: row.get("du")?,
        source: row.get("source")?,
        composition: row.parse("composition")?,
        a_jour: row.get("a_jour")?,
        preavis: row.get("preavis")?,
        quorum: row.parse("quorum")?,
        par_college: row.get("par_college")?,
        seconde,
        pouvoirs_max: row.get("pouvoirs_max")?,
        majorite: row.parse("majorite")?,
        assiette: row.parse("assiette")?,
        egalite: row.parse("egalite")?,
        poids: BTreeMap::new(),
    })
}
