use crate::{
    Cle, Jeton, Pause, Personne,
    attempt::Essai,
    jeton,
    open_session::{as_person, open_session, record_refusal},
    store::{self, lien::Lien, personne::Compte},
    tentative::{Geste, encore},
    totp,
};
use db::{Db, Tx};
use kernel::{Ctx, Id};
use web::Refusal;

/// Why the second step is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfirmSignInError {
    /// Wrong, or used already.
    #[error("Ce code n’est pas le bon, ou il a déjà servi\u{a0}: attendez le suivant.{}", encore(*.restants))]
    Code {
        /// Attempts left before a pause.
        restants: i64,
    },
    /// Too many attempts.
    #[error(transparent)]
    Pause(Pause),
    /// The first step is too old.
    #[error("Le délai est dépassé\u{a0}: connectez-vous à nouveau.")]
    Perime,
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Lets in whoever passed the first step, by a code of their application or a recovery code. `attente` is the token that
/// the first step gave; it opens nothing by itself.
///
/// # Errors
/// [`ConfirmSignInError`].
pub async fn confirm_sign_in(
    ctx: &Ctx,
    db: &Db,
    attente: &str,
    code: &str,
) -> Result<Jeton, ConfirmSignInError> {
    let empreinte = jeton::empreinte(attente);
    let (lien, compte) = waiting(ctx, db, &empreinte).await?.ok_or(ConfirmSignInError::Perime)?;
    let essai = Essai::new(ctx, db, Geste::Code, &lien.personne.to_string());
    let restants = essai.count(ctx, db).await?.map_err(ConfirmSignInError::Pause)?;
    let mut tx = db.begin(&as_person(ctx, lien.personne)).await?;
    if !accept(&mut tx, db, &compte, code).await? {
        drop(tx);
        record_refusal(ctx, db, Some(lien.personne), "second facteur").await?;
        return Err(ConfirmSignInError::Code { restants });
    }
    if !store::lien::spend(&mut tx, &empreinte).await? {
        return Err(ConfirmSignInError::Perime);
    }
    essai.forgive(&mut tx).await?;
    let session = open_session(&mut tx, lien.personne, lien.moyen).await?;
    tx.commit().await?;
    Ok(session)
}

async fn waiting(ctx: &Ctx, db: &Db, empreinte: &[u8]) -> db::Result<Option<(Lien, Compte)>> {
    let mut tx = db.read(ctx).await?;
    let Some(lien) = store::lien::awaiting_code(&mut tx, empreinte).await? else { return Ok(None) };
    let compte = store::personne::by_id(&mut tx, lien.personne).await?;
    Ok(compte.filter(|compte| compte.personne.desactivee_le.is_none()).map(|compte| (lien, compte)))
}

/// Whether `code` is right for the second factor of `compte`, and uses it: each code is good once.
pub(crate) async fn accept(tx: &mut Tx, db: &Db, compte: &Compte, code: &str) -> db::Result<bool> {
    let id: Id<Personne> = compte.personne.id;
    if totp::is_code_de_secours(code) {
        let hash = totp::empreinte(code, db.secret(), id);
        return store::personne::spend_code(tx, id, &hash).await;
    }
    let cle = compte.totp.as_deref().and_then(|sealed| Cle::open(sealed, db.secret(), id));
    let now = tx.ctx().now;
    match cle.and_then(|cle| cle.step_of(code, now)) {
        Some(step) => store::personne::accept_step(tx, id, step).await,
        None => Ok(false),
    }
}

impl Refusal for ConfirmSignInError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Code { .. } => (422, "comptes-code-refuse"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Perime => (410, "comptes-attente-perimee"),
            Self::Db(error) => error.problem(),
        }
    }
}
