use crate::besoin::{Besoin, Refus};
use crate::droits::{ANIMER, ECRIRE};
use crate::signalement::{self, words};
use crate::store::besoins::{self, Commentaire};
use crate::{WriteError, write_besoin::author};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Says something of a need.
///
/// # Errors
/// [`WriteError`].
pub async fn comment_besoin(ctx: &Ctx, db: &Db, besoin: Id<Besoin>, texte: &str) -> Result<(), WriteError> {
    ctx.require(ECRIRE)?;
    let auteur = author(ctx).ok_or(WriteError::SansAuteur)?;
    let texte = words(texte, signalement::Refus::SansTexte)?;
    let mut tx = db.begin(ctx).await?;
    let known = besoins::besoin(&mut tx, besoin).await?.ok_or(WriteError::Inconnu("Ce besoin"))?;
    if !known.is_ouvert() {
        return Err(Refus::PlusOuvert.into());
    }
    let commentaire = Commentaire { id: ctx.id(), besoin, auteur, texte, ecrit_le: ctx.now };
    besoins::add_commentaire(&mut tx, &commentaire).await?;
    let trace = Trace::new("diagnostic.besoin_commente", format!("besoin:{besoin}"));
    tx.record(trace.after(&commentaire));
    tx.commit().await?;
    Ok(())
}

/// Takes back a comment: one's own, or any for whoever leads the diagnostic.
///
/// # Errors
/// [`WriteError`].
pub async fn take_back_comment(ctx: &Ctx, db: &Db, id: Id<Commentaire>) -> Result<(), WriteError> {
    ctx.require(ECRIRE)?;
    let whose =
        if ctx.rights.contains(ANIMER) { None } else { Some(author(ctx).ok_or(WriteError::SansAuteur)?) };
    let mut tx = db.begin(ctx).await?;
    if !besoins::retire_commentaire(&mut tx, id, whose).await? {
        return Err(WriteError::Inconnu("Ce commentaire"));
    }
    tx.record(Trace::new("diagnostic.commentaire_retire", format!("commentaire:{id}")));
    tx.commit().await?;
    Ok(())
}
