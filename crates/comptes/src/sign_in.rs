use crate::{
    Entree, Moyen, Pause,
    attempt::Essai,
    hachage::is_password,
    open_session::{as_person, record_refusal, welcome},
    store,
    tentative::{Geste, encore},
};
use db::Db;
use kernel::Ctx;
use web::Refusal;

/// Why somebody is not let in.
#[derive(Debug, thiserror::Error)]
pub enum SignInError {
    /// Unknown address, wrong password or closed account: the sentence does not say which.
    #[error("L’adresse électronique ou le mot de passe n’est pas le bon.{}", encore(*.restants))]
    Refuse {
        /// Attempts left before a pause.
        restants: i64,
    },
    /// Too many attempts.
    #[error("{0} Vous pouvez aussi demander un lien de connexion.")]
    Pause(Pause),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Lets somebody in by their password. The answer takes as long whether or not the address has an account.
///
/// # Errors
/// [`SignInError`].
pub async fn sign_in(ctx: &Ctx, db: &Db, courriel: &str, mot_de_passe: &str) -> Result<Entree, SignInError> {
    let courriel = courriel.trim().to_lowercase();
    let essai = Essai::new(ctx, db, Geste::MotDePasse, &courriel);
    let restants = essai.count(ctx, db).await?.map_err(SignInError::Pause)?;
    let mut tx = db.read(ctx).await?;
    let compte = store::personne::by_courriel(&mut tx, &courriel).await?;
    drop(tx);
    let open = compte.as_ref().filter(|compte| compte.personne.desactivee_le.is_none());
    let right = is_password(mot_de_passe, open.and_then(|compte| compte.mot_de_passe.clone())).await;
    let Some(compte) = open.filter(|_| right) else {
        record_refusal(ctx, db, compte.map(|compte| compte.personne.id), "mot de passe").await?;
        return Err(SignInError::Refuse { restants });
    };
    let mut tx = db.begin(&as_person(ctx, compte.personne.id)).await?;
    essai.forgive(&mut tx).await?;
    let entree = welcome(&mut tx, compte, Moyen::MotDePasse).await?;
    tx.commit().await?;
    Ok(entree)
}

impl Refusal for SignInError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Refuse { .. } => (422, "comptes-connexion-refusee"),
            Self::Pause(_) => (429, "comptes-trop-d-essais"),
            Self::Db(error) => error.problem(),
        }
    }
}
