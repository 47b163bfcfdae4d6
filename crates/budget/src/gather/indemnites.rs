//! Indemnities approved and paid, as their room says: never typed twice, nobody named.

use crate::cle::Cle;
use crate::ligne::{Ligne, Origine};
use crate::mouvement::{Genre, Moyen, Nature};
use crate::reglages::Reglages;
use db::{Result, Tx};
use indemnites::Depense;
use jiff::civil::{Date, date};
use std::collections::BTreeMap;
use uuid::Uuid;

/// One line a batch, a mission and a regime.
pub(super) async fn lines(tx: &mut Tx, reglages: &Reglages) -> Result<Vec<Ligne>> {
    let paid = indemnites::payees(tx, date(2000, 1, 1), date(2999, 12, 31)).await?;
    let engaged = indemnites::engagees(tx).await?;
    Ok(gathered(&paid, Genre::Depense, reglages)
        .chain(gathered(&engaged, Genre::Engagement, reglages))
        .collect())
}

fn gathered<'a>(
    all: &[Depense],
    genre: Genre,
    reglages: &'a Reglages,
) -> impl Iterator<Item = Ligne> + use<'a> {
    let mut sums: BTreeMap<(Date, Uuid, Cle, &'static str), i64> = BTreeMap::new();
    for one in all {
        *sums.entry((one.jour, one.lot, Cle::Aci(one.mission), one.regime.libelle())).or_default() +=
            one.cents;
    }
    // Paid and taken back in one batch: no money moved.
    let moved = sums.into_iter().filter(|(_, cents)| *cents != 0);
    moved.map(move |((jour, lot, cle, regime), cents)| Ligne {
        origine: Origine::Indemnites(lot),
        genre,
        nature: Nature::Autre,
        jour,
        facture_le: None,
        libelle: regime.to_owned(),
        tiers: "Professionnels".to_owned(),
        reference: String::new(),
        moyen: Moyen::Virement,
        cle,
        compte: Some(reglages.indemnites.clone()),
        cents,
    })
}
