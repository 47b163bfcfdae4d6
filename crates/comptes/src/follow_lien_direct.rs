use crate::{LienDirect, Pause, attempt::Essai, jeton, lien_direct::PRECISION, store, tentative::Geste};
use db::Db;
use jiff::Timestamp;
use kernel::{Ctx, Id};
use web::{Refusal, Tenant};

/// Why a token leads nowhere.
#[derive(Debug, thiserror::Error)]
pub enum FollowError {
    /// Never sent, or forgotten since.
    #[error("Ce lien n’est pas connu ici")]
    Inconnu,
    /// Too many unknown links from this network.
    #[error(transparent)]
    Pause(Pause),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Finds the link of a token and its CPTS, alive or not. A token that leads nowhere counts as an attempt of the network that
/// it comes from; one that does is answered whatever the others tried.
///
/// # Errors
/// [`FollowError`].
pub(crate) async fn follow_lien_direct(
    ctx: &Ctx,
    db: &Db,
    token: &str,
) -> Result<(LienDirect, Tenant), FollowError> {
    if let Some(found) = find(ctx, db, token).await? {
        return Ok(found);
    }
    Essai::of_network(ctx, db, Geste::LienDirect).count(ctx, db).await?.map_err(FollowError::Pause)?;
    Err(FollowError::Inconnu)
}

async fn find(ctx: &Ctx, db: &Db, token: &str) -> db::Result<Option<(LienDirect, Tenant)>> {
    let mut tx = db.read(&ctx.within(Id::INSTANCE)).await?;
    store::lien_direct::by_empreinte(&mut tx, &jeton::empreinte(token)).await
}

/// Remembers that the page of a link was opened, after the answer: a reader must not wait behind whoever writes.
pub(crate) fn notice_opening(ctx: &Ctx, db: &Db, tenant: &Tenant, lien: &LienDirect) {
    let stale = |le: Timestamp| ctx.now.duration_since(le) >= PRECISION;
    if !lien.suivi_le.is_none_or(stale) {
        return;
    }
    let (ctx, db, id) = (ctx.within(tenant.id), db.clone(), lien.id);
    drop(tokio::spawn(async move {
        let mut tx = db.begin(&ctx).await?;
        store::lien_direct::touch(&mut tx, id).await?;
        tx.commit().await
    }));
}

impl Refusal for FollowError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu => (404, "comptes-lien-inconnu"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Db(error) => error.problem(),
        }
    }
}
