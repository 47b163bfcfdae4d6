use crate::{Acte, NOTER, Refus, acte::Fait, store};
use db::{Trace, Tx};
use kernel::{Denied, Id};

/// Why an act was not written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// The corrected line does not exist in this CPTS.
    #[error("Cet acte n’existe pas.")]
    Inconnu,
    /// The act itself cannot be written.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// The caller may not.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// Storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

/// Writes an act in the caller's transaction: `source` is the table and the id of the row that proves it. A mission
/// calls it in the transaction that makes the fact true.
///
/// # Errors
/// [`Refus::DejaNote`] when this row already gave an act, another [`Refus`], or a fault.
pub async fn record(tx: &mut Tx, fait: Fait, source: (&str, &str)) -> Result<Id<Acte>, WriteError> {
    tx.ctx().require(NOTER)?;
    fait.check(kernel::today(tx.ctx().now))?;
    let acte = Acte {
        id: tx.ctx().id(),
        fait,
        source: (source.0.to_owned(), source.1.to_owned()),
        corrige: None,
        saisi_le: tx.ctx().now,
    };
    if !store::keep(tx, &acte).await? {
        return Err(Refus::DejaNote.into());
    }
    store::add_to_totals(tx, &acte.fait, acte.weight()).await?;
    tx.record(Trace::new("actes.acte_note", format!("acte:{}", acte.id)).after(&acte.proof()));
    Ok(acte.id)
}
