//! The meanings of typed words: words of the directory, joined words, professions.

use super::{Analyse, Appel, Cible};
use crate::index::Index;
use crate::raison::Facon;

/// Longest phrase of the lexicon, in words.
const PHRASE: usize = 9;

impl<'i> Analyse<'i> {
    pub(super) fn find_meanings(&mut self, index: &'i Index) {
        for at in 0..self.termes.len() {
            let exact = index.jetons.get(&self.termes[at].plie);
            if let Some(jeton) = exact {
                self.cibles.push(Cible { jeton, mots: 1 << at, cout: 0, facon: Facon::Exact });
            }
            self.push_errors(index, at);
            self.push_joined(index, at);
            self.push_phrases(index, at);
            self.push_profession(index, at, exact.is_some());
        }
        self.cibles.sort_unstable_by_key(|cible| (cible.jeton, cible.cout, cible.mots));
        for at in 0..self.cibles.len() {
            let jeton = self.cibles[at].jeton;
            self.mark(index.formes_of(jeton..jeton + 1));
        }
        for at in 0..self.termes.len() {
            let plage = self.termes[at].plage.clone();
            self.mark(index.formes_of(plage));
        }
    }

    /// Two or three words typed apart that the directory holds as one: « le goff » for « LEGOFF ».
    fn push_joined(&mut self, index: &Index, at: usize) {
        for words in 2..=3 {
            let Some(run) = self.termes.get(at..at + words) else { return };
            let text: String = run.iter().map(|terme| terme.plie.as_str()).collect();
            if let Some(jeton) = index.jetons.get(&text) {
                let mots = ((1_u16 << words) - 1) << at;
                self.cibles.push(Cible { jeton, mots, cout: 5, facon: Facon::Accole });
            }
        }
    }

    /// The phrases of the lexicon that begin here.
    fn push_phrases(&mut self, index: &'i Index, at: usize) {
        let mut phrase = String::new();
        for words in 1..=PHRASE {
            let Some(terme) = self.termes.get(at + words - 1) else { return };
            if words > 1 {
                phrase.push(' ');
            }
            phrase.push_str(&terme.plie);
            if let Some(entree) = index.lexique.get(&phrase) {
                let mots = ((1_u16 << words) - 1) << at;
                self.appels.push(Appel {
                    mots,
                    cout: entree.cout,
                    facon: Facon::Synonyme,
                    phrase: &entree.phrase,
                    rubriques: &entree.rubriques,
                });
            }
        }
    }

    /// The professions that a word begins, or names with a typing error.
    fn push_profession(&mut self, index: &'i Index, at: usize, is_name: bool) {
        let Some(terme) = self.termes.get(at).filter(|terme| terme.requis) else { return };
        let word = terme.plie.clone();
        let long = if terme.dernier { 3 } else { 4 };
        let mut push = |entree: &'i crate::lexique::Entree, cout, facon| {
            let (phrase, rubriques) = (entree.phrase.as_str(), entree.rubriques.as_slice());
            self.appels.push(Appel { mots: 1 << at, cout: entree.cout + cout, facon, phrase, rubriques });
        };
        if word.len() >= long {
            let from = index.lexique.beginning_with(&word);
            from.for_each(|entree| push(entree, 30, Facon::Debut));
        }
        if !is_name && index.lexique.get(&word).is_none() {
            for (entree, errors) in index.lexique.around(&word) {
                push(entree, 20 + 100 * u32::from(errors), Facon::Faute(errors));
            }
        }
    }
}
