use crate::droits::MODIFIER;
use crate::open_fiche::{advance, find_or_open};
use crate::rattachement::RattachementRefus;
use crate::{Fiche, Rattachement, Reference, WriteError, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Says that somebody works in a structure, beside what the official file says.
///
/// # Errors
/// [`WriteError`].
pub async fn attach(
    ctx: &Ctx,
    db: &Db,
    reference: &Reference,
    structure: Reference,
    fonction: &str,
    depuis: Date,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let fonction = fonction.trim().to_owned();
    let new = Rattachement { id: ctx.id(), structure, fonction, depuis, jusquau: None };
    new.check()?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    if let Reference::Locale(id) = &new.structure {
        store::fiche(&mut tx, *id).await?.ok_or(RattachementRefus::PasUneStructure)?;
    }
    let fiche = find_or_open(&mut tx, reference).await?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    if !store::keep_rattachement(&mut tx, fiche.id, &new).await? {
        return Err(RattachementRefus::Deja.into());
    }
    tx.record(Trace::new("annuaire.rattachement_note", fiche.objet()).detail(&new.structure).after(&new));
    tx.commit().await?;
    Ok(())
}

/// Says when it ends, or with `None` that it was never so.
///
/// # Errors
/// [`WriteError`].
pub async fn detach(
    ctx: &Ctx,
    db: &Db,
    fiche: Id<Fiche>,
    id: Id<Rattachement>,
    jusquau: Option<Date>,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, fiche).await?.ok_or(WriteError::Inconnue)?;
    let known = fiche.rattachements.iter().find(|one| one.id == id).ok_or(WriteError::LigneInconnue)?;
    Rattachement { jusquau, ..known.clone() }.check()?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    let (kept, action) = match jusquau {
        Some(last) => {
            (store::end_rattachement(&mut tx, fiche.id, id, last).await?, "annuaire.rattachement_fini")
        }
        None => (store::drop_rattachement(&mut tx, fiche.id, id).await?, "annuaire.rattachement_retire"),
    };
    if !kept {
        return Err(WriteError::LigneInconnue);
    }
    tx.record(Trace::new(action, fiche.objet()).detail(&known.structure).before(known));
    tx.commit().await?;
    Ok(())
}
