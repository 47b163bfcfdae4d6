use crate::confirm::USAGE;
use crate::droits::MODIFIER;
use crate::open_fiche::advance;
use crate::{Fiche, Local, Sujet, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// Name of an actor that was erased.
const EFFACE: &str = "Acteur effacé";

/// Erases all that was typed about somebody, at their request: values, absences, structures, answers, pending links; for an
/// actor that only this directory knows, the name too. The line of the official file stays, and the journal keeps that it
/// happened. That they want no messages stays, since they asked for it.
///
/// # Errors
/// [`WriteError`].
pub async fn erase_fiche(ctx: &Ctx, db: &Db, id: Id<Fiche>) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    store::drop_champs(&mut tx, id).await?;
    store::drop_absences(&mut tx, id).await?;
    store::drop_rattachements(&mut tx, id).await?;
    store::drop_reponses(&mut tx, id).await?;
    store::keep_confirmation(&mut tx, id, None).await?;
    store::keep_effacement(&mut tx, id).await?;
    comptes::revoke_liens_directs(&mut tx, USAGE, id.uuid()).await?;
    if let Sujet::Local(local) = &fiche.sujet {
        let nobody = Local {
            nom: EFFACE.to_owned(),
            contact: String::new(),
            precision: String::new(),
            ..local.clone()
        };
        store::keep_local(&mut tx, id, &nobody).await?;
        store::keep_retrait(&mut tx, id, Some(ctx.now)).await?;
    }
    let detail = ui::francais::compte(i64::try_from(fiche.champs.len()).unwrap_or(0), "champ", "champs");
    tx.record(Trace::new("annuaire.fiche_effacee", fiche.objet()).detail(detail));
    tx.commit().await?;
    Ok(())
}
