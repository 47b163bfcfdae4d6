//! Identifiers of a file: what they are, and who has one.

use files::{Error, Refused, Table};
use std::borrow::Cow;
use std::collections::HashMap;

const ATTENDU: &str = "un identifiant d’une ligne, de 1 à 64 signes";
/// Numbers are looked up in a table when it has at most that many rooms for one identifier.
const CREUX: usize = 16;

/// Identifiers, in the order of the file.
#[derive(Default)]
pub(super) struct Noms {
    textes: Vec<u8>,
    fins: Vec<usize>,
    lignes: Vec<u64>,
}

/// The rank that each identifier has.
pub(super) enum Index {
    /// They are all whole numbers: the rank stands at the number; [`u32::MAX`] for none.
    Nombres(Vec<u32>),
    /// Any text.
    Textes(HashMap<Box<[u8]>, u32>),
}

impl Noms {
    /// The identifier of the line; refused when it is none.
    pub(super) fn push(&mut self, table: &mut Table<'_>, place: usize) {
        let name = table.bytes(place);
        if name.is_empty() || text(name).chars().count() > 64 || text(name).chars().any(char::is_control) {
            table.refuse(place, ATTENDU);
        }
        self.textes.extend_from_slice(table.bytes(place));
        self.fins.push(self.textes.len());
        self.lignes.push(table.line());
    }

    /// How many.
    pub(super) const fn len(&self) -> usize {
        self.fins.len()
    }

    /// The one of this rank.
    pub(super) fn get(&self, rang: usize) -> &[u8] {
        &self.textes[rang.checked_sub(1).map_or(0, |before| self.fins[before])..self.fins[rang]]
    }

    /// The same in another order.
    pub(super) fn sorted(&self, ordre: &[u32]) -> Self {
        let mut sorted = Self::default();
        for line in ordre.iter().map(|line| *line as usize) {
            sorted.textes.extend_from_slice(self.get(line));
            sorted.fins.push(sorted.textes.len());
            sorted.lignes.push(self.lignes[line]);
        }
        sorted
    }

    /// Where each stands; `rang` tells the rank that a line of the file gets.
    pub(super) fn index(
        &self,
        fichier: &str,
        colonne: &str,
        rang: impl Fn(usize) -> u32,
    ) -> Result<Index, Error> {
        let twice = |first: usize, second: usize| {
            let refused = Refused {
                line: self.lignes[second],
                column: colonne.to_owned(),
                got: text(self.get(second)).into_owned(),
                expected: format!(
                    "un identifiant par ligne (celui-ci est déjà à la ligne {})",
                    self.lignes[first]
                ),
            };
            refused.alone(fichier)
        };
        let most = self.len() * CREUX + 65_536;
        let numbers: Option<Vec<usize>> =
            (0..self.len()).map(|n| number(self.get(n)).filter(|number| *number < most)).collect();
        let mut lines = HashMap::new();
        let Some(numbers) = numbers else {
            let mut ranks = HashMap::with_capacity(self.len());
            for n in 0..self.len() {
                if let Some(first) = lines.insert(self.get(n), n) {
                    return Err(twice(first, n));
                }
                ranks.insert(self.get(n).into(), rang(n));
            }
            return Ok(Index::Textes(ranks));
        };
        let mut ranks = vec![u32::MAX; numbers.iter().max().map_or(0, |most| most + 1)];
        for (n, number) in numbers.iter().enumerate() {
            if ranks[*number] != u32::MAX {
                let first = numbers.iter().position(|one| one == number).unwrap_or(n);
                return Err(twice(first, n));
            }
            ranks[*number] = rang(n);
        }
        Ok(Index::Nombres(ranks))
    }
}

impl Index {
    /// The rank of an identifier.
    pub(super) fn find(&self, name: &[u8]) -> Option<u32> {
        match self {
            Self::Nombres(ranks) => ranks.get(number(name)?).copied().filter(|rang| *rang != u32::MAX),
            Self::Textes(ranks) => ranks.get(name).copied(),
        }
    }
}

/// An identifier as text: what it comes from is UTF-8.
pub(super) fn text(name: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(name)
}

/// A number written the only way there is: no sign, no zero ahead.
fn number(name: &[u8]) -> Option<usize> {
    let digits = name.iter().all(u8::is_ascii_digit) && (1..=9).contains(&name.len());
    let plain = digits && (name.len() == 1 || name[0] != b'0');
    plain.then(|| name.iter().fold(0, |number, digit| number * 10 + usize::from(digit - b'0')))
}
