use crate::droits::TENIR;
use crate::read_seance::held;
use crate::seance::{Refus, Seance};
use crate::{WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};
use ui::francais;

/// Opens a meeting, on its day: proxies no longer change, votes may open.
///
/// # Errors
/// [`WriteError`].
pub async fn open_seance(ctx: &Ctx, db: &Db, id: Id<Seance>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let vue = held(&mut tx, id).await?;
    vue.regle()?;
    if kernel::today(ctx.now) < vue.reunion.jour() {
        return Err(Refus::TropTotPourOuvrir(francais::date(vue.reunion.jour())).into());
    }
    if !store::seances::open(&mut tx, id).await? {
        return Err(Refus::PlusLa.into());
    }
    tx.record(Trace::new("gouvernance.seance_ouverte", format!("seance:{id}")).detail(&vue.instance.nom));
    tx.commit().await?;
    Ok(())
}

/// Closes a meeting, once its votes are closed.
///
/// # Errors
/// [`WriteError`].
pub async fn close_seance(ctx: &Ctx, db: &Db, id: Id<Seance>) -> Result<(), WriteError> {
    ctx.require(TENIR)?;
    let mut tx = db.begin(ctx).await?;
    let vue = held(&mut tx, id).await?;
    let votes = store::scrutins::scrutins(&mut tx).await?;
    if votes.iter().any(|one| one.seance == Some(id) && one.ouvert_le.is_some() && one.clos_le.is_none()) {
        return Err(Refus::VoteOuvert.into());
    }
    if !store::seances::close(&mut tx, id).await? {
        return Err(Refus::PlusLa.into());
    }
    let held: Vec<_> = vue.presences.iter().map(|one| one.adherent).collect();
    tx.record(
        Trace::new("gouvernance.seance_close", format!("seance:{id}")).detail(&vue.instance.nom).after(&held),
    );
    tx.commit().await?;
    Ok(())
}
