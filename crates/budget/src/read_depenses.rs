use crate::gather;
use crate::mouvement::Genre;
use actes::Mission;
use db::{Result, Tx};
use jiff::civil::Date;
use std::collections::BTreeMap;

/// What each component of the contract spent between two days, bounds included, in cents; components that spent nothing are left out.
///
/// # Errors
/// A fault of storage.
pub async fn depense_par_mission(tx: &mut Tx, du: Date, au: Date) -> Result<BTreeMap<Mission, i64>> {
    let lu = gather::read(tx).await?;
    let mut sums = BTreeMap::new();
    let spent =
        lu.lignes.iter().filter(|one| one.genre == Genre::Depense && du <= one.jour && one.jour <= au);
    for (mission, cents) in spent.filter_map(|one| Some((one.cle.mission()?, one.cents))) {
        *sums.entry(mission).or_default() += cents;
    }
    Ok(sums)
}
