/// A queue of (distance, holder) where distances taken out never decrease: bucket `i` holds those whose highest bit that
/// differs from the last one taken is bit `i − 1` (radix heap, Ahuja, Mehlhorn, Orlin and Tarjan 1990).
pub struct Tas {
    dernier: i64,
    seaux: Vec<Vec<(i64, u32)>>,
    /// Bit `i`: bucket `i` may hold something.
    pleins: u64,
}

impl Default for Tas {
    fn default() -> Self {
        Self { dernier: 0, seaux: vec![Vec::new(); 64], pleins: 0 }
    }
}

impl Tas {
    /// Adds `qui` at `distance`: not below the last one taken, below 2^62.
    #[inline]
    pub fn push(&mut self, distance: i64, qui: u32) {
        let bucket = 64 - (distance ^ self.dernier).leading_zeros();
        self.seaux[bucket as usize].push((distance, qui));
        self.pleins |= 1 << bucket;
    }

    /// The nearest; of equals, the last added.
    #[inline]
    pub fn pop(&mut self) -> Option<(i64, u32)> {
        if let Some(one) = self.seaux[0].pop() {
            return Some(one);
        }
        self.pleins &= !1;
        while self.pleins != 0 {
            let bucket = self.pleins.trailing_zeros() as usize;
            self.pleins &= self.pleins - 1;
            let mut inside = std::mem::take(&mut self.seaux[bucket]);
            let Some(nearest) = inside.iter().map(|one| one.0).min() else { continue };
            self.dernier = nearest;
            inside.drain(..).for_each(|(distance, qui)| self.push(distance, qui));
            self.seaux[bucket] = inside;
            return self.seaux[0].pop();
        }
        None
    }

    /// Empty again, from distance 0.
    pub fn clear(&mut self) {
        while self.pleins != 0 {
            self.seaux[self.pleins.trailing_zeros() as usize].clear();
            self.pleins &= self.pleins - 1;
        }
        self.dernier = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn they_come_out_by_distance_even_when_some_are_added_meanwhile() {
        let mut tas = Tas::default();
        [(7, 1), (3, 2), (1_000_000_007, 3), (3, 4)].iter().for_each(|(d, q)| tas.push(*d, *q));
        let mut out = vec![tas.pop().unwrap().0];
        tas.push(5, 9);
        out.extend(std::iter::from_fn(|| tas.pop()).map(|one| one.0));
        assert_eq!(out, [3, 3, 5, 7, 1_000_000_007]);
        tas.push(2_000_000_000, 1);
        tas.clear();
        tas.push(0, 5);
        assert_eq!((tas.pop(), tas.pop()), (Some((0, 5)), None));
    }
}
