use crate::ask::receive;
use crate::droits::TRAITER;
use crate::etape::{entrusted, note};
use crate::reprint::sealed;
use crate::store::demandes;
use crate::{Coffre, Demande, Etape, Etat, Personne, Phase, WriteError};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// The office looked at these requests: they wait with the others, each an act, compared, and told that it came, with its code.
/// Those that were looked at already are left as they are; how many were not.
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
            let one = demandes::demande(&mut tx, &coffre, id).await?.ok_or(WriteError::Change)?;
            let identite = sealed(&mut tx, &coffre, id).await?;
            let personne = Personne { identite, situation: one.situation.clone() };
            receive(&mut tx, &coffre, &one, &personne).await?;
            note(&mut tx, id, Etape::Verifiee).await?;
            tx.record(Trace::new("medecin_traitant.demande_verifiee", crate::objet(id)));
            done += 1;
        }
    }
    if done > 0 {
        tx.commit().await?;
    }
    Ok(done)
}
