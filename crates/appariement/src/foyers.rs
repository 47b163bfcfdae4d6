use crate::groupes::Groupes;
use crate::moteur::PERSONNE;
use crate::objectif::Echelle;
use crate::suivi::Etape;
use crate::{Effort, Moteur, Objectif, Suivi, Valeur};

/// What leaving out somebody who must be served costs: more than any path.
const IMPOSE: i64 = 1 << 55;
/// Households that are placed again together, the others staying where they are.
const FENETRE: usize = 24;
/// Steps times people that the search of a proof takes at most: a few seconds. What comes before, households placed again as
/// long as something is gained, has no such limit: minutes, with thousands of people; [`Suivi`] tells it and ends it.
const TRAVAIL: usize = 60_000_000;
/// Steps given to each such attempt.
const ESSAI: usize = 150;

/// What a step of the search decided of a household.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Etat {
    /// It has a doctor.
    impose: bool,
    /// It has none.
    rien: bool,
    /// It has this doctor.
    seul: Option<u32>,
    /// It does not have these.
    exclus: Vec<u32>,
}

impl Etat {
    /// Both ways to decide whether the household goes to `vers` ([`PERSONNE`]: to nobody).
    fn branches(&self, vers: u32) -> [Self; 2] {
        let (mut there, mut elsewhere) = (self.clone(), self.clone());
        if vers == PERSONNE {
            there.rien = true;
            elsewhere.impose = true;
        } else {
            (there.seul, there.impose) = (Some(vers), true);
            elsewhere.exclus.push(vers);
        }
        [there, elsewhere]
    }

    fn fixed(vers: u32) -> Self {
        Self::default().branches(vers)[0].clone()
    }

    fn admits(&self, vers: u32) -> bool {
        !self.rien && self.seul.is_none_or(|only| only == vers) && !self.exclus.contains(&vers)
    }
}

/// A household, as the network first had it.
struct Foyer {
    demandes: std::ops::Range<usize>,
    sans: Vec<i64>,
    /// Costs of the arcs, one demand after the other.
    couts: Vec<Vec<i32>>,
    etat: Etat,
    /// Nothing is decided of it but what can never be: doctors who have fewer places than it has people.
    libre: Etat,
    /// What imposing a doctor, and refusing one, cost when it was tried: the sum, and how many times.
    essais: [(i128, i128); 2],
}

impl Foyer {
    /// How much deciding of it tells, so far: both ways cost. Who was never tried comes first.
    fn poids(&self) -> i128 {
        let mean = |(sum, times): (i128, i128)| {
            if times == 0 { IMPOSE.into() } else { (sum / times).min(IMPOSE.into()) }
        };
        (mean(self.essais[0]) + 1) * (mean(self.essais[1]) + 1)
    }
}

/// The best assignment found, and what none can cost less than.
pub(crate) struct Trouve {
    pub(crate) chez: Vec<Option<u32>>,
    pub(crate) borne: Valeur,
    pub(crate) noeuds: usize,
}

/// Puts households together: branch and bound, each step solved by the network around what it decides.
///
/// The network lets each person of a household go their own way at their part of its cost: it costs no more than the truth.
/// Where it splits a household, one of its doctors is imposed, then refused.
pub(crate) struct Recherche<'a> {
    moteur: &'a mut Moteur,
    echelle: &'a Echelle,
    foyers: Vec<Foyer>,
    best: Option<(Valeur, Vec<u32>)>,
    /// The least that a branch left unexplored could cost.
    left: Option<Valeur>,
    noeuds: usize,
    limite: usize,
    /// Stop at the first assignment found.
    first: bool,
    /// Who watches; nobody does when what a change would bring is tried.
    suivi: Option<&'a Suivi>,
}

/// What the network costs now, households split or not; rounded up to what whole households can cost.
pub(crate) fn relaxed(moteur: &Moteur, echelle: &Echelle) -> Valeur {
    let fois = i128::from(echelle.fois);
    let up = |n: i128| -((-n).div_euclid(fois));
    if echelle.objectif != Objectif::Lexicographic {
        return Valeur { d_abord: up(moteur.cout()), ..Valeur::default() };
    }
    let (mut poids, mut arcs) = (0_i128, 0_i128);
    for demande in 0..moteur.reseau.demandes() {
        if moteur.chez[demande] == PERSONNE {
            poids += i128::from(moteur.reseau.sans[demande] / echelle.poids);
        } else {
            arcs += i128::from(moteur.pris[demande]);
        }
    }
    let load = moteur.tenants.iter().map(|tenant| {
        let taken = tenant.places.couts.iter().take(tenant.occupants.len());
        taken.map(|cost| i128::from(*cost)).sum::<i128>()
    });
    let load: i128 = load.sum();
    match (poids % fois, arcs % fois) {
        (0, 0) => Valeur { d_abord: poids / fois, puis: arcs / fois, enfin: up(load) },
        (0, _) => Valeur { d_abord: poids / fois, puis: up(arcs), enfin: 0 },
        _ => Valeur { d_abord: up(poids), ..Valeur::default() },
    }
}

impl<'a> Recherche<'a> {
    pub(crate) fn new(moteur: &'a mut Moteur, groupes: &Groupes, echelle: &'a Echelle) -> Self {
        let foyer = |groupe: &u32| {
            let demandes = groupes.demandes(*groupe);
            let arcs = moteur.reseau.arcs(demandes.start).iter().map(|arc| arc.vers);
            let small = |vers: &u32| moteur.tenants[*vers as usize].nombre() < demandes.len();
            let libre = Etat { exclus: arcs.filter(small).collect(), ..Etat::default() };
            let costs = |demande| moteur.reseau.arcs(demande).iter().map(|arc| arc.cout).collect();
            Foyer {
                sans: moteur.reseau.sans[demandes.clone()].to_vec(),
                couts: demandes.clone().map(costs).collect(),
                etat: Etat::default(),
                libre,
                essais: [(0, 0); 2],
                demandes,
            }
        };
        let foyers = groupes.foyers.iter().map(foyer).collect();
        Self {
            moteur,
            echelle,
            foyers,
            best: None,
            left: None,
            noeuds: 0,
            limite: 0,
            first: false,
            suivi: None,
        }
    }

    /// From the network solved without regard to households, whose proven bound is `borne`. It is left as it was.
    pub(crate) fn run(mut self, borne: Valeur, effort: Effort, suivi: &'a Suivi) -> Trouve {
        if self.split().is_none() {
            return Trouve { chez: seats(&self.chez()), borne, noeuds: 0 };
        }
        self.suivi = Some(suivi);
        suivi.enter(Etape::Foyers, 0);
        self.free(0..self.foyers.len());
        let borne = borne.max(relaxed(self.moteur, self.echelle));
        (self.limite, self.first) = (usize::MAX, true);
        self.explore();
        self.first = false;
        self.improve(borne, suivi);
        let steps = effort.noeuds.min(TRAVAIL / self.moteur.reseau.demandes().max(1));
        suivi.enter(Etape::Preuve, self.noeuds + steps);
        (self.limite, self.left) = (self.noeuds + steps, None);
        self.explore();
        self.release();
        // A dive ends: with nobody served, no household is split.
        let (valeur, chez) = self.best.unwrap_or_default();
        Trouve {
            chez: seats(&chez),
            borne: self.left.unwrap_or(valeur).clamp(borne, valeur),
            noeuds: self.noeuds,
        }
    }

    /// With every household where it is in `chez`, to see what a change would bring; then [`unpin`](Self::unpin).
    pub(crate) fn pinned(
        moteur: &'a mut Moteur,
        groupes: &Groupes,
        echelle: &'a Echelle,
        chez: Vec<u32>,
    ) -> Self {
        let mut search = Self::new(moteur, groupes, echelle);
        search.best = Some((Valeur::default(), chez));
        search.fix(0..search.foyers.len());
        search
    }

    /// Whether all gain when the household whose first demand that is goes to this doctor: it costs less than leaving it out,
    /// the other households staying where they are.
    pub(crate) fn gains(&mut self, demande: usize, medecin: u32) -> bool {
        let Some(foyer) = self.foyer(demande) else { return false };
        self.decide(foyer, Etat::fixed(PERSONNE));
        let without = self.moteur.cout();
        self.decide(foyer, Etat::fixed(medecin));
        let gains = !self.impossible() && self.moteur.cout() < without;
        self.fix(foyer..foyer + 1);
        gains
    }

    /// The network is as it was.
    pub(crate) fn unpin(mut self) {
        self.release();
    }

    /// Nothing is decided of any household.
    fn release(&mut self) {
        (0..self.foyers.len()).for_each(|foyer| self.decide(foyer, Etat::default()));
    }

    /// These households go where they fit.
    fn free(&mut self, foyers: std::ops::Range<usize>) {
        for foyer in foyers {
            self.decide(foyer, self.foyers[foyer].libre.clone());
        }
    }

    pub(crate) const fn moteur(&mut self) -> &mut Moteur {
        self.moteur
    }

    /// The household whose first demand that is.
    fn foyer(&self, demande: usize) -> Option<usize> {
        self.foyers.binary_search_by_key(&demande, |foyer| foyer.demandes.start).ok()
    }

    /// Households near each other are placed again, the others staying where they are, as long as something is gained.
    fn improve(&mut self, borne: Valeur, suivi: &Suivi) {
        let found = |search: &Self| search.best.as_ref().map(|best| best.0);
        let mut before = None;
        while found(self) != before && found(self) != Some(borne) && !suivi.est_arrete() {
            before = found(self);
            self.fix(0..self.foyers.len());
            for start in (0..self.foyers.len()).step_by(FENETRE / 2) {
                if suivi.est_arrete() {
                    break;
                }
                let window = start..(start + FENETRE).min(self.foyers.len());
                self.free(window.clone());
                self.limite = self.noeuds + ESSAI;
                self.explore();
                self.fix(window);
            }
            self.free(0..self.foyers.len());
        }
    }

    /// These households stay where the best assignment has them.
    fn fix(&mut self, foyers: std::ops::Range<usize>) {
        for foyer in foyers {
            let at = self.foyers[foyer].demandes.start;
            let vers = self.best.as_ref().map_or(PERSONNE, |best| best.1[at]);
            self.decide(foyer, Etat::fixed(vers));
        }
    }

    fn explore(&mut self) {
        self.noeuds += 1;
        if let Some(suivi) = self.suivi {
            suivi.step(self.noeuds);
        }
        let here = relaxed(self.moteur, self.echelle);
        if self.impossible() || self.best.as_ref().is_some_and(|best| here >= best.0) {
            return;
        }
        let Some((foyer, vers)) = self.split() else {
            self.keep(here);
            return;
        };
        let before = self.foyers[foyer].etat.clone();
        let cost = self.moteur.cout();
        for (side, etat) in before.branches(vers).into_iter().enumerate() {
            if self.is_over() {
                self.left = Some(self.left.map_or(here, |left| left.min(here)));
                break;
            }
            self.decide(foyer, etat);
            let (sum, times) = &mut self.foyers[foyer].essais[side];
            (*sum, *times) = (*sum + self.moteur.cout() - cost, *times + 1);
            self.explore();
        }
        self.decide(foyer, before);
    }

    /// The best assignment so far.
    fn keep(&mut self, valeur: Valeur) {
        let chez = self.chez();
        if let Some(suivi) = self.suivi {
            suivi.serves(chez.iter().filter(|one| **one != PERSONNE).count());
        }
        self.best = Some((valeur, chez));
    }

    /// Whether the search goes no further: never before there is an assignment.
    fn is_over(&self) -> bool {
        let asked = self.suivi.is_some_and(Suivi::est_arrete);
        self.noeuds >= self.limite || (self.best.is_some() && (self.first || asked))
    }

    /// Writes what was decided of a household into the network.
    fn decide(&mut self, foyer: usize, etat: Etat) {
        let foyer = &mut self.foyers[foyer];
        if foyer.etat == etat {
            return;
        }
        for (n, demande) in foyer.demandes.clone().enumerate() {
            let sans = if etat.impose { IMPOSE } else { foyer.sans[n] };
            let arcs: Vec<u32> = self.moteur.reseau.arcs(demande).iter().map(|arc| arc.vers).collect();
            self.moteur.redefine(demande, sans, |at| etat.admits(arcs[at]).then(|| foyer.couts[n][at]));
        }
        foyer.etat = etat;
    }

    /// A household that must be served has no room.
    fn impossible(&self) -> bool {
        let moteur = &*self.moteur;
        let out = |foyer: &Foyer| foyer.demandes.clone().any(|demande| moteur.chez[demande] == PERSONNE);
        self.foyers.iter().any(|foyer| foyer.etat.impose && out(foyer))
    }

    /// A household whose people do not go together, and where most of them go.
    fn split(&self) -> Option<(usize, u32)> {
        let chez = |foyer: &Foyer| &self.moteur.chez[foyer.demandes.clone()];
        let split = |(_, foyer): &(usize, &Foyer)| chez(foyer).windows(2).any(|two| two[0] != two[1]);
        let split = self.foyers.iter().enumerate().filter(split);
        let (foyer, _) = split.max_by_key(|(n, foyer)| (foyer.poids(), std::cmp::Reverse(*n)))?;
        let seats = chez(&self.foyers[foyer]);
        let many = |vers: &u32| (seats.iter().filter(|one| *one == vers).count(), std::cmp::Reverse(*vers));
        seats.iter().max_by_key(|vers| many(vers)).map(|vers| (foyer, *vers))
    }

    fn chez(&self) -> Vec<u32> {
        self.moteur.chez[..self.moteur.reseau.demandes()].to_vec()
    }
}

fn seats(chez: &[u32]) -> Vec<Option<u32>> {
    chez.iter().map(|vers| Some(*vers).filter(|vers| *vers != PERSONNE)).collect()
}
