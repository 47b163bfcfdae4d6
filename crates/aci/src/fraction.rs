//! Exact ratios: weights, achievements, prorata. No float anywhere.

use serde::{Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// An exact ratio, reduced, with a positive denominator of at most 10¹⁸: beyond that it is rounded to twelve decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fraction {
    num: i128,
    den: i128,
}

/// The text is not a ratio.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un nombre\u{a0}: écrire par exemple 0,75, 3/4 ou 75 %.")]
pub struct FractionIllisible(pub String);

const FINE: i128 = 1_000_000_000_000;
const DEN_LIMIT: i128 = 1_000_000_000_000_000_000;
const NUM_LIMIT: i128 = 1_000_000_000_000_000_000_000_000_000_000;

impl Fraction {
    /// Nothing.
    pub const ZERO: Self = Self { num: 0, den: 1 };
    /// The whole.
    pub const ONE: Self = Self { num: 1, den: 1 };

    /// `num / den`; zero when `den` is zero.
    pub fn new(num: i128, den: i128) -> Self {
        if den == 0 {
            return Self::ZERO;
        }
        let (num, den) = if den < 0 { (num.saturating_neg(), den.saturating_neg()) } else { (num, den) };
        let shared = gcd(num.unsigned_abs(), den.unsigned_abs()).max(1);
        let shared = i128::try_from(shared).unwrap_or(1);
        let (num, den) = (num / shared, den / shared);
        if den <= DEN_LIMIT {
            return Self { num, den };
        }
        let whole = num.div_euclid(den);
        let rest = num.rem_euclid(den) / (den / DEN_LIMIT).max(1);
        let small = den / (den / DEN_LIMIT).max(1);
        let twelfth = (rest * FINE + small / 2) / small;
        Self::new(whole.saturating_mul(FINE).saturating_add(twelfth), FINE)
    }

    /// A whole number.
    pub fn from_int(value: i64) -> Self {
        Self { num: i128::from(value), den: 1 }
    }

    /// Numerator, once reduced.
    pub fn num(self) -> i128 {
        self.num
    }

    /// Denominator, once reduced: positive.
    pub fn den(self) -> i128 {
        self.den
    }

    /// Held between 0 and 1.
    #[must_use]
    pub fn capped(self) -> Self {
        if self.num < 0 {
            Self::ZERO
        } else if self.num > self.den {
            Self::ONE
        } else {
            self
        }
    }

    /// Sum.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        if self.den == other.den {
            return Self::new(self.num.saturating_add(other.num), self.den);
        }
        let (a, b) = (self.num.checked_mul(other.den), other.num.checked_mul(self.den));
        match (a, b) {
            (Some(a), Some(b)) => Self::new(a.saturating_add(b), self.den * other.den),
            _ => self.coarse().plus(other.coarse()),
        }
    }

    /// Difference.
    #[must_use]
    pub fn minus(self, other: Self) -> Self {
        self.plus(Self { num: -other.num, den: other.den })
    }

    /// Product.
    #[must_use]
    pub fn times(self, other: Self) -> Self {
        match self.num.checked_mul(other.num) {
            Some(num) => Self::new(num, self.den * other.den),
            None => self.coarse().times(other.coarse()),
        }
    }

    /// Quotient; `None` when `other` is zero.
    pub fn over(self, other: Self) -> Option<Self> {
        (other.num != 0).then(|| self.times(Self::new(other.den, other.num)))
    }

    /// Twelve decimals.
    fn coarse(self) -> Self {
        let num = self.num.clamp(-NUM_LIMIT / FINE, NUM_LIMIT / FINE);
        Self::new(num * FINE / self.den, FINE)
    }

    /// `cents × self`, rounded once to the cent, half up.
    pub fn of(self, cents: i64) -> i64 {
        let exact = Self { num: i128::from(cents).saturating_mul(self.num), den: self.den };
        i64::try_from(exact.rounded()).unwrap_or(i64::MAX)
    }

    /// « 62,5 % » when ten decimals write it exactly, else « 1/3 (≈ 33,33 %) »: a calculation shown can be done again.
    pub fn percent(self) -> String {
        let hundred = Self::new(self.num.saturating_mul(100), self.den);
        let text = hundred.decimal(10, ',');
        if text.parse() == Ok(hundred) {
            return format!("{text}\u{202f}%");
        }
        let near = Self::new(hundred.times(Self::from_int(100)).rounded(), 100);
        format!("{}/{} (≈ {}\u{202f}%)", self.num, self.den, near.decimal(2, ','))
    }

    /// « 0,75 », or « 1/3 » when no decimal writes it exactly.
    pub fn exact(self) -> String {
        let text = self.to_string();
        if text.parse() == Ok(self) { text } else { format!("{}/{}", self.num, self.den) }
    }

    /// The nearest whole number, half up.
    fn rounded(self) -> i128 {
        self.num.saturating_mul(2).saturating_add(self.den).div_euclid(self.den.saturating_mul(2))
    }

    /// As a decimal with at most `decimals` digits after `mark`; cut, not rounded, when longer.
    fn decimal(self, decimals: usize, mark: char) -> String {
        let sign = if self.num < 0 { "-" } else { "" };
        let num = self.num.saturating_abs();
        let mut text = format!("{sign}{}", num / self.den);
        let mut rest = num % self.den;
        let mut digits = String::new();
        while rest != 0 && digits.len() < decimals {
            rest *= 10;
            digits.push(char::from(b'0' + u8::try_from(rest / self.den).unwrap_or(0)));
            rest %= self.den;
        }
        if !digits.is_empty() {
            text.push(mark);
            text.push_str(&digits);
        }
        text
    }
}

fn gcd(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        if let (Ok(x), Ok(y)) = (u64::try_from(a), u64::try_from(b)) {
            return u128::from(gcd_small(x, y));
        }
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_small(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.minus(*other).num.cmp(&0)
    }
}

/// « 0,75 »: a French decimal, cut at twelve digits.
impl fmt::Display for Fraction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.decimal(12, ','))
    }
}

/// A decimal text when it is one, else « 2/3 »: nothing is lost on the way.
impl Serialize for Fraction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let decimal = self.decimal(18, '.');
        match decimal.parse::<Self>() {
            Ok(same) if same == *self => serializer.collect_str(&decimal),
            _ => serializer.collect_str(&format_args!("{}/{}", self.num, self.den)),
        }
    }
}

impl FromStr for Fraction {
    type Err = FractionIllisible;

    fn from_str(text: &str) -> Result<Self, FractionIllisible> {
        let refused = || FractionIllisible(text.trim().to_owned());
        let bare: Cow<str> = if text.contains(char::is_whitespace) {
            text.chars().filter(|c| !c.is_whitespace()).collect()
        } else {
            Cow::Borrowed(text)
        };
        if let Some((num, den)) = bare.split_once('/') {
            let (num, den) = (decimal(num).ok_or_else(refused)?, decimal(den).ok_or_else(refused)?);
            return num.over(den).ok_or_else(refused);
        }
        let (number, percent) = bare.strip_suffix('%').map_or((&*bare, 1), |number| (number, 100));
        let value = decimal(number).ok_or_else(refused)?;
        Ok(Self::new(value.num, value.den * percent))
    }
}

/// A decimal, exactly; more than twelve decimals are cut there, as the number of a machine has noise beyond.
fn decimal(text: &str) -> Option<Fraction> {
    let (text, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent.parse::<i32>().ok()?),
        None => (text, 0),
    };
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    let (whole, part) = digits.split_once([',', '.']).unwrap_or((digits, ""));
    let plain = |text: &str| text.chars().all(|c| c.is_ascii_digit());
    if whole.is_empty() && part.is_empty()
        || !plain(whole)
        || !plain(part)
        || whole.len() > 15
        || part.len() > 20
    {
        return None;
    }
    if digits.contains([',', '.']) && part.is_empty() || !(-18..=9).contains(&exponent) {
        return None;
    }
    let digits = whole.bytes().chain(part.bytes());
    let all = digits.fold(0_i128, |sum, byte| sum * 10 + i128::from(byte - b'0'));
    let scale = i32::try_from(part.len()).ok()? - exponent;
    let power = |n: i32| 10_i128.checked_pow(n.unsigned_abs());
    let value = match scale {
        ..=0 => Fraction::new(all.checked_mul(power(scale)?)?, 1),
        1..=12 => Fraction::new(all, power(scale)?),
        _ => {
            let cut = power(scale - 12)?;
            Fraction::new((all + cut / 2) / cut, FINE)
        }
    };
    Some(Fraction { num: value.num * sign, den: value.den })
}

#[cfg(test)]
mod tests;
