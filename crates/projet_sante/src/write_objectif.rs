use crate::action::Objectif;
use crate::droits::CONDUIRE;
use crate::{WriteError, store::actions};
use db::{Db, Trace, Tx};
use diagnostic::Besoin;
use kernel::saisie::Refus;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Writes an objective, new or in place of what one said. It answers needs that stand.
///
/// # Errors
/// [`WriteError`].
pub async fn write_objectif(
    ctx: &Ctx,
    db: &Db,
    id: Option<Id<Objectif>>,
    (titre, cible): (&str, &str),
    besoins: BTreeSet<Id<Besoin>>,
) -> Result<Id<Objectif>, WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let before = match id {
        None => None,
        Some(id) => Some(held(&mut tx, id).await?),
    };
    let new = Objectif {
        id: id.unwrap_or_else(|| ctx.id()),
        titre: titre.to_owned(),
        cible: cible.to_owned(),
        besoins,
        retire_le: None,
    }
    .check()?;
    let stand: BTreeSet<Id<Besoin>> =
        diagnostic::retenus(&mut tx).await?.into_iter().map(|one| one.besoin.id).collect();
    if !new.besoins.is_subset(&stand) {
        return Err(Refus::new("besoins", "Un des besoins n’est plus sur la liste du diagnostic.").into());
    }
    match before {
        Some(_) => actions::change_objectif(&mut tx, &new).await?,
        None if actions::add_objectif(&mut tx, &new, crate::author(ctx)).await? => {}
        None => return Err(WriteError::DejaNote),
    }
    let trace = Trace::new("projet_sante.objectif_ecrit", format!("objectif:{}", new.id));
    tx.record(trace.detail(&new.titre).before(&before).after(&new));
    tx.commit().await?;
    Ok(new.id)
}

/// Takes an objective off the list, or brings it back. Its actions stay, without objective to be read from them.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_objectif(ctx: &Ctx, db: &Db, id: Id<Objectif>, retire: bool) -> Result<(), WriteError> {
    ctx.require(CONDUIRE)?;
    let mut tx = db.begin(ctx).await?;
    let before = held(&mut tx, id).await?;
    let after = Objectif { retire_le: retire.then_some(ctx.now), ..before.clone() };
    actions::change_objectif(&mut tx, &after).await?;
    let action = if retire { "projet_sante.objectif_retire" } else { "projet_sante.objectif_repris" };
    tx.record(
        Trace::new(action, format!("objectif:{id}")).detail(&before.titre).before(&before).after(&after),
    );
    tx.commit().await?;
    Ok(())
}

async fn held(tx: &mut Tx, id: Id<Objectif>) -> Result<Objectif, WriteError> {
    actions::hold_objectif(tx, id).await?.ok_or(WriteError::Inconnu("Cet objectif"))
}
