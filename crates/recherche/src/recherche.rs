//! The search: the documents of the rarest typed words, cheapest first, until no better one can exist.

use crate::analyse::Analyse;
use crate::choix::{self, Note};
use crate::demande::{Demande, Point, Position, Resultat};
use crate::explication;
use crate::index::Index;
use crate::note::{Rencontre, link};
use crate::pistes::{Liste, Piste, pistes};
use crate::tamis::Tamis;
use std::collections::{BinaryHeap, HashSet};

/// Documents measured at most in one search: past that, the answer is the best seen so far.
const BUDGET: usize = 150_000;
/// From how many documents it pays to walk outwards from a place rather than read them all.
const BEAUCOUP: usize = 20_000;
/// So many candidates are read whatever else could be read.
const LUS_D_OFFICE: u64 = 10_000;
/// From how many results a set is quicker than reading them to know whether a document is among them.
const ENSEMBLE: usize = 64;

impl Index {
    /// The best documents for a text, best first; none when the text holds no word or nothing is found.
    ///
    /// Order: score; then distance when a place is given; then documents found by name by their number, and after
    /// them those found by profession or commune alone in alphabetical order. The score of a document does not
    /// depend on the other documents found: filtering the answer or filtering in the search give the same list, as
    /// long as the words typed stand for fewer than some 150 000 documents (past that only the best lists are read).
    #[must_use]
    pub fn search(&self, demande: &Demande<'_>) -> Vec<Resultat> {
        let Some(analyse) = Analyse::new(self, demande.texte).filter(|_| demande.limit > 0) else {
            return Vec::new();
        };
        let lieu = demande.pres_de.and_then(Position::on_sphere);
        let mut tri = Tri {
            index: self,
            analyse: &analyse,
            demande,
            lieu,
            tas: BinaryHeap::new(),
            vus: (demande.limit > ENSEMBLE).then(HashSet::new),
            rencontres: Vec::with_capacity(32),
            tamis: Tamis::default(),
            budget: BUDGET,
        };
        tri.run();
        let found = tri.tas.into_sorted_vec();
        found.iter().map(|cle| explication::explain(self, &analyse, lieu, cle)).collect()
    }
}

/// The place of a document in the answer: the least is the first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Cle {
    pub(crate) cout: u32,
    /// Bits of the square of the straight line to the place asked for: in the order of the distances.
    pub(crate) loin: u32,
    anonyme: bool,
    ordre: u32,
    pub(crate) interne: u32,
}

/// A typed word whose documents are read.
struct Word {
    at: usize,
    /// What is paid by documents that hold none of the words before.
    base: u32,
    /// No other word may be a name.
    alone: bool,
    pistes: Vec<Piste>,
}

/// A search under way.
struct Tri<'i, 's> {
    index: &'i Index,
    analyse: &'s Analyse<'i>,
    demande: &'s Demande<'s>,
    lieu: Option<Point>,
    /// The best so far; the last of them on top.
    tas: BinaryHeap<Cle>,
    vus: Option<HashSet<u32>>,
    rencontres: Vec<Rencontre>,
    tamis: Tamis<'i>,
    budget: usize,
}

impl Tri<'_, '_> {
    fn run(&mut self) {
        let (drivers, masse) = self.drivers();
        if let Some(parmi) = self.demande.parmi
            && (parmi.len() as u64) <= masse.max(LUS_D_OFFICE)
        {
            for &numero in parmi {
                if let Some(&interne) = self.index.interne_de.get(numero as usize) {
                    self.measure(interne);
                }
            }
            return;
        }
        let mut base = 0;
        for at in drivers {
            self.follow(at, base);
            base += self.analyse.termes.get(at).map_or(0, |terme| terme.manque);
        }
    }

    /// The rarest words, enough of them that any document found holds one; and how many documents they stand for.
    fn drivers(&self) -> (Vec<usize>, u64) {
        let termes = &self.analyse.termes;
        let mut all: Vec<usize> = (0..termes.len()).filter(|at| termes[*at].requis).collect();
        all.sort_by_key(|at| (termes[*at].masse, *at));
        let (mut poids, mut masse, mut taken) = (0, 0, 0);
        while 2 * poids <= self.analyse.poids && taken < all.len() {
            let terme = &termes[all[taken]];
            poids += terme.poids;
            masse += terme.masse;
            taken += 1;
        }
        all.truncate(taken);
        (all, masse)
    }

    /// Reads the lists of one word; `base` is what is paid by documents that hold none of the words before.
    fn follow(&mut self, at: usize, base: u32) {
        let pistes = pistes(self.index, self.analyse, at, self.lieu);
        let mut others = self.analyse.termes.iter().enumerate().filter(|(other, _)| *other != at);
        let word = Word { at, base, alone: !others.any(|(_, terme)| terme.nommable), pistes };
        let documents = word.pistes.iter().map(|piste| piste.documents(self.index).len() as u64).sum();
        self.tamis.refine(self.index, self.analyse, at, documents, true);
        if !self.tamis.is_empty() && base == 0 {
            // First those that may hold all words: they leave little room for the others.
            self.read_all(&word, true);
        }
        self.tamis.refine(self.index, self.analyse, at, documents, false);
        self.read_all(&word, false);
    }

    fn read_all(&mut self, word: &Word, complete: bool) {
        let kinds = self.kinds_of_all();
        let is_of_kind = |piste: &Piste| match piste.liste {
            Liste::Rubrique(rubrique) => kinds.binary_search(&rubrique).is_ok(),
            Liste::Jeton(_) | Liste::Commune(_) => false,
        };
        let of_kinds = word.pistes.iter().filter(|piste| is_of_kind(piste));
        let many = of_kinds.map(|piste| piste.documents(self.index).len()).sum::<usize>() > BEAUCOUP;
        let mut walked = false;
        for piste in &word.pistes {
            let least = Cle { loin: piste.loin, ..Cle::least(word.base + piste.cout) };
            if self.is_beyond(&least) || self.budget == 0 {
                return;
            }
            if many && self.lieu.is_some() && is_of_kind(piste) {
                walked = walked || self.walk(least);
            }
            if !(walked && is_of_kind(piste)) {
                self.read(word, piste, least, complete);
            }
        }
    }

    /// The kinds of documents that alone answer the whole text: what they cost is then known without reading them.
    fn kinds_of_all(&self) -> Vec<u32> {
        let whole = self.analyse.appels.iter().filter(|appel| self.analyse.requis & !appel.mots == 0);
        let mut kinds: Vec<u32> =
            whole.flat_map(|appel| appel.rubriques).map(|&kind| u32::from(kind)).collect();
        kinds.sort_unstable();
        kinds
    }

    fn read(&mut self, word: &Word, piste: &Piste, least: Cle, complete: bool) {
        let mut surplus = piste.surplus(self.index).iter();
        for &interne in piste.documents(self.index) {
            let besides = surplus.next().map_or(0, |least| u32::from(*least));
            // With other names typed, less may be known: they may be those that the document holds besides.
            let first = match (word.alone, piste.is_named()) {
                (false, _) => least,
                (true, true) => Cle { cout: least.cout + besides, ..least },
                (true, false) => Cle { anonyme: true, ordre: interne, interne, ..least },
            };
            if self.is_beyond(&first) || self.budget == 0 {
                return;
            }
            if self.tamis.is_empty() || !self.is_sieved(interne, word.at, complete) {
                self.measure(interne);
            }
        }
    }

    /// The words that a document holds are too few for the answer.
    fn is_sieved(&self, interne: u32, at: usize, complete: bool) -> bool {
        let mots = self.tamis.words_of(self.index, interne) | 1 << at;
        let whole = self.analyse.possibles & !mots == 0;
        if complete {
            return !whole;
        }
        self.tamis.least(mots).is_none_or(|cout| self.is_beyond(&Cle::least(cout)))
    }

    /// Reads the documents outwards from the place asked for; true when what is left is too far for the answer.
    fn walk(&mut self, least: Cle) -> bool {
        let (index, Some(lieu)) = (self.index, self.lieu) else { return false };
        let mut far = false;
        index.voisinage.outwards(lieu, |loin, documents| {
            far = self.is_beyond(&Cle { loin: loin.to_bits(), ..least });
            if !far {
                documents.iter().for_each(|&interne| self.measure(interne));
            }
            !far && self.budget > 0
        });
        far
    }

    /// The answer is full and nothing from this place on can enter it.
    fn is_beyond(&self, cle: &Cle) -> bool {
        self.tas.len() >= self.demande.limit && self.tas.peek().is_some_and(|last| last <= cle)
    }

    /// Puts a document in the answer if it belongs there.
    fn measure(&mut self, interne: u32) {
        self.budget = self.budget.saturating_sub(1);
        let entete = link(self.index, self.analyse, interne, &mut self.rencontres);
        let Some(least) = choix::least(self.analyse, &self.rencontres) else { return };
        if self.is_beyond(&Cle::least(least)) {
            return;
        }
        let Some((note, _)) = choix::choose(self.analyse, &entete, &mut self.rencontres) else { return };
        let cle = self.place(&note, interne, entete.numero);
        if self.is_beyond(&cle) || !self.is_wanted(entete.numero) || self.is_known(&cle) {
            return;
        }
        self.tas.push(cle);
        if self.tas.len() > self.demande.limit
            && let (Some(out), Some(vus)) = (self.tas.pop(), &mut self.vus)
        {
            vus.remove(&out.interne);
        }
    }

    fn place(&self, note: &Note, interne: u32, numero: u32) -> Cle {
        let loin = self.lieu.map_or(0, |lieu| {
            let chord2 = self.index.point(interne).chord2(lieu);
            if chord2.is_nan() { u32::MAX } else { chord2.to_bits() }
        });
        let ordre = if note.nomme { numero } else { interne };
        Cle { cout: note.cout, loin, anonyme: !note.nomme, ordre, interne }
    }

    fn is_wanted(&self, numero: u32) -> bool {
        self.demande.filtre.is_none_or(|keeps| keeps(numero))
            && self.demande.parmi.is_none_or(|parmi| parmi.binary_search(&numero).is_ok())
    }

    /// The document is already in the answer.
    fn is_known(&mut self, cle: &Cle) -> bool {
        match &mut self.vus {
            Some(vus) => !vus.insert(cle.interne),
            None => self.tas.iter().any(|known| known.interne == cle.interne),
        }
    }
}

impl Cle {
    /// The first place of a cost.
    fn least(cout: u32) -> Self {
        Self { cout, loin: 0, anonyme: false, ordre: 0, interne: 0 }
    }
}
