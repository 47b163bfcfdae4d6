use crate::{Acte, CORRIGER, Correction, Refus, WriteError, acte::Fait, store};
use db::{Trace, Tx};
use kernel::Id;

/// Corrects a line: the new line cites it and says why; the old one stays and no longer counts. Without a `fait`
/// the act is cancelled: it did not take place.
///
/// # Errors
/// [`WriteError::Inconnu`], [`Refus::DejaCorrige`] when somebody was faster, another refusal or a fault.
pub async fn correct(
    tx: &mut Tx,
    id: Id<Acte>,
    fait: Option<Fait>,
    motif: &str,
) -> Result<Id<Acte>, WriteError> {
    tx.ctx().require(CORRIGER)?;
    if motif.trim().is_empty() {
        return Err(Refus::SansMotif.into());
    }
    let old = store::acte(tx, id).await?.ok_or(WriteError::Inconnu)?;
    let annule = fait.is_none();
    let fait = fait.unwrap_or_else(|| old.fait.clone());
    fait.check(kernel::today(tx.ctx().now))?;
    let new = Acte {
        id: tx.ctx().id(),
        fait,
        source: old.source.clone(),
        corrige: Some(Correction { acte: id, motif: motif.trim().to_owned(), annule }),
        saisi_le: tx.ctx().now,
    };
    if !store::keep(tx, &new).await? {
        return Err(Refus::DejaCorrige.into());
    }
    store::add_to_totals(tx, &old.fait, -old.weight()).await?;
    store::add_to_totals(tx, &new.fait, new.weight()).await?;
    let trace = Trace::new("actes.acte_corrige", format!("acte:{}", new.id));
    tx.record(trace.detail(format!("corrige {id}")).before(&old.proof()).after(&new.proof()));
    Ok(new.id)
}
