use crate::droits::TRAITER;
use crate::etape::{entrusted, note};
use crate::store::demandes;
use crate::{Coffre, Demande, Etape, Etat, Phase, WriteError, tell};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// The office looked at these requests: they wait with the others. Those that were looked at already are left as they are; how
/// many were not.
///
/// # Errors
/// [`WriteError`].
pub async fn verify(ctx: &Ctx, db: &Db, ids: &[Id<Demande>]) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let mut done = 0;
    let mut ids = ids.to_vec();
    ids.sort_unstable();
    for id in ids {
        if demandes::set_etat(&mut tx, id, Phase::AVerifier, &Etat::Attente).await? {
            note(&mut tx, id, Etape::Verifiee).await?;
            tx.record(Trace::new("medecin_traitant.demande_verifiee", crate::objet(id)));
            if let Some(one) = demandes::demande(&mut tx, &coffre, id).await? {
                // They were told nothing while it could have been anybody.
                tell(&mut tx, &coffre, &one, Etape::Recue).await?;
            }
            done += 1;
        }
    }
    if done > 0 {
        tx.commit().await?;
    }
    Ok(done)
}
