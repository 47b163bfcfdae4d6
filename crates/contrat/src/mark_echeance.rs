use crate::contrat::Contrat;
use crate::droits::SUIVRE;
use crate::echeance::{Faite, Gardee};
use crate::refus::words;
use crate::write_contrat::{held, objet};
use crate::{Refus, WriteError, store};
use db::{Db, Trace};
use jiff::civil::Date;
use kernel::{Ctx, Id};

/// Says that an obligation is done, that day; or, without a day, that it is not.
///
/// # Errors
/// [`WriteError`].
pub async fn mark_echeance(
    ctx: &Ctx,
    db: &Db,
    id: Id<Contrat>,
    cle: &str,
    le: Option<Date>,
    note: &str,
) -> Result<(), WriteError> {
    ctx.require(SUIVRE)?;
    let note = words("note", note, 2000)?;
    if let Some(jour) = le.filter(|jour| *jour > crate::today(ctx.now)) {
        return Err(Refus::Futur { champ: "faite_le", jour }.into());
    }
    let mut tx = db.begin(ctx).await?;
    held(&mut tx, id).await?;
    let all = store::echeances::gardees(&mut tx, id).await?;
    let old = all.into_iter().find(|one| one.cle == cle && one.retire_le.is_none());
    let old = old.ok_or(Refus::EcheanceInconnue)?;
    let new = Gardee { faite: le.map(|le| Faite { le, note }), change_le: ctx.now, ..old.clone() };
    store::echeances::keep(&mut tx, id, &new).await?;
    let action = if le.is_some() { "contrat.echeance_faite" } else { "contrat.echeance_rouverte" };
    tx.record(Trace::new(action, objet(id)).detail(&new.libelle).before(&old.faite).after(&new.faite));
    tx.commit().await?;
    Ok(())
}
