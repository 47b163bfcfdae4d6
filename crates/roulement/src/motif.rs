use crate::etat::{Etat, Obstacle};
use crate::{Affectation, Probleme, Refus};

/// Why somebody has a half-day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Motif {
    /// Who has what.
    pub affectation: Affectation,
    /// What it costs them; none when it is kept by hand though it was not possible.
    pub cout: Option<i64>,
    /// Their half-days, those done before included.
    pub charge: i64,
    /// Among those who could have it instead, the least loaded: their half-days.
    pub moindre_charge: Option<i64>,
    /// How many could have it instead, the rest of the plan being what it is.
    pub remplacants: usize,
    /// Who would cost least instead.
    pub suivant: Option<Suivant>,
}

/// Somebody who could have a half-day instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suivant {
    /// Rank of the person.
    pub personne: u32,
    /// How much more the plan would cost; under zero, it would be better.
    pub surcout: i64,
}

/// Why people are missing on a half-day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trou {
    /// Rank of the half-day.
    pub creneau: u32,
    /// How many people are missing.
    pub manque: u32,
    /// What keeps each of those possible from it, by rank of person.
    pub obstacles: Vec<(u32, Obstacle)>,
    /// Those whom nothing keeps from it, and how much more the plan would cost with them than with the hole.
    pub libres: Vec<Suivant>,
}

/// A plan explained.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Explication {
    /// Why each has what they have, in the order of the plan.
    pub motifs: Vec<Motif>,
    /// Half-days where people are missing, by rank.
    pub trous: Vec<Trou>,
}

impl Probleme {
    /// Why each has what they have, and what keeps others from what nobody has. Each is looked at alone, the rest of the plan
    /// being what it is.
    ///
    /// # Errors
    /// [`Refus`]: people or half-days that do not exist, a pair twice.
    pub fn explain(&self, affectations: &[Affectation]) -> Result<Explication, Refus> {
        let etat = Etat::of(self, affectations)?;
        let motifs = affectations.iter().map(|one| etat.motif(*one)).collect();
        let trous = (0..).zip(&self.creneaux).filter_map(|(n, _)| etat.trou(n)).collect();
        Ok(Explication { motifs, trous })
    }
}

impl Etat<'_> {
    fn motif(&self, affectation: Affectation) -> Motif {
        let Affectation { creneau, personne } = affectation;
        let (cout, charge) = (self.cout(affectation), self.charge(personne));
        let saved = cout.unwrap_or(0) + self.probleme.regles.equite * (2 * charge - 1);
        let others: Vec<Suivant> = self.possibles[creneau as usize]
            .iter()
            .filter(|(other, _)| {
                *other != personne && self.obstacle(Affectation { creneau, personne: *other }).is_none()
            })
            .map(|(other, cout)| Suivant { personne: *other, surcout: self.costs(*other, *cout) - saved })
            .collect();
        Motif {
            affectation,
            cout,
            charge,
            moindre_charge: others.iter().map(|other| self.charge(other.personne)).min(),
            remplacants: others.len(),
            suivant: others.into_iter().min_by_key(|other| (other.surcout, other.personne)),
        }
    }

    fn trou(&self, creneau: u32) -> Option<Trou> {
        let besoin = self.probleme.creneaux[creneau as usize].besoin as usize;
        let present = &self.par_creneau[creneau as usize];
        let manque = besoin.checked_sub(present.len()).filter(|manque| *manque > 0)?;
        let mut trou = Trou {
            creneau,
            manque: u32::try_from(manque).unwrap_or(u32::MAX),
            obstacles: Vec::new(),
            libres: Vec::new(),
        };
        let mut possibles = self.possibles[creneau as usize].clone();
        possibles.sort_unstable();
        for (personne, cout) in possibles.into_iter().filter(|(one, _)| !present.contains(one)) {
            match self.obstacle(Affectation { creneau, personne }) {
                Some(obstacle) => trou.obstacles.push((personne, obstacle)),
                None => {
                    let surcout = self.costs(personne, cout) - self.probleme.regles.manque;
                    trou.libres.push(Suivant { personne, surcout });
                }
            }
        }
        Some(trou)
    }

    /// What one half-day more costs, with the load of whom takes it.
    fn costs(&self, personne: u32, cout: i64) -> i64 {
        cout + self.probleme.regles.equite * (2 * self.charge(personne) + 1)
    }
}
