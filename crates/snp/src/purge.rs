use crate::bilan::Bilan;
use crate::droits::TRAITER;
use crate::store::{affluences, bilans, demandes, guides, identites, reglages};
use crate::{Affluence, Coffre, Demande, Etat, Guide, WriteError, objet};
use db::{Db, Trace, Tx};
use jiff::SignedDuration;
use kernel::{Ctx, Id};

/// What is rewritten once somebody was erased, so that the engine keeps nothing of them.
const TABLES: [&str; 4] = ["snp_identite", "snp_empreinte", "snp_transmission", "snp_demande"];

/// Erases the requests closed longer ago than the CPTS keeps them: key, identity, fingerprint, situation; their counts stay. By
/// the clock, as often as one likes, by several programs at once. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn purge(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut erased = 0;
    loop {
        let mut tx = db.begin(ctx).await?;
        let days = i64::from(reglages::reglage(&mut tx).await?.jours_de_conservation);
        let limit = ctx.now.saturating_sub(SignedDuration::from_hours(24 * days)).unwrap_or(ctx.now);
        let guide = guides::en_vigueur(&mut tx).await?.guide;
        let mut done = 0;
        for id in bilans::closes_avant(&mut tx, limit).await? {
            done += u32::from(erase(&mut tx, &coffre, &guide, id).await?);
        }
        if done == 0 {
            break;
        }
        tx.record(Trace::new("snp.demandes_effacees", "demandes").detail(done));
        tx.commit().await?;
        erased += done;
    }
    if erased > 0 {
        db.scrub(&TABLES).await;
    }
    Ok(erased)
}

/// Erases again, once a copy of the database has come back, the requests that were erased after it was made: their keys are no
/// longer among those kept apart. How many.
///
/// # Errors
/// [`WriteError`].
pub async fn erase_again(ctx: &Ctx, db: &Db) -> Result<u32, WriteError> {
    ctx.require(TRAITER)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let due = identites::sans_cle(&mut db.read(ctx).await?).await?;
    let mut erased = 0;
    for id in due {
        let mut tx = db.begin(ctx).await?;
        let Some(one) = demandes::hold(&mut tx, &coffre, id).await? else { continue };
        let guide = guides::en_vigueur(&mut tx).await?.guide;
        if one.etat.clos_le().is_none() {
            demandes::move_to(&mut tx, id, &Etat::Abandonnee { le: ctx.now }).await?;
        }
        erased += u32::from(erase(&mut tx, &coffre, &guide, id).await?);
        tx.record(
            Trace::new("snp.demandes_effacees", objet(id)).detail("clé détruite avant la restauration"),
        );
        tx.commit().await?;
    }
    if erased > 0 {
        db.scrub(&TABLES).await;
    }
    Ok(erased)
}

/// Erases a request, if it still is closed.
async fn erase(tx: &mut Tx, coffre: &Coffre, guide: &Guide, id: Id<Demande>) -> Result<bool, WriteError> {
    let Some(one) = demandes::hold(tx, coffre, id).await? else { return Ok(false) };
    if !bilans::erase(tx, id, &Bilan::of(&one)).await? {
        return Ok(false);
    }
    affluences::add(tx, &Affluence::of(&one, guide)).await?;
    Ok(true)
}
