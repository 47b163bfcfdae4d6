//! A queue of nodes by distance, for distances that never go back: the radix heap of Ahuja, Mehlhorn, Orlin and Tarjan (1990).

/// Entries wait in the room of the highest bit by which they differ from the last distance taken.
pub(crate) struct Tas {
    rooms: Vec<Vec<(u64, u32)>>,
    last: u64,
}

impl Tas {
    pub(crate) fn new() -> Self {
        Self { rooms: vec![Vec::new(); 65], last: 0 }
    }

    /// Forgets everything: distances start again from 0.
    pub(crate) fn clear(&mut self) {
        self.rooms.iter_mut().for_each(Vec::clear);
        self.last = 0;
    }

    /// A node at a distance that is not under the last one taken.
    pub(crate) fn push(&mut self, distance: u64, node: u32) {
        self.rooms[room(distance ^ self.last)].push((distance, node));
    }

    /// The nearest.
    pub(crate) fn pop(&mut self) -> Option<(u64, u32)> {
        if self.rooms[0].is_empty() {
            let from = self.rooms.iter().position(|room| !room.is_empty())?;
            let mut moved = std::mem::take(&mut self.rooms[from]);
            self.last = moved.iter().map(|entry| entry.0).min()?;
            for entry in moved.drain(..) {
                self.rooms[room(entry.0 ^ self.last)].push(entry);
            }
            self.rooms[from] = moved; // its memory serves again
        }
        self.rooms[0].pop()
    }
}

const fn room(differs: u64) -> usize {
    (u64::BITS - differs.leading_zeros()) as usize
}

#[cfg(test)]
mod tests {
    use super::Tas;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn nearest_first(steps in prop::collection::vec((0_u64..1_000_000_000_000, any::<bool>()), 1..200)) {
            let (mut tas, mut held, mut last) = (Tas::new(), Vec::new(), 0);
            for (more, pop) in steps {
                if pop {
                    held.sort_unstable();
                    let got = tas.pop().map(|entry| entry.0);
                    prop_assert_eq!(got, held.first().copied());
                    if let Some(got) = got { held.remove(0); last = got; }
                } else {
                    tas.push(last + more, 0);
                    held.push(last + more);
                }
            }
        }
    }
}
