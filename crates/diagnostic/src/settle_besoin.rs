use crate::besoin::{Besoin, Refus};
use crate::droits::ANIMER;
use crate::preuve::Preuve;
use crate::{WriteError, store};
use db::{Db, Trace, Tx};
use kernel::{Ctx, Id};

/// What becomes of a need.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sort {
    /// Off the list, for this reason.
    Retirer(String),
    /// Merged into this one.
    Fondre(Id<Besoin>),
    /// Back on the list.
    Reprendre,
}

/// Withdraws a need, merges it into another, or brings it back. Not while a session ranks it. The evidence of a need that is
/// merged is tied to the other as well, with who tied it and when; it stays with both if they part again.
///
/// # Errors
/// [`WriteError`].
pub async fn settle_besoin(ctx: &Ctx, db: &Db, id: Id<Besoin>, sort: &Sort) -> Result<(), WriteError> {
    ctx.require(ANIMER)?;
    let mut tx = db.begin(ctx).await?;
    let old = held(&mut tx, id).await?;
    let (new, action) = match sort {
        Sort::Retirer(motif) => (old.withdrawn(ctx.now, motif)?, "diagnostic.besoin_retire"),
        Sort::Fondre(autre) => {
            let other = held(&mut tx, *autre).await?;
            (old.merged(&other, ctx.now)?, "diagnostic.besoin_fondu")
        }
        Sort::Reprendre => (old.reopened()?, "diagnostic.besoin_repris"),
    };
    if store::seances::is_being_ranked(&mut tx, id).await? {
        return Err(Refus::EnSeance.into());
    }
    store::besoins::change(&mut tx, &new).await?;
    if let Sort::Fondre(autre) = sort {
        carry(&mut tx, id, *autre).await?;
    }
    let trace = Trace::new(action, format!("besoin:{id}"));
    tx.record(trace.detail(&new.texte.titre).before(&old).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Ties the evidence of one need to another; what the other already has is not tied twice.
async fn carry(tx: &mut Tx, from: Id<Besoin>, to: Id<Besoin>) -> Result<(), WriteError> {
    for preuve in store::preuves::preuves(tx, Some(from)).await? {
        let suit = Preuve { id: tx.ctx().id(), besoin: to, ..preuve };
        if store::preuves::tie(tx, &suit).await? {
            let trace = Trace::new("diagnostic.preuve_ajoutee", format!("besoin:{to}"));
            tx.record(trace.detail(&suit.fait.libelle).after(&suit));
        }
    }
    Ok(())
}

async fn held(tx: &mut Tx, id: Id<Besoin>) -> Result<Besoin, WriteError> {
    store::besoins::hold(tx, id).await?.ok_or(WriteError::Inconnu("Ce besoin"))
}
