use crate::foyers::Recherche;
use crate::groupes::{Groupes, reseau};
use crate::objectif::Echelle;
use crate::suivi::Etape;
use crate::{Moteur, Objectif, Probleme, Refus, Suivi, Valeur, charge};

/// How long households that cannot be placed at once are searched for: in steps, never in seconds, so that two runs give the
/// same answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Effort {
    /// Steps of the search, at most; fewer beyond two thousand people, for whom each step takes longer.
    pub noeuds: usize,
}

impl Default for Effort {
    fn default() -> Self {
        Self { noeuds: 30_000 }
    }
}

/// Who goes where, what it costs, and what nothing can cost less than.
pub struct Attribution {
    pub(crate) probleme: Probleme,
    pub(crate) groupes: Groupes,
    pub(crate) echelle: Echelle,
    /// Each person on their own: what bounds the costs from below, and tells what a change would bring.
    pub(crate) moteur: Moteur,
    pub(crate) effort: Effort,
    /// The doctor of each patient.
    chez: Vec<Option<u32>>,
    borne: Valeur,
    noeuds: usize,
}

impl Probleme {
    /// The best assignment for this objective.
    ///
    /// # Errors
    /// [`Refus`]: a network that cannot be solved, numbers too large to be added exactly.
    pub fn solve(self, objectif: Objectif, effort: Effort) -> Result<Attribution, Refus> {
        self.solve_watched(objectif, effort, &Suivi::default())
    }

    /// The same, watched from elsewhere; the best so far when it is asked to stop.
    ///
    /// # Errors
    /// As [`solve`](Self::solve).
    pub fn solve_watched(
        self,
        objectif: Objectif,
        effort: Effort,
        suivi: &Suivi,
    ) -> Result<Attribution, Refus> {
        suivi.enter(Etape::Reseau, 0);
        let groupes = Groupes::new(&self);
        let (moteur, echelle) = relaxed(&self, &groupes, objectif)?;
        let mut attribution = Attribution {
            chez: vec![None; self.patients.len()],
            probleme: self,
            groupes,
            echelle,
            moteur,
            effort,
            borne: Valeur::default(),
            noeuds: 0,
        };
        attribution.settle(suivi);
        Ok(attribution)
    }

    /// The engine alone, solved, without regard to households: one demand by patient, near ones together; one holder by
    /// doctor.
    ///
    /// # Errors
    /// As [`solve`](Self::solve).
    pub fn moteur(&self, objectif: Objectif) -> Result<Moteur, Refus> {
        relaxed(self, &Groupes::new(self), objectif).map(|one| one.0)
    }
}

/// Everybody has a place, households split or not.
fn relaxed(probleme: &Probleme, groupes: &Groupes, objectif: Objectif) -> Result<(Moteur, Echelle), Refus> {
    let (reseau, echelle) = reseau(probleme, groupes, objectif)?;
    let pretendants = reseau.pretendants(probleme.medecins.len());
    let medecins = probleme.medecins.iter().zip(pretendants);
    let places = medecins.map(|(one, most)| echelle.places(one.capacite, one.deja, most)).collect();
    Ok((Moteur::solve(reseau, places)?, echelle))
}

impl Attribution {
    /// Households are put back together, and everything is told again from the network.
    fn settle(&mut self, suivi: &Suivi) {
        let relaxed = self.bound();
        let membres = &self.groupes.membres;
        let search = Recherche::new(&mut self.moteur, &self.groupes, &self.echelle);
        let found = search.run(relaxed, self.effort, suivi);
        for (demande, patient) in membres.iter().enumerate() {
            self.chez[*patient as usize] = found.chez[demande];
        }
        (self.borne, self.noeuds) = (found.borne, found.noeuds);
    }

    /// What nothing can cost less than, households or not: the proof of the network, read again from its prices.
    fn bound(&self) -> Valeur {
        let proof = self.moteur.preuve();
        if self.echelle.objectif != Objectif::Lexicographic {
            let fois = i128::from(self.echelle.fois);
            return Valeur { d_abord: -(-proof.borne).div_euclid(fois), ..Valeur::default() };
        }
        if proof.est_optimale() {
            crate::foyers::relaxed(&self.moteur, &self.echelle)
        } else {
            Valeur::default()
        }
    }

    /// The doctor of a patient.
    #[must_use]
    pub fn chez(&self, patient: usize) -> Option<usize> {
        self.chez[patient].map(|medecin| medecin as usize)
    }

    /// What the arc that a patient took costs.
    #[must_use]
    pub fn cout(&self, patient: usize) -> Option<i32> {
        let vers = self.chez[patient]?;
        let arcs = self.probleme.candidats.of(patient);
        arcs.binary_search_by_key(&vers, |arc| arc.vers).ok().map(|at| arcs[at].cout)
    }

    /// What it costs, added again from who goes where and from nothing else.
    #[must_use]
    pub fn valeur(&self) -> Valeur {
        let (mut poids, mut sans, mut arcs) = (0, 0, 0);
        let mut taken = vec![0_u32; self.probleme.medecins.len()];
        for (n, patient) in self.probleme.patients.iter().enumerate() {
            match (self.chez[n], self.cout(n)) {
                (Some(medecin), Some(cout)) => {
                    arcs += i128::from(cout);
                    taken[medecin as usize] += 1;
                }
                _ => {
                    poids += i128::from(patient.poids);
                    sans += i128::from(patient.sans);
                }
            }
        }
        let fair = self.echelle.objectif == Objectif::Fair;
        let load = self.probleme.medecins.iter().zip(&taken).map(|(medecin, taken)| {
            let deja = if fair { 0 } else { medecin.deja };
            (1..=*taken).map(|k| i128::from(charge(k, medecin.capacite, deja))).sum::<i128>()
        });
        let load: i128 = load.sum();
        match self.echelle.objectif {
            Objectif::Plain => Valeur { d_abord: arcs + sans, ..Valeur::default() },
            Objectif::Fair => Valeur { d_abord: arcs + sans + load, ..Valeur::default() },
            Objectif::Lexicographic => Valeur { d_abord: poids, puis: arcs, enfin: load },
        }
    }

    /// What was sought.
    #[must_use]
    pub const fn objectif(&self) -> Objectif {
        self.echelle.objectif
    }

    /// What nothing can cost less than.
    #[must_use]
    pub const fn borne(&self) -> Valeur {
        self.borne
    }

    /// How many have a doctor.
    #[must_use]
    pub fn servis(&self) -> usize {
        self.chez.iter().flatten().count()
    }

    /// Steps that putting households together took.
    #[must_use]
    pub const fn noeuds(&self) -> usize {
        self.noeuds
    }

    /// Patients, doctors and pairs, as they are now.
    #[must_use]
    pub const fn probleme(&self) -> &Probleme {
        &self.probleme
    }

    /// A doctor takes nobody any more: solved again around them.
    pub fn close(&mut self, medecin: usize) {
        self.probleme.medecins[medecin].capacite = 0;
        self.moteur.close(medecin);
        self.settle(&Suivi::default());
    }

    /// A doctor takes so many in all: solved again around them. What each more costs there changes with it.
    pub fn resize(&mut self, medecin: usize, capacite: u32) {
        let most = self.moteur.reseau.pretendants(self.moteur.tenants.len())[medecin];
        let who = &mut self.probleme.medecins[medecin];
        who.capacite = capacite;
        let places = self.echelle.places(capacite, who.deja, most);
        if self.echelle.objectif == Objectif::Plain && !self.moteur.tenants[medecin].ferme {
            // All places cost the same: one more or one less changes nothing for the others.
            let (before, after) = (self.moteur.tenants[medecin].places.nombre(), places.nombre());
            self.moteur.widen(medecin, after.saturating_sub(before));
            (after..before).for_each(|_| self.moteur.narrow(medecin));
        } else {
            self.moteur.reopen(medecin, places);
        }
        self.settle(&Suivi::default());
    }
}
