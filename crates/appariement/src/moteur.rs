use crate::reseau::{INFINI, INTERDIT};
use crate::tas::Tas;
use crate::{Places, Refus, Reseau};

/// Nobody, nowhere.
pub(crate) const PERSONNE: u32 = u32::MAX;

/// What a search reads of a holder, on one cache line.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Noeud {
    /// What a place there is worth: between the cost of its last place taken and that of the next.
    pub(crate) prix: i64,
    /// Length of the shortest path found in the search `vu`.
    pub(crate) distance: i64,
    /// What the next place costs; [`INFINI`] when there is none.
    pub(crate) suivante: i64,
    /// The search that last reached it.
    pub(crate) vu: u32,
}

/// The cheapest way known for a holder to send one of its own to a neighbour. A floor: whoever was cheapest may have left.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Voisin {
    pub(crate) vers: u32,
    /// What moving costs more, in units of arcs.
    pub(crate) surcout: i32,
    pub(crate) qui: u32,
}

/// A holder: who it has, whom it could send where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Tenant {
    pub(crate) places: Places,
    /// Who has a place here, with the cost of the arc.
    pub(crate) occupants: Vec<(u32, i32)>,
    /// By neighbour.
    pub(crate) voisins: Vec<Voisin>,
    /// The least that it costs to leave one of its own without a place, and whom.
    pub(crate) renvoi: (i64, u32),
    /// Takes nobody any more.
    pub(crate) ferme: bool,
}

impl Tenant {
    /// How many it takes in all, now.
    pub(crate) const fn nombre(&self) -> usize {
        if self.ferme { 0 } else { self.places.nombre() }
    }
}

/// An assignment that is optimal after each step.
pub struct Moteur {
    pub(crate) reseau: Reseau,
    pub(crate) tenants: Vec<Tenant>,
    pub(crate) noeuds: Vec<Noeud>,
    /// The holder of each demand, or [`PERSONNE`].
    pub(crate) chez: Vec<u32>,
    /// The cost of the arc that each took.
    pub(crate) pris: Vec<i32>,
    /// Whether each demand takes part.
    pub(crate) inscrite: Vec<bool>,
    /// What everything costs now; [`Moteur::preuve`] adds it again.
    pub(crate) total: i128,
    /// By holder: the demands that may go there. Built when somebody first leaves.
    pub(crate) pretendants: Option<Pretendants>,
    // What a search needs and leaves.
    pub(crate) tas: Tas,
    pub(crate) tour: u32,
    /// From which holder a holder was reached, by moving whom.
    pub(crate) venu: Vec<(u32, u32)>,
    pub(crate) atteints: Vec<u32>,
    marge: Vec<Voisin>,
}

/// Demands by holder.
pub(crate) struct Pretendants {
    debuts: Vec<u32>,
    /// With the cost of the arc.
    demandes: Vec<(u32, i32)>,
}

impl Pretendants {
    pub(crate) fn new(reseau: &Reseau, tenants: usize) -> Self {
        let mut debuts = vec![0_u32; tenants + 1];
        reseau.arcs.iter().for_each(|arc| debuts[arc.vers as usize + 1] += 1);
        (0..tenants).for_each(|n| debuts[n + 1] += debuts[n]);
        let (mut next, mut demandes) = (debuts.clone(), vec![(0, 0); reseau.arcs.len()]);
        for demande in 0..reseau.demandes() {
            for arc in reseau.arcs(demande) {
                let place = &mut next[arc.vers as usize];
                demandes[*place as usize] = (rank(demande), arc.cout);
                *place += 1;
            }
        }
        Self { debuts, demandes }
    }

    /// The arc of a demand is written anew.
    pub(crate) fn rewrite(&mut self, tenant: u32, demande: u32, cout: i32) {
        let tenant = tenant as usize;
        let inside = &mut self.demandes[self.debuts[tenant] as usize..self.debuts[tenant + 1] as usize];
        if let Ok(at) = inside.binary_search_by_key(&demande, |one| one.0) {
            inside[at].1 = cout;
        }
    }

    pub(crate) fn of(&self, tenant: u32) -> &[(u32, i32)] {
        let tenant = tenant as usize;
        &self.demandes[self.debuts[tenant] as usize..self.debuts[tenant + 1] as usize]
    }
}

/// Ranks are below 2^32 − 1: [`Reseau::check`] counts the arcs, and a demand without arc is never moved.
pub(crate) fn rank(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(PERSONNE)
}

impl Moteur {
    /// Nobody has a place yet.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn new(reseau: Reseau, places: Vec<Places>) -> Result<Self, Refus> {
        reseau.check(&places)?;
        let (demandes, holders) = (reseau.demandes(), places.len());
        let noeud = |one: &Places| Noeud {
            prix: 0,
            distance: 0,
            suivante: one.couts.first().copied().unwrap_or(INFINI),
            vu: 0,
        };
        let noeuds = places.iter().map(noeud).collect();
        let tenant = |places| Tenant { places, renvoi: (INFINI, PERSONNE), ..Tenant::default() };
        Ok(Self {
            reseau,
            tenants: places.into_iter().map(tenant).collect(),
            noeuds,
            // One more: nobody, who is nowhere. What it was cheapest for is mended when it is next met.
            chez: vec![PERSONNE; demandes + 1],
            pris: vec![0; demandes],
            inscrite: vec![false; demandes],
            total: 0,
            pretendants: None,
            tas: Tas::default(),
            tour: 0,
            venu: vec![(PERSONNE, PERSONNE); holders],
            atteints: Vec::new(),
            marge: Vec::new(),
        })
    }

    /// Every demand has its place, or none is better.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn solve(reseau: Reseau, places: Vec<Places>) -> Result<Self, Refus> {
        let mut moteur = Self::new(reseau, places)?;
        (0..moteur.reseau.demandes()).for_each(|demande| moteur.insert(demande));
        Ok(moteur)
    }

    /// The holder where a demand has a place; none when it takes no part or no place is worth it.
    #[must_use]
    pub fn chez(&self, demande: usize) -> Option<usize> {
        Some(self.chez[demande]).filter(|place| *place != PERSONNE).map(|place| place as usize)
    }

    /// Who has a place there, in no order.
    pub fn occupants(&self, place: usize) -> impl Iterator<Item = usize> {
        self.tenants[place].occupants.iter().map(|one| one.0 as usize)
    }

    /// A price of a place there under which nobody gains by moving. One more place is worth no more than that to all: the
    /// exact worth is told by trying ([`widen`](Self::widen)). A place that is free costs what it costs.
    #[must_use]
    pub fn prix(&self, place: usize) -> i64 {
        self.noeuds[place].prix
    }

    /// What everything costs now: arcs and places taken, those left without.
    #[must_use]
    pub const fn cout(&self) -> i128 {
        self.total
    }

    /// What the last place taken there costs; nothing when none is.
    #[must_use]
    pub(crate) fn derniere(&self, place: usize) -> i64 {
        let tenant = &self.tenants[place];
        let last = tenant.occupants.len().checked_sub(1).and_then(|n| tenant.places.couts.get(n));
        last.copied().unwrap_or(0)
    }

    /// The network, as it was given.
    #[must_use]
    pub const fn reseau(&self) -> &Reseau {
        &self.reseau
    }

    pub(crate) fn en_unites(&self, cout: i32) -> i64 {
        i64::from(cout) * self.reseau.unite
    }

    pub(crate) fn arc(&self, demande: u32, vers: u32) -> Option<i32> {
        let arcs = self.reseau.arcs(demande as usize);
        let at = arcs.binary_search_by_key(&vers, |arc| arc.vers).ok()?;
        Some(arcs[at].cout).filter(|cout| *cout != INTERDIT)
    }

    /// A new search begins.
    pub(crate) fn begin(&mut self) -> u32 {
        self.tour = self.tour.wrapping_add(1);
        if self.tour == 0 {
            self.noeuds.iter_mut().for_each(|noeud| noeud.vu = 0);
            self.tour = 1;
        }
        self.atteints.clear();
        self.tas.clear();
        self.tour
    }

    /// `demande` takes a place at `place`: its neighbours may now be cheaper to reach.
    pub(crate) fn join(&mut self, place: u32, demande: u32, cout: i32) {
        (self.chez[demande as usize], self.pris[demande as usize]) = (place, cout);
        let without = self.reseau.sans[demande as usize] - self.en_unites(cout);
        let arcs = self.reseau.arcs(demande as usize);
        let tenant = &mut self.tenants[place as usize];
        tenant.occupants.push((demande, cout));
        if without < tenant.renvoi.0 {
            tenant.renvoi = (without, demande);
        }
        let new = |vers: u32, surcout: i32| Voisin { vers, surcout, qui: demande };
        let nobody = rank(self.inscrite.len());
        let (mut at, mut missing) = (0, false);
        for arc in arcs {
            while tenant.voisins.get(at).is_some_and(|one| one.vers < arc.vers) {
                at += 1;
            }
            match tenant.voisins.get_mut(at).filter(|one| one.vers == arc.vers) {
                Some(one) if arc.cout - cout < one.surcout => *one = new(arc.vers, arc.cout - cout),
                // Back after its arcs were written anew: what was kept of it is no longer a way.
                Some(one) if one.qui == demande && one.surcout != arc.cout - cout => one.qui = nobody,
                Some(_) => {}
                None => missing |= arc.vers != place && arc.cout != INTERDIT,
            }
        }
        if missing {
            self.marge.clear();
            let mut at = 0;
            for arc in arcs.iter().filter(|arc| arc.vers != place && arc.cout != INTERDIT) {
                let from = at;
                at += tenant.voisins[at..].partition_point(|one| one.vers < arc.vers);
                self.marge.extend_from_slice(&tenant.voisins[from..at]);
                if tenant.voisins.get(at).is_none_or(|one| one.vers != arc.vers) {
                    self.marge.push(new(arc.vers, arc.cout - cout));
                }
            }
            self.marge.extend_from_slice(&tenant.voisins[at..]);
            std::mem::swap(&mut tenant.voisins, &mut self.marge);
        }
        self.refresh(place);
    }

    /// `demande` gives its place back. What it was cheapest for is mended when it is next met.
    pub(crate) fn leave(&mut self, place: u32, demande: u32) {
        let tenant = &mut self.tenants[place as usize];
        if let Some(at) = tenant.occupants.iter().position(|one| one.0 == demande) {
            tenant.occupants.swap_remove(at);
        }
        self.chez[demande as usize] = PERSONNE;
        if tenant.renvoi.1 == demande {
            let (sans, unite) = (&self.reseau.sans, self.reseau.unite);
            let cost = |&(who, cout): &(u32, i32)| (sans[who as usize] - i64::from(cout) * unite, who);
            tenant.renvoi = tenant.occupants.iter().map(cost).min().unwrap_or((INFINI, PERSONNE));
        }
        self.refresh(place);
    }

    /// What the next place costs there, now.
    pub(crate) fn refresh(&mut self, place: u32) {
        let tenant = &self.tenants[place as usize];
        let next = tenant.places.couts.get(tenant.occupants.len()).filter(|_| !tenant.ferme);
        self.noeuds[place as usize].suivante = next.copied().unwrap_or(INFINI);
    }

    /// The cheapest way from `place` to its `n`th neighbour, when whoever was cheapest has left; false when there is no way
    /// any more, and the neighbour is forgotten.
    pub(crate) fn mend(&mut self, place: u32, n: usize) -> bool {
        let vers = self.tenants[place as usize].voisins[n].vers;
        let all = self.tenants[place as usize].occupants.iter();
        let best = all.filter_map(|&(who, cout)| Some((self.arc(who, vers)? - cout, who))).min();
        let voisins = &mut self.tenants[place as usize].voisins;
        match best {
            Some((surcout, qui)) => voisins[n] = Voisin { vers, surcout, qui },
            None => drop(voisins.remove(n)),
        }
        best.is_some()
    }
}
