use crate::droits::VOIR;
use crate::read_fiche::name;
use crate::reponse::Reponse;
use crate::{Reference, WriteError, store};
use db::Db;
use kernel::Ctx;

/// Answers shown at once.
const SHOWN: u32 = 100;

/// An answer that nobody has looked at, and whose it is.
#[derive(Debug, Clone, PartialEq)]
pub struct Recue {
    /// The answer.
    pub reponse: Reponse,
    /// Its subject.
    pub reference: Reference,
    /// The name of its subject.
    pub nom: String,
}

/// The answers that nobody of the office has looked at, oldest first, and how many there are.
///
/// # Errors
/// [`WriteError`].
pub async fn list_reponses(ctx: &Ctx, db: &Db) -> Result<(Vec<Recue>, i64), WriteError> {
    ctx.require(VOIR)?;
    let mut tx = db.read(ctx).await?;
    let total = store::count_reponses(&mut tx).await?;
    let mut received = Vec::new();
    for reponse in store::reponses(&mut tx, SHOWN).await? {
        if let Some(fiche) = store::fiche(&mut tx, reponse.fiche).await? {
            let reference = fiche.reference();
            let nom = name(&mut tx, &reference).await?;
            received.push(Recue { reponse, reference, nom });
        }
    }
    Ok((received, total))
}
