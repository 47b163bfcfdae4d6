//! The words for professions and specialties that an index knows: those of its own documents only.

use crate::fautes::Motif;
use crate::metiers::Metier;
use std::collections::BTreeMap;

/// What a word or a phrase stands for.
#[derive(Debug, PartialEq)]
pub(crate) struct Entree {
    /// Folded.
    pub(crate) phrase: String,
    /// What it costs to be found by it: 0, or more for one word of a long label.
    pub(crate) cout: u32,
    /// Which kinds of documents (see [`Index`](crate::Index)).
    pub(crate) rubriques: Vec<u16>,
}

/// Sorted by phrase.
#[derive(Default)]
pub(crate) struct Lexique {
    entrees: Vec<Entree>,
}

/// A word of a long label: less than a word made for the profession.
const COUT_MOT_DE_LIBELLE: u32 = 10;

impl Lexique {
    /// From the professions and specialties of each kind of document.
    pub(crate) fn new<'a>(rubriques: impl Iterator<Item = Vec<&'a Metier>>) -> Self {
        let mut known: BTreeMap<String, (u32, Vec<u16>)> = BTreeMap::new();
        let mut add = |phrase: &str, cout: u32, rubrique: u16| {
            let (least, kinds) = known.entry(phrase.to_owned()).or_insert((cout, Vec::new()));
            *least = cout.min(*least);
            if kinds.last() != Some(&rubrique) {
                kinds.push(rubrique);
            }
        };
        for (rubrique, metiers) in (0_u16..).zip(rubriques) {
            for metier in metiers {
                for phrase in &metier.phrases {
                    add(phrase, 0, rubrique);
                }
                for word in crate::metiers::fold_phrase(&metier.libelle).split(' ') {
                    if word.len() >= 4 && !is_vague(word) {
                        add(word, COUT_MOT_DE_LIBELLE, rubrique);
                    }
                }
            }
        }
        let entree = |(phrase, (cout, rubriques))| Entree { phrase, cout, rubriques };
        Self { entrees: known.into_iter().map(entree).collect() }
    }

    /// The entry of exactly this phrase.
    pub(crate) fn get(&self, phrase: &str) -> Option<&Entree> {
        let at = self.entrees.binary_search_by(|entree| entree.phrase.as_str().cmp(phrase)).ok()?;
        self.entrees.get(at)
    }

    /// The entries of one word that begin with these letters, the phrase itself left out.
    pub(crate) fn beginning_with<'a, 'w>(
        &'a self,
        letters: &'w str,
    ) -> impl Iterator<Item = &'a Entree> + use<'a, 'w> {
        let from = self.entrees.partition_point(|entree| entree.phrase.as_str() <= letters);
        let entrees = self.entrees.get(from..).unwrap_or_default().iter();
        entrees.take_while(move |entree| entree.phrase.starts_with(letters)).filter(|entree| is_word(entree))
    }

    /// The entries of one long word at one typing error of a word, or two of a very long one, with their distance.
    pub(crate) fn around(&self, word: &str) -> Vec<(&Entree, u8)> {
        let most: u32 = match word.len() {
            0..=4 => return Vec::new(),
            5..=8 => 1,
            _ => 2,
        };
        let motif = Motif::new(word.as_bytes());
        let near = self.entrees.iter().filter(|entree| entree.phrase.len() >= 5 && is_word(entree));
        near.filter(|entree| entree.phrase.len().abs_diff(word.len()) <= 2)
            .filter_map(|entree| {
                let distance = motif.distance(entree.phrase.as_bytes());
                (1..=most).contains(&distance).then(|| (entree, u8::try_from(distance).unwrap_or(u8::MAX)))
            })
            .collect()
    }

    /// Bytes held, about.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.entrees.iter().map(|entree| 80 + entree.phrase.len() + entree.rubriques.len() * 2).sum()
    }
}

fn is_word(entree: &Entree) -> bool {
    !entree.phrase.contains(' ')
}

/// Words of labels that say nothing of the specialty.
fn is_vague(word: &str) -> bool {
    ["reforme", "2017", "qualifie", "specialiste", "exercice", "personne", "trait"].contains(&word)
}
