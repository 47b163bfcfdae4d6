use crate::add_adherent::{check_links, known};
use crate::change_adherent::UNKNOWN;
use crate::droits::VALIDER;
use crate::store::{adherents, vie};
use crate::{Adherent, College, Fiche, Phase, WriteError, letter};
use db::{Db, Trace, Tx};
use jiff::civil::Date;
use kernel::saisie::{Refus, line};
use kernel::{Ctx, Id, today};

/// The bureau accepts a request: a member since `depuis`, in that college when it says one. A request in double is accepted once whoever
/// it looks like is refused or gone. Of two people who decide at once, one does. A letter
/// tells them; false when no address of theirs is known.
///
/// # Errors
/// [`WriteError`], among them [`WriteError::DejaDecide`] and [`WriteError::SaPropreDemande`].
pub async fn accept_adhesion(
    ctx: &Ctx,
    db: &Db,
    id: Id<Adherent>,
    depuis: Date,
    college: Option<Id<College>>,
) -> Result<bool, WriteError> {
    ctx.require(VALIDER)?;
    let mut tx = db.begin(ctx).await?;
    let one = held(&mut tx, id).await?;
    if depuis > today(ctx.now) {
        return Err(Refus::new("depuis", "Cette date est dans le futur.").into());
    }
    if depuis < one.demande_le {
        return Err(Refus::new("depuis", "Cette date vient avant la demande.").into());
    }
    if one.en_double {
        known(&mut tx, &one.fiche(), Some(id)).await?;
    }
    let college = college.or(one.college);
    check_links(&mut tx, &Fiche { college, ..one.fiche() }, Some(&one)).await?;
    if !vie::accept(&mut tx, id, depuis, crate::author(ctx)).await? {
        return Err(WriteError::DejaDecide);
    }
    vie::move_college(&mut tx, id, college).await?;
    let trace = Trace::new("adhesions.adhesion_acceptee", crate::objet(id)).detail(one.nom());
    tx.record(trace.after(&(depuis, college)));
    let told = letter::accepted(&mut tx, &one, depuis).await?;
    tx.commit().await?;
    Ok(told)
}

/// The bureau refuses a request, with a reason that the letter says; false when no address of theirs is known.
///
/// # Errors
/// [`WriteError`], among them [`WriteError::DejaDecide`] and [`WriteError::SaPropreDemande`].
pub async fn refuse_adhesion(ctx: &Ctx, db: &Db, id: Id<Adherent>, motif: &str) -> Result<bool, WriteError> {
    ctx.require(VALIDER)?;
    let motif = line("motif", motif)?;
    let mut tx = db.begin(ctx).await?;
    let one = held(&mut tx, id).await?;
    if !vie::refuse(&mut tx, id, (today(ctx.now), &motif), crate::author(ctx)).await? {
        return Err(WriteError::DejaDecide);
    }
    tx.record(Trace::new("adhesions.adhesion_refusee", crate::objet(id)).detail(one.nom()).after(&motif));
    let told = letter::refused(&mut tx, &one, &motif).await?;
    tx.commit().await?;
    Ok(told)
}

/// A request that waits, and is not that of whoever decides. The schema refuses it too.
async fn held(tx: &mut Tx, id: Id<Adherent>) -> Result<Adherent, WriteError> {
    let me = crate::author(tx.ctx());
    let one = adherents::hold(tx, id).await?.ok_or(UNKNOWN)?;
    match one.etat.phase() {
        Phase::Demande if one.compte.is_some() && one.compte == me => Err(WriteError::SaPropreDemande),
        Phase::Demande => Ok(one),
        Phase::Adherent | Phase::Refuse | Phase::Sorti => Err(WriteError::DejaDecide),
    }
}
