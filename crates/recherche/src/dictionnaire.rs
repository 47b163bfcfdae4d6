//! The distinct words, in alphabetical order, in one text.

use std::ops::Range;

/// Sorted distinct texts; the number of a text is its rank.
#[derive(Default)]
pub(crate) struct Dictionnaire {
    texte: String,
    debuts: Vec<u32>,
}

impl Dictionnaire {
    /// Keeps texts given in order; the caller has sorted and deduplicated them when it will look them up.
    pub(crate) fn from_sorted<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut dictionnaire = Self { texte: String::new(), debuts: vec![0] };
        for text in texts {
            dictionnaire.texte.push_str(text);
            dictionnaire.debuts.push(rank(dictionnaire.texte.len()));
        }
        dictionnaire.texte.shrink_to_fit();
        dictionnaire.debuts.shrink_to_fit();
        dictionnaire
    }

    /// How many texts.
    pub(crate) fn len(&self) -> u32 {
        rank(self.debuts.len().saturating_sub(1))
    }

    /// The text of a number; empty for a number that is not there.
    pub(crate) fn text(&self, number: u32) -> &str {
        let at = number as usize;
        match (self.debuts.get(at), self.debuts.get(at + 1)) {
            (Some(&from), Some(&to)) => self.texte.get(from as usize..to as usize).unwrap_or(""),
            _ => "",
        }
    }

    /// The number of a text.
    pub(crate) fn get(&self, text: &str) -> Option<u32> {
        let number = self.partition(|known| known < text);
        (number < self.len() && self.text(number) == text).then_some(number)
    }

    /// The numbers of the texts that begin with these letters.
    pub(crate) fn beginning_with(&self, letters: &str) -> Range<u32> {
        let from = self.partition(|known| known < letters);
        let to = self.partition(|known| known < letters || known.starts_with(letters));
        from..to.max(from)
    }

    fn partition(&self, before: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (0, self.len());
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.text(middle)) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.texte.capacity() + self.debuts.capacity() * 4
    }
}

/// A length as a number of 32 bits; an index never holds more than that of anything.
pub(crate) fn rank(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
