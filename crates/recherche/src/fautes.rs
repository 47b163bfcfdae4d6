//! Typing errors: words at one or two insertions, deletions, substitutions or exchanges of neighbours.
//!
//! Two words at distance d share a text that is left when at most d signs are removed from each (the deletion
//! neighbourhood): each word is filed under the hashes of what is left of it, and a typed word is looked up under the
//! hashes of what is left of itself. The few words found are then measured exactly.

use crate::dictionnaire::{Dictionnaire, rank};
use crate::mots::MOT_LONG;

/// Most errors looked for in a word of this many signs.
pub(crate) fn allowed(length: usize) -> u8 {
    match length {
        0..=2 => 0,
        3..=5 => 1,
        _ if length <= MOT_LONG => 2,
        _ => 0,
    }
}

/// How many signs are removed from a known word of this length when it is filed: enough to be met by any typed word
/// that is allowed that many errors.
fn removed(length: usize) -> u8 {
    match length {
        0..=1 => 0,
        2..=3 => 1,
        _ if length <= MOT_LONG + 2 => 2,
        _ => 0,
    }
}

/// The deletion neighbourhood of all words.
#[derive(Default)]
pub(crate) struct Voisins {
    decalage: u32,
    debuts: Vec<u32>,
    jetons: Vec<u32>,
}

impl Voisins {
    /// Files every word of the dictionary.
    pub(crate) fn new(mots: &Dictionnaire) -> Self {
        let mut entries = 0_usize;
        for jeton in 0..mots.len() {
            let bytes = mots.text(jeton).as_bytes();
            each_remainder(bytes, removed(bytes.len()), &mut |_| entries += 1);
        }
        let bits = entries.next_power_of_two().trailing_zeros().clamp(1, 30);
        let decalage = 64 - bits;
        let mut debuts = vec![0_u32; (1_usize << bits) + 1];
        each_filed(mots, decalage, |case, _| debuts[case + 1] += 1);
        for case in 1..debuts.len() {
            debuts[case] += debuts[case - 1];
        }
        let mut next = debuts.clone();
        let mut jetons = vec![0_u32; entries];
        each_filed(mots, decalage, |case, jeton| {
            jetons[next[case] as usize] = jeton;
            next[case] += 1;
        });
        Self { decalage, debuts, jetons }
    }

    /// The words within the allowed errors of a typed one, itself left out, with their distance; by number.
    pub(crate) fn around(&self, mots: &Dictionnaire, typed: &str) -> Vec<(u32, u8)> {
        let most = allowed(typed.len());
        let mut found = Vec::new();
        if most == 0 || self.debuts.is_empty() {
            return found;
        }
        let mut candidates = Vec::with_capacity(256);
        each_remainder(typed.as_bytes(), most, &mut |hash| {
            let case = (hash >> self.decalage) as usize;
            if let (Some(&from), Some(&to)) = (self.debuts.get(case), self.debuts.get(case + 1)) {
                candidates.extend_from_slice(&self.jetons[from as usize..to as usize]);
            }
        });
        candidates.sort_unstable();
        candidates.dedup();
        let motif = Motif::new(typed.as_bytes());
        for jeton in candidates {
            let known = mots.text(jeton).as_bytes();
            if known.len().abs_diff(typed.len()) <= usize::from(most) {
                let distance = motif.distance(known);
                if distance >= 1 && distance <= u32::from(most) {
                    found.push((jeton, u8::try_from(distance).unwrap_or(u8::MAX)));
                }
            }
        }
        found
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        (self.debuts.capacity() + self.jetons.capacity()) * 4
    }
}

fn each_filed(mots: &Dictionnaire, decalage: u32, mut file: impl FnMut(usize, u32)) {
    for jeton in 0..mots.len() {
        let bytes = mots.text(jeton).as_bytes();
        each_remainder(bytes, removed(bytes.len()), &mut |hash| file((hash >> decalage) as usize, jeton));
    }
}

const GRAINE: u64 = 0xcbf2_9ce4_8422_2325;

/// Calls with the hash of the word and of all that is left of it when up to `most` (0 to 2) signs are removed;
/// equal neighbours are removed once.
fn each_remainder(word: &[u8], most: u8, call: &mut impl FnMut(u64)) {
    remainders(word, GRAINE, most, call);
}

fn remainders(rest: &[u8], mut hash: u64, most: u8, call: &mut impl FnMut(u64)) {
    for (at, &sign) in rest.iter().enumerate() {
        if most > 0 && (at == 0 || rest[at - 1] != sign) {
            remainders(&rest[at + 1..], hash, most - 1, call);
        }
        hash = mix(hash, sign);
    }
    // The high bits choose the drawer: spread what the last signs changed.
    call(hash.wrapping_mul(0x9e37_79b9_7f4a_7c15));
}

fn mix(hash: u64, sign: u8) -> u64 {
    (hash ^ u64::from(sign)).wrapping_mul(0x0000_0100_0000_01b3).rotate_left(23)
}

/// A typed word prepared for measuring: which of its places hold each sign, one bit a place.
pub(crate) struct Motif {
    places: [u64; 256],
    longueur: u32,
}

impl Motif {
    /// Prepares a word of at most 64 bytes; a longer one is cut.
    pub(crate) fn new(word: &[u8]) -> Self {
        let word = &word[..word.len().min(64)];
        let mut places = [0_u64; 256];
        for (at, &sign) in word.iter().enumerate() {
            places[usize::from(sign)] |= 1 << at;
        }
        Self { places, longueur: rank(word.len()) }
    }

    /// Fewest insertions, deletions, substitutions and exchanges of neighbours (no sign edited twice) from the word
    /// to another. Bit-parallel: Hyyrö, « A bit-vector algorithm for computing Levenshtein and Damerau edit
    /// distances », 2003.
    pub(crate) fn distance(&self, other: &[u8]) -> u32 {
        if self.longueur == 0 {
            return rank(other.len());
        }
        let last = 1_u64 << (self.longueur - 1);
        let (mut plus, mut minus, mut diagonal, mut before) = (u64::MAX, 0_u64, 0_u64, 0_u64);
        let mut distance = self.longueur;
        for &sign in other {
            let equal = self.places[usize::from(sign)];
            let exchanged = ((!diagonal & equal) << 1) & before;
            diagonal = ((equal & plus).wrapping_add(plus) ^ plus) | equal | minus | exchanged;
            let mut up = minus | !(diagonal | plus);
            let mut down = diagonal & plus;
            distance += u32::from(up & last != 0);
            distance -= u32::from(down & last != 0);
            up = (up << 1) | 1;
            down <<= 1;
            plus = down | !(diagonal | up);
            minus = up & diagonal;
            before = equal;
        }
        distance
    }
}
