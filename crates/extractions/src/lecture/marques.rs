//! Where separators and line ends are, sixteen bytes at a time.
//!
//! Two comparisons make masks of 64 bits, one bit a byte; the places are then read off the mask. Compiled for the
//! sixteen-byte registers that every processor of the family has (SSE2, NEON), by the safe crate `wide`.

use wide::u8x16;

/// Bits of a mask.
const WIDTH: usize = 64;
/// Places written at once, wanted or not: no branch for the usual number of separators.
const AT_ONCE: usize = 12;

/// Marks of one portion; the memory serves again.
#[derive(Debug, Default)]
pub(super) struct Marques {
    places: Vec<u32>,
    len: usize,
    /// Indices in `places` of line ends.
    ends: Vec<u32>,
    /// Smallest byte seen in each column of sixteen.
    least: u8x16,
}

impl Marques {
    /// Finds the marks of a text of less than 4 GiB.
    pub(super) fn find(&mut self, texte: &[u8]) {
        self.clear();
        self.least = u8x16::splat(u8::MAX);
        let room = texte.len() + 2 * WIDTH;
        if self.places.len() < room {
            self.places.resize(room, 0);
        }
        let (blocks, rest) = texte.as_chunks::<WIDTH>();
        for (at, block) in blocks.iter().enumerate() {
            self.block(block, at * WIDTH);
        }
        let mut last = [b' '; WIDTH];
        last[..rest.len()].copy_from_slice(rest);
        self.block(&last, blocks.len() * WIDTH);
    }

    /// Forgets them.
    pub(super) fn clear(&mut self) {
        self.len = 0;
        self.ends.clear();
    }

    /// Places of separators and line ends, in order.
    pub(super) fn places(&self) -> &[u32] {
        &self.places[..self.len]
    }

    /// For each line end, its index in [`Self::places`].
    pub(super) fn ends(&self) -> &[u32] {
        &self.ends
    }

    /// There is a zero byte somewhere.
    pub(super) fn has_nul(&self) -> bool {
        self.least.to_array().contains(&0)
    }

    #[inline(always)]
    fn block(&mut self, block: &[u8; WIDTH], base: usize) {
        let (quarters, _) = block.as_chunks::<16>();
        let (mut marks, mut ends) = (0u64, u8x16::ZERO);
        let mut lines = [u8x16::ZERO; 4];
        for (at, quarter) in quarters.iter().enumerate() {
            let bytes = u8x16::from(*quarter);
            self.least = self.least.min(bytes);
            let end = bytes.simd_eq(u8x16::splat(b'\n'));
            let mark = bytes.simd_eq(u8x16::splat(b'|')) | end;
            marks |= u64::from(mark.to_bitmask()) << (16 * at);
            ends |= end;
            lines[at] = end;
        }
        if ends.any() {
            self.line_ends(marks, &lines);
        }
        self.write(marks, base as u32);
    }

    /// One line in eight blocks or so.
    fn line_ends(&mut self, marks: u64, lines: &[u8x16; 4]) {
        let mut ends = 0u64;
        for (at, line) in lines.iter().enumerate() {
            ends |= u64::from(line.to_bitmask()) << (16 * at);
        }
        while ends != 0 {
            let before = marks & (ends & ends.wrapping_neg()).wrapping_sub(1);
            self.ends.push(self.len as u32 + before.count_ones());
            ends &= ends - 1;
        }
    }

    #[inline(always)]
    fn write(&mut self, mut marks: u64, base: u32) {
        let count = marks.count_ones() as usize;
        let Some(room) = self.places.get_mut(self.len..self.len + WIDTH) else { return };
        self.len += count;
        let mut take = |room: &mut [u32]| {
            for place in room {
                *place = base + marks.trailing_zeros();
                marks &= marks.wrapping_sub(1);
            }
        };
        take(&mut room[..AT_ONCE]);
        if count > AT_ONCE {
            take(&mut room[AT_ONCE..2 * AT_ONCE]);
            if count > 2 * AT_ONCE {
                take(&mut room[2 * AT_ONCE..count]);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Marques;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn sixteen_at_a_time_equals_one_at_a_time(text in prop::collection::vec(prop_oneof![Just(b'|'), Just(b'\n'), Just(b'a'), any::<u8>()], 0..300)) {
            let mut marques = Marques::default();
            marques.find(&[b'|'; 500]);
            marques.find(&text);
            let places: Vec<u32> = (0..text.len()).filter(|at| matches!(text[*at], b'|' | b'\n')).map(|at| at as u32).collect();
            prop_assert_eq!(marques.places(), &places[..]);
            let ends: Vec<u32> = (0..places.len()).filter(|at| text[places[*at] as usize] == b'\n').map(|at| at as u32).collect();
            prop_assert_eq!(marques.ends(), &ends[..]);
            prop_assert_eq!(marques.has_nul(), text.contains(&0));
        }
    }
}
