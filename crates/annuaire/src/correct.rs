use crate::absence::Annonce;
use crate::announce_absence::keep_annonce;
use crate::champ::Nature;
use crate::confirm::{answering, keep_answer, keep_confirmation};
use crate::fill::{keep_saisies, named};
use crate::open_fiche::advance;
use crate::reponse::Suite;
use crate::{Fiche, Saisie, WriteError, store};
use db::{Db, Trace};
use kernel::{Ctx, Id};

/// What somebody corrects in one go.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrections {
    /// Fields, as they should be.
    pub saisies: Vec<Saisie>,
    /// A coming absence.
    pub absence: Option<Annonce>,
}

/// What a correction changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Corrigee {
    /// Fields.
    pub natures: Vec<Nature>,
    /// An absence was announced.
    pub absence: bool,
}

/// The owner by their link, or the office on their behalf, corrects an entry and confirms the rest. `lu` is the number of the
/// entry that they read.
///
/// # Errors
/// [`WriteError`].
pub async fn correct(
    ctx: &Ctx,
    db: &Db,
    id: Id<Fiche>,
    lu: i64,
    corrections: &Corrections,
) -> Result<Corrigee, WriteError> {
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let source = answering(&mut tx, id).await?;
    let fiche = store::fiche(&mut tx, id).await?.ok_or(WriteError::Inconnue)?;
    advance(&mut tx, &fiche, lu).await?;
    let natures = keep_saisies(&mut tx, &fiche, &corrections.saisies, source).await?;
    if let Some(annonce) = &corrections.absence {
        keep_annonce(&mut tx, &fiche, annonce, source).await?;
    }
    keep_confirmation(&mut tx, &fiche, source).await?;
    let absence = corrections.absence.is_some();
    let changed = !natures.is_empty() || absence;
    let suite = if changed { Suite::Corrigee } else { Suite::Confirmee };
    keep_answer(&mut tx, &fiche, source, suite, (natures.clone(), absence)).await?;
    let action = if changed { "annuaire.fiche_corrigee" } else { "annuaire.fiche_confirmee" };
    tx.record(Trace::new(action, fiche.objet()).detail(named(&natures)));
    tx.commit().await?;
    Ok(Corrigee { natures, absence })
}
