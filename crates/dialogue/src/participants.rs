//! Who was at the meeting.

use crate::{Partie, dialogue::Refus};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Years after the end of the contract during which names are kept: as long as an amount of it can be claimed (Code civil, art. 2224).
pub const CONSERVATION_ANS: i32 = 5;

/// Most people of one party that are named.
const PEOPLE: usize = 40;
/// Longest name of a person with their office, in characters.
const NAME: usize = 160;

/// Who was there, by party, in the order they were written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Participants(BTreeMap<Partie, Vec<String>>);

impl Participants {
    /// The people of each party, one a line.
    ///
    /// # Errors
    /// [`Refus`] about too many people or words.
    pub fn read(lines: &[(Partie, &str)]) -> Result<Self, Refus> {
        let mut all = BTreeMap::new();
        for (partie, text) in lines {
            let people: Vec<String> =
                text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
            if people.len() > PEOPLE {
                return Err(Refus::Foule);
            }
            if let Some(long) = people.iter().map(|one| one.chars().count()).find(|count| *count > NAME) {
                return Err(Refus::Long("Une ligne de participant", long, NAME));
            }
            if !people.is_empty() {
                all.insert(*partie, people);
            }
        }
        Ok(Self(all))
    }

    /// The people of one party.
    #[must_use]
    pub fn of(&self, partie: Partie) -> &[String] {
        self.0.get(&partie).map_or(&[], Vec::as_slice)
    }

    /// How many were there.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.values().map(Vec::len).sum()
    }

    /// Whether nobody is named.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}
