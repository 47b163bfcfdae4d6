const MOTS: usize = 4;
/// Hours that are told apart: ten days and sixteen hours; the next ones come round on the same bits.
const HEURES: i64 = 256;

/// Hours of a clock that goes round in 256 hours, one bit each.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Heures([u64; MOTS]);

impl Heures {
    /// Every hour from one minute to another, both included.
    pub(crate) fn between(from_min: i64, to_min: i64) -> Self {
        let (first, last) = (from_min.div_euclid(60), to_min.div_euclid(60));
        if last - first >= HEURES - 1 {
            return Self([u64::MAX; MOTS]);
        }
        let (start, end) = (first.rem_euclid(HEURES), first.rem_euclid(HEURES) + last - first + 1);
        let mut heures = Self::default();
        for (mot, from) in heures.0.iter_mut().zip((0..HEURES).step_by(64)) {
            *mot = bits(start - from, end - from) | bits(0, end - HEURES - from);
        }
        heures
    }

    /// Some hour of the one is an hour of the other.
    pub(crate) fn meets(&self, other: &Self) -> bool {
        self.0.iter().zip(&other.0).fold(0, |all, (a, b)| all | (a & b)) != 0
    }

    /// The bit of a minute: its word and its mask.
    pub(crate) fn bit(minute: i32) -> (usize, u64) {
        let heure = i64::from(minute).div_euclid(60).rem_euclid(HEURES).unsigned_abs();
        ((heure / 64) as usize, 1 << (heure % 64))
    }

    pub(crate) const fn set(&mut self, (mot, bit): (usize, u64)) {
        self.0[mot] |= bit;
    }

    pub(crate) const fn clear(&mut self, (mot, bit): (usize, u64)) {
        self.0[mot] &= !bit;
    }
}

/// Bits `from` to `to` of a word, `to` left out; what is outside the word is not there.
fn bits(from: i64, to: i64) -> u64 {
    let below = |end: i64| if end >= 64 { u64::MAX } else { (1_u64 << end.max(0)) - 1 };
    below(to) & !below(from)
}
