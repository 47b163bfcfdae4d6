//! How places were shared between doctors.

use crate::Medecin;
use crate::medecin::Quand;
use kernel::Id;
use std::collections::BTreeMap;

/// How places were shared between doctors over twelve months.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Equite {
    /// Each doctor who offered something, the least taken first.
    pub parts: Vec<Part>,
}

/// What a doctor offered and took.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Who.
    pub medecin: Id<Medecin>,
    /// Their name.
    pub nom: String,
    /// People accepted over twelve months.
    pub prises: u32,
    /// These, and the places still free today.
    pub offertes: u32,
}

impl Part {
    /// People accepted for a hundred places offered.
    #[must_use]
    pub fn pour_cent(&self) -> u32 {
        u32::try_from(u64::from(self.prises) * 100 / u64::from(self.offertes.max(1))).unwrap_or(100)
    }
}

impl Equite {
    /// Of these doctors, `taken` being the people that each accepted over twelve months.
    #[must_use]
    pub fn of(medecins: &[Medecin], taken: &BTreeMap<Id<Medecin>, u32>) -> Self {
        let part = |one: &Medecin| {
            let prises = taken.get(&one.id).copied().unwrap_or(0);
            let free = if one.offre.quand == Quand::Maintenant { one.offre.restantes() } else { 0 };
            Part { medecin: one.id, nom: one.nom.clone(), prises, offertes: prises.saturating_add(free) }
        };
        let mut parts: Vec<Part> = medecins.iter().map(part).filter(|one| one.offertes > 0).collect();
        parts.sort_by_key(Part::pour_cent);
        Self { parts }
    }

    /// The least share, that of the doctor in the middle, the greatest.
    #[must_use]
    pub fn etendue(&self) -> Option<(u32, u32, u32)> {
        let shares: Vec<u32> = self.parts.iter().map(Part::pour_cent).collect();
        Some((*shares.first()?, super::rang(&shares, 50)?, *shares.last()?))
    }
}
