//! Who covers which commune on a given day, asked thousands of times and built once.

use crate::perimetre::Chevauchement;
use crate::referentiel::Referentiel;
use identifiants::CommuneCode;
use std::collections::HashMap;

/// The CPTS of each commune (arrondissements in the three cities), by rank in a list.
#[derive(Debug, Default)]
pub struct Occupation {
    par: HashMap<CommuneCode, Vec<usize>>,
}

impl Occupation {
    /// From the communes of each CPTS, in the order of the list.
    pub fn of<'a>(
        france: &Referentiel,
        territoires: impl IntoIterator<Item = impl IntoIterator<Item = &'a CommuneCode>>,
    ) -> Self {
        let mut par: HashMap<CommuneCode, Vec<usize>> = HashMap::new();
        for (rank, communes) in territoires.into_iter().enumerate() {
            for commune in communes {
                each_maille(france, *commune, |maille| {
                    let owners = par.entry(maille).or_default();
                    if owners.last() != Some(&rank) {
                        owners.push(rank);
                    }
                });
            }
        }
        Self { par }
    }

    /// Who covers a commune or an arrondissement, in order.
    #[must_use]
    pub fn owners(&self, maille: CommuneCode) -> &[usize] {
        self.par.get(&maille).map_or(&[], Vec::as_slice)
    }

    /// What of `communes` others than `me` already cover.
    pub fn claimed(
        &self,
        france: &Referentiel,
        communes: impl IntoIterator<Item = CommuneCode>,
        me: Option<usize>,
    ) -> Vec<Chevauchement<usize>> {
        let mut claimed = Vec::new();
        for commune in communes {
            each_maille(france, commune, |maille| {
                let others: Vec<usize> =
                    self.owners(maille).iter().copied().filter(|rank| Some(*rank) != me).collect();
                if !others.is_empty() {
                    claimed.push(Chevauchement { commune: maille, cpts: others });
                }
            });
        }
        claimed
    }
}

/// Paris, Lyon and Marseille are compared by arrondissement; any other commune is alone.
fn each_maille(france: &Referentiel, commune: CommuneCode, mut visit: impl FnMut(CommuneCode)) {
    if france.has_arrondissements(commune) {
        france.mailles(commune).into_iter().for_each(visit);
    } else {
        visit(commune);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;

    fn codes(text: &str) -> Vec<CommuneCode> {
        text.split(' ').filter_map(|code| code.parse().ok()).collect()
    }

    #[test]
    fn what_others_cover_is_seen_through_arrondissements() {
        let all = [codes("43157 43012"), codes("75056"), codes("43012 75113")];
        let occupation = Occupation::of(france(), &all);
        assert_eq!(occupation.owners(codes("43012")[0]), [0, 2]);
        let claimed = occupation.claimed(france(), codes("75056 43157"), Some(0));
        assert_eq!(claimed.len(), 20);
        assert!(claimed.iter().any(|claim| claim.commune.as_str() == "75113" && claim.cpts == [1, 2]));
        assert!(occupation.claimed(france(), codes("43157"), Some(0)).is_empty());
    }
}
