use crate::casier::Fiche;
use crate::liste::Liste;
use crate::point::metres;
use crate::{Creneau, Effecteur, Index, Modalites, Point, Recherche, Soins, Visibilites};
use kernel::Id;
use std::collections::BinaryHeap;
use std::fmt;

/// What a slot must have to be proposed, and what ranks it. Sets meet when they have something in common: an empty one, of
/// the filter or of the slot, meets nothing.
#[derive(Debug, Clone, Copy)]
pub struct Filtre<'a> {
    /// It is shown to one of these.
    pub visibilites: Visibilites,
    /// Care may be given in one of these ways.
    pub modalites: Modalites,
    /// One of these kinds of care may be given.
    pub soins: Soins,
    /// Whose slots come first, of those in time and near enough: the patient's own médecin traitant.
    pub prefere: Option<Id<Effecteur>>,
    /// Starts within the same so many minutes are equal, and the shorter way wins; 0 and 1 tell every minute apart.
    pub pas_min: u16,
    /// Travel times, where they are known; without them the distance ranks.
    pub trajet: Option<Trajet<'a>>,
}

/// Travel times from where the patient is.
#[derive(Clone, Copy)]
pub struct Trajet<'a> {
    /// Minutes to a point; none is out of reach. Asked once a search for each point that has a free slot in time.
    pub minutes: &'a dyn Fn(Point) -> Option<u32>,
    /// The longest that is accepted, in minutes.
    pub max_min: u32,
}

/// Whether the one who was preferred gives the care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Choix {
    /// The preferred one.
    Prefere,
    /// Somebody else, or nobody was preferred.
    Autre,
}

/// Why a slot has its rank: the fields are compared one after the other, in this order, and the smallest comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rang {
    /// The preferred one before all others.
    pub choix: Choix,
    /// Its start, rounded down to the step of the filter, in minutes since 1970-01-01T00:00Z.
    pub tranche: i64,
    /// Travel time in minutes, when times are known.
    pub minutes: Option<u32>,
    /// Distance on the plane in whole metres, rounded down.
    pub distance_m: u32,
    /// Its start, in minutes since 1970-01-01T00:00Z.
    pub debut: i64,
    /// Its key: no two slots are equal.
    pub id: Id<Creneau>,
}

/// A free slot that passed the filter.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proposition {
    /// Why here in the list.
    pub rang: Rang,
    /// The slot.
    pub creneau: Creneau,
    /// What was asked for that it has: to whom it is shown.
    pub visibilites: Visibilites,
    /// How the care may be given.
    pub modalites: Modalites,
    /// Which care may be given.
    pub soins: Soins,
}

/// The best slots so far, the worst of them at hand.
struct Choisis {
    limite: usize,
    tas: BinaryHeap<(Rang, u32)>,
}

impl Filtre<'_> {
    /// Everything passes; starts are equal within a quarter of an hour.
    pub const TOUT: Self = Self {
        visibilites: Visibilites::TOUT,
        modalites: Modalites::TOUT,
        soins: Soins::TOUT,
        prefere: None,
        pas_min: 15,
        trajet: None,
    };

    fn accepts(&self, fiche: &Fiche) -> bool {
        !self.visibilites.and(fiche.visibilites).is_empty()
            && !self.modalites.and(fiche.modalites).is_empty()
            && !self.soins.and(fiche.soins).is_empty()
    }
}

impl fmt::Debug for Trajet<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Trajet").field("max_min", &self.max_min).finish_non_exhaustive()
    }
}

impl Choisis {
    /// Nothing of this rank or a later one has its place any more.
    fn refuses(&self, rang: &Rang) -> bool {
        self.tas.len() >= self.limite && self.tas.peek().is_none_or(|(worst, _)| rang > worst)
    }

    fn keep(&mut self, rang: Rang, numero: u32) {
        self.tas.push((rang, numero));
        if self.tas.len() > self.limite {
            self.tas.pop();
        }
    }
}

impl Index {
    /// The best free slots that pass the filter, at most `limite`, the best first: see [`Rang`] for what is best. Walks all
    /// the slots in time and near enough: what it costs grows with the radius and the horizon.
    #[must_use]
    pub fn ranked(&self, recherche: &Recherche, filtre: &Filtre<'_>, limite: usize) -> Vec<Proposition> {
        let (ici, heures, rayon) = (recherche.ici, recherche.heures(), recherche.rayon());
        let mut choisis = Choisis { limite, tas: BinaryHeap::new() };
        let prefere = filtre.prefere.and_then(|effecteur| self.rank_of(effecteur));
        if let Some(grille) = self.grille(recherche.profession).filter(|_| limite > 0) {
            grille.walk(ici, &heures, rayon, |case, _| {
                case.look(ici, rayon, |point, carre, libres| {
                    if libres.between(recherche.de, recherche.a()).next().is_none() {
                        return rayon;
                    }
                    let minutes = filtre.trajet.as_ref().map(|trajet| trajet.to(point));
                    if minutes != Some(None) {
                        let way = (minutes.flatten(), metres(carre));
                        self.choose(recherche, filtre, prefere, way, libres, &mut choisis);
                    }
                    rayon
                })
            });
        }
        let best = choisis.tas.into_sorted_vec().into_iter();
        best.filter_map(|(rang, numero)| {
            let creneau = self.read(numero)?;
            Some(Proposition {
                rang,
                creneau,
                visibilites: filtre.visibilites.and(creneau.visibilites),
                modalites: filtre.modalites.and(creneau.modalites),
                soins: filtre.soins.and(creneau.soins),
            })
        })
        .collect()
    }

    /// Keeps the best of the slots of one point, `way` minutes and metres away.
    fn choose(
        &self,
        recherche: &Recherche,
        filtre: &Filtre<'_>,
        prefere: Option<u32>,
        (minutes, distance_m): (Option<u32>, u32),
        libres: &Liste,
        choisis: &mut Choisis,
    ) {
        let pas = i64::from(filtre.pas_min.max(1));
        for (debut, one) in libres.between(recherche.de, recherche.a()) {
            let debut = i64::from(debut);
            let choix = if prefere == Some(one.effecteur) { Choix::Prefere } else { Choix::Autre };
            let tranche = debut.div_euclid(pas) * pas;
            let rang = Rang { choix, tranche, minutes, distance_m, debut, id: one.id };
            if !choisis.refuses(&rang) {
                if filtre.accepts(self.casier.get(one.numero)) {
                    choisis.keep(rang, one.numero);
                }
            } else if prefere.is_none() {
                return; // those that follow are later
            }
        }
    }
}

impl Trajet<'_> {
    /// Minutes to a point, if it may be reached.
    fn to(&self, point: Point) -> Option<u32> {
        (self.minutes)(point).filter(|minutes| *minutes <= self.max_min)
    }
}
