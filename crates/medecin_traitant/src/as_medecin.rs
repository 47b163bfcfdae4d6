//! What a doctor does with those whom they accepted, once it is known that it is them.

use crate::answer_carte::allow;
use crate::droits::TRAITER;
use crate::read_identite::ACCEPTE;
use crate::{Coffre, Demande, Foyer, Identite, Preuve, Reconnu, WriteError, store};
use db::Db;
use jiff::civil::Date;
use kernel::{Ctx, Id, Rights};

/// Who they are, for the doctor who said yes; each reading is in the journal.
///
/// # Errors
/// [`WriteError`].
pub async fn read_acceptees(
    ctx: &Ctx,
    db: &Db,
    qui: &Reconnu,
    foyer: Id<Foyer>,
) -> Result<Vec<(Demande, Identite)>, WriteError> {
    let mut all = Vec::new();
    for one in theirs(ctx, db, qui, foyer).await? {
        let identite = crate::read_identite(&lent(ctx), db, one.id, ACCEPTE).await?;
        all.push((one, identite));
    }
    Ok(all)
}

/// The doctor says the day of the first appointment.
///
/// # Errors
/// [`WriteError`].
pub async fn tell_rendez_vous(
    ctx: &Ctx,
    db: &Db,
    qui: &Reconnu,
    foyer: Id<Foyer>,
    jour: Date,
) -> Result<(), WriteError> {
    for one in theirs(ctx, db, qui, foyer).await? {
        crate::set_rendez_vous(&lent(ctx), db, one.id, jour).await?;
    }
    Ok(())
}

/// The doctor says that they are declared as médecin traitant, and since when.
///
/// # Errors
/// [`WriteError`].
pub async fn tell_declaree(
    ctx: &Ctx,
    db: &Db,
    qui: &Reconnu,
    foyer: Id<Foyer>,
    jour: Date,
) -> Result<(), WriteError> {
    for one in theirs(ctx, db, qui, foyer).await? {
        crate::declare_mt(&lent(ctx), db, one.id, Preuve::Medecin, jour).await?;
    }
    Ok(())
}

/// The people of a household whom that doctor accepted and who are not settled.
async fn theirs(ctx: &Ctx, db: &Db, qui: &Reconnu, foyer: Id<Foyer>) -> Result<Vec<Demande>, WriteError> {
    let mut tx = db.read(ctx).await?;
    allow(&mut tx, qui.voie(), qui.medecin()).await?;
    let mut all = store::demandes::du_foyer(&mut tx, &Coffre::new(db.secret(), ctx.cpts), foyer).await?;
    all.retain(|one| one.est_ouverte() && one.etat.medecin().is_some_and(|(who, _)| who == qui.medecin()));
    if all.is_empty() { Err(WriteError::Inconnu("Cette demande")) } else { Ok(all) }
}

/// The rights of the office, lent to a doctor for those whom they accepted, once it was looked at.
fn lent(ctx: &Ctx) -> Ctx {
    let own = [TRAITER, crate::droits::PRENDRE, comptes::droits::SUIVRE_LIEN];
    Ctx { rights: Rights::of(own), ..ctx.clone() }
}
