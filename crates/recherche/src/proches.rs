//! « Vouliez-vous dire… »: the closest known words of what was typed.

use crate::index::Index;
use crate::mots::{fold_word, is_title, is_tool, spell_out, split};
use std::fmt;

/// A typed word that the directory does not hold, and the closest one that it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proche {
    /// As typed.
    pub tape: String,
    /// As written in the directory.
    pub connu: String,
}

/// Typed words looked at, and suggestions for each.
const MOTS: usize = 12;
const SUGGESTIONS: usize = 3;

impl Index {
    /// For each typed word that nothing in the directory is written like, at most three known words: at the fewest
    /// typing errors, then of the most documents, then in alphabetical order; when none is near, those with the
    /// longest common beginning (three letters or more).
    #[must_use]
    pub fn proches(&self, texte: &str) -> Vec<Proche> {
        let mut proches = Vec::new();
        for typed in split(texte).take(MOTS) {
            let folded = spell_out(fold_word(typed));
            let known = self.jetons.get(&folded).is_some() || self.lexique.get(&folded).is_some();
            if !known && !is_title(&folded) && !is_tool(&folded) {
                proches.extend(
                    self.near(&folded).into_iter().map(|connu| Proche { tape: typed.to_owned(), connu }),
                );
            }
        }
        proches
    }

    fn near(&self, folded: &str) -> Vec<String> {
        let mut found: Vec<(u8, std::cmp::Reverse<u64>, u32)> = Vec::new();
        let seen = |jeton: u32| {
            let one = jeton..jeton + 1;
            std::cmp::Reverse(self.documents_named(one.clone()) + self.documents_around(one))
        };
        found.extend(
            self.voisins
                .around(&self.jetons, folded)
                .into_iter()
                .map(|(jeton, errors)| (errors, seen(jeton), jeton)),
        );
        let mut letters = folded;
        while found.is_empty() && letters.len() >= 3 {
            found.extend(self.jetons.beginning_with(letters).map(|jeton| (0, seen(jeton), jeton)));
            letters = &letters[..letters.char_indices().next_back().map_or(0, |(at, _)| at)];
        }
        found.sort_unstable();
        found.truncate(SUGGESTIONS);
        found
            .into_iter()
            .map(|(.., jeton)| self.formes.text(self.formes_of(jeton..jeton + 1).start).to_owned())
            .collect()
    }
}

impl fmt::Display for Proche {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { tape, connu } = self;
        write!(out, "«\u{a0}{tape}\u{a0}»\u{a0}: vouliez-vous dire «\u{a0}{connu}\u{a0}»\u{202f}?")
    }
}
