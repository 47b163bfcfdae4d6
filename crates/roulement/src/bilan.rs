use crate::{Affectation, Possible, Probleme, Refus};

/// What a plan is worth, added from the plan alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bilan {
    /// [`manque`](crate::Regles::manque) for each missing person, costs of half-days taken, weighted squares of loads.
    pub objectif: i64,
    /// People missing, by half-day.
    pub manques: Vec<u32>,
    /// Half-days of each person, without those done before.
    pub charges: Vec<u32>,
}

impl Probleme {
    /// What a plan is worth, whatever rules it breaks. What is not among those possible costs nothing.
    ///
    /// # Errors
    /// [`Refus`]: people or half-days that do not exist, sums beyond 64 bits.
    pub fn bilan(&self, affectations: &[Affectation]) -> Result<Bilan, Refus> {
        self.known(affectations.iter().copied())?;
        let mut manques: Vec<u32> = self.creneaux.iter().map(|one| one.besoin).collect();
        let mut charges = vec![0_u32; self.personnes.len()];
        for one in affectations {
            let manque = &mut manques[one.creneau as usize];
            *manque = manque.saturating_sub(1);
            charges[one.personne as usize] += 1;
        }
        let missing: i128 = manques.iter().map(|n| i128::from(*n)).sum();
        let mut sum = missing * i128::from(self.regles.manque) + self.couts(affectations);
        for (charge, personne) in charges.iter().zip(&self.personnes) {
            let load = i128::from(*charge) + i128::from(personne.deja);
            sum += i128::from(self.regles.equite) * load * load;
        }
        let objectif = i64::try_from(sum).map_err(|_| Refus::TropGrand)?;
        Ok(Bilan { objectif, manques, charges })
    }

    /// Costs of the half-days taken.
    fn couts(&self, affectations: &[Affectation]) -> i128 {
        let mut sorted = affectations.to_vec();
        sorted.sort_unstable();
        sorted.dedup();
        let taken = |one: &&Possible| {
            sorted.binary_search(&Affectation { creneau: one.creneau, personne: one.personne }).is_ok()
        };
        self.possibles.iter().filter(taken).map(|one| i128::from(one.cout)).sum()
    }
}
