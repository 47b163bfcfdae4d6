use crate::fenetres::Fenetres;
use crate::flot::{Atelier, Flot};
use crate::libres::Libres;
use crate::recherche::Recherche;
use crate::reseau::Reseau;
use crate::{Affectation, Probleme, Refus};

/// Units of the network for one unit of cost, where the rule of weekends needs prices that are finer than costs: the first
/// that adds exactly.
const ECHELLES: [i64; 4] = [1_024, 64, 4, 1];

/// How far a plan is searched for.
#[derive(Clone, Copy)]
pub struct Effort<'a> {
    /// Nodes of the search at most: two runs give the same plan.
    pub noeuds: u64,
    /// Asked at each step: whether time is over. A plan is then given with the bound reached so far.
    pub stop: &'a dyn Fn() -> bool,
}

impl Default for Effort<'_> {
    fn default() -> Self {
        Self { noeuds: 100_000, stop: &|| false }
    }
}

/// A plan, what it costs, and what none can cost less than.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Solution {
    /// Who has which half-day, those kept by hand among them, by half-day then person.
    pub affectations: Vec<Affectation>,
    /// People missing, by half-day.
    pub manques: Vec<u32>,
    /// What the plan costs, added again from the plan alone.
    pub objectif: i64,
    /// What no plan can cost less than.
    pub borne: i64,
    /// Nodes of the search: 1 when prices were enough.
    pub noeuds: u64,
}

impl Solution {
    /// Whether nothing can be better.
    #[must_use]
    pub const fn est_prouvee(&self) -> bool {
        self.objectif == self.borne
    }
}

impl Probleme {
    /// The best plan: a cheapest flow (the limits of days, weeks and people are within each other), then, for the rule of
    /// weekends, prices and a search.
    ///
    /// # Errors
    /// [`Refus`]: people or half-days that do not exist, a pair twice, numbers too large to be added exactly.
    pub fn solve(&self, effort: Effort<'_>) -> Result<Solution, Refus> {
        self.check()?;
        let libres = Libres::of(self);
        let (reseau, fenetres) = self.network(&libres)?;
        let possibles = reseau.possibles.clone();
        let sought: i128 = reseau.besoins.iter().map(|besoin| i128::from(*besoin)).sum();
        let mut flot = Flot::new(reseau);
        let (pris, borne, noeuds) = if fenetres.fenetres.is_empty() {
            flot.settle(&mut Atelier::new());
            (flot.pris().collect(), flot.borne(), 1)
        } else {
            let issue = Recherche::new(flot, fenetres, effort.stop).run(effort.noeuds);
            (issue.arcs, issue.borne.into(), issue.noeuds)
        };
        // What the network leaves out: half-days kept by hand and their load, people that nobody can be.
        let fixed = i128::from(self.bilan(&self.tenues)?.objectif) - sought * i128::from(self.regles.manque);
        let found = pris.iter().map(|arc| &self.possibles[possibles[*arc as usize] as usize]);
        let found = found.map(|one| Affectation { creneau: one.creneau, personne: one.personne });
        let mut affectations: Vec<Affectation> = found.chain(self.tenues.iter().copied()).collect();
        affectations.sort_unstable();
        let bilan = self.bilan(&affectations)?;
        let borne = i64::try_from(borne + fixed).map_err(|_| Refus::TropGrand)?;
        Ok(Solution { affectations, manques: bilan.manques, objectif: bilan.objectif, borne, noeuds })
    }

    /// The network, and the stretches of weeks that cross it; finer units when there are some.
    fn network(&self, libres: &Libres) -> Result<(Reseau, Fenetres), Refus> {
        let plain = Reseau::new(self, libres, 1);
        let fenetres = Fenetres::new(self, &plain);
        if fenetres.fenetres.is_empty() {
            return if plain.is_exact(1) { Ok((plain, fenetres)) } else { Err(Refus::TropGrand) };
        }
        let fois = 1 + fenetres.overlap();
        let mut finer = ECHELLES.into_iter().map(|echelle| Reseau::new(self, libres, echelle));
        let reseau = finer.find(|reseau| reseau.is_exact(fois)).ok_or(Refus::TropGrand)?;
        let fenetres = Fenetres::new(self, &reseau);
        Ok((reseau, fenetres))
    }
}
