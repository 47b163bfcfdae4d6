use crate::dialogue::said;
use crate::droits::PREPARER;
use crate::{Dialogue, Point, WriteError, point, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Says for which day the meeting is agreed; none when it is not any more.
///
/// # Errors
/// [`WriteError`].
pub async fn plan_dialogue(ctx: &Ctx, db: &Db, id: Id<Dialogue>, le: Option<Date>) -> Result<(), WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let new = old.planned(le)?;
    store::dialogues::change(&mut tx, &new).await?;
    tx.record(Trace::new("dialogue.date_prevue", new.objet()).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Adds a point at the end of the agenda.
///
/// # Errors
/// [`WriteError`].
pub async fn add_point(ctx: &Ctx, db: &Db, id: Id<Dialogue>, titre: &str) -> Result<Id<Point>, WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let all = store::points::points(&mut tx, id).await?;
    if all.len() >= point::POINTS {
        return Err(WriteError::TropDePoints);
    }
    let rang = all.last().map_or(1, |last| last.rang + 1);
    let titre = said("L’intitulé du point", titre, 200)?;
    let point = Point { id: ctx.id(), rang, titre, notes: String::new(), decision: String::new() };
    store::points::add(&mut tx, id, &point).await?;
    let trace = Trace::new("dialogue.point_ajoute", dialogue.objet());
    tx.record(trace.detail(&point.titre).after(&point));
    tx.commit().await?;
    Ok(point.id)
}

/// Moves a point one place up.
///
/// # Errors
/// [`WriteError`].
pub async fn raise_point(ctx: &Ctx, db: &Db, id: Id<Dialogue>, point: Id<Point>) -> Result<(), WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let all = store::points::points(&mut tx, id).await?;
    let at = all.iter().position(|one| one.id == point).ok_or(WriteError::Inconnu("Ce point"))?;
    if let Some(above) = at.checked_sub(1).and_then(|above| all.get(above)) {
        let here = &all[at];
        store::points::change(&mut tx, id, &Point { rang: above.rang, ..here.clone() }).await?;
        store::points::change(&mut tx, id, &Point { rang: here.rang, ..above.clone() }).await?;
        tx.record(Trace::new("dialogue.point_deplace", dialogue.objet()).detail(&here.titre));
        tx.commit().await?;
    }
    Ok(())
}

/// Takes a point off the agenda; the journal keeps its title.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_point(ctx: &Ctx, db: &Db, id: Id<Dialogue>, point: Id<Point>) -> Result<(), WriteError> {
    ctx.require(PREPARER)?;
    let mut tx = db.begin(ctx).await?;
    let dialogue = writable(&mut tx, id).await?;
    let old = find(&mut tx, id, point).await?;
    store::points::remove(&mut tx, id, point).await?;
    let trace = Trace::new("dialogue.point_retire", dialogue.objet());
    tx.record(trace.detail(&old.titre).before(&old));
    tx.commit().await?;
    Ok(())
}

pub(crate) async fn held(tx: &mut Tx, id: Id<Dialogue>) -> Result<Dialogue, WriteError> {
    store::dialogues::hold(tx, id).await?.ok_or(WriteError::Inconnu("Ce dialogue"))
}

/// A dialogue whose words can change.
pub(crate) async fn writable(tx: &mut Tx, id: Id<Dialogue>) -> Result<Dialogue, WriteError> {
    let dialogue = held(tx, id).await?;
    dialogue.writable()?;
    Ok(dialogue)
}

pub(crate) async fn find(tx: &mut Tx, id: Id<Dialogue>, point: Id<Point>) -> Result<Point, WriteError> {
    let found = store::points::points(tx, id).await?.into_iter().find(|one| one.id == point);
    found.ok_or(WriteError::Inconnu("Ce point"))
}
