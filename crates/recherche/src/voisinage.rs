//! The documents by place, to read the nearest first without reading all.

use crate::demande::Point;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Documents gathered in cells of about ten kilometres.
#[derive(Default)]
pub(crate) struct Voisinage {
    cellules: Vec<Cellule>,
}

struct Cellule {
    centre: Point,
    /// Straight line from the centre to its farthest document, on the sphere of radius 1.
    rayon: f32,
    /// By interne number.
    documents: Vec<u32>,
}

/// Cells a unit of length of the sphere of radius 1: one every 10 km.
const FINESSE: f32 = 637.0;

impl Voisinage {
    /// Gathers the documents that have a place.
    pub(crate) fn new(points: &[Point]) -> Self {
        let mut cellules: BTreeMap<[i16; 3], Vec<u32>> = BTreeMap::new();
        for (interne, point) in (0_u32..).zip(points) {
            if !point.0[0].is_nan() {
                #[expect(clippy::cast_possible_truncation, reason = "between -637 and 637")]
                let cell = point.0.map(|axis| (axis * FINESSE).floor() as i16);
                cellules.entry(cell).or_default().push(interne);
            }
        }
        let gathered = cellules.into_iter().map(|(cell, documents)| {
            let centre = Point(cell.map(|axis| (f32::from(axis) + 0.5) / FINESSE));
            let far = documents.iter().map(|&interne| points[interne as usize].chord2(centre));
            let rayon = far.fold(0.0, f32::max).sqrt() * 1.0001 + 1e-6;
            Cellule { centre, rayon, documents }
        });
        Self { cellules: gathered.collect() }
    }

    /// Calls with the documents of each cell, nearest cells first, each with a lower bound of the square of the
    /// straight line to its documents; stops when the call says so.
    pub(crate) fn outwards(&self, from: Point, mut call: impl FnMut(f32, &[u32]) -> bool) {
        let bound = |cellule: &Cellule| (cellule.centre.chord2(from).sqrt() - cellule.rayon).max(0.0).powi(2);
        // The bits of floats that are not negative are in the order of the floats.
        let cellules = self.cellules.iter().enumerate();
        let mut nearest: BinaryHeap<Reverse<(u32, usize)>> =
            cellules.map(|(at, cellule)| Reverse((bound(cellule).to_bits(), at))).collect();
        while let Some(Reverse((bits, at))) = nearest.pop() {
            let documents = self.cellules.get(at).map_or(&[][..], |cellule| &cellule.documents);
            if !call(f32::from_bits(bits), documents) {
                return;
            }
        }
    }

    /// Bytes held.
    pub(crate) fn memory_bytes(&self) -> usize {
        self.cellules.iter().map(|cellule| size_of::<Cellule>() + cellule.documents.capacity() * 4).sum()
    }
}
