//! What a person typed, read against an index: for each word, what it may stand for and at what cost.

use crate::fautes;
use crate::index::Index;
use crate::mots::{MOT_LONG, fold_word, is_title, is_tool, spell_out, split};
use crate::raison::Facon;
use std::ops::Range;

mod sens;

/// Words read of one text; the others are left out.
const MOTS_LUS: usize = 12;

/// What is paid by a document that lacks a small word (« le », « de »).
const MANQUE_OUTIL: u32 = 15;

/// A typed word.
pub(crate) struct Terme {
    /// As typed.
    pub(crate) tape: String,
    pub(crate) plie: String,
    /// Only these words count when deciding whether a document was found.
    pub(crate) requis: bool,
    /// The words that begin with it, when it may be unfinished.
    pub(crate) plage: Range<u32>,
    /// It is the last word, so that an unfinished word is likely.
    pub(crate) dernier: bool,
    /// How many documents it may stand for (some counted twice).
    pub(crate) masse: u64,
    /// How rare it is: the logarithm of one document in how many.
    pub(crate) poids: u32,
    /// What is paid by a document that lacks it.
    pub(crate) manque: u32,
    /// It may be a name or a further word of a document.
    pub(crate) nommable: bool,
}

/// A word of the directory that typed words stand for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) struct Cible {
    pub(crate) jeton: u32,
    /// Bits of the typed words covered.
    pub(crate) mots: u16,
    pub(crate) cout: u32,
    pub(crate) facon: Facon,
}

/// Kinds of documents that typed words stand for.
pub(crate) struct Appel<'i> {
    pub(crate) mots: u16,
    pub(crate) cout: u32,
    pub(crate) facon: Facon,
    /// The phrase of the lexicon.
    pub(crate) phrase: &'i str,
    /// Sorted.
    pub(crate) rubriques: &'i [u16],
}

/// A text read.
pub(crate) struct Analyse<'i> {
    pub(crate) termes: Vec<Terme>,
    /// Sorted by jeton, then cost.
    pub(crate) cibles: Vec<Cible>,
    pub(crate) appels: Vec<Appel<'i>>,
    /// One bit a forme: it may match something.
    bits: Vec<u64>,
    /// Bits of the words that count, and the sum of their weights.
    pub(crate) requis: u16,
    pub(crate) poids: u32,
    /// Bits of the words that count and that some document holds.
    pub(crate) possibles: u16,
}

impl Terme {
    /// What it costs to be found by the beginning of a word of this length.
    pub(crate) fn cost_of_beginning(&self, length: usize) -> u32 {
        let more = u32::try_from(length.saturating_sub(self.plie.len()).min(15)).unwrap_or(15);
        if self.dernier { 40 + 8 * more } else { 80 + 12 * more }
    }

    /// Beginnings of communes and of further words are looked for from three letters.
    pub(crate) fn is_short(&self) -> bool {
        self.plie.len() < 3
    }
}

/// What it costs to be found at this many typing errors; people seldom miss the first letter.
pub(crate) fn cost_of_errors(errors: u8, typed: &str, known: &str) -> u32 {
    let first = if typed.as_bytes().first() == known.as_bytes().first() { 0 } else { 30 };
    first + if errors <= 1 { 100 } else { 220 }
}

impl<'i> Analyse<'i> {
    /// Reads a text; nothing when it holds no word.
    pub(crate) fn new(index: &'i Index, texte: &str) -> Option<Self> {
        let termes = read(index, texte);
        if termes.is_empty() {
            return None;
        }
        let bits = vec![0; index.formes.len() as usize / 64 + 1];
        let mut analyse =
            Self { termes, cibles: Vec::new(), appels: Vec::new(), bits, requis: 0, poids: 0, possibles: 0 };
        analyse.find_meanings(index);
        analyse.weigh(index);
        Some(analyse)
    }

    /// Whether a forme may match a typed word.
    pub(crate) fn concerns(&self, forme: u32) -> bool {
        self.bits.get(forme as usize / 64).is_some_and(|word| word >> (forme % 64) & 1 == 1)
    }

    /// The meanings of a jeton as typed words.
    pub(crate) fn cibles_of(&self, jeton: u32) -> impl Iterator<Item = &Cible> {
        let from = self.cibles.partition_point(|cible| cible.jeton < jeton);
        self.cibles.iter().skip(from).take_while(move |cible| cible.jeton == jeton)
    }

    fn weigh(&mut self, index: &Index) {
        let documents = index.len() as u64 + 1;
        let inconnu = (documents.ilog2() / 2).saturating_sub(1).max(2);
        for at in 0..self.termes.len() {
            let (exact, all, named) = self.masses(index, at);
            let terme = &mut self.termes[at];
            terme.nommable = named;
            terme.masse = all;
            let seen = if exact > 0 { exact } else { all };
            terme.poids =
                if seen == 0 { inconnu } else { (documents / (seen + 1)).max(1).ilog2().clamp(2, 20) };
            terme.manque = if terme.requis { 300 + 40 * terme.poids } else { MANQUE_OUTIL };
            if seen == 0 {
                // A word that nothing resembles is missing everywhere: it must not hide what the others find.
                terme.poids = 0;
            }
            if terme.requis {
                self.requis |= 1 << at;
                self.poids += terme.poids;
                self.possibles |= if seen > 0 { 1 << at } else { 0 };
            }
        }
    }

    /// How many documents a word stands for as typed, and in all ways; whether it may be a name.
    fn masses(&self, index: &Index, at: usize) -> (u64, u64, bool) {
        let bit = 1_u16 << at;
        let Some(terme) = self.termes.get(at) else { return (0, 0, false) };
        let (mut exact, mut all, mut named) = (0, 0, index.documents_named(terme.plage.clone()));
        if !terme.is_short() {
            all += index.documents_around(terme.plage.clone());
        }
        for cible in self.cibles.iter().filter(|cible| cible.mots & bit != 0) {
            let one = cible.jeton..cible.jeton + 1;
            named += index.documents_named(one.clone());
            all += index.documents_around(one.clone());
            let documents = index.documents_named(one.clone()) + index.documents_around(one);
            exact += if cible.cout == 0 { documents } else { 0 };
        }
        for appel in self.appels.iter().filter(|appel| appel.mots & bit != 0) {
            let lists =
                appel.rubriques.iter().map(|&rubrique| index.par_rubrique.get(u32::from(rubrique)).len());
            let documents = lists.sum::<usize>() as u64;
            all += documents;
            exact += if appel.facon == Facon::Synonyme { documents } else { 0 };
        }
        (exact, all + named, named > 0)
    }
}

/// The words of a text that are looked for.
fn read(index: &Index, texte: &str) -> Vec<Terme> {
    let mut mots: Vec<(&str, String)> = Vec::new();
    for typed in split(texte).take(4 * MOTS_LUS) {
        let folded = spell_out(fold_word(typed)).into_owned();
        // A word typed a third time says nothing more.
        let before = mots.iter().filter(|(_, known)| *known == folded).count();
        if !folded.is_empty() && before < 2 {
            mots.push((typed, folded));
        }
    }
    let last = mots.len().saturating_sub(1);
    let numbered = mots.into_iter().enumerate().map(|(at, (typed, folded))| (at == last, typed, folded));
    let mut all: Vec<(bool, &str, String)> = numbered.collect();
    if all.iter().any(|(_, _, folded)| !is_title(folded) && !is_tool(folded)) {
        all.retain(|(_, _, folded)| !is_title(folded));
    }
    let only_tools = all.iter().all(|(_, _, folded)| is_tool(folded));
    let mut termes = Vec::with_capacity(all.len().min(MOTS_LUS));
    for (dernier, typed, folded) in all {
        if let Some((head, tail)) = unjoin(index, &folded) {
            termes.push(terme(index, head, head.to_owned(), true, false));
            termes.push(terme(index, tail, tail.to_owned(), true, dernier));
        } else {
            let requis = only_tools || !is_tool(&folded);
            termes.push(terme(index, typed, folded, requis, dernier));
        }
    }
    termes.truncate(MOTS_LUS);
    termes
}

fn terme(index: &Index, typed: &str, plie: String, requis: bool, dernier: bool) -> Terme {
    let unfinished = dernier || (plie.len() >= 3 && requis);
    let plage = if unfinished { index.jetons.beginning_with(&plie) } else { 0..0 };
    Terme {
        tape: typed.to_owned(),
        plie,
        requis,
        plage,
        dernier,
        masse: 0,
        poids: 0,
        manque: 0,
        nommable: false,
    }
}

/// Two words typed as one: « jeanpierre ». Only for a word that is nothing else.
fn unjoin<'w>(index: &Index, word: &'w str) -> Option<(&'w str, &'w str)> {
    if !(6..=2 * MOT_LONG).contains(&word.len())
        || !word.is_ascii()
        || !index.jetons.beginning_with(word).is_empty()
        || !index.lexique.around(word).is_empty()
        || index.lexique.get(word).is_some()
        || !index.voisins.around(&index.jetons, word).is_empty()
    {
        return None;
    }
    let known = |part: &str| index.jetons.get(part).map(|jeton| index.documents_named(jeton..jeton + 1));
    let cuts = (3..=word.len() - 3).map(|at| word.split_at(at));
    let both = cuts.filter_map(|(head, tail)| Some((known(head)?.min(known(tail)?), head, tail)));
    both.max_by_key(|&(documents, ..)| documents).map(|(_, head, tail)| (head, tail))
}

impl Analyse<'_> {
    fn mark(&mut self, formes: Range<u32>) {
        for forme in formes {
            if let Some(word) = self.bits.get_mut(forme as usize / 64) {
                *word |= 1 << (forme % 64);
            }
        }
    }

    /// The typing errors of a word, as targets.
    fn push_errors(&mut self, index: &Index, at: usize) {
        let Some(terme) = self.termes.get(at) else { return };
        if !terme.requis || fautes::allowed(terme.plie.len()) == 0 {
            return;
        }
        let typed = &terme.plie;
        for (jeton, errors) in index.voisins.around(&index.jetons, typed) {
            let cout = cost_of_errors(errors, typed, index.jetons.text(jeton));
            self.cibles.push(Cible { jeton, mots: 1 << at, cout, facon: Facon::Faute(errors) });
        }
    }
}
