use crate::{
    Pause, Personne,
    attempt::Essai,
    confirm_sign_in::accept,
    droits::{DESACTIVER, moi},
    open_session::as_person,
    store,
    tentative::Geste,
};
use db::{Db, Trace};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why the second factor stays.
#[derive(Debug, thiserror::Error)]
pub enum DisableTotpError {
    /// There is none.
    #[error("La double authentification n’est pas active.")]
    Inactive,
    /// Wrong code.
    #[error("Ce code n’est pas le bon, ou il a déjà servi\u{a0}: attendez le suivant.")]
    Code,
    /// Too many attempts.
    #[error(transparent)]
    Pause(Pause),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Removes the second factor of the caller, who proves with a code that it is theirs.
///
/// # Errors
/// [`DisableTotpError`].
pub async fn disable_totp(ctx: &Ctx, db: &Db, code: &str) -> Result<(), DisableTotpError> {
    let personne = moi(ctx)?;
    let essai = Essai::new(ctx, db, Geste::Code, &personne.to_string());
    essai.count(ctx, db).await?.map_err(DisableTotpError::Pause)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    let compte = store::personne::by_id(&mut tx, personne).await?.filter(|compte| compte.totp.is_some());
    let compte = compte.ok_or(DisableTotpError::Inactive)?;
    if !accept(&mut tx, db, &compte, code).await? {
        return Err(DisableTotpError::Code);
    }
    store::personne::drop_totp(&mut tx, personne).await?;
    essai.forgive(&mut tx).await?;
    tx.record(Trace::new("comptes.totp_retire", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(())
}

/// Lifts the second factor of somebody who lost both telephone and recovery codes, once the administrator is sure of who
/// they are.
///
/// # Errors
/// [`DisableTotpError`].
pub async fn lift_totp(ctx: &Ctx, db: &Db, personne: Id<Personne>) -> Result<(), DisableTotpError> {
    ctx.require(DESACTIVER)?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    if !store::personne::drop_totp(&mut tx, personne).await? {
        return Err(DisableTotpError::Inactive);
    }
    tx.record(Trace::new("comptes.totp_leve", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(())
}

impl Refusal for DisableTotpError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inactive => (409, "comptes-totp-inactif"),
            Self::Code => (422, "comptes-code-refuse"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
