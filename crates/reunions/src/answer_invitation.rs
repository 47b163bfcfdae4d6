use crate::droits::VOIR;
use crate::invite::{Invite, Reponse};
use crate::reunion::{Etat, Reunion};
use crate::write_error::EtatRefus;
use crate::{USAGE, WriteError, author, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Denied, Id};

/// Answers with the link of an invitation; the answer changes as often as wanted until the meeting starts.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_by_link(ctx: &Ctx, db: &Db, id: Id<Invite>, reponse: Reponse) -> Result<(), WriteError> {
    let mut tx = db.begin(ctx).await?;
    if !comptes::holds_lien_direct(&mut tx, USAGE, id.uuid()).await? {
        return Err(EtatRefus::LienPerime.into());
    }
    answer(tx, id, reponse).await
}

/// Answers as the member that one's account is.
///
/// # Errors
/// [`WriteError`].
pub async fn answer_invitation(
    ctx: &Ctx,
    db: &Db,
    reunion: Id<Reunion>,
    reponse: Reponse,
) -> Result<(), WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.begin(ctx).await?;
    let me = author(ctx).ok_or(Denied { right: VOIR })?;
    let who =
        adhesions::par_compte(&mut tx, me).await?.ok_or(WriteError::Inconnu("Votre fiche d’adhérent"))?;
    let mine =
        store::invites::of(&mut tx, reunion, who.id).await?.ok_or(WriteError::Inconnu("Cette invitation"))?;
    answer(tx, mine.id, reponse).await
}

async fn answer(mut tx: Tx, id: Id<Invite>, reponse: Reponse) -> Result<(), WriteError> {
    let unknown = || WriteError::Inconnu("Cette invitation");
    // The meeting first, as a reminder does: of two who want both rows, neither waits for the other.
    let known = store::invites::one(&mut tx, id).await?.ok_or_else(unknown)?;
    let meeting =
        store::reunions::hold(&mut tx, known.reunion).await?.ok_or(WriteError::Inconnu("Cette réunion"))?;
    let one = store::invites::hold(&mut tx, id).await?.ok_or_else(unknown)?;
    match meeting.etat {
        Etat::Annulee { .. } => return Err(EtatRefus::Annulee.into()),
        Etat::Tenue { .. } => return Err(EtatRefus::Tenue.into()),
        Etat::Prevue if crate::heures::instant(meeting.debut) <= tx.ctx().now => {
            return Err(EtatRefus::Commencee.into());
        }
        Etat::Prevue => {}
    }
    if one.reponse == reponse || reponse == Reponse::Attendu {
        return Ok(());
    }
    if reponse == Reponse::Oui && !store::reunions::seat(&mut tx, meeting.id, true).await? {
        return Err(EtatRefus::Complet.into());
    }
    if one.reponse == Reponse::Oui {
        store::reunions::seat(&mut tx, meeting.id, false).await?;
    }
    store::invites::answer(&mut tx, id, reponse).await?;
    let trace = Trace::new("reunions.invitation_repondue", format!("reunion:{}", meeting.id));
    tx.record(trace.detail(reponse.libelle()).before(&one.reponse).after(&reponse));
    tx.commit().await?;
    Ok(())
}
