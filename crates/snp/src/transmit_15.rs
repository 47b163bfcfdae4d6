use crate::droits::TRAITER;
use crate::etape::{Etape, entrusted, note};
use crate::place::DEMANDE;
use crate::{Coffre, Demande, Transmission, WriteError, author, objet, store};
use db::{Db, Trace};
use kernel::saisie::words;
use kernel::{Ctx, Id};
use std::collections::BTreeSet;

/// Hands a request over to the 15: which flags, what was told, by whom and when stay with it, sealed. `drapeaux` adds those
/// that came up since the call was kept. Sent twice, it is handed over once.
///
/// # Errors
/// [`WriteError`]: no flag, no words, a request that is placed or over.
pub async fn transmit_15(
    ctx: &Ctx,
    db: &Db,
    id: Id<Demande>,
    drapeaux: BTreeSet<String>,
    dit: &str,
) -> Result<(), WriteError> {
    ctx.require(TRAITER)?;
    let dit = words("dit", dit)?;
    let coffre = Coffre::new(db.secret(), ctx.cpts);
    let mut tx = db.begin(&entrusted(ctx)).await?;
    let mut one = store::demandes::hold(&mut tx, &coffre, id).await?.ok_or(DEMANDE)?;
    one.situation.drapeaux.extend(drapeaux);
    let said = Transmission { drapeaux: one.situation.drapeaux.clone(), dit };
    if let Some((kept, ..)) = store::transmissions::de(&mut tx, &coffre, id).await? {
        return if kept == said { Ok(()) } else { Err(WriteError::DejaNote) };
    }
    let etat = one.transmit(ctx.now)?;
    store::demandes::set_situation(&mut tx, &coffre, id, &one.situation).await?;
    store::demandes::move_to(&mut tx, id, &etat).await?;
    store::transmissions::keep(&mut tx, &coffre, id, &said, author(ctx)).await?;
    store::sollicitations::withdraw(&mut tx, id).await?;
    store::aubaines::forget(&mut tx, id).await?;
    note(&mut tx, id, Etape::Transmise15).await?;
    tx.record(Trace::new("snp.demande_transmise", objet(id)).detail(said.drapeaux.len()));
    Ok(tx.commit().await?)
}
