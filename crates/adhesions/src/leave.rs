use crate::add_adherent::known;
use crate::change_adherent::UNKNOWN;
use crate::droits::MODIFIER;
use crate::store::{adherents, vie};
use crate::{Adherent, Etat, WriteError};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::saisie::{Refuses, line};
use kernel::{Ctx, Id, today};

/// A member leaves on that day, the first one out, with a reason.
///
/// # Errors
/// [`WriteError`].
pub async fn leave(ctx: &Ctx, db: &Db, id: Id<Adherent>, le: Date, motif: &str) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    let Etat::Adherent { depuis } = one.etat else {
        return Err(WriteError::PasPossible("Seul un adhérent peut quitter l’association."));
    };
    let mut faults = Refuses::default();
    let motif = faults.keep(line("motif", motif));
    if le < depuis {
        faults.add("le", "Cette date vient avant l’adhésion.");
    }
    if le > today(ctx.now) {
        faults.add("le", "Cette date est dans le futur.");
    }
    faults.finish(())?;
    if !vie::leave(&mut tx, id, le, &motif).await? {
        return Err(WriteError::DejaNote);
    }
    let trace = Trace::new("adhesions.sortie_notee", crate::objet(id)).detail(one.nom());
    tx.record(trace.before(&one.etat).after(&(le, motif)));
    tx.commit().await?;
    Ok(())
}

/// An exit noted by mistake is undone: the membership goes on as if it had not been noted.
///
/// # Errors
/// [`WriteError`].
pub async fn undo_leave(ctx: &Ctx, db: &Db, id: Id<Adherent>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    let one = adherents::hold(&mut tx, id).await?.ok_or(UNKNOWN)?;
    known(&mut tx, &one.fiche(), Some(id)).await?;
    if !vie::undo_leave(&mut tx, id).await? {
        return Err(WriteError::PasPossible("Cette personne n’est pas sortie."));
    }
    tx.record(Trace::new("adhesions.sortie_annulee", crate::objet(id)).detail(one.nom()).before(&one.etat));
    tx.commit().await?;
    Ok(())
}
