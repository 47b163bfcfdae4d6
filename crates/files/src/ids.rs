//! Identifiers of a file: what they are, and who has one.

use crate::{Error, Refused, Table};
use std::borrow::Cow;
use std::collections::HashMap;

const EXPECTED: &str = "un identifiant d’une ligne, de 1 à 64 signes";
/// Numbers are looked up in a table when it has at most that many rooms for one identifier.
const ROOMS: usize = 16;

/// Identifiers, in the order of the file.
#[derive(Default)]
pub struct Ids {
    texts: Vec<u8>,
    ends: Vec<usize>,
    lines_of: Vec<u64>,
}

/// The rank that each identifier has.
pub enum Index {
    /// They are all whole numbers: the rank stands at the number; [`u32::MAX`] for none.
    Numbers(Vec<u32>),
    /// Any text.
    Texts(HashMap<Box<[u8]>, u32>),
}

impl Ids {
    /// The identifier of the line; refused when it is none.
    pub fn push(&mut self, table: &mut Table<'_>, place: usize) {
        let name = table.bytes(place);
        if name.is_empty() || text(name).chars().count() > 64 || text(name).chars().any(char::is_control) {
            table.refuse(place, EXPECTED);
        }
        self.texts.extend_from_slice(table.bytes(place));
        self.ends.push(self.texts.len());
        self.lines_of.push(table.line());
    }

    /// How many.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The one of this rank, as text.
    #[must_use]
    pub fn text(&self, rank: usize) -> String {
        text(self.get(rank)).into_owned()
    }

    /// The one of this rank.
    #[must_use]
    pub fn get(&self, rank: usize) -> &[u8] {
        &self.texts[rank.checked_sub(1).map_or(0, |before| self.ends[before])..self.ends[rank]]
    }

    /// The same in another order.
    #[must_use]
    pub fn sorted(&self, order: &[u32]) -> Self {
        let mut sorted = Self::default();
        for line in order.iter().map(|line| *line as usize) {
            sorted.texts.extend_from_slice(self.get(line));
            sorted.ends.push(sorted.texts.len());
            sorted.lines_of.push(self.lines_of[line]);
        }
        sorted
    }

    /// Where each stands, once for each identifier; `rank` tells the rank that a line of the file gets.
    ///
    /// # Errors
    /// [`Error::Values`]: an identifier that comes twice.
    pub fn index(&self, file: &str, column: &str, rank: impl Fn(usize) -> u32) -> Result<Index, Error> {
        let twice = |first: usize, second: usize| {
            let refused = Refused {
                line: self.lines_of[second],
                column: column.to_owned(),
                got: text(self.get(second)).into_owned(),
                expected: format!(
                    "un identifiant par ligne (celui-ci est déjà à la ligne {})",
                    self.lines_of[first]
                ),
            };
            refused.alone(file)
        };
        let most = self.len() * ROOMS + 65_536;
        let numbers: Option<Vec<usize>> =
            (0..self.len()).map(|n| number(self.get(n)).filter(|number| *number < most)).collect();
        let mut lines = HashMap::new();
        let Some(numbers) = numbers else {
            let mut ranks = HashMap::with_capacity(self.len());
            for n in 0..self.len() {
                if let Some(first) = lines.insert(self.get(n), n) {
                    return Err(twice(first, n));
                }
                ranks.insert(self.get(n).into(), rank(n));
            }
            return Ok(Index::Texts(ranks));
        };
        let mut ranks = vec![u32::MAX; numbers.iter().max().map_or(0, |most| most + 1)];
        for (n, number) in numbers.iter().enumerate() {
            if ranks[*number] != u32::MAX {
                let first = numbers.iter().position(|one| one == number).unwrap_or(n);
                return Err(twice(first, n));
            }
            ranks[*number] = rank(n);
        }
        Ok(Index::Numbers(ranks))
    }
}

impl Index {
    /// The rank of an identifier.
    #[must_use]
    pub fn find(&self, name: &[u8]) -> Option<u32> {
        match self {
            Self::Numbers(ranks) => ranks.get(number(name)?).copied().filter(|rank| *rank != u32::MAX),
            Self::Texts(ranks) => ranks.get(name).copied(),
        }
    }
}

/// An identifier as text: what it comes from is UTF-8.
fn text(name: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(name)
}

/// A number written the only way there is: no sign, no zero ahead.
fn number(name: &[u8]) -> Option<usize> {
    let digits = name.iter().all(u8::is_ascii_digit) && (1..=9).contains(&name.len());
    let plain = digits && (name.len() == 1 || name[0] != b'0');
    plain.then(|| name.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}
