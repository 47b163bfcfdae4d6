//! The Luhn key, eight digits at a time.
//!
//! From the right, every second digit counts double (minus nine above nine); the sum is a multiple of ten. Read as a
//! little-endian word, the last digit of the number is the highest byte, so that one mask says which bytes double.

const ONES: u64 = 0x0101_0101_0101_0101;
const ZEROS: u64 = b'0' as u64 * ONES;
const HIGH: u64 = 0xf0f0_f0f0_f0f0_f0f0;
const EVEN: u64 = 0x00ff_00ff_00ff_00ff;

/// Eight ASCII digits?
fn are_digits(word: u64) -> bool {
    (word & HIGH) == ZEROS && (word.wrapping_add(6 * ONES) & HIGH) == ZEROS
}

/// Luhn sum of eight digits, those of the bytes of `doubled` counted double.
fn sum(word: u64, doubled: u64) -> u64 {
    let digits = word ^ ZEROS;
    let twice = (digits & doubled) * 2;
    let above_nine = (twice + 118 * ONES) >> 7 & ONES;
    ((digits & !doubled) + twice - 9 * above_nine).wrapping_mul(ONES) >> 56
}

fn word(bytes: &[u8]) -> u64 {
    bytes.first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight))
}

/// `None`: not N digits. Else the Luhn sum modulo ten, and whether it is zero. N from 8 to 16.
fn check<const N: usize>(number: &[u8; N]) -> Option<bool> {
    // The last eight, then those before, filled up with zeros on the right of the number (the high bytes).
    let low = word(&number[N - 8..]);
    let before = if N == 8 { 0 } else { u64::MAX >> (8 * (16 - N)) };
    let high = (word(number) & before) | (ZEROS & !before);
    let doubled = if N.is_multiple_of(2) { EVEN } else { !EVEN };
    (are_digits(low) && are_digits(high)).then(|| (sum(low, EVEN) + sum(high, doubled)).is_multiple_of(10))
}

/// Why a number is doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doute {
    /// Not the right number of digits.
    Forme,
    /// The last digit does not fit.
    Cle,
}

fn number<const N: usize>(bytes: &[u8]) -> Result<(), Doute> {
    let number: &[u8; N] = bytes.try_into().map_err(|_| Doute::Forme)?;
    match check(number) {
        None => Err(Doute::Forme),
        Some(false) => Err(Doute::Cle),
        Some(true) => Ok(()),
    }
}

/// RPPS: 11 digits, key over all of them.
pub(crate) fn rpps(bytes: &[u8]) -> Result<(), Doute> {
    number::<11>(bytes)
}

/// SIREN: 9 digits.
pub(crate) fn siren(bytes: &[u8]) -> Result<(), Doute> {
    number::<9>(bytes)
}

/// SIRET: 14 digits; those of La Poste (SIREN 356000000) have a sum of digits that is a multiple of five.
pub(crate) fn siret(bytes: &[u8]) -> Result<(), Doute> {
    let luhn = number::<14>(bytes);
    if luhn == Err(Doute::Cle) && bytes.starts_with(b"356000000") {
        let sum: u32 = bytes.iter().map(|digit| u32::from(digit - b'0')).sum();
        return if sum.is_multiple_of(5) { Ok(()) } else { luhn };
    }
    luhn
}

/// FINESS: 9 digits, or Corsica, where A counts 1 and B counts 2 (deduced from published numbers, not written anywhere).
pub(crate) fn finess(bytes: &[u8]) -> Result<(), Doute> {
    let mut number: [u8; 9] = bytes.try_into().map_err(|_| Doute::Forme)?;
    if number[0] == b'2' {
        match number[1] {
            b'A' | b'a' => number[1] = b'1',
            b'B' | b'b' => number[1] = b'2',
            _ => {}
        }
    }
    self::number::<9>(&number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// As the rule is told.
    fn naive(bytes: &[u8]) -> bool {
        let doubled = |at: usize, digit: u32| match digit * (1 + at as u32 % 2) {
            ten @ 10.. => ten - 9,
            less => less,
        };
        let digits = bytes.iter().rev().map(|byte| u32::from(byte - b'0'));
        digits.enumerate().map(|(at, digit)| doubled(at, digit)).sum::<u32>() % 10 == 0
    }

    #[test]
    fn published_numbers_pass_and_altered_ones_do_not() {
        assert_eq!(rpps(b"99729141772"), Ok(()));
        assert_eq!(rpps(b"99763608374"), Err(Doute::Cle));
        assert_eq!(rpps(b"9976360837"), Err(Doute::Forme));
        assert_eq!(rpps(b"9976360837x"), Err(Doute::Forme));
        for good in [b"950047225", b"010780195", b"2A0000014", b"2B0000020"] {
            assert_eq!(finess(good), Ok(()), "{good:?}");
        }
        assert_eq!(finess(b"950047226"), Err(Doute::Cle));
        assert_eq!(finess(b"3A0000014"), Err(Doute::Forme));
        assert_eq!(siret(b"77220148900022"), Ok(()));
        assert_eq!(siret(b"77220148900023"), Err(Doute::Cle));
        assert_eq!(siret(b"35600000000060"), Ok(()));
        assert_eq!(siret(b"35600000000061"), Err(Doute::Cle));
        assert_eq!(siren(b"772201489"), Ok(()));
    }

    proptest! {
        #[test]
        fn eight_at_a_time_equals_one_at_a_time(eleven in "[0-9]{11}", nine in "[0-9]{9}", fourteen in "[0-9]{14}") {
            prop_assert_eq!(rpps(eleven.as_bytes()).is_ok(), naive(eleven.as_bytes()));
            prop_assert_eq!(siren(nine.as_bytes()).is_ok(), naive(nine.as_bytes()));
            prop_assert_eq!(number::<14>(fourteen.as_bytes()).is_ok(), naive(fourteen.as_bytes()));
        }

        #[test]
        fn only_digits_are_digits(mut bytes in prop::array::uniform11(b'0'..=b'9'), at in 0..11usize, other: u8) {
            bytes[at] = other;
            prop_assert_eq!(rpps(&bytes) == Err(Doute::Forme), !other.is_ascii_digit());
        }
    }
}
