use crate::{
    MotDePasse, MotDePasseError, Pause, Personne,
    attempt::Essai,
    droits::{DESACTIVER, moi},
    hachage::{hash, is_password},
    mot_de_passe::HachageError,
    open_session::as_person,
    store::{self, personne::Compte},
    tentative::Geste,
};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Denied, Id};
use web::Refusal;

/// Why a password does not change.
#[derive(Debug, thiserror::Error)]
pub enum SetPasswordError {
    /// The present password is wrong.
    #[error(
        "Ce n’est pas votre mot de passe actuel. S’il est oublié, déconnectez-vous et demandez un lien de connexion."
    )]
    Ancien,
    /// The new one is too weak.
    #[error(transparent)]
    Nouveau(#[from] MotDePasseError),
    /// Too many attempts.
    #[error(transparent)]
    Pause(Pause),
    /// No such account.
    #[error("Ce compte n’existe pas.")]
    Inconnu,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The machine could not hash.
    #[error(transparent)]
    Hachage(#[from] HachageError),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Chooses the password of the caller and closes their other sessions. The present one is asked for, except from whoever
/// signed in by a link a moment ago: that is how a forgotten password is replaced.
///
/// # Errors
/// [`SetPasswordError`].
pub async fn set_password(ctx: &Ctx, db: &Db, ancien: &str, nouveau: &str) -> Result<(), SetPasswordError> {
    let personne = moi(ctx)?;
    let session = ctx.origin.session.parse().ok();
    let mut tx = db.read(ctx).await?;
    let compte = store::personne::by_id(&mut tx, personne).await?.ok_or(SetPasswordError::Inconnu)?;
    let sessions = store::session::of(&mut tx, personne).await?;
    drop(tx);
    let mot = MotDePasse::choose(nouveau, &compte.personne.courriel)?;
    let here = sessions.iter().find(|one| Some(one.id) == session);
    if !here.is_some_and(|one| one.may_replace_password(ctx.now)) {
        check(ctx, db, &compte, ancien).await?;
    }
    let hash = hash(&mot).await?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    keep(&mut tx, personne, &hash).await?;
    store::session::close_all(&mut tx, personne, session).await?;
    tx.commit().await?;
    Ok(())
}

/// Gives somebody a password, from the command line: a first administrator, a demonstration.
///
/// # Errors
/// [`SetPasswordError`].
pub async fn give_password(
    ctx: &Ctx,
    db: &Db,
    personne: Id<Personne>,
    mot: &MotDePasse,
) -> Result<(), SetPasswordError> {
    ctx.require(DESACTIVER)?;
    let hash = hash(mot).await?;
    let mut tx = db.begin(&ctx.within(Id::INSTANCE)).await?;
    keep(&mut tx, personne, &hash).await?;
    store::session::close_all(&mut tx, personne, None).await?;
    tx.commit().await?;
    Ok(())
}

async fn check(ctx: &Ctx, db: &Db, compte: &Compte, ancien: &str) -> Result<(), SetPasswordError> {
    if compte.mot_de_passe.is_none() {
        return Ok(());
    }
    let essai = Essai::new(ctx, db, Geste::MotDePasse, &compte.personne.courriel);
    essai.count(ctx, db).await?.map_err(SetPasswordError::Pause)?;
    if !is_password(ancien, compte.mot_de_passe.clone()).await {
        return Err(SetPasswordError::Ancien);
    }
    let mut tx = db.begin(ctx).await?;
    essai.forgive(&mut tx).await?;
    tx.commit().await?;
    Ok(())
}

async fn keep(tx: &mut Tx, personne: Id<Personne>, hash: &str) -> Result<(), SetPasswordError> {
    if !store::personne::keep_password(tx, personne, hash).await? {
        return Err(SetPasswordError::Inconnu);
    }
    store::lien::revoke(tx, personne).await?;
    tx.record(Trace::new("comptes.mot_de_passe_change", format!("personne:{personne}")));
    Ok(())
}

impl Refusal for SetPasswordError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Ancien => (422, "comptes-mot-de-passe-actuel"),
            Self::Nouveau(_) => (422, "comptes-mot-de-passe-faible"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Inconnu => (404, "comptes-compte-inconnu"),
            Self::Denied(denied) => denied.problem(),
            Self::Hachage(_) => (500, "erreur-interne"),
            Self::Db(error) => error.problem(),
        }
    }
}
