use crate::Moteur;
use crate::moteur::{PERSONNE, Pretendants, rank};
use crate::reseau::{INFINI, INTERDIT};

/// Where a free place ends up: how much it loses of its price on the way, at which holder, and who takes it there.
#[derive(Debug, Clone, Copy)]
struct Fin {
    perte: i64,
    place: u32,
    prenant: u32,
}

impl Moteur {
    /// A demand takes no part any more; the place it leaves goes to whom it helps most.
    pub fn withdraw(&mut self, demande: usize) {
        if !std::mem::replace(&mut self.inscrite[demande], false) {
            return;
        }
        match self.chez(demande) {
            Some(place) => {
                self.give_back(place, demande);
                self.fill(rank(place));
            }
            None => self.total -= i128::from(self.reseau.sans[demande]),
        }
    }

    /// A demand leaves its place; what both cost is saved.
    pub(crate) fn give_back(&mut self, place: usize, demande: usize) {
        let paid = self.en_unites(self.pris[demande]) + self.derniere(place);
        self.total -= i128::from(paid);
        self.leave(rank(place), rank(demande));
    }

    /// A holder takes nobody any more: those who had a place there look for another, who costs least first. Returns them.
    pub fn close(&mut self, place: usize) -> Vec<usize> {
        let gone: Vec<usize> = self.tenants[place].occupants.iter().map(|one| one.0 as usize).collect();
        self.tenants[place].ferme = true;
        self.refresh(rank(place));
        gone.iter().for_each(|_| self.evict(rank(place)));
        self.noeuds[place].prix = INFINI;
        gone
    }

    /// A holder takes more, each at the cost of its last place.
    pub fn widen(&mut self, place: usize, plus: usize) {
        let last = self.tenants[place].places.couts.last().copied().unwrap_or(0);
        (0..plus).for_each(|_| self.widen_at(place, last));
    }

    /// A holder takes one more, at that cost: not less than its last place.
    pub fn widen_at(&mut self, place: usize, cout: i64) {
        let last = self.tenants[place].places.couts.last().copied().unwrap_or(0);
        self.tenants[place].places.couts.push(cout.max(last));
        if !self.tenants[place].ferme {
            self.refresh(rank(place));
            self.fill(rank(place));
        }
    }

    /// A place has become free at `place`, dearer than what it costs: Dijkstra backwards, to whoever gains most by moving.
    /// Prices fall where it passed.
    pub(crate) fn fill(&mut self, place: u32) {
        let free = self.noeuds[place as usize].suivante;
        if self.noeuds[place as usize].prix <= free {
            return;
        }
        let pretendants = self.pretendants.take();
        let pretendants = pretendants.unwrap_or_else(|| Pretendants::new(&self.reseau, self.tenants.len()));
        let worth = self.noeuds[place as usize].prix - free;
        let fin = self.search(place, &pretendants);
        self.total -= i128::from(worth - fin.perte);
        for &reached in &self.atteints {
            let noeud = &mut self.noeuds[reached as usize];
            noeud.prix -= (fin.perte - noeud.distance).max(0);
        }
        self.pretendants = Some(pretendants);
        self.hand_over(place, fin);
    }

    fn search(&mut self, place: u32, pretendants: &Pretendants) -> Fin {
        let tour = self.begin();
        let noeud = &mut self.noeuds[place as usize];
        (noeud.distance, noeud.vu) = (0, tour);
        let mut fin = Fin { perte: noeud.prix - noeud.suivante, place, prenant: PERSONNE };
        self.tas.push(0, place);
        while let Some((distance, place)) = self.tas.pop() {
            if distance >= fin.perte {
                break;
            }
            if self.noeuds[place as usize].distance != distance {
                continue;
            }
            self.atteints.push(place);
            for &(who, cout) in pretendants.of(place) {
                self.consider((who, cout), place, distance, &mut fin);
            }
        }
        fin
    }

    /// Whether `who` would move to the free place at `place`, and what becomes of the place they leave.
    fn consider(&mut self, (who, cout): (u32, i32), place: u32, distance: i64, fin: &mut Fin) {
        let from = self.chez[who as usize];
        if !self.inscrite[who as usize] || from == place || cout == INTERDIT {
            return;
        }
        let there = distance + self.en_unites(cout) + self.noeuds[place as usize].prix;
        if from == PERSONNE {
            let lost = there - self.reseau.sans[who as usize];
            if lost < fin.perte {
                *fin = Fin { perte: lost, place, prenant: who };
            }
            return;
        }
        let paid = self.en_unites(self.pris[who as usize]);
        let noeud = &mut self.noeuds[from as usize];
        let reached = there - paid - noeud.prix;
        if reached >= fin.perte || (noeud.vu == self.tour && reached >= noeud.distance) {
            return;
        }
        (noeud.distance, noeud.vu) = (reached, self.tour);
        self.venu[from as usize] = (place, who);
        self.tas.push(reached, from);
        let tenant = &self.tenants[from as usize];
        let left = tenant.occupants.len().checked_sub(1).and_then(|n| tenant.places.couts.get(n));
        let lost = reached + noeud.prix - left.copied().unwrap_or(INFINI);
        if lost < fin.perte {
            *fin = Fin { perte: lost, place: from, prenant: PERSONNE };
        }
    }

    /// Everybody on the path takes the place before them.
    fn hand_over(&mut self, start: u32, fin: Fin) {
        let mut place = fin.place;
        if fin.prenant != PERSONNE {
            let cost = self.arc(fin.prenant, place).unwrap_or(0);
            self.join(place, fin.prenant, cost);
        }
        let mut moves = Vec::new();
        while place != start {
            let (to, who) = self.venu[place as usize];
            moves.push((place, to, who));
            place = to;
        }
        for (from, to, who) in moves {
            self.leave(from, who);
            let cost = self.arc(who, to).unwrap_or(0);
            self.join(to, who, cost);
        }
    }
}
