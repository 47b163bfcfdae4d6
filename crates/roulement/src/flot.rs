//! The cheapest flow through the network, and prices that prove it; solved again around what changed.
//!
//! Phases of a primal-dual method (Ford and Fulkerson 1962; Dinic 1970 for the paths of a phase): prices become the distances to
//! where units are wanted, then units go down arcs that cost nothing beside these prices, until no more can.

use crate::reseau::{Arc, Noeud, Reseau, rank};
use crate::tas::Tas;

const LOIN: u64 = u64::MAX;

/// A flow, and the price of each node.
#[derive(Clone)]
pub(crate) struct Flot {
    pub(crate) reseau: Reseau,
    /// Distance of each node to the sink: what one more unit there would cost.
    pub(crate) prix: Vec<i64>,
    /// People missing, by half-day.
    pub(crate) manques: Vec<u32>,
    /// Arcs taken, by half-day.
    pris: Vec<Vec<u32>>,
    /// Units that each node has too many, or lacks.
    exces: Vec<i64>,
    /// Arcs whose cost or leave has changed since.
    changes: Vec<u32>,
}

/// What a phase needs to remember, kept from one to the next.
pub(crate) struct Atelier {
    tas: Tas,
    /// Nodes at the distance being looked at, in order.
    ici: Vec<u32>,
    loin: Vec<u64>,
    /// The next arc to try, by node.
    suite: Vec<u32>,
    /// Nodes from where there is no way any more.
    clos: Vec<bool>,
    /// When each node was reached, from 1; 0 for never.
    ordre: Vec<u32>,
    chemin: Vec<(u32, u32)>,
}

impl Atelier {
    pub(crate) fn new() -> Self {
        Self {
            tas: Tas::new(),
            ici: Vec::new(),
            loin: Vec::new(),
            suite: Vec::new(),
            clos: Vec::new(),
            ordre: Vec::new(),
            chemin: Vec::new(),
        }
    }
}

/// One step along the network, as it can be taken now.
enum Pas {
    Prendre(u32),
    Rendre(u32),
    Manquer(u32),
    Trouver(u32),
    Monter(u32),
    Descendre(u32),
}

impl Flot {
    pub(crate) fn new(reseau: Reseau) -> Self {
        let (creneaux, puits) = (reseau.besoins.len(), reseau.puits());
        let mut exces = vec![0; puits + 1];
        for (exces, besoin) in exces.iter_mut().zip(&reseau.besoins) {
            *exces = i64::from(*besoin);
        }
        exces[puits] = -exces.iter().sum::<i64>();
        let mut prix = vec![0; puits + 1];
        for (creneau, prix) in prix.iter_mut().enumerate().take(creneaux) {
            let costs = reseau.de(creneau).iter().map(|arc| reseau.arcs[*arc as usize].cout);
            *prix = costs.min().unwrap_or(0).min(reseau.manque);
        }
        Self {
            prix,
            exces,
            manques: vec![0; creneaux],
            pris: vec![Vec::new(); creneaux],
            changes: Vec::new(),
            reseau,
        }
    }

    /// The arc costs so much more, or less.
    pub(crate) fn add_cost(&mut self, arc: u32, more: i64) {
        self.reseau.arcs[arc as usize].cout += more;
        self.changes.push(arc);
    }

    /// The arc may not be taken any more, or may be again.
    pub(crate) fn forbid(&mut self, arc: u32, interdit: bool) {
        self.reseau.arcs[arc as usize].interdit = interdit;
        self.changes.push(arc);
    }

    /// The cheapest flow for the costs as they are.
    pub(crate) fn settle(&mut self, atelier: &mut Atelier) {
        self.give_up();
        while self.measure(atelier) {
            self.send(atelier);
        }
    }

    /// Arcs that changed are taken or left as their new cost says; units that this leaves without a way wait at their node.
    fn give_up(&mut self) {
        for n in std::mem::take(&mut self.changes) {
            let arc = self.reseau.arcs[n as usize];
            let cost = self.cout_reduit(&arc);
            if arc.pris && (arc.interdit || cost > 0) {
                self.leave(n);
                self.exces[arc.creneau as usize] += 1;
                self.exces[arc.vers as usize] -= 1;
            } else if !arc.pris && !arc.interdit && cost < 0 {
                self.take(n);
                self.exces[arc.creneau as usize] -= 1;
                self.exces[arc.vers as usize] += 1;
            }
        }
    }

    pub(crate) fn cout_reduit(&self, arc: &Arc) -> i64 {
        arc.cout + self.prix[arc.vers as usize] - self.prix[arc.creneau as usize]
    }

    fn take(&mut self, n: u32) {
        let arc = &mut self.reseau.arcs[n as usize];
        arc.pris = true;
        self.pris[arc.creneau as usize].push(n);
    }

    fn leave(&mut self, n: u32) {
        let arc = &mut self.reseau.arcs[n as usize];
        arc.pris = false;
        let pris = &mut self.pris[arc.creneau as usize];
        if let Some(at) = pris.iter().position(|one| *one == n) {
            pris.swap_remove(at);
        }
    }

    fn noeud(&self, node: usize) -> &Noeud {
        &self.reseau.noeuds[node - self.reseau.besoins.len()]
    }

    /// What going up from a node costs, once so many went through.
    pub(crate) fn montee(&self, node: usize, flot: u32) -> i64 {
        let rang = node - self.reseau.besoins.len();
        if rang < self.reseau.personnes { self.reseau.charge(rang, flot) } else { 0 }
    }

    /// Prices become distances to where units are wanted; false when no unit waits.
    fn measure(&mut self, atelier: &mut Atelier) -> bool {
        let mut waiting = self.exces.iter().filter(|exces| **exces > 0).count();
        if waiting == 0 {
            return false;
        }
        atelier.tas.clear();
        atelier.ici.clear();
        atelier.ordre.clear();
        atelier.ordre.resize(self.exces.len(), 0);
        let mut count = 0;
        atelier.loin.clear();
        atelier.loin.resize(self.exces.len(), LOIN);
        for (node, exces) in self.exces.iter().enumerate() {
            if *exces < 0 {
                atelier.loin[node] = 0;
                atelier.ici.push(rank(node));
            }
        }
        let mut far = 0;
        'all: loop {
            let mut next = 0;
            while let Some(node) = atelier.ici.get(next).copied() {
                next += 1;
                count += 1;
                atelier.ordre[node as usize] = count;
                if self.exces[node as usize] > 0 {
                    waiting -= 1;
                    if waiting == 0 {
                        break 'all;
                    }
                }
                self.reach(node as usize, far, atelier);
            }
            atelier.ici.clear();
            loop {
                let Some((distance, node)) = atelier.tas.pop() else { break 'all };
                if atelier.loin[node as usize] == distance {
                    far = distance;
                    atelier.ici.push(node);
                    break;
                }
            }
        }
        for (prix, loin) in self.prix.iter_mut().zip(&atelier.loin) {
            *prix += i64::try_from((*loin).min(far)).unwrap_or(i64::MAX);
        }
        true
    }

    /// Looks at the arcs that lead to a node.
    fn reach(&self, node: usize, far: u64, atelier: &mut Atelier) {
        let Atelier { tas, ici, loin, .. } = atelier;
        let here = self.prix[node];
        let mut from = |other: usize, cout: i64| {
            let reduced = cout + here - self.prix[other];
            debug_assert!(reduced >= 0, "prices are distances");
            let distance = far + reduced.unsigned_abs();
            if distance < loin[other] {
                loin[other] = distance;
                if reduced == 0 { ici.push(rank(other)) } else { tas.push(distance, rank(other)) }
            }
        };
        let creneaux = self.reseau.besoins.len();
        if node < creneaux {
            for arc in self.pris[node].iter().map(|n| &self.reseau.arcs[*n as usize]) {
                from(arc.vers as usize, -arc.cout);
            }
            if self.manques[node] > 0 {
                from(self.reseau.puits(), -self.reseau.manque);
            }
        } else if node == self.reseau.puits() {
            for (rang, personne) in self.reseau.noeuds[..self.reseau.personnes].iter().enumerate() {
                if personne.flot < personne.limite {
                    from(creneaux + rang, self.reseau.charge(rang, personne.flot));
                }
            }
            for (creneau, manques) in self.manques.iter().enumerate() {
                if *manques < self.reseau.besoins[creneau] {
                    from(creneau, self.reseau.manque);
                }
            }
        } else {
            let noeud = self.noeud(node);
            for enfant in noeud.enfants() {
                if self.reseau.noeuds[enfant].flot < self.reseau.noeuds[enfant].limite {
                    from(creneaux + enfant, 0);
                }
            }
            if noeud.flot > 0 {
                from(noeud.parent as usize, -self.montee(node, noeud.flot - 1));
            }
            for arc in &self.reseau.arcs[noeud.arcs()] {
                if !arc.pris && !arc.interdit {
                    from(arc.creneau as usize, arc.cout);
                }
            }
        }
    }

    /// Sends units down arcs that cost nothing beside prices, always to nodes that [`measure`](Self::measure) reached before,
    /// until none finds a way.
    fn send(&mut self, atelier: &mut Atelier) {
        atelier.suite.clear();
        atelier.suite.resize(self.exces.len(), 0);
        atelier.clos.clear();
        atelier.clos.resize(self.exces.len(), false);
        for node in 0..self.exces.len() {
            while self.exces[node] > 0 && self.walk(node, atelier) {}
        }
    }

    /// One unit from a node to where one is wanted.
    fn walk(&mut self, from: usize, atelier: &mut Atelier) -> bool {
        let Atelier { suite, clos, chemin, ordre, .. } = atelier;
        chemin.clear();
        let mut node = from;
        while self.exces[node] >= 0 {
            if let Some(next) = self.step(node, &mut suite[node], clos, ordre) {
                chemin.push((rank(node), suite[node]));
                node = next;
                continue;
            }
            clos[node] = true;
            let Some((before, _)) = chemin.pop() else { return false };
            node = before as usize;
            suite[node] += 1;
        }
        self.exces[from] -= 1;
        self.exces[node] += 1;
        for (node, step) in chemin.iter() {
            if let Some((pas, _, _)) = self.pas(*node as usize, *step) {
                self.apply(pas);
            }
        }
        true
    }

    /// The next node by an arc that costs nothing, from `suite` on.
    fn step(&self, node: usize, suite: &mut u32, clos: &[bool], ordre: &[u32]) -> Option<usize> {
        let count = self.steps(node);
        while *suite < count {
            if let Some((_, next, cout)) = self.pas(node, *suite)
                && !clos[next]
                && (1..ordre[node]).contains(&ordre[next])
                && cout + self.prix[next] == self.prix[node]
            {
                return Some(next);
            }
            *suite += 1;
        }
        None
    }

    /// How many steps there are from a node, possible or not.
    fn steps(&self, node: usize) -> u32 {
        let creneaux = self.reseau.besoins.len();
        if node < creneaux {
            rank(self.reseau.de(node).len() + 1)
        } else if node == self.reseau.puits() {
            rank(creneaux + self.reseau.personnes)
        } else {
            let noeud = self.noeud(node);
            rank(1 + noeud.enfants().len() + noeud.arcs().len())
        }
    }

    /// That step, where it leads and what it costs, if it can be taken.
    fn pas(&self, node: usize, step: u32) -> Option<(Pas, usize, i64)> {
        let (creneaux, puits) = (self.reseau.besoins.len(), self.reseau.puits());
        let at = step as usize;
        if node < creneaux {
            let Some(n) = self.reseau.de(node).get(at) else {
                let some = self.manques[node] < self.reseau.besoins[node];
                return some.then_some((Pas::Manquer(rank(node)), puits, self.reseau.manque));
            };
            let arc = &self.reseau.arcs[*n as usize];
            let free = !arc.pris && !arc.interdit;
            return free.then_some((Pas::Prendre(*n), arc.vers as usize, arc.cout));
        }
        if node == puits {
            let down = at < creneaux;
            return if down { self.found(at) } else { self.down(at - creneaux) };
        }
        let noeud = self.noeud(node);
        if at == 0 {
            let up = noeud.flot < noeud.limite;
            let cout = self.montee(node, noeud.flot);
            return up.then_some((Pas::Monter(rank(node - creneaux)), noeud.parent as usize, cout));
        }
        let (enfants, arcs) = (noeud.enfants(), noeud.arcs());
        if at <= enfants.len() {
            return self.down(enfants.start + at - 1);
        }
        let n = arcs.start + at - 1 - enfants.len();
        let arc = &self.reseau.arcs[n];
        arc.pris.then_some((Pas::Rendre(rank(n)), arc.creneau as usize, -arc.cout))
    }

    fn found(&self, creneau: usize) -> Option<(Pas, usize, i64)> {
        let some = self.manques[creneau] > 0;
        some.then_some((Pas::Trouver(rank(creneau)), creneau, -self.reseau.manque))
    }

    fn down(&self, rang: usize) -> Option<(Pas, usize, i64)> {
        let (node, noeud) = (rang + self.reseau.besoins.len(), &self.reseau.noeuds[rang]);
        let before = noeud.flot.checked_sub(1)?;
        Some((Pas::Descendre(rank(rang)), node, -self.montee(node, before)))
    }

    fn apply(&mut self, pas: Pas) {
        match pas {
            Pas::Prendre(n) => self.take(n),
            Pas::Rendre(n) => self.leave(n),
            Pas::Manquer(creneau) => self.manques[creneau as usize] += 1,
            Pas::Trouver(creneau) => self.manques[creneau as usize] -= 1,
            Pas::Monter(rang) => self.reseau.noeuds[rang as usize].flot += 1,
            Pas::Descendre(rang) => self.reseau.noeuds[rang as usize].flot -= 1,
        }
    }

    /// Arcs taken.
    pub(crate) fn pris(&self) -> impl Iterator<Item = u32> + '_ {
        self.pris.iter().flatten().copied()
    }
}
