//! The rules as a network: half-day → day → week end → week → person → sink. Days are within weeks, weeks within people: each
//! place has one way up, and a limit there.

use crate::Probleme;
use crate::libres::Libres;
use std::ops::Range;

/// A day, the week end of a week, a week or a person.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Noeud {
    /// The node above, as a node of the network.
    pub(crate) parent: u32,
    /// How many it lets through.
    pub(crate) limite: u32,
    /// How many go through.
    pub(crate) flot: u32,
    /// Nodes below: from, to.
    pub(crate) enfants: (u32, u32),
    /// Arcs that end here: from, to.
    pub(crate) arcs: (u32, u32),
}

/// Somebody may take a half-day.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Arc {
    /// The half-day: the node of that number.
    pub(crate) creneau: u32,
    /// The node where it ends.
    pub(crate) vers: u32,
    /// What it costs, scaled, with its prices.
    pub(crate) cout: i64,
    /// Whether it is taken.
    pub(crate) pris: bool,
    /// Whether it may not be.
    pub(crate) interdit: bool,
}

/// Nodes are numbered so: half-days, people, what is below people, the sink.
#[derive(Debug, Clone)]
pub(crate) struct Reseau {
    /// How many units of the network one unit of cost is.
    pub(crate) echelle: i64,
    /// Half-days: how many people are still sought, at most as many as could come.
    pub(crate) besoins: Vec<u32>,
    /// How many people.
    pub(crate) personnes: usize,
    /// All nodes between half-days and the sink, people first.
    pub(crate) noeuds: Vec<Noeud>,
    /// By node where they end.
    pub(crate) arcs: Vec<Arc>,
    /// Where the arcs of each half-day begin in `par_creneau`; one more at the end.
    pub(crate) debuts: Vec<u32>,
    /// Arcs by half-day.
    pub(crate) par_creneau: Vec<u32>,
    /// Half-days that each person has before.
    pub(crate) deja: Vec<i64>,
    /// What a missing person costs, scaled.
    pub(crate) manque: i64,
    /// What the square of a load is multiplied by, scaled.
    pub(crate) equite: i64,
    /// The one possible that each arc comes from.
    pub(crate) possibles: Vec<u32>,
}

pub(crate) fn rank(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

const fn range((from, to): (u32, u32)) -> Range<usize> {
    from as usize..to as usize
}

impl Noeud {
    pub(crate) const fn enfants(&self) -> Range<usize> {
        range(self.enfants)
    }

    pub(crate) const fn arcs(&self) -> Range<usize> {
        range(self.arcs)
    }
}

impl Reseau {
    /// The network of what is still free; costs are multiplied by `echelle`.
    pub(crate) fn new(probleme: &Probleme, libres: &Libres, echelle: i64) -> Self {
        let creneaux = libres.besoins.len();
        let arbre = Arbre::new(probleme, libres, rank(creneaux));
        let puits = rank(creneaux + arbre.noeuds.len());
        let mut reseau = Self {
            echelle,
            besoins: libres.besoins.clone(),
            personnes: probleme.personnes.len(),
            noeuds: arbre.noeuds,
            arcs: Vec::with_capacity(libres.arcs.len()),
            debuts: vec![0; creneaux + 1],
            par_creneau: vec![0; libres.arcs.len()],
            deja: libres.deja.clone(),
            manque: probleme.regles.manque * echelle,
            equite: probleme.regles.equite * echelle,
            possibles: Vec::with_capacity(libres.arcs.len()),
        };
        reseau.noeuds[..probleme.personnes.len()].iter_mut().for_each(|one| one.parent = puits);
        reseau.place(probleme, libres, &arbre.feuilles);
        reseau.link();
        reseau
    }

    /// Arcs by the node where they end: a counting sort.
    fn place(&mut self, probleme: &Probleme, libres: &Libres, feuilles: &[u32]) {
        let creneaux = rank(self.besoins.len());
        let at = |feuille: u32| (feuille - creneaux) as usize;
        feuilles.iter().for_each(|feuille| self.noeuds[at(*feuille)].arcs.1 += 1);
        let mut next = 0;
        for noeud in &mut self.noeuds {
            let count = noeud.arcs.1;
            noeud.arcs = (next, next);
            next += count;
        }
        let vide = Arc { creneau: 0, vers: 0, cout: 0, pris: false, interdit: false };
        self.arcs.resize(feuilles.len(), vide);
        self.possibles.resize(feuilles.len(), 0);
        for (possible, feuille) in libres.arcs.iter().zip(feuilles) {
            let end = &mut self.noeuds[at(*feuille)].arcs.1;
            let one = &probleme.possibles[*possible as usize];
            self.arcs[*end as usize] =
                Arc { creneau: one.creneau, vers: *feuille, cout: one.cout * self.echelle, ..vide };
            self.possibles[*end as usize] = *possible;
            *end += 1;
        }
    }

    /// Arcs by half-day, and as many people sought as could come at most.
    fn link(&mut self) {
        for arc in &self.arcs {
            self.debuts[arc.creneau as usize + 1] += 1;
        }
        for creneau in 0..self.besoins.len() {
            self.besoins[creneau] = self.besoins[creneau].min(self.debuts[creneau + 1]);
            self.debuts[creneau + 1] += self.debuts[creneau];
        }
        let mut next = self.debuts.clone();
        for (n, arc) in self.arcs.iter().enumerate() {
            let at = &mut next[arc.creneau as usize];
            self.par_creneau[*at as usize] = rank(n);
            *at += 1;
        }
    }

    /// The most that one arc can cost or bring.
    pub(crate) fn most(&self) -> i128 {
        let arc = self.arcs.iter().map(|arc| i128::from(arc.cout.abs())).max().unwrap_or(0);
        let load = self.deja.iter().zip(&self.noeuds).map(|(deja, one)| deja + i64::from(one.limite)).max();
        let load = i128::from(self.equite) * i128::from(2 * load.unwrap_or(0) + 1);
        arc.max(load).max(i128::from(self.manque)) + 1
    }

    /// Whether no sum along a path can leave 64 bits, even if arcs cost so many times more.
    pub(crate) fn is_exact(&self, fois: usize) -> bool {
        let length = 2 * (self.puits() + 1);
        self.most() * (length * fois) as i128 <= i128::from(i64::MAX / 8)
    }

    /// The sink.
    pub(crate) fn puits(&self) -> usize {
        self.besoins.len() + self.noeuds.len()
    }

    /// Arcs of a half-day.
    pub(crate) fn de(&self, creneau: usize) -> &[u32] {
        &self.par_creneau[self.debuts[creneau] as usize..self.debuts[creneau + 1] as usize]
    }

    /// What one half-day more costs somebody who has so many in the plan.
    pub(crate) fn charge(&self, personne: usize, flot: u32) -> i64 {
        self.equite * (2 * (self.deja[personne] + i64::from(flot)) + 1)
    }
}

/// What is below people.
struct Arbre {
    noeuds: Vec<Noeud>,
    /// Where each free pair ends, as a node of the network.
    feuilles: Vec<u32>,
}

/// A node for pairs that follow each other: those of a week, of a week end, of a day.
struct Etage {
    /// Node of each pair so far.
    feuilles: Vec<u32>,
}

impl Arbre {
    /// Weeks below people, then week ends and days of two half-days, then days of week ends: what lies below a node follows.
    fn new(probleme: &Probleme, libres: &Libres, premier: u32) -> Self {
        let mut noeuds: Vec<Noeud> =
            libres.limites.iter().map(|limite| Noeud { limite: *limite, ..Noeud::default() }).collect();
        let paire = |n: &u32| &probleme.possibles[*n as usize];
        let jour = |n: &u32| probleme.creneaux[paire(n).creneau as usize].jour;
        let mut etage = Etage { feuilles: libres.arcs.iter().map(|n| premier + paire(n).personne).collect() };
        let semaine = |n: usize| jour(&libres.arcs[n]) / 7;
        etage.add(&mut noeuds, premier, &|n| Some((semaine(n), None)), &|group| {
            let who = paire(&libres.arcs[group.start]).personne;
            libres.reste_semaine(probleme, who, semaine(group.start)).min(rank(group.len()))
        });
        let week_end = |n: usize| libres.week_ends[n].then(|| (semaine(n), None));
        let day = |n: usize| Some((semaine(n), Some(jour(&libres.arcs[n]))));
        etage.add(&mut noeuds, premier, &|n| week_end(n).or_else(|| day(n)), &|_| 1);
        etage.add(&mut noeuds, premier, &|n| week_end(n).and_then(|_| day(n)), &|_| 1);
        Self { noeuds, feuilles: etage.feuilles }
    }
}

impl Etage {
    /// Gives a node of its own to each run of pairs that have the same node so far and the same key (a week, and its day if
    /// any); a pair alone needs none.
    fn add(
        &mut self,
        noeuds: &mut Vec<Noeud>,
        premier: u32,
        key: &dyn Fn(usize) -> Option<(u32, Option<u32>)>,
        limite: &dyn Fn(&Range<usize>) -> u32,
    ) {
        let mut start = 0;
        while start < self.feuilles.len() {
            let (parent, mine) = (self.feuilles[start], key(start));
            let same = |n: &usize| self.feuilles[*n] == parent && key(*n) == mine;
            let end = (start + 1..self.feuilles.len()).find(|n| !same(n)).unwrap_or(self.feuilles.len());
            let group = start..end;
            start = end;
            if mine.is_none() || group.len() == 1 {
                continue;
            }
            let (rang, above) = (rank(noeuds.len()), (parent - premier) as usize);
            noeuds.push(Noeud { parent, limite: limite(&group), ..Noeud::default() });
            let enfants = &mut noeuds[above].enfants;
            *enfants = if enfants.0 == enfants.1 { (rang, rang + 1) } else { (enfants.0, rang + 1) };
            self.feuilles[group].fill(premier + rang);
        }
    }
}
