//! What the annuaire declares of people, as the offer and the access use it.

use crate::offre::Declarations;
use db::{Result, Tx};

/// Declared activities; announced departures only for those who may read them.
pub(crate) async fn declarations(tx: &mut Tx, departs: bool) -> Result<Declarations> {
    let activite = annuaire::etp(tx).await?;
    let departs =
        if departs { annuaire::departs(tx).await?.into_iter().collect() } else { Default::default() };
    Ok(Declarations { activite, departs })
}
