use crate::{Cle, droits::moi, open_session::as_person, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied};
use web::Refusal;

/// Why a second factor cannot be prepared.
#[derive(Debug, thiserror::Error)]
pub enum EnableTotpError {
    /// There is one.
    #[error(
        "La double authentification est déjà active\u{a0}: retirez-la d’abord pour changer de téléphone."
    )]
    Deja,
    /// No such account.
    #[error("Ce compte n’existe pas.")]
    Inconnu,
    /// Not signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Prepares the second factor of the caller; nothing changes before its first code is given back.
///
/// # Errors
/// [`EnableTotpError`].
pub async fn enable_totp(ctx: &Ctx, db: &Db) -> Result<Cle, EnableTotpError> {
    let personne = moi(ctx)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    let compte = store::personne::by_id(&mut tx, personne).await?.ok_or(EnableTotpError::Inconnu)?;
    if compte.totp.is_some() {
        return Err(EnableTotpError::Deja);
    }
    let cle = Cle::draw();
    store::personne::propose_totp(&mut tx, personne, &cle.seal(db.secret(), personne)).await?;
    tx.record(Trace::new("comptes.totp_prepare", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(cle)
}

impl Refusal for EnableTotpError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Deja => (409, "comptes-totp-deja-actif"),
            Self::Inconnu => (404, "comptes-compte-inconnu"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
