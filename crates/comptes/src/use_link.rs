use crate::{
    Entree, jeton,
    open_session::{as_person, record_refusal, welcome},
    store,
};
use db::Db;
use kernel::Ctx;
use web::Refusal;

/// Why a link opens nothing.
#[derive(Debug, thiserror::Error)]
pub enum UseLinkError {
    /// Used, too old, or never sent: the sentence is the same.
    #[error("Ce lien a déjà servi ou n’est plus valable\u{a0}: demandez-en un autre.")]
    Perime,
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Lets in whoever holds the link; it works once, whatever the number of clicks.
///
/// # Errors
/// [`UseLinkError`].
pub async fn use_link(ctx: &Ctx, db: &Db, token: &str) -> Result<Entree, UseLinkError> {
    let empreinte = jeton::empreinte(token);
    let mut tx = db.read(ctx).await?;
    let lien = store::lien::from_mailbox(&mut tx, &empreinte).await?;
    let compte = match &lien {
        Some(lien) => store::personne::by_id(&mut tx, lien.personne).await?,
        None => None,
    };
    drop(tx);
    let open = compte.filter(|compte| compte.personne.desactivee_le.is_none());
    let (Some(lien), Some(compte)) = (lien, open) else {
        record_refusal(ctx, db, None, "lien périmé").await?;
        return Err(UseLinkError::Perime);
    };
    let mut tx = db.begin(&as_person(ctx, lien.personne)).await?;
    if !store::lien::spend(&mut tx, &empreinte).await? {
        return Err(UseLinkError::Perime);
    }
    let entree = welcome(&mut tx, &compte, lien.moyen).await?;
    tx.commit().await?;
    Ok(entree)
}

impl Refusal for UseLinkError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Perime => (410, "comptes-lien-perime"),
            Self::Db(error) => error.problem(),
        }
    }
}
