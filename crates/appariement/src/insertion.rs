use crate::Moteur;
use crate::moteur::{PERSONNE, rank};
use crate::reseau::{INFINI, INTERDIT};

/// Where the cheapest path known ends: its length, its last holder, whom that holder leaves without a place to make room.
#[derive(Debug, Clone, Copy)]
struct Fin {
    longueur: i64,
    place: u32,
    renvoye: u32,
}

impl Moteur {
    /// A demand takes part: it gets a place, somebody may move, somebody may lose theirs; the whole is optimal again.
    pub fn insert(&mut self, demande: usize) {
        if !std::mem::replace(&mut self.inscrite[demande], true) {
            self.place(rank(demande));
        }
    }

    /// Dijkstra among holders, from the demand to the cheapest way out; prices rise where it passed.
    pub(crate) fn place(&mut self, demande: u32) {
        let tour = self.begin();
        let mut fin = self.first_steps(demande, tour);
        self.spread(tour, &mut fin);
        self.total += i128::from(fin.longueur);
        if fin.place != PERSONNE {
            self.walk_back(fin, PERSONNE);
        }
    }

    /// A holder sends away whoever costs least to send: Dijkstra among holders, from this one to the cheapest way out. Prices
    /// rise where it passed; what one search learnt serves the next.
    pub(crate) fn evict(&mut self, place: u32) {
        let tour = self.begin();
        let noeud = &mut self.noeuds[place as usize];
        (noeud.distance, noeud.vu) = (0, tour);
        let price = noeud.prix;
        let mut fin = Fin { longueur: INFINI, place, renvoye: PERSONNE };
        self.tas.push(0, place);
        self.spread(tour, &mut fin);
        self.total += i128::from(fin.longueur + price - self.derniere(place as usize));
        self.walk_back(fin, place);
    }

    /// From what is in the queue to the cheapest way out.
    fn spread(&mut self, tour: u32, fin: &mut Fin) {
        while let Some((distance, place)) = self.tas.pop() {
            if distance >= fin.longueur {
                break;
            }
            if self.noeuds[place as usize].distance == distance {
                self.atteints.push(place);
                self.look_around(place, distance, tour, fin);
            }
        }
        for &place in &self.atteints {
            let noeud = &mut self.noeuds[place as usize];
            noeud.prix += (fin.longueur - noeud.distance).max(0);
        }
    }

    /// Straight to each holder, or no place at all.
    fn first_steps(&mut self, demande: u32, tour: u32) -> Fin {
        let sans = self.reseau.sans[demande as usize];
        let mut fin = Fin { longueur: sans, place: PERSONNE, renvoye: PERSONNE };
        for n in self.reseau.debuts[demande as usize]..self.reseau.debuts[demande as usize + 1] {
            let arc = self.reseau.arcs[n as usize];
            if arc.cout == INTERDIT {
                continue;
            }
            let cost = i64::from(arc.cout) * self.reseau.unite;
            let noeud = &mut self.noeuds[arc.vers as usize];
            let distance = cost + noeud.prix;
            if distance > fin.longueur {
                continue;
            }
            (noeud.distance, noeud.vu) = (distance, tour);
            self.venu[arc.vers as usize] = (PERSONNE, demande);
            if cost + noeud.suivante < fin.longueur {
                fin = Fin { longueur: cost + noeud.suivante, place: arc.vers, renvoye: PERSONNE };
            }
            if distance < fin.longueur {
                self.tas.push(distance, arc.vers);
            }
        }
        fin
    }

    /// From a holder: one of its own leaves for nowhere, or for a neighbour.
    fn look_around(&mut self, place: u32, distance: i64, tour: u32, fin: &mut Fin) {
        let spent = distance - self.noeuds[place as usize].prix;
        let (renvoi, qui) = self.tenants[place as usize].renvoi;
        if spent + renvoi < fin.longueur {
            *fin = Fin { longueur: spent + renvoi, place, renvoye: qui };
        }
        let mut n = 0;
        while let Some(voisin) = self.tenants[place as usize].voisins.get(n).copied() {
            let cost = spent + i64::from(voisin.surcout) * self.reseau.unite;
            let noeud = &mut self.noeuds[voisin.vers as usize];
            let reached = cost + noeud.prix;
            if reached >= fin.longueur || (noeud.vu == tour && reached >= noeud.distance) {
                n += 1;
            } else if self.chez[voisin.qui as usize] != place {
                self.mend(place, n);
            } else {
                (noeud.distance, noeud.vu) = (reached, tour);
                self.venu[voisin.vers as usize] = (place, voisin.qui);
                self.tas.push(reached, voisin.vers);
                if cost + noeud.suivante < fin.longueur {
                    *fin = Fin { longueur: cost + noeud.suivante, place: voisin.vers, renvoye: PERSONNE };
                }
                n += 1;
            }
        }
    }

    /// Everybody on the path moves one step, from its end to where it starts: a holder who loses one, or nowhere.
    fn walk_back(&mut self, fin: Fin, start: u32) {
        if fin.renvoye == PERSONNE {
            let noeud = &mut self.noeuds[fin.place as usize];
            noeud.prix = noeud.prix.max(noeud.suivante);
        } else {
            self.leave(fin.place, fin.renvoye);
        }
        let mut place = fin.place;
        while place != start {
            let (from, who) = self.venu[place as usize];
            if from != PERSONNE {
                self.leave(from, who);
            }
            // The path was walked along arcs: there is one.
            let cost = self.arc(who, place).unwrap_or(0);
            self.join(place, who, cost);
            place = from;
        }
    }
}
