use crate::champ::{Nature, Source};
use crate::droits::MODIFIER;
use crate::fill::keep_saisies;
use crate::open_fiche::advance;
use crate::{Reference, Saisie, WriteError, ecart::ecarts, officiel, store};
use db::{Db, Trace};
use kernel::Ctx;

/// What to do when the official file disagrees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choix {
    /// Say what the official file says.
    Suivre,
    /// Keep what the CPTS says; this official value is not proposed again.
    Garder,
}

/// Settles a disagreement with the official file about one field.
///
/// # Errors
/// [`WriteError::SansEcart`] when there is none any more; another refusal or a fault.
pub async fn settle_ecart(
    ctx: &Ctx,
    db: &Db,
    reference: &Reference,
    nature: Nature,
    choix: Choix,
) -> Result<(), WriteError> {
    ctx.require(MODIFIER)?;
    let mut tx = db.begin(ctx).await?;
    store::revise(&mut tx).await?;
    let fiche = store::by_reference(&mut tx, reference).await?.ok_or(WriteError::Inconnue)?;
    let said = officiel::connu(&mut tx, &fiche.sujet).await?.unwrap_or_default();
    let found = ecarts(&fiche, &said.officiel).into_iter().find(|ecart| ecart.nature == nature);
    let ecart = found.ok_or(WriteError::SansEcart)?;
    advance(&mut tx, &fiche, fiche.numero).await?;
    let action = match choix {
        Choix::Suivre => {
            let saisie = Saisie { nature, valeur: Some(ecart.officiel), visibilite: None };
            keep_saisies(&mut tx, &fiche, &[saisie], Source::Cpts).await?;
            "annuaire.ecart_suivi"
        }
        Choix::Garder => {
            store::keep_ecarte(&mut tx, fiche.id, nature, &ecart.officiel.en_mots()).await?;
            "annuaire.ecart_garde"
        }
    };
    tx.record(Trace::new(action, fiche.objet()).detail(nature.libelle()));
    tx.commit().await?;
    Ok(())
}
