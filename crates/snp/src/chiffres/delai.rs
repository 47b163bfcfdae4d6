//! How long something takes, as values that were measured.

/// How long something takes, in whole minutes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Delai {
    /// How many were measured.
    pub combien: u32,
    /// Half of them took no longer.
    pub mediane: Option<u32>,
    /// Nine out of ten took no longer.
    pub p90: Option<u32>,
}

impl Delai {
    /// Of these numbers of minutes.
    #[must_use]
    pub fn of(mut minutes: Vec<u32>) -> Self {
        minutes.sort_unstable();
        let at = |percent: usize| {
            let rank = (minutes.len() * percent).div_ceil(100);
            minutes.get(rank.checked_sub(1)?).copied()
        };
        let combien = u32::try_from(minutes.len()).unwrap_or(u32::MAX);
        Self { combien, mediane: at(50), p90: at(90) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_and_nine_out_of_ten_were_measured() {
        assert_eq!(Delai::of(vec![]), Delai::default());
        assert_eq!(Delai::of(vec![7]), Delai { combien: 1, mediane: Some(7), p90: Some(7) });
        let eleven = Delai::of((1..=11).rev().collect());
        assert_eq!(eleven, Delai { combien: 11, mediane: Some(6), p90: Some(10) });
    }
}
