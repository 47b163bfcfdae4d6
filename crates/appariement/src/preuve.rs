use crate::Moteur;
use crate::reseau::INTERDIT;

/// What an assignment costs, and what none can cost less than.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preuve {
    /// Sum of the arcs taken, of the places taken, and of those left without.
    pub cout: i128,
    /// Lower bound: for the prices kept, what each demand pays at best, less what the places are worth (weak duality).
    pub borne: i128,
    /// How many demands have a place.
    pub servies: usize,
}

impl Preuve {
    /// Whether nothing can be better.
    #[must_use]
    pub const fn est_optimale(&self) -> bool {
        self.cout == self.borne
    }
}

impl Moteur {
    /// Adds everything again, from the assignment and the prices alone.
    #[must_use]
    pub fn preuve(&self) -> Preuve {
        let (mut cout, mut borne, mut servies) = (0_i128, 0_i128, 0);
        for demande in (0..self.reseau.demandes()).filter(|one| self.inscrite[*one]) {
            let sans = self.reseau.sans[demande];
            let mut best = sans;
            let mut paid = sans;
            for arc in self.reseau.arcs(demande).iter().filter(|arc| arc.cout != INTERDIT) {
                let cost = self.en_unites(arc.cout);
                best = best.min(cost + self.noeuds[arc.vers as usize].prix);
                if self.chez(demande) == Some(arc.vers as usize) {
                    paid = cost;
                    servies += 1;
                }
            }
            cout += i128::from(paid);
            borne += i128::from(best);
        }
        for (tenant, noeud) in self.tenants.iter().zip(&self.noeuds) {
            let taken = tenant.occupants.len();
            cout += tenant.places.couts.iter().take(taken).map(|one| i128::from(*one)).sum::<i128>();
            if !tenant.ferme {
                let worth = tenant.places.couts.iter().map(|one| i128::from((one - noeud.prix).min(0)));
                borne += worth.sum::<i128>();
            }
        }
        Preuve { cout, borne, servies }
    }
}
