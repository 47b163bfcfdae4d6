//! Two people under one number: seen only by remembering who bore each.

use crate::{Champ, Ligne, Rejet, empreinte};
use kernel::fold;

/// Slots at first. Two million people take 37 MB, 62 MB for the moment of the last growth.
const FIRST: usize = 60_000;
/// Of the slots that are taken, at most.
const PERCENT: usize = 88;

/// Remembers the name of each identifier, in 16 bytes: the number itself and two hashes of 32 bits, of the name and of the
/// first name (accents, case and signs aside). Two people are told apart for sure; two names share a hash, and the
/// conflict is then missed, once in four billion.
#[derive(Debug, Default)]
pub struct Identites {
    /// Number (zero: free), name and first name.
    slots: Vec<(u64, u32, u32)>,
    len: usize,
}

impl Identites {
    /// Nobody yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Identifiers remembered.
    pub fn len(&self) -> usize {
        self.len
    }

    /// True when there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Remembers the bearer of a number, or says that it was another person: other name **and** other first name. The
    /// first bearer stays.
    pub fn check(&mut self, ligne: &Ligne<'_>) -> Option<Rejet> {
        let numero = ligne.champ(Champ::Identifiant);
        let bearer = (name(ligne.champ(Champ::NomExercice)), name(ligne.champ(Champ::PrenomExercice)));
        let (known_name, known_first_name) = self.bearer(key(numero), bearer);
        (known_name != bearer.0 && known_first_name != bearer.1).then(|| Rejet {
            ligne: ligne.numero(),
            colonne: ligne.titre(Champ::Identifiant).to_owned(),
            recu: crate::rejet::short(numero),
            raison: "Ce numéro est déjà celui d’une autre personne, plus haut dans le fichier (autre nom et autre prénom)."
                .to_owned(),
        })
    }

    /// Who bears the number: the one remembered, or else this one.
    fn bearer(&mut self, key: u64, bearer: (u32, u32)) -> (u32, u32) {
        if self.slots.is_empty() || self.len * 100 >= self.slots.len() * PERCENT {
            self.grow();
        }
        let at = self.slot(key);
        let Some(slot) = self.slots.get_mut(at) else { return bearer };
        if slot.0 == 0 {
            *slot = (key, bearer.0, bearer.1);
            self.len += 1;
        }
        (slot.1, slot.2)
    }

    /// The slot of a number, or the free one where it goes: there is always one.
    fn slot(&self, key: u64) -> usize {
        let spread = u128::from(key.wrapping_mul(0x9e37_79b9_7f4a_7c15));
        let first = ((spread * self.slots.len() as u128) >> 64) as usize;
        let (after, before) = (first..self.slots.len(), 0..first);
        let free = |at: &usize| self.slots[*at].0 == key || self.slots[*at].0 == 0;
        after.chain(before).find(free).unwrap_or(first)
    }

    fn grow(&mut self) {
        let room = room(self.slots.len());
        let before = std::mem::replace(&mut self.slots, vec![(0, 0, 0); room]);
        for full in before.into_iter().filter(|slot| slot.0 != 0) {
            let at = self.slot(full.0);
            self.slots[at] = full;
        }
    }
}

/// Slots after a growth.
fn room(slots: usize) -> usize {
    if slots == 0 { FIRST } else { slots + slots / 2 }
}

/// A number as it stands: up to eleven digits, or the nine characters of an ADELI. Never zero.
fn key(numero: &str) -> u64 {
    const LETTERS: u64 = 1 << 63;
    if numero.len() == 11
        && let Ok(number) = numero.parse::<u64>()
    {
        return number + 1;
    }
    numero.bytes().fold(0, |key, byte| key << 7 | u64::from(byte & 0x7f)) | LETTERS
}

/// A hash of what two writings of one name have in common.
fn name(text: &str) -> u32 {
    let mut plain = [0; 64];
    let mut len = 0;
    for byte in text.bytes() {
        if !byte.is_ascii() || len == plain.len() {
            let folded: String = fold(text).chars().filter(|sign| *sign != ' ').collect();
            return empreinte(&folded) as u32;
        }
        if byte.is_ascii_alphanumeric() {
            plain[len] = byte.to_ascii_lowercase();
            len += 1;
        }
    }
    empreinte(std::str::from_utf8(&plain[..len]).unwrap_or_default()) as u32
}

#[cfg(test)]
mod tests {
    use super::{Identites, PERCENT, key, name, room};
    use proptest::prelude::*;
    use std::collections::HashMap;

    #[test]
    fn one_name_has_many_writings() {
        assert_eq!(name("Jean-François"), name("JEAN FRANCOIS"));
        assert_eq!(name("O'Brien"), name("OBRIEN"));
        assert_ne!(name("Martin"), name("Martine"));
        assert_eq!(name(&"A".repeat(80)), name(&"a".repeat(80)));
    }

    #[test]
    fn the_number_of_a_person_is_told_from_that_of_another() {
        assert_ne!(key("99701000004"), key("99701000012"));
        assert_ne!(key("000000000"), 0);
        assert_ne!(key("123456789"), key("00123456789"));
    }

    #[test]
    fn two_million_people_fit_in_64_mb() {
        let mut rooms = vec![room(0)];
        while rooms[rooms.len() - 1] * PERCENT / 100 <= 2_000_000 {
            rooms.push(room(rooms[rooms.len() - 1]));
        }
        // The old slots and the new ones, at the moment of the last growth.
        let most: usize = rooms.iter().rev().take(2).sum();
        assert!(most * size_of::<(u64, u32, u32)>() <= 64_000_000, "{most}");
    }

    proptest! {
        #[test]
        fn the_first_bearer_stays(people in prop::collection::vec((1..200_u64, 0..3_u32, 0..3_u32), 0..400)) {
            let mut identites = Identites::new();
            let mut naive = HashMap::new();
            for (number, name, first) in people {
                let expected = *naive.entry(number).or_insert((name, first));
                prop_assert_eq!(identites.bearer(number, (name, first)), expected);
            }
            prop_assert_eq!(identites.len(), naive.len());
        }
    }
}
