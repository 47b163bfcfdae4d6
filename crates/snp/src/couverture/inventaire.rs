//! What answers there are already: places of care with their hours and who may come, what each professional offered lately, and
//! what was asked and offered lately in each commune.

use crate::chiffres::midnight;
use crate::store::demandes;
use crate::{Coffre, Demande};
use db::{Result, Tx};
use identifiants::CommuneCode;
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

/// What was asked and offered in a commune lately.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ParCommune {
    /// Which.
    pub commune: CommuneCode,
    /// Calls of its patients that looked for a place; those whose requests are erased are nowhere.
    pub demandes: u32,
    /// Places offered there.
    pub places: u32,
}

/// The answers that there are.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Inventaire {
    /// Places of care: centres and houses first, practices last, each by name.
    pub lieux: Vec<Lieu>,
    /// Those who take part, by profession then by name.
    pub professionnels: Vec<Offert>,
    /// Communes where something was asked or offered, the most asked first.
    pub communes: Vec<ParCommune>,
}

impl Inventaire {
    /// Of these places, people, slots and requests. One pass over each.
    #[must_use]
    pub fn of(
        mut lieux: Vec<Lieu>,
        effecteurs: Vec<Effecteur>,
        slots: &[Creneau],
        demandes: &[Demande],
    ) -> Self {
        let towns: BTreeMap<Id<Lieu>, CommuneCode> = lieux.iter().map(|one| (one.id, one.commune)).collect();
        let mut offered = BTreeMap::<Id<Effecteur>, (u32, u32)>::new();
        let mut communes = BTreeMap::<CommuneCode, (u32, u32)>::new();
        for slot in slots {
            let (places, prises) = offered.entry(slot.effecteur).or_default();
            *places += slot.contenu.places;
            *prises += slot.pris();
            let town = towns.get(&slot.contenu.lieu);
            town.into_iter().for_each(|one| communes.entry(*one).or_default().1 += slot.contenu.places);
        }
        for one in demandes.iter().filter(|one| one.situation.drapeaux.is_empty()) {
            communes.entry(one.situation.commune).or_default().0 += 1;
        }
        let counted = communes.into_iter();
        let mut communes: Vec<ParCommune> =
            counted.map(|(commune, (demandes, places))| ParCommune { commune, demandes, places }).collect();
        communes.sort_by_key(|one| std::cmp::Reverse(one.demandes));
        lieux.sort_by_key(|one| (one.sorte == Sorte::Cabinet, one.sorte));
        let mut professionnels: Vec<Offert> = effecteurs
            .into_iter()
            .map(|effecteur| {
                let (places, prises) = offered.get(&effecteur.id).copied().unwrap_or_default();
                Offert { effecteur, places, prises }
            })
            .collect();
        professionnels.sort_by_key(|one| one.effecteur.profession);
        Self { lieux, professionnels, communes }
    }
}

/// The answers that there are in a CPTS today.
///
/// # Errors
/// A fault of storage.
pub async fn inventaire(tx: &mut Tx, coffre: &Coffre) -> Result<Inventaire> {
    let now = tx.ctx().now;
    let today = kernel::today(now);
    let (du, au) = (midnight(today.saturating_sub(RECULE.days()), now), midnight(today, now));
    let slots = creneaux::entre(tx, du, au).await?;
    let asked = demandes::recues(tx, coffre, du, au).await?;
    Ok(Inventaire::of(lieux::lieux(tx).await?, effecteurs::effecteurs(tx).await?, &slots, &asked))
}
