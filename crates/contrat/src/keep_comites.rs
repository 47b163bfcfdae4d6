use crate::comite::{Comite, Place, Reunion, Seance, Section, Siege};
use crate::difference::changes;
use crate::droits::SUIVRE;
use crate::{Refus, WriteError, store};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Notes who sits in a joint committee, or corrects it.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_siege(
    ctx: &Ctx,
    db: &Db,
    id: Option<Id<Siege>>,
    place: Place,
) -> Result<Id<Siege>, WriteError> {
    ctx.require(SUIVRE)?;
    let place = place.checked()?;
    let mut tx = db.begin(ctx).await?;
    let old = match id {
        Some(id) => Some(siege(&mut tx, id).await?),
        None => None,
    };
    let new = Siege { id: id.unwrap_or_else(|| ctx.id()), place };
    store::comites::keep_siege(&mut tx, &new).await?;
    let action = if old.is_some() { "contrat.siege_corrige" } else { "contrat.siege_note" };
    let trace = Trace::new(action, format!("siege:{}", new.id)).detail(whose(&new.place));
    tx.record(match &old {
        Some(old) => trace.before(&nameless(&old.place)).after(&nameless(&new.place)),
        None => trace.after(&nameless(&new.place)),
    });
    tx.commit().await?;
    Ok(new.id)
}

/// The seat in words; never the person, whose name lives in the table and goes with it.
fn whose(place: &Place) -> String {
    format!("{}, {}", place.comite.libelle(), place.section.libelle())
}

/// The seat without the person.
const fn nameless(place: &Place) -> (Comite, Section, Date, Option<Date>) {
    (place.comite, place.section, place.depuis, place.jusquau)
}

/// Forgets who sat there: noted by mistake. A mandate that ends gets its last day instead.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_siege(ctx: &Ctx, db: &Db, id: Id<Siege>) -> Result<(), WriteError> {
    ctx.require(SUIVRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = siege(&mut tx, id).await?;
    store::comites::remove_siege(&mut tx, id).await?;
    let trace = Trace::new("contrat.siege_retire", format!("siege:{id}"));
    tx.record(trace.detail(whose(&old.place)).before(&nameless(&old.place)));
    tx.commit().await?;
    Ok(())
}

async fn siege(tx: &mut Tx, id: Id<Siege>) -> Result<Siege, WriteError> {
    let all = store::comites::sieges(tx).await?;
    all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Ce siège"))
}

/// Notes a meeting of a joint committee, or corrects it: its notice, its agenda, its decisions.
///
/// # Errors
/// [`WriteError`].
pub async fn keep_reunion(
    ctx: &Ctx,
    db: &Db,
    id: Option<Id<Reunion>>,
    seance: Seance,
) -> Result<Id<Reunion>, WriteError> {
    ctx.require(SUIVRE)?;
    let seance = seance.checked()?;
    let mut tx = db.begin(ctx).await?;
    let old = match id {
        Some(id) => Some(reunion(&mut tx, id).await?),
        None => None,
    };
    let new = Reunion { id: id.unwrap_or_else(|| ctx.id()), seance, sequence: 0, change_le: ctx.now };
    if !store::comites::keep_reunion(&mut tx, &new).await? {
        return Err(Refus::DejaUneReunion.into());
    }
    let action = if old.is_some() { "contrat.reunion_corrigee" } else { "contrat.reunion_notee" };
    let trace = Trace::new(action, format!("reunion:{}", new.id)).detail(new.seance.comite.libelle());
    tx.record(match &old {
        Some(old) => {
            let said = changes(&old.seance, &new.seance);
            trace.detail(said).before(&old.seance).after(&new.seance)
        }
        None => trace.after(&new.seance),
    });
    tx.commit().await?;
    Ok(new.id)
}

/// Removes a meeting that did not take place.
///
/// # Errors
/// [`WriteError`].
pub async fn remove_reunion(ctx: &Ctx, db: &Db, id: Id<Reunion>) -> Result<(), WriteError> {
    ctx.require(SUIVRE)?;
    let mut tx = db.begin(ctx).await?;
    let old = reunion(&mut tx, id).await?;
    store::comites::remove_reunion(&mut tx, id).await?;
    let trace = Trace::new("contrat.reunion_retiree", format!("reunion:{id}"));
    tx.record(trace.detail(old.seance.comite.libelle()).before(&old.seance));
    tx.commit().await?;
    Ok(())
}

async fn reunion(tx: &mut Tx, id: Id<Reunion>) -> Result<Reunion, WriteError> {
    let all = store::comites::reunions(tx).await?;
    all.into_iter().find(|one| one.id == id).ok_or(WriteError::Inconnu("Cette réunion"))
}
