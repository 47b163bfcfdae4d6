//! Rings, and what their shared borders tell.

use crate::referentiel::Position;
use crate::voisinage::Voisinage;
use identifiants::CommuneCode;
use std::collections::BTreeMap;

/// A closed line; the first point is not repeated at the end.
pub type Anneau<P = Position> = Vec<P>;

/// The rings of a place: outer borders, islands and lakes alike. Drawn with the even-odd rule.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Forme<P = Position> {
    /// At least three points each.
    pub anneaux: Vec<Anneau<P>>,
}

impl<P: Copy + Ord> Forme<P> {
    /// Rings without repeated points; those that have fewer than three points left are dropped.
    pub fn of(rings: impl IntoIterator<Item = Vec<P>>) -> Self {
        let clean = |mut ring: Vec<P>| {
            ring.dedup();
            while ring.len() > 1 && ring.first() == ring.last() {
                ring.pop();
            }
            ring
        };
        Self { anneaux: rings.into_iter().map(clean).filter(|ring| ring.len() >= 3).collect() }
    }

    /// The sides of the rings, each with its smaller end first.
    fn sides(&self) -> impl Iterator<Item = (P, P)> + '_ {
        self.anneaux.iter().flat_map(|ring| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(a, b)| if a <= b { (*a, *b) } else { (*b, *a) })
        })
    }

    /// The outline of several places together: a side that two of them share is inside, and goes away.
    pub fn merge<'a>(formes: impl IntoIterator<Item = &'a Self>) -> Self
    where
        P: 'a,
    {
        let mut sides: Vec<(P, P)> = formes.into_iter().flat_map(Self::sides).collect();
        sides.sort_unstable();
        let outer = sides.chunk_by(|a, b| a == b).filter(|same| same.len() % 2 == 1).map(|same| same[0]);
        chain(outer.collect())
    }
}

/// Rings out of loose sides. Where four sides meet, any pairing draws the same area.
fn chain<P: Copy + Ord>(sides: Vec<(P, P)>) -> Forme<P> {
    let mut ends: BTreeMap<P, Vec<P>> = BTreeMap::new();
    for (a, b) in sides {
        ends.entry(a).or_default().push(b);
        ends.entry(b).or_default().push(a);
    }
    let mut rings = Vec::new();
    while let Some((start, _)) = ends.first_key_value() {
        let start = *start;
        let (mut ring, mut here) = (vec![start], start);
        while let Some(next) = leave(&mut ends, here) {
            if next == start {
                break;
            }
            ring.push(next);
            here = next;
        }
        rings.push(ring);
    }
    Forme::of(rings)
}

/// Takes one side away from `here` and gives its other end.
fn leave<P: Copy + Ord>(ends: &mut BTreeMap<P, Vec<P>>, here: P) -> Option<P> {
    let next = take(ends, here, None)?;
    take(ends, next, Some(here));
    Some(next)
}

fn take<P: Copy + Ord>(ends: &mut BTreeMap<P, Vec<P>>, at: P, wanted: Option<P>) -> Option<P> {
    let list = ends.get_mut(&at)?;
    let index = match wanted {
        Some(wanted) => list.iter().position(|end| *end == wanted)?,
        None => list.len().checked_sub(1)?,
    };
    let end = list.swap_remove(index);
    if list.is_empty() {
        ends.remove(&at);
    }
    Some(end)
}

/// Communes that share a side; those that have a side of their own touch the outside. Outlines must share their
/// borders point by point, as official files do; otherwise communes look apart.
pub fn voisinage<'a>(formes: impl IntoIterator<Item = (CommuneCode, &'a Forme)>) -> Voisinage {
    let mut sides: Vec<((Position, Position), CommuneCode)> = Vec::new();
    let mut graph = Voisinage::default();
    for (code, forme) in formes {
        graph.add(code);
        sides.extend(forme.sides().map(|side| (side, code)));
    }
    sides.sort_unstable();
    for same in sides.chunk_by(|a, b| a.0 == b.0) {
        match same {
            [(_, alone)] => graph.open(*alone),
            [(_, a), rest @ ..] => rest.iter().for_each(|(_, b)| graph.join(*a, *b)),
            [] => {}
        }
    }
    graph
}

#[cfg(test)]
mod tests {
    use super::*;

    fn square(x: i32, y: i32) -> Forme<(i32, i32)> {
        Forme::of([vec![(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]])
    }

    fn area(forme: &Forme<(i32, i32)>) -> i32 {
        let doubled = |ring: &Vec<(i32, i32)>| {
            let next = ring.iter().cycle().skip(1);
            ring.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum::<i32>().abs()
        };
        forme.anneaux.iter().map(doubled).sum::<i32>() / 2
    }

    #[test]
    fn shared_sides_go_away() {
        let block = Forme::merge([&square(0, 0), &square(1, 0), &square(0, 1)]);
        assert_eq!((block.anneaux.len(), area(&block)), (1, 3));
        let apart = Forme::merge([&square(0, 0), &square(5, 5)]);
        assert_eq!((apart.anneaux.len(), area(&apart)), (2, 2));
        let corner = Forme::merge([&square(0, 0), &square(1, 1)]);
        assert_eq!(corner.anneaux.iter().map(Vec::len).sum::<usize>(), 8);
        let around: Vec<_> = (0..9).filter(|n| *n != 4).map(|n| square(n % 3, n / 3)).collect();
        assert_eq!(Forme::merge(&around).anneaux.len(), 2);
    }

    #[test]
    fn communes_that_share_a_side_are_neighbours() {
        let at = |lon, lat| Position { lon, lat };
        let cell = |x: i32| Forme::of([vec![at(x, 0), at(x + 1, 0), at(x + 1, 1), at(x, 1)]]);
        let (a, b, c) = (cell(0), cell(1), cell(5));
        let code = |text: &str| text.parse::<CommuneCode>().unwrap();
        let graph = voisinage([(code("01001"), &a), (code("01002"), &b), (code("01004"), &c)]);
        assert_eq!(graph.of(code("01001")).collect::<Vec<_>>(), [code("01002")]);
        assert_eq!(graph.of(code("01004")).count(), 0);
        assert!(graph.is_au_bord(code("01004")));
    }
}
