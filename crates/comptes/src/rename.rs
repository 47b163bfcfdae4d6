use crate::{Nom, droits::moi, membre::cle_tri, open_session::as_person, store};
use db::{Db, Trace};
use kernel::{Ctx, Denied};
use web::Refusal;

/// Why a name does not change.
#[derive(Debug, thiserror::Error)]
pub enum RenameError {
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

/// Gives the caller another name, in each of their CPTS.
///
/// # Errors
/// [`RenameError`].
pub async fn rename(ctx: &Ctx, db: &Db, nom: &Nom, prenom: &Nom) -> Result<(), RenameError> {
    let personne = moi(ctx)?;
    let mut tx = db.begin(&as_person(ctx, personne)).await?;
    let before = store::personne::by_id(&mut tx, personne).await?.ok_or(RenameError::Inconnu)?.personne;
    let (nom, prenom) = (nom.as_str(), prenom.as_str());
    store::personne::rename(&mut tx, personne, nom, prenom, &cle_tri(nom, prenom)).await?;
    let trace = Trace::new("comptes.nom_change", format!("personne:{personne}"));
    tx.record(trace.before(&(before.nom, before.prenom)).after(&(nom, prenom)));
    tx.commit().await?;
    Ok(())
}

impl Refusal for RenameError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu => (404, "comptes-compte-inconnu"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
