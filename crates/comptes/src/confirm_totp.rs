use crate::{
    Cle, Pause, attempt::Essai, droits::moi, open_session::as_person, store, tentative::Geste, totp,
};
use db::{Db, Trace};
use kernel::{Ctx, Denied};
use web::Refusal;

/// Why the second factor is not switched on.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmTotpError {
    /// Nothing was prepared, or it was prepared again elsewhere.
    #[error("Recommencez la mise en place\u{a0}: cette page n’est plus à jour.")]
    RienEnAttente,
    /// Wrong code.
    #[error(
        "Ce code n’est pas le bon\u{a0}: vérifiez que l’heure du téléphone est réglée automatiquement, puis donnez le code suivant."
    )]
    Code,
    /// Too many attempts.
    #[error(transparent)]
    Pause(Pause),
    /// Not signed in.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Switches on the second factor of the caller with its first code. Returns the recovery codes, which are shown once: only
/// their hashes are kept.
///
/// # Errors
/// [`ConfirmTotpError`].
pub async fn confirm_totp(ctx: &Ctx, db: &Db, code: &str) -> Result<Vec<String>, ConfirmTotpError> {
    let personne = moi(ctx)?;
    let essai = Essai::new(ctx, db, Geste::Code, &personne.to_string());
    essai.count(ctx, db).await?.map_err(ConfirmTotpError::Pause)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    let compte = store::personne::by_id(&mut tx, personne).await?;
    let sealed = compte.and_then(|compte| compte.totp_attente).ok_or(ConfirmTotpError::RienEnAttente)?;
    let cle = Cle::open(&sealed, db.secret(), personne).ok_or(ConfirmTotpError::RienEnAttente)?;
    let step = cle.step_of(code, ctx.now).ok_or(ConfirmTotpError::Code)?;
    if !store::personne::adopt_totp(&mut tx, personne, &sealed, step).await? {
        return Err(ConfirmTotpError::RienEnAttente);
    }
    let codes = totp::codes_de_secours();
    let hashes: Vec<String> = codes.iter().map(|code| totp::empreinte(code, db.secret(), personne)).collect();
    store::personne::keep_codes(&mut tx, personne, &hashes).await?;
    essai.forgive(&mut tx).await?;
    tx.record(Trace::new("comptes.totp_active", format!("personne:{personne}")));
    tx.commit().await?;
    Ok(codes)
}

impl Refusal for ConfirmTotpError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::RienEnAttente => (409, "comptes-totp-rien-en-attente"),
            Self::Code => (422, "comptes-code-refuse"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
