//! What answers there are already: places of care with their hours and who may come, and what each professional offered lately.

use db::{Result, Tx};
use jiff::ToSpan;
use kernel::Id;
use rendez_vous::lieu::Sorte;
use rendez_vous::store::{creneaux, effecteurs, lieux};
use rendez_vous::{Creneau, Effecteur, Lieu};
use std::collections::BTreeMap;

/// Days looked back at: four weeks.
pub const RECULE: i32 = 28;

/// What a professional offered lately.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offert {
    /// Who.
    pub effecteur: Effecteur,
    /// Places of the last four weeks.
    pub places: u32,
    /// Of these, those that somebody took.
    pub prises: u32,
}

/// The answers that there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventaire {
    /// Places of care: centres and houses first, practices last, each by name.
    pub lieux: Vec<Lieu>,
    /// Those who take part, by profession then by name.
    pub professionnels: Vec<Offert>,
}

impl Inventaire {
    /// Of these places, people and slots. One pass over each.
    #[must_use]
    pub fn of(mut lieux: Vec<Lieu>, effecteurs: Vec<Effecteur>, slots: &[Creneau]) -> Self {
        let mut offered = BTreeMap::<Id<Effecteur>, (u32, u32)>::new();
        for slot in slots {
            let (places, prises) = offered.entry(slot.effecteur).or_default();
            *places += slot.contenu.places;
            *prises += slot.pris();
        }
        lieux.sort_by_key(|one| (one.sorte == Sorte::Cabinet, one.sorte));
        let mut professionnels: Vec<Offert> = effecteurs
            .into_iter()
            .map(|effecteur| {
                let (places, prises) = offered.get(&effecteur.id).copied().unwrap_or_default();
                Offert { effecteur, places, prises }
            })
            .collect();
        professionnels.sort_by_key(|one| one.effecteur.profession);
        Self { lieux, professionnels }
    }
}

/// The answers that there are in a CPTS today.
///
/// # Errors
/// A fault of storage.
pub async fn inventaire(tx: &mut Tx) -> Result<Inventaire> {
    let now = tx.ctx().now;
    let today = kernel::today(now);
    let du = crate::chiffres::midnight(today.saturating_sub(RECULE.days()), now);
    let slots = creneaux::entre(tx, du, crate::chiffres::midnight(today, now)).await?;
    Ok(Inventaire::of(lieux::lieux(tx).await?, effecteurs::effecteurs(tx).await?, &slots))
}
