use crate::WriteError;
use crate::refuse::undo;
use crate::store::{self, lignes};
use db::Tx;
use uuid::Uuid;

/// The row that another room had proposed to pay no longer stands: its line comes to nothing, and what was paid is taken back by
/// the next payment. In the transaction of whoever holds that row; nothing happens when it gave no line, or when somebody settled it.
///
/// # Errors
/// [`WriteError`].
pub async fn withdraw_proposition(tx: &mut Tx, source: (&str, Uuid), motif: &str) -> Result<(), WriteError> {
    store::hold(tx).await?;
    match lignes::hold_source(tx, source.0, source.1).await? {
        Some(line) if !line.settled_by_somebody() => undo(tx, &line, None, motif).await,
        Some(_) | None => Ok(()),
    }
}
