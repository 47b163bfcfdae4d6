//! Which communes touch each other. Built by `carte` from outlines or from the Voronoi sketch.

use identifiants::CommuneCode;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The graph of communes that share a border.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Voisinage {
    voisines: BTreeMap<CommuneCode, BTreeSet<CommuneCode>>,
    au_bord: BTreeSet<CommuneCode>,
}

impl Voisinage {
    /// Adds a commune, with or without neighbours.
    pub fn add(&mut self, commune: CommuneCode) {
        self.voisines.entry(commune).or_default();
    }

    /// Says that two communes touch.
    pub fn join(&mut self, a: CommuneCode, b: CommuneCode) {
        if a != b {
            self.voisines.entry(a).or_default().insert(b);
            self.voisines.entry(b).or_default().insert(a);
        }
    }

    /// Says that a commune also touches the sea, a foreign country, or land that is not in the graph.
    pub fn open(&mut self, commune: CommuneCode) {
        self.add(commune);
        self.au_bord.insert(commune);
    }

    /// Communes that touch this one.
    pub fn of(&self, commune: CommuneCode) -> impl Iterator<Item = CommuneCode> + '_ {
        self.voisines.get(&commune).into_iter().flatten().copied()
    }

    /// True when a commune touches the outside of the graph.
    pub fn is_au_bord(&self, commune: CommuneCode) -> bool {
        self.au_bord.contains(&commune)
    }

    /// The communes of the graph.
    pub fn communes(&self) -> impl Iterator<Item = CommuneCode> + '_ {
        self.voisines.keys().copied()
    }

    /// The communes of one piece that contains `start`, among those that `inside` accepts; in order of code.
    fn piece(&self, start: CommuneCode, inside: impl Fn(CommuneCode) -> bool) -> BTreeSet<CommuneCode> {
        let (mut seen, mut queue) = (BTreeSet::from([start]), VecDeque::from([start]));
        while let Some(commune) = queue.pop_front() {
            for next in self.of(commune).filter(|next| inside(*next)) {
                if seen.insert(next) {
                    queue.push_back(next);
                }
            }
        }
        seen
    }

    /// The pieces in one block of a set of communes, largest first. A commune out of the graph is a piece alone.
    pub fn parts(&self, communes: &BTreeSet<CommuneCode>) -> Vec<BTreeSet<CommuneCode>> {
        let mut left = communes.clone();
        let mut parts = Vec::new();
        while let Some(start) = left.first().copied() {
            let part = self.piece(start, |commune| communes.contains(&commune));
            left.retain(|commune| !part.contains(commune));
            parts.push(part);
        }
        parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
        parts
    }

    /// Holes of a territory: blocks of communes that are not in it and from which one cannot leave without crossing it.
    pub fn holes(&self, territoire: &BTreeSet<CommuneCode>) -> Vec<BTreeSet<CommuneCode>> {
        let mut around: BTreeSet<CommuneCode> = territoire
            .iter()
            .flat_map(|commune| self.of(*commune))
            .filter(|c| !territoire.contains(c))
            .collect();
        let mut holes = Vec::new();
        while let Some(start) = around.first().copied() {
            let block = self.piece(start, |commune| !territoire.contains(&commune));
            around.retain(|commune| !block.contains(commune));
            if !block.iter().any(|commune| self.is_au_bord(*commune)) {
                holes.push(block);
            }
        }
        holes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A square of 5 × 5 communes, 01000 to 01044: first digit the row, second the column.
    fn square() -> Voisinage {
        let mut graph = Voisinage::default();
        for row in 0..5 {
            for column in 0..5 {
                if row > 0 {
                    graph.join(at(row, column), at(row - 1, column));
                }
                if column > 0 {
                    graph.join(at(row, column), at(row, column - 1));
                }
                if row % 4 == 0 || column % 4 == 0 {
                    graph.open(at(row, column));
                }
            }
        }
        graph
    }

    fn at(row: usize, column: usize) -> CommuneCode {
        format!("010{row}{column}").parse().unwrap()
    }

    fn set(cells: &[(usize, usize)]) -> BTreeSet<CommuneCode> {
        cells.iter().map(|(row, column)| at(*row, *column)).collect()
    }

    #[test]
    fn a_hole_is_surrounded_by_the_territory_alone() {
        let ring = set(&[(1, 1), (1, 2), (1, 3), (2, 1), (2, 3), (3, 1), (3, 2), (3, 3)]);
        assert_eq!(square().holes(&ring), [set(&[(2, 2)])]);
        let open = set(&[(1, 2), (2, 1), (2, 3), (1, 1), (1, 3)]);
        assert!(square().holes(&open).is_empty());
        // A corner cut off from the rest still touches the outside.
        assert!(square().holes(&set(&[(0, 1), (1, 0)])).is_empty());
    }

    #[test]
    fn parts_are_blocks_largest_first() {
        let cells = set(&[(0, 0), (0, 1), (3, 3), (4, 4)]);
        let parts = square().parts(&cells);
        assert_eq!(parts, [set(&[(0, 0), (0, 1)]), set(&[(3, 3)]), set(&[(4, 4)])]);
        assert_eq!(Voisinage::default().parts(&cells).len(), 4);
    }
}
