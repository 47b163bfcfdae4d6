//! Professions and specialties: their codes, their labels, and the words that people use for them.

use crate::mots::{fold_word, split};
use std::sync::LazyLock;

/// A profession (TRE_G15) or a specialty (TRE_R38).
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Metier {
    pub(crate) code: String,
    pub(crate) libelle: String,
    pub(crate) specialite: bool,
    /// Folded; the label is one of them.
    pub(crate) phrases: Vec<String>,
}

static TABLE: LazyLock<Vec<Metier>> = LazyLock::new(|| {
    include_str!("../data/metiers.csv")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(parse)
        .collect()
});

/// All professions and specialties of the data file.
pub(crate) fn table() -> &'static [Metier] {
    &TABLE
}

fn parse(line: &str) -> Option<Metier> {
    let mut columns = line.split(';');
    let (code, libelle, mots) = (columns.next()?, columns.next()?, columns.next()?);
    let phrases = std::iter::once(libelle).chain(mots.split(',')).map(fold_phrase);
    let mut phrases: Vec<String> = phrases.filter(|phrase| !phrase.is_empty()).collect();
    phrases.sort_unstable();
    phrases.dedup();
    Some(Metier { code: code.into(), libelle: libelle.into(), specialite: code.starts_with('S'), phrases })
}

impl Metier {
    /// A label that the data file does not know: searched by its words.
    pub(crate) fn unknown(libelle: &str, specialite: bool) -> Self {
        let phrases = Vec::from([fold_phrase(libelle)]);
        Self { code: String::new(), libelle: libelle.trim().into(), specialite, phrases }
    }
}

/// The rank in the table of a code, or of a label with or without its « (SM) »; for labels that several
/// registers share, professions and specialties are told apart.
pub(crate) fn find(text: &str, specialite: bool) -> Option<usize> {
    let text = text.trim();
    if let Some(at) = table().iter().position(|metier| metier.specialite == specialite && metier.code == text)
    {
        return Some(at);
    }
    let label = fold_phrase(text.rsplit_once(" (").map_or(text, |(label, _)| label));
    let whole = fold_phrase(text);
    table().iter().position(|metier| {
        let own = fold_phrase(&metier.libelle);
        metier.specialite == specialite && (own == whole || own == label)
    })
}

/// A text folded, its words separated by one space.
pub(crate) fn fold_phrase(text: &str) -> String {
    let mut phrase = String::with_capacity(text.len());
    for word in split(text) {
        if !phrase.is_empty() {
            phrase.push(' ');
        }
        phrase.push_str(&fold_word(word));
    }
    phrase
}
