use crate::droits::REGLER;
use crate::regle::Critere;
use crate::store::declarations::{self, Pointee};
use crate::store::regles;
use crate::{Coffre, Demande, Regle, WriteError, author};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refus, Refuses, UpTo};
use kernel::{Ctx, Id};
use std::collections::BTreeMap;

/// Requests written by one statement.
const LOT: usize = 400;
/// Requests told in a preview.
const EXEMPLES: usize = 10;

/// Keeps a new version of the rule, after the one that its author read, and counts the points of every open request again. How
/// many changed.
///
/// # Errors
/// [`WriteError::Change`] when somebody else changed the rule meanwhile, or another refusal.
pub async fn set_regle(ctx: &Ctx, db: &Db, apres: u32, regle: Regle, note: &str) -> Result<u32, WriteError> {
    ctx.require(REGLER)?;
    let mut faults = Refuses::default();
    let note = faults.keep(UpTo(500).line("note", note));
    let regle = checked(regle).unwrap_or_else(|more| {
        faults.0.extend(more.0);
        Regle::proposee()
    });
    let regle = faults.finish(regle)?;
    let mut tx = db.begin(ctx).await?;
    let before = regles::en_vigueur(&mut tx).await?;
    if before.numero != apres {
        return Err(WriteError::Change);
    }
    if before.regle == regle {
        return Err(WriteError::PasPossible(
            "Rien n’a changé dans la règle\u{a0}: aucune version n’est créée.",
        ));
    }
    if !regles::keep(&mut tx, apres, &regle, &note, author(ctx)).await? {
        return Err(WriteError::Change);
    }
    let changed = recount(&mut tx, &Coffre::new(db.secret(), ctx.cpts), apres + 1, &regle).await?;
    let said = format!("version {}, {changed} demandes changées", apres + 1);
    tx.record(Trace::new("medecin_traitant.regle_changee", "regle").detail(said));
    tx.commit().await?;
    Ok(changed)
}

/// The rule, or why not: the page says it beside each field.
fn checked(regle: Regle) -> Result<Regle, Refuses> {
    let refused = |(_, why): (String, String)| Refus::new("regle", why);
    regle.check().map_err(|faults| Refuses(faults.into_iter().map(refused).collect()))
}

/// Counts points again when the day has changed or some are of an older version: they grow with time and age. Writes only what
/// changed. By the clock, as often as one likes. How many changed.
///
/// # Errors
/// [`WriteError`].
pub async fn refresh_points(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    let jour = kernel::today(ctx.now);
    let mut tx = db.read(ctx).await?;
    let fresh = declarations::dernier_recompte(&mut tx).await?.is_some_and(|last| last >= jour);
    let version = regles::en_vigueur(&mut tx).await?.numero;
    if fresh && !declarations::perimees(&mut tx, version).await? {
        return Ok(0);
    }
    drop(tx);
    let mut tx = db.begin(ctx).await?;
    let rule = regles::en_vigueur(&mut tx).await?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let changed = recount(&mut tx, &coffre, rule.numero, &rule.regle).await?;
    tx.record(Trace::new("medecin_traitant.points_recomptes", "regle").detail(changed));
    tx.commit().await?;
    Ok(changed)
}

/// Counts the points of every open request by that version, and writes those that changed; how many.
async fn recount(tx: &mut Tx, coffre: &Coffre, version: u32, regle: &Regle) -> Result<u32, WriteError> {
    let jour = kernel::today(tx.ctx().now);
    declarations::set_recompte(tx, jour).await?;
    let all = declarations::pointees(tx, coffre).await?;
    let mut moved = 0;
    let mut written: Vec<(Id<Demande>, u32)> = Vec::new();
    for one in &all {
        let points = regle.points(&one.situation, one.cherche_depuis, jour);
        moved += u32::from(points != one.points);
        if points != one.points || one.regle != version {
            written.push((one.id, points));
        }
    }
    for lot in written.chunks(LOT) {
        declarations::set_points(tx, version, lot).await?;
    }
    Ok(moved)
}

/// What another rule would change for those who wait.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Apercu {
    /// Requests that wait.
    pub attendent: usize,
    /// Those whose rank would change.
    pub bougent: usize,
    /// Those whose points would change.
    pub points_changes: usize,
    /// The first of the new order.
    pub premieres: Vec<Deplacement>,
}

/// A request in a preview: nothing says whose it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deplacement {
    /// Which.
    pub demande: Id<Demande>,
    /// Rank and points now.
    pub avant: (usize, u32),
    /// Rank and points by the other rule.
    pub apres: (usize, u32),
}

/// What that rule would change now; nothing is written.
///
/// # Errors
/// [`WriteError`].
pub async fn preview_regle(ctx: &Ctx, db: &Db, regle: Regle) -> Result<Apercu, WriteError> {
    ctx.require(REGLER)?;
    let regle = checked(regle)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let all = declarations::pointees(&mut db.read(ctx).await?, &coffre).await?;
    let waiting: Vec<Pointee> = all.into_iter().filter(|one| one.attend).collect();
    Ok(compare(&waiting, &regle, kernel::today(ctx.now)))
}

fn compare(waiting: &[Pointee], regle: &Regle, jour: Date) -> Apercu {
    let ranked = |points: &dyn Fn(&Pointee) -> u32| {
        let mut all: Vec<(&Pointee, u32)> = waiting.iter().map(|one| (one, points(one))).collect();
        all.sort_by_key(|(one, points)| (std::cmp::Reverse(*points), one.recue_le, one.id));
        all
    };
    let after = ranked(&|one| regle.points(&one.situation, one.cherche_depuis, jour));
    let before: BTreeMap<Id<Demande>, (usize, u32)> = ranked(&|one| one.points)
        .into_iter()
        .enumerate()
        .map(|(rank, (one, points))| (one.id, (rank + 1, points)))
        .collect();
    let moves: Vec<Deplacement> = after
        .into_iter()
        .enumerate()
        .filter_map(|(rank, (one, points))| {
            Some(Deplacement { demande: one.id, avant: *before.get(&one.id)?, apres: (rank + 1, points) })
        })
        .collect();
    Apercu {
        attendent: moves.len(),
        bougent: moves.iter().filter(|one| one.avant.0 != one.apres.0).count(),
        points_changes: moves.iter().filter(|one| one.avant.1 != one.apres.1).count(),
        premieres: moves.into_iter().take(EXEMPLES).collect(),
    }
}

/// What changed between two versions, a sentence each.
#[must_use]
pub fn differences(avant: &Regle, apres: &Regle) -> Vec<String> {
    let of = |rule: &Regle| -> BTreeMap<String, Critere> {
        rule.criteres.iter().map(|one| (one.code.clone(), one.clone())).collect()
    };
    let (old, new) = (of(avant), of(apres));
    let mut said = Vec::new();
    for one in &apres.criteres {
        match old.get(&one.code) {
            None => said.push(format!("{}\u{a0}: ajouté, {} points", one.libelle, one.points)),
            Some(was) if was.points != one.points => {
                said.push(format!("{}\u{a0}: de {} à {} points", one.libelle, was.points, one.points));
            }
            Some(was) if was != one => said.push(format!("{}\u{a0}: mots ou condition changés", one.libelle)),
            Some(_) => {}
        }
    }
    said.extend(
        old.values()
            .filter(|one| !new.contains_key(&one.code))
            .map(|one| format!("{}\u{a0}: retiré", one.libelle)),
    );
    if (avant.points_par_mois, avant.mois_au_plus) != (apres.points_par_mois, apres.mois_au_plus) {
        said.push(format!(
            "Attente\u{a0}: {} points par mois jusqu’à {} mois (avant\u{a0}: {} jusqu’à {})",
            apres.points_par_mois, apres.mois_au_plus, avant.points_par_mois, avant.mois_au_plus
        ));
    }
    let order = |rule: &Regle| rule.criteres.iter().map(|one| one.code.clone()).collect::<Vec<_>>();
    if said.is_empty() && order(avant) != order(apres) {
        said.push("Ordre des critères changé".to_owned());
    }
    said
}
