//! Which documents hold which typed words, one bit a document: to pass over documents without reading them.

use crate::affectations::Affectations;
use crate::analyse::Analyse;
use crate::choix;
use crate::index::Index;
use crate::pistes::{self, Liste};
use std::collections::BTreeMap;

/// From how many documents a sieve is worth making.
const UTILE: u64 = 200;
/// Setting a bit costs that many times less than reading a document.
const RAPPORT: u64 = 60;
/// The documents of a jeton that so many hold are kept as bits in the index.
const DENSE: usize = 4_096;

/// One bit a document.
type Bits = Vec<u64>;

/// The documents of the most common jetons.
#[derive(Default)]
pub(crate) struct Denses(BTreeMap<u32, Bits>);

impl Denses {
    pub(crate) fn new(par_jeton: &Affectations, jetons: u32, documents: usize) -> Self {
        let common =
            (0..jetons).map(|jeton| (jeton, par_jeton.get(jeton).0)).filter(|(_, list)| list.len() >= DENSE);
        Self(common.map(|(jeton, list)| (jeton, fill(vec![0; documents / 64 + 1], list))).collect())
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.0.values().map(|bits| bits.capacity() * 8).sum()
    }
}

fn fill(mut bits: Bits, documents: &[u32]) -> Bits {
    for &interne in documents {
        if let Some(word) = bits.get_mut(interne as usize / 64) {
            *word |= 1 << (interne % 64);
        }
    }
    bits
}

fn holds(bits: &[u64], interne: u32) -> bool {
    bits.get(interne as usize / 64).is_some_and(|word| word >> (interne % 64) & 1 == 1)
}

/// The documents of some of the typed words.
#[derive(Default)]
pub(crate) struct Tamis<'i> {
    /// Bit of the word, documents that hold it in a name or a further word. A word may come several times.
    denses: Vec<(u16, &'i [u64])>,
    autres: Vec<(u16, Bits)>,
    /// Bits of the words that each commune and each kind stand for.
    communes: Vec<u16>,
    rubriques: Vec<u16>,
    /// Some commune, some kind stands for a word.
    par_commune: bool,
    par_rubrique: bool,
    /// Bits of the words above.
    connus: u16,
    /// Least cost of a document by the bits of the typed words that it holds; `u32::MAX` when too little is found.
    couts: Vec<u32>,
}

impl<'i> Tamis<'i> {
    /// Adds the words that are worth it before reading that many documents of the word `but`, rarest first: to read
    /// those that hold all words (`complete`), or those that hold enough of them.
    pub(crate) fn refine(
        &mut self,
        index: &'i Index,
        analyse: &Analyse<'_>,
        but: usize,
        documents: u64,
        complete: bool,
    ) {
        let mut left = documents;
        let mut others: Vec<usize> = (0..analyse.termes.len()).filter(|at| *at != but).collect();
        others.retain(|at| analyse.termes[*at].requis);
        others.sort_by_key(|at| analyse.termes[*at].masse);
        for at in others {
            let masse = analyse.termes[at].masse;
            if left < UTILE || masse > RAPPORT * RAPPORT * left {
                return;
            }
            if self.connus >> at & 1 == 0 {
                self.add(index, analyse, at, RAPPORT * left);
            }
            if complete && masse > 0 {
                left = left * (masse + 1) / (index.len() as u64 + 1);
            }
        }
    }

    /// Adds a word, unless that takes setting more bits than `most`.
    fn add(&mut self, index: &'i Index, analyse: &Analyse<'_>, at: usize, most: u64) {
        let (mut dense, mut lists, mut bits_to_set) = (Vec::new(), Vec::new(), 0);
        pistes::each(index, analyse, at, |piste| {
            if let Liste::Jeton(jeton) = piste.liste {
                match index.denses.0.get(&jeton) {
                    Some(bits) => dense.push(bits),
                    None => bits_to_set += piste.documents(index).len() as u64,
                }
            }
            lists.push(piste.liste);
        });
        if bits_to_set + lists.len() as u64 > most {
            return;
        }
        self.prepare(index, analyse);
        let bit = 1_u16 << at;
        self.connus |= bit;
        self.denses.extend(dense.iter().map(|bits| (bit, bits.as_slice())));
        let mut others = if bits_to_set > 0 { vec![0; index.len() / 64 + 1] } else { Vec::new() };
        for liste in lists {
            match liste {
                Liste::Jeton(jeton) if index.denses.0.contains_key(&jeton) => {}
                Liste::Jeton(jeton) => others = fill(others, index.par_jeton.get(jeton).0),
                Liste::Rubrique(rubrique) => {
                    self.rubriques[rubrique as usize] |= bit;
                    self.par_rubrique = true;
                }
                Liste::Commune(commune) => {
                    self.communes[commune as usize] |= bit;
                    self.par_commune = true;
                }
            }
        }
        if bits_to_set > 0 {
            self.autres.push((bit, others));
        }
    }

    fn prepare(&mut self, index: &Index, analyse: &Analyse<'_>) {
        if self.couts.is_empty() {
            let all = 1_u16 << analyse.termes.len();
            self.couts = (0..all).map(|mots| choix::missing(analyse, mots).unwrap_or(u32::MAX)).collect();
            self.communes = vec![0; index.communes.libelles.len()];
            self.rubriques = vec![0; index.rubriques.len()];
        }
    }

    /// Nothing is known yet.
    pub(crate) fn is_empty(&self) -> bool {
        self.connus == 0
    }

    /// The bits of the typed words that a document may hold.
    pub(crate) fn words_of(&self, index: &Index, interne: u32) -> u16 {
        let mut mots = !self.connus;
        for (mot, bits) in &self.denses {
            mots |= if holds(bits, interne) { *mot } else { 0 };
        }
        for (mot, bits) in &self.autres {
            mots |= if holds(bits, interne) { *mot } else { 0 };
        }
        if self.par_commune {
            let commune =
                index.commune_de.get(interne as usize).and_then(|&at| self.communes.get(at as usize));
            mots |= commune.copied().unwrap_or(0);
        }
        if self.par_rubrique {
            let entete = index.entetes.get(interne as usize);
            let rubrique = entete.and_then(|entete| self.rubriques.get(usize::from(entete.rubrique)));
            mots |= rubrique.copied().unwrap_or(0);
        }
        mots
    }

    /// The least that a document with these words costs, if enough words are found.
    pub(crate) fn least(&self, mots: u16) -> Option<u32> {
        let at = usize::from(mots) & self.couts.len().saturating_sub(1);
        self.couts.get(at).copied().filter(|cout| *cout != u32::MAX)
    }
}
