use crate::droits::TRAITER;
use crate::{Coffre, Demande, Etat, Identite, Origine, Situation, WriteError, author, loi, objet, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// What an operator typed.
#[derive(Debug, Clone)]
pub struct Nouvelle {
    /// Drawn once by whoever asks: sent again with the same, it is the same request.
    pub id: Id<Demande>,
    /// Through whom it comes.
    pub origine: Origine,
    /// What counts.
    pub situation: Situation,
    /// Who it is for; nobody for a call without a name.
    pub identite: Option<Identite>,
}

/// Keeps a call; its clock starts now. Sent again after a broken connection, it answers the request that was kept the first time.
///
/// # Errors
/// [`WriteError`]; nothing is written then.
pub async fn receive(ctx: &Ctx, db: &Db, new: Nouvelle) -> Result<Demande, WriteError> {
    ctx.require(TRAITER)?;
    let situation = new.situation.check()?;
    let identite = new.identite.map(Identite::check).transpose()?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let (recue_le, echeance) = (ctx.now, loi::echeance(ctx.now));
    let one =
        Demande { id: new.id, origine: new.origine, recue_le, echeance, situation, etat: Etat::Ouverte };
    let mut tx = db.begin(ctx).await?;
    if !store::demandes::keep(&mut tx, &coffre, &one, author(ctx)).await? {
        let kept = store::demandes::demande(&mut tx, &coffre, one.id).await?.ok_or(WriteError::DejaNote)?;
        let same = kept.origine == one.origine && kept.situation == one.situation;
        return if same { Ok(kept) } else { Err(WriteError::DejaNote) };
    }
    if let Some(who) = &identite {
        store::identites::keep(&mut tx, one.id, &coffre.seal_identite(one.id, who)).await?;
        if let Some(phone) = &who.telephone {
            store::identites::print(&mut tx, one.id, &coffre.empreinte(phone)).await?;
        }
    }
    tx.record(Trace::new("snp.demande_recue", objet(one.id)).detail(one.origine.libelle()));
    tx.commit().await?;
    Ok(one)
}
