//! The documents of each word, those that hold little else first.

use crate::choix::{AUTRE, NOM_DE_TROP, PRENOM_DE_TROP, STRUCTURE_DE_TROP};
use crate::dictionnaire::rank;
use crate::index::{Entete, Index, Listes};
use crate::note::AILLEURS;

/// Documents of each jeton, in order of what the document costs at least when nothing else of it is typed, then by
/// interne number.
#[derive(Default)]
pub(crate) struct Affectations {
    listes: Listes,
    /// That least cost, 255 at most.
    surplus: Vec<u8>,
}

impl Affectations {
    /// Reads all documents of an index whose documents are arranged.
    pub(crate) fn new(index: &Index) -> Self {
        let mut listes = Listes::new(index.jetons.len() as usize, |file| {
            let mut seen: Vec<(u32, u8)> = Vec::with_capacity(32);
            for interne in 0..rank(index.len()) {
                words(index, interne, &mut seen);
                seen.iter().for_each(|&(jeton, _)| file(jeton, interne));
            }
        });
        let mut surplus = vec![0_u8; listes.len()];
        let mut next = listes.starts();
        let mut seen: Vec<(u32, u8)> = Vec::with_capacity(32);
        for interne in 0..rank(index.len()) {
            words(index, interne, &mut seen);
            for &(jeton, least) in &seen {
                let at = &mut next[jeton as usize];
                surplus[*at as usize] = least;
                *at += 1;
            }
        }
        let mut pairs: Vec<(u8, u32)> = Vec::new();
        for jeton in 0..index.jetons.len() {
            let at = listes.extent(jeton..jeton + 1);
            let (numbers, least) = (listes.values_mut(at.clone()), &mut surplus[at]);
            if least.is_sorted() {
                continue;
            }
            pairs.clear();
            pairs.extend(least.iter().copied().zip(numbers.iter().copied()));
            pairs.sort_unstable();
            for ((number, one), pair) in numbers.iter_mut().zip(least).zip(&pairs) {
                (*one, *number) = *pair;
            }
        }
        Self { listes, surplus }
    }

    /// The documents of a jeton, and what each costs at least besides it when nothing else of it is typed.
    pub(crate) fn get(&self, jeton: u32) -> (&[u32], &[u8]) {
        let at = self.listes.extent(jeton..jeton + 1);
        (self.listes.get(jeton), self.surplus.get(at).unwrap_or_default())
    }

    /// How many in consecutive lists.
    pub(crate) fn count(&self, jetons: std::ops::Range<u32>) -> usize {
        self.listes.extent(jetons).len()
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.listes.memory_bytes() + self.surplus.capacity()
    }
}

/// The jetons of a document, each once, with what the document costs at least when it alone is typed.
fn words(index: &Index, interne: u32, seen: &mut Vec<(u32, u8)>) {
    let (entete, formes, accoles) = index.ligne(interne);
    seen.clear();
    let mut see = |forme: u32, least: u32| {
        let (jeton, least) = (index.jeton_of(forme), u8::try_from(least).unwrap_or(u8::MAX));
        match seen.iter_mut().find(|(known, _)| *known == jeton) {
            Some((_, known)) => *known = least.min(*known),
            None => seen.push((jeton, least)),
        }
    };
    for (place, &forme) in formes.iter().enumerate() {
        see(forme, least_besides(&entete, place, 1));
    }
    for pair in accoles.chunks_exact(2) {
        if let &[forme, places] = pair {
            see(forme, least_besides(&entete, 0, places.count_ones()));
        }
    }
}

/// What the names of a document cost when `count` words from a place are all that is typed of it.
fn least_besides(entete: &Entete, place: usize, count: u32) -> u32 {
    let (noms, prenoms) = (u32::from(entete.noms), u32::from(entete.prenoms));
    let each = if entete.structure { STRUCTURE_DE_TROP } else { NOM_DE_TROP };
    let place = rank(place);
    if place < noms {
        each * noms.saturating_sub(count) + PRENOM_DE_TROP * prenoms
    } else if place < noms + prenoms {
        each * noms + PRENOM_DE_TROP * prenoms.saturating_sub(count)
    } else {
        AILLEURS + if entete.structure { 0 } else { AUTRE }
    }
}
