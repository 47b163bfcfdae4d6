use crate::as_participant::{as_active, hold};
use crate::store::{demi_journees, voeux};
use crate::{Avis, DemiJournee, Participant, WriteError, objet};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Somebody says what half-days suit them, while wishes are open; what they said before gives way. Half-days of another planning
/// are left out.
///
/// # Errors
/// [`WriteError`].
pub async fn say_voeux(
    ctx: &Ctx,
    db: &Db,
    id: Id<Participant>,
    all: &[(Id<DemiJournee>, Avis)],
) -> Result<usize, WriteError> {
    let mut tx = db.begin(ctx).await?;
    let (one, who) = as_active(&mut tx, id).await?;
    let planning = hold(&mut tx, one.planning).await?;
    planning.check_voeux()?;
    let ours: BTreeSet<_> =
        demi_journees::of(&mut tx, planning.id).await?.into_iter().map(|one| one.id).collect();
    let mut said = 0;
    for (what, avis) in all.iter().filter(|(what, _)| ours.contains(what)) {
        voeux::keep(&mut tx, id, *what, *avis).await?;
        said += 1;
    }
    tx.record(
        Trace::new("garde.voeux_dits", objet(planning.id)).detail(format!("{}\u{a0}: {said}", who.nom)),
    );
    tx.commit().await?;
    Ok(said)
}
