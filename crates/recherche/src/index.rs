//! The immutable index, as searched.
//!
//! Documents are kept in alphabetical order of name, under their *interne* number: people of one name are neighbours
//! in memory. A document holds *formes* (words as written); the formes of one jeton (folded word) are consecutive
//! numbers. Documents of the same profession and specialties share a *rubrique*.

use crate::affectations::Affectations;
use crate::demande::Point;
use crate::dictionnaire::Dictionnaire;
use crate::fautes::Voisins;
use crate::lexique::Lexique;
use crate::metiers::Metier;
use crate::tamis::Denses;
use crate::voisinage::Voisinage;
use std::ops::Range;

/// An immutable directory in memory, made by [`Builder`](crate::Builder). Cheap to share between threads.
#[derive(Default)]
pub struct Index {
    /// Folded words, in alphabetical order.
    pub(crate) jetons: Dictionnaire,
    /// Words as written, by jeton.
    pub(crate) formes: Dictionnaire,
    /// The first forme of each jeton, and the end.
    pub(crate) formes_du_jeton: Vec<u32>,
    pub(crate) jeton_de_forme: Vec<u32>,
    pub(crate) voisins: Voisins,
    pub(crate) lexique: Lexique,
    /// By interne number; one more to close the last.
    pub(crate) entetes: Vec<Entete>,
    /// Formes of the documents, then their joined spellings as pairs (forme, bits of the words covered).
    pub(crate) lignes: Vec<u32>,
    /// By interne number; empty when no document has a place.
    pub(crate) points: Vec<Point>,
    pub(crate) interne_de: Vec<u32>,
    /// The commune of each document, apart from what else is known of it: read for many documents.
    pub(crate) commune_de: Vec<u32>,
    /// Documents of each jeton, by interne number, by name and further words.
    pub(crate) par_jeton: Affectations,
    pub(crate) denses: Denses,
    pub(crate) communes: Communes,
    pub(crate) rubriques: Vec<Rubrique>,
    pub(crate) par_rubrique: Listes,
    pub(crate) metiers: Vec<Metier>,
    pub(crate) voisinage: Voisinage,
}

/// What is always read of a document.
#[derive(Clone, Copy, Default)]
pub(crate) struct Entete {
    pub(crate) debut: u32,
    pub(crate) numero: u32,
    pub(crate) commune: u32,
    pub(crate) rubrique: u16,
    pub(crate) noms: u8,
    pub(crate) prenoms: u8,
    pub(crate) accoles: u8,
    /// Words of the commune.
    pub(crate) mots_commune: u8,
    pub(crate) structure: bool,
}

/// The professions and specialties shared by documents, as ranks in [`Index::metiers`].
#[derive(Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Rubrique(pub(crate) Vec<u16>);

/// Distinct names of communes.
#[derive(Default)]
pub(crate) struct Communes {
    pub(crate) libelles: Vec<Box<str>>,
    /// Formes of each commune.
    pub(crate) formes: Listes,
    /// Communes of each jeton.
    pub(crate) par_jeton: Listes,
    /// Documents of each commune, by interne number.
    pub(crate) documents: Listes,
    /// A point of the sphere and the farthest document from it, in a straight line; nowhere when no document has a place.
    pub(crate) etendues: Vec<(Point, f32)>,
    /// How many documents in the communes of the jetons before each: a running total.
    pub(crate) cumul: Vec<u64>,
}

/// Lists of numbers end to end.
#[derive(Default)]
pub(crate) struct Listes {
    debuts: Vec<u32>,
    valeurs: Vec<u32>,
}

impl Listes {
    /// Files pairs (list, value), called for twice in the same order; values keep their order in each list.
    pub(crate) fn new(lists: usize, each: impl Fn(&mut dyn FnMut(u32, u32))) -> Self {
        let mut debuts = vec![0_u32; lists + 1];
        each(&mut |list, _| debuts[list as usize + 1] += 1);
        for at in 1..debuts.len() {
            debuts[at] += debuts[at - 1];
        }
        let mut next = debuts.clone();
        let mut valeurs = vec![0_u32; debuts.last().map_or(0, |&end| end as usize)];
        each(&mut |list, value| {
            valeurs[next[list as usize] as usize] = value;
            next[list as usize] += 1;
        });
        Self { debuts, valeurs }
    }

    /// One list.
    pub(crate) fn get(&self, list: u32) -> &[u32] {
        let Range { start, end } = self.extent(list..list.saturating_add(1));
        self.valeurs.get(start..end).unwrap_or_default()
    }

    /// How many values in all lists.
    pub(crate) fn len(&self) -> usize {
        self.valeurs.len()
    }

    /// Where each list starts.
    pub(crate) fn starts(&self) -> Vec<u32> {
        self.debuts.clone()
    }

    /// Values to be put in another order.
    pub(crate) fn values_mut(&mut self, at: Range<usize>) -> &mut [u32] {
        self.valeurs.get_mut(at).unwrap_or_default()
    }

    /// Where the values of consecutive lists are.
    pub(crate) fn extent(&self, lists: Range<u32>) -> Range<usize> {
        let at = |list: u32| self.debuts.get(list as usize).map(|&start| start as usize);
        match (at(lists.start), at(lists.end)) {
            (Some(from), Some(to)) => from..to,
            _ => 0..0,
        }
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        (self.debuts.capacity() + self.valeurs.capacity()) * 4
    }
}

impl Index {
    /// How many documents.
    #[must_use]
    pub fn len(&self) -> usize {
        self.interne_de.len()
    }

    /// No document at all.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.interne_de.is_empty()
    }

    /// Memory held by the index, in bytes.
    #[must_use]
    pub fn memory_bytes(&self) -> usize {
        let communes = &self.communes;
        let libelles: usize = communes.libelles.iter().map(|libelle| libelle.len() + 16).sum();
        let lists = [&self.par_rubrique, &communes.formes, &communes.par_jeton, &communes.documents];
        self.jetons.memory_bytes()
            + self.formes.memory_bytes()
            + (self.formes_du_jeton.capacity() + self.jeton_de_forme.capacity() + self.lignes.capacity()) * 4
            + self.voisins.memory_bytes()
            + self.lexique.memory_bytes()
            + self.entetes.capacity() * size_of::<Entete>()
            + self.points.capacity() * size_of::<Point>()
            + (self.interne_de.capacity() + self.commune_de.capacity()) * 4
            + lists.iter().map(|lists| lists.memory_bytes()).sum::<usize>()
            + libelles
            + communes.cumul.capacity() * 8
            + self.voisinage.memory_bytes()
            + self.denses.memory_bytes()
            + self.par_jeton.memory_bytes()
            + communes.etendues.capacity() * size_of::<(Point, f32)>()
    }

    /// The formes and the joined spellings of a document.
    pub(crate) fn ligne(&self, interne: u32) -> (Entete, &[u32], &[u32]) {
        let at = interne as usize;
        let (Some(&entete), Some(next)) = (self.entetes.get(at), self.entetes.get(at + 1)) else {
            return (Entete::default(), &[], &[]);
        };
        let ligne = self.lignes.get(entete.debut as usize..next.debut as usize).unwrap_or_default();
        let (formes, accoles) = ligne.split_at(ligne.len().saturating_sub(2 * usize::from(entete.accoles)));
        (entete, formes, accoles)
    }

    /// The formes of one jeton, or of consecutive jetons.
    pub(crate) fn formes_of(&self, jetons: Range<u32>) -> Range<u32> {
        let at = |jeton: u32| self.formes_du_jeton.get(jeton as usize).copied().unwrap_or(0);
        at(jetons.start)..at(jetons.end)
    }

    /// The jeton of a forme.
    pub(crate) fn jeton_of(&self, forme: u32) -> u32 {
        self.jeton_de_forme.get(forme as usize).copied().unwrap_or(u32::MAX)
    }

    /// The place of a document.
    pub(crate) fn point(&self, interne: u32) -> Point {
        self.points.get(interne as usize).copied().unwrap_or(Point::NOWHERE)
    }

    /// How many documents hold these jetons in a name or in their further words.
    pub(crate) fn documents_named(&self, jetons: Range<u32>) -> u64 {
        self.par_jeton.count(jetons) as u64
    }

    /// How many documents are in communes of these jetons (a document is counted for each).
    pub(crate) fn documents_around(&self, jetons: Range<u32>) -> u64 {
        let at = |jeton: u32| self.communes.cumul.get(jeton as usize).copied().unwrap_or(0);
        at(jetons.end).saturating_sub(at(jetons.start))
    }
}
