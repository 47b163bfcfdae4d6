use crate::droits::{COMMENTER, CONDUIRE};
use crate::section::Commentaire;
use crate::{WriteError, read_sections::section, store::sections};
use db::{Db, Trace};
use kernel::saisie::words;
use kernel::{Ctx, Id};

/// Says something of a part.
///
/// # Errors
/// [`WriteError`].
pub async fn comment_section(
    ctx: &Ctx,
    db: &Db,
    code: &str,
    texte: &str,
) -> Result<Id<Commentaire>, WriteError> {
    ctx.require(COMMENTER)?;
    let auteur = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let texte = words("texte", texte)?;
    let mut tx = db.begin(ctx).await?;
    let known = section(&mut tx, code).await?.ok_or(WriteError::Inconnu("Cette partie"))?;
    let one = Commentaire {
        id: ctx.id(),
        section: code.to_owned(),
        redaction: known.numero(),
        texte,
        auteur,
        ecrit_le: ctx.now,
        resolu: None,
    };
    sections::add_commentaire(&mut tx, &one).await?;
    let trace = Trace::new("projet_sante.partie_commentee", format!("section:{code}"));
    tx.record(trace.detail(&known.modele.titre).after(&one));
    tx.commit().await?;
    Ok(one.id)
}

/// Settles a comment, or opens it again: its author, whoever writes the part, whoever leads.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_comment(ctx: &Ctx, db: &Db, id: Id<Commentaire>, resolu: bool) -> Result<(), WriteError> {
    ctx.require(COMMENTER)?;
    let me = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let mut tx = db.begin(ctx).await?;
    let one = sections::commentaire(&mut tx, id).await?.ok_or(WriteError::Inconnu("Ce commentaire"))?;
    let writer = section(&mut tx, &one.section).await?.and_then(|section| section.responsable);
    if one.auteur != me && writer != Some(me) {
        ctx.require(CONDUIRE)?;
    }
    let state = resolu.then_some((ctx.now, Some(me)));
    if !sections::settle_commentaire(&mut tx, id, state).await? {
        return Err(WriteError::Inconnu("Ce commentaire à cet état"));
    }
    let action = if resolu { "projet_sante.commentaire_resolu" } else { "projet_sante.commentaire_rouvert" };
    tx.record(Trace::new(action, format!("commentaire:{id}")));
    tx.commit().await?;
    Ok(())
}

/// Takes back a comment: one's own, or any for whoever leads.
///
/// # Errors
/// [`WriteError`].
pub async fn take_back_comment(ctx: &Ctx, db: &Db, id: Id<Commentaire>) -> Result<(), WriteError> {
    ctx.require(COMMENTER)?;
    let me = crate::author(ctx).ok_or(WriteError::SansAuteur)?;
    let whose = (!ctx.rights.contains(CONDUIRE)).then_some(me);
    let mut tx = db.begin(ctx).await?;
    if !sections::retire_commentaire(&mut tx, id, whose).await? {
        return Err(WriteError::Inconnu("Ce commentaire"));
    }
    tx.record(Trace::new("projet_sante.commentaire_retire", format!("commentaire:{id}")));
    tx.commit().await?;
    Ok(())
}
