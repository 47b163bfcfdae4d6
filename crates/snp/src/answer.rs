use crate::ask_mt::USAGE;
use crate::demande::Refus;
use crate::droits::TRAITER;
use crate::etape::entrusted;
use crate::place::DEMANDE;
use crate::{Coffre, Etat, Reponse, Sollicitation, WriteError, objet, store};
use db::{Db, Trace, Tx};
use kernel::{Actor, Ctx, Id};

/// A professional answers: by the link sent to them, or by telephone to an operator. A yes takes the request, and the other
/// questions are taken back: of two that come together, one wins and the other is told. A no of the own doctor gives the hand
/// to all. The same said twice is said once.
///
/// # Errors
/// [`WriteError`].
pub async fn answer(ctx: &Ctx, db: &Db, id: Id<Sollicitation>, oui: bool) -> Result<(), WriteError> {
    const QUESTION: WriteError = WriteError::Inconnu("Cette question");
    let said = if oui { Reponse::Oui } else { Reponse::Non };
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    allow(&mut tx, id).await?;
    let asked = store::sollicitations::sollicitation(&mut tx, id).await?.ok_or(QUESTION)?;
    // The request first: everybody holds it before its questions.
    let one = store::demandes::hold(&mut tx, &coffre, asked.demande).await?.ok_or(DEMANDE)?;
    let asked = store::sollicitations::sollicitation(&mut tx, id).await?.ok_or(QUESTION)?;
    if asked.reponse == Some(said) {
        return Ok(());
    }
    let etat = match (oui, one.etat) {
        (true, _) => one.take(asked.effecteur, ctx.now)?,
        (false, Etat::MtInterroge { effecteur, .. }) if effecteur == asked.effecteur => one.widen()?,
        (false, same) => same,
    };
    if !store::sollicitations::answer(&mut tx, id, said).await? {
        return Err(late(&asked));
    }
    if oui {
        for other in store::sollicitations::de(&mut tx, one.id).await? {
            if other.reponse.is_none() {
                store::sollicitations::answer(&mut tx, other.id, Reponse::Retiree).await?;
            }
        }
        store::aubaines::forget(&mut tx, one.id).await?;
    }
    if etat != one.etat {
        store::demandes::move_to(&mut tx, one.id, &etat).await?;
    }
    tx.record(Trace::new("snp.reponse_notee", objet(one.id)).detail(said.libelle()));
    Ok(tx.commit().await?)
}

/// By the link that is about this question, or by an operator.
async fn allow(tx: &mut Tx, id: Id<Sollicitation>) -> Result<(), WriteError> {
    if !matches!(tx.ctx().actor, Actor::Lien(_)) {
        return Ok(tx.ctx().require(TRAITER)?);
    }
    tx.ctx().require(comptes::droits::SUIVRE_LIEN)?;
    let theirs = comptes::holds_lien_direct(tx, USAGE, id.uuid()).await?;
    if theirs { Ok(()) } else { Err(WriteError::LienPerdu) }
}

fn late(asked: &Sollicitation) -> WriteError {
    match asked.reponse {
        Some(Reponse::Retiree) => Refus::DejaPrise.into(),
        Some(Reponse::Oui | Reponse::Non) => WriteError::DejaNote,
        None => WriteError::PasPossible("Le délai pour répondre est passé\u{a0}: appelez la CPTS."),
    }
}
