use crate::droits::TRAITER;
use crate::store::{demandes, horloge, reglages, sollicitations};
use crate::{Coffre, Demande, Etat, WriteError, objet, purge};
use db::{Db, Trace};
use jiff::SignedDuration;
use kernel::{Ctx, Event, Id};
use serde::{Deserialize, Serialize};

/// A request without a place for hours: somebody is to look at it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelaiProche {
    /// The request.
    pub demande: Id<Demande>,
}

impl Event for DelaiProche {
    const NAME: &'static str = "snp.delai_proche";
}

/// A request has no place and its deadline has passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DelaiPasse {
    /// The request.
    pub demande: Id<Demande>,
}

impl Event for DelaiPasse {
    const NAME: &'static str = "snp.delai_passe";
}

/// What the clock did in a CPTS.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Passage {
    /// Own doctors who did not answer in time.
    pub elargies: u32,
    /// Deadlines that come near, told once each.
    pub alertes: u32,
    /// Deadlines passed, told once each.
    pub escalades: u32,
    /// Requests erased, their time over.
    pub effacees: u32,
}

/// What the clock does in a CPTS: countdowns end, deadlines that come near or have passed are told, what is past its time is
/// erased. Done twice, or by two servers at once, it is done once: each step is a conditional update. A step that goes wrong
/// stops no other.
///
/// # Errors
/// [`WriteError`]: the first that a step met, once all were done.
pub async fn tick(ctx: &Ctx, db: &Db) -> Result<Passage, WriteError> {
    ctx.require(TRAITER)?;
    let mut fault = None;
    let elargies = done(&mut fault, expire(ctx, db).await);
    let (alertes, escalades) = done(&mut fault, alert(ctx, db).await);
    let effacees = done(&mut fault, purge(ctx, db).await);
    fault.map_or(Ok(Passage { elargies, alertes, escalades, effacees }), Err)
}

/// What a step did; its fault is kept for the end.
fn done<T: Default>(fault: &mut Option<WriteError>, step: Result<T, WriteError>) -> T {
    step.unwrap_or_else(|error| {
        fault.get_or_insert(error);
        T::default()
    })
}

/// Own doctors who did not answer: each request on its own, so that whoever answers one meanwhile waits for no other.
async fn expire(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let due = horloge::a_elargir(&mut db.read(ctx).await?).await?;
    let mut gone = 0;
    for id in due {
        let mut tx = db.begin(ctx).await?;
        let Some(one) = demandes::hold(&mut tx, &coffre, id).await? else { continue };
        match one.etat {
            Etat::MtInterroge { jusqu_a, .. } if jusqu_a <= ctx.now => {}
            _ => continue,
        }
        demandes::move_to(&mut tx, id, &one.widen()?).await?;
        sollicitations::withdraw(&mut tx, id).await?;
        tx.record(Trace::new("snp.demande_elargie", objet(id)).detail("pas de réponse à temps"));
        tx.commit().await?;
        gone += 1;
    }
    Ok(gone)
}

/// Deadlines that come near and deadlines passed.
async fn alert(ctx: &Ctx, db: &Db) -> Result<(u32, u32), WriteError> {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let mut tx = db.begin(ctx).await?;
    let hours = i64::from(reglages::reglage(&mut tx).await?.heures_alerte);
    let before = ctx.now.saturating_sub(SignedDuration::from_hours(hours)).unwrap_or(ctx.now);
    let near = horloge::alerter(&mut tx, before).await?;
    let passed = horloge::escalader(&mut tx).await?;
    for id in &near {
        tx.publish(&DelaiProche { demande: *id }).await?;
        tx.record(Trace::new("snp.delai_proche", objet(*id)));
    }
    for id in &passed {
        tx.publish(&DelaiPasse { demande: *id }).await?;
        tx.record(Trace::new("snp.delai_passe", objet(*id)));
    }
    if near.len() + passed.len() > 0 {
        tx.commit().await?;
    }
    Ok((count(near.len()), count(passed.len())))
}
