use crate::{
    AddError, Etat, Jeton, MembreInvite, Moyen, NouveauMembre, Personne, Usage, add, lien::chemin, store,
};
use db::Db;
use kernel::{Ctx, Id};

/// Why somebody cannot be invited: the same reasons as for adding them.
pub type InviteError = AddError;

/// Invites somebody to the CPTS of the caller: a mail with a link that is good for seven days.
///
/// # Errors
/// [`InviteError`].
pub async fn invite(ctx: &Ctx, db: &Db, nouveau: &NouveauMembre) -> Result<Id<Personne>, InviteError> {
    let mut tx = db.begin(ctx).await?;
    let membre = add(&mut tx, nouveau, Etat::Invite).await?;
    let cpts = store::cpts::here(&mut tx).await?.ok_or(AddError::CptsInconnue)?;
    let jeton = Jeton::draw();
    let whose = Some(membre.personne);
    store::lien::keep(&mut tx, &jeton.empreinte(), Usage::Invitation, whose, Moyen::Lien).await?;
    tx.publish(&MembreInvite {
        courriel: membre.courriel,
        prenom: membre.prenom,
        cpts: cpts.nom.to_string(),
        chemin: chemin(&jeton),
        expire: Usage::Invitation.expire(ctx.now),
    })
    .await?;
    tx.commit().await?;
    Ok(membre.personne)
}
