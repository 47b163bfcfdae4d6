//! What proves that somebody is in the room: the code on the screen, which changes every 30 seconds, and the short pass that it gives.
//!
//! Nothing is kept: both are keyed hashes (HMAC-SHA-256, key of the instance) that whoever shows and whoever checks compute alike. A code
//! is good while it is shown and for the two windows that follow, 90 seconds at most: a photo of it opens nothing five minutes later.
//! The pass then gives its bearer ten minutes to find a name without hurry.

use crate::reunion::Reunion;
use data_encoding::{BASE32_NOPAD, HEXLOWER};
use db::journal::Secret;
use jiff::Timestamp;
use kernel::{Cpts, Id};

/// Seconds during which one code is shown.
pub const FENETRE: i64 = 30;
/// Windows accepted, with the one that is shown now.
const ACCEPTEES: i64 = 3;
/// Seconds during which a pass is good.
const PASSE: i64 = 600;
/// Bytes of a code: 80 bits, sixteen letters and digits.
const OCTETS: usize = 10;

/// The code shown at that instant.
#[must_use]
pub fn code(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, now: Timestamp) -> String {
    of_window(secret, cpts, reunion, now.as_second().div_euclid(FENETRE))
}

/// Seconds until the code changes.
#[must_use]
pub fn left(now: Timestamp) -> i64 {
    FENETRE - now.as_second().rem_euclid(FENETRE)
}

/// Whether a code was on the screen a moment ago, however it was typed.
#[must_use]
pub fn is_good(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, typed: &str, now: Timestamp) -> bool {
    let typed: String =
        typed.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    let window = now.as_second().div_euclid(FENETRE);
    (0..ACCEPTEES).any(|back| same(&of_window(secret, cpts, reunion, window - back), &typed))
}

fn of_window(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, window: i64) -> String {
    hash(secret, "reunions.porte", &[&cpts.to_string(), &reunion.to_string(), &window.to_string()])
}

/// The pass of somebody who scanned at that instant.
#[must_use]
pub fn pass(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, now: Timestamp) -> String {
    let until = now.as_second() + PASSE;
    format!("{until}.{}", of_pass(secret, cpts, reunion, until))
}

/// Whether a pass is still good for that meeting.
#[must_use]
pub fn passes(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, pass: &str, now: Timestamp) -> bool {
    let Some((until, given)) = pass.split_once('.') else { return false };
    let Ok(until) = until.parse::<i64>() else { return false };
    let left = until - now.as_second();
    (0..=PASSE).contains(&left) && same(&of_pass(secret, cpts, reunion, until), given)
}

fn of_pass(secret: &Secret, cpts: Id<Cpts>, reunion: Id<Reunion>, until: i64) -> String {
    hash(secret, "reunions.passe", &[&cpts.to_string(), &reunion.to_string(), &until.to_string()])
}

fn hash(secret: &Secret, purpose: &str, parts: &[&str]) -> String {
    let bytes = HEXLOWER.decode(secret.seal(purpose, parts).as_bytes()).unwrap_or_default();
    BASE32_NOPAD.encode(bytes.get(..OCTETS).unwrap_or_default())
}

/// Compares without stopping at the first difference; nothing equals an empty text.
fn same(one: &str, other: &str) -> bool {
    let differs = one.bytes().zip(other.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
    !one.is_empty() && one.len() == other.len() && differs == 0
}

/// A code in groups of four, as people read it from a screen.
#[must_use]
pub fn spaced(code: &str) -> String {
    let letters: Vec<char> = code.chars().collect();
    letters.chunks(4).map(|four| four.iter().collect::<String>()).collect::<Vec<_>>().join("\u{a0}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn secret() -> Secret {
        Secret::new([7; 32])
    }

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(1_772_434_800 + seconds).unwrap()
    }

    const CPTS: Id<Cpts> = Id::new(Uuid::from_u128(1));
    const HERE: Id<Reunion> = Id::new(Uuid::from_u128(2));

    #[test]
    fn a_photo_of_the_screen_is_useless_after_ninety_seconds() {
        let shown = code(&secret(), CPTS, HERE, at(0));
        assert_eq!(shown.len(), 16);
        for (later, good) in
            [(0, true), (29, true), (60, true), (89, true), (90, false), (300, false), (-1, false)]
        {
            assert_eq!(is_good(&secret(), CPTS, HERE, &shown, at(later)), good, "{later} s");
        }
        assert!(is_good(&secret(), CPTS, HERE, &spaced(&shown).to_lowercase(), at(0)), "as people type it");
        assert!(!is_good(&secret(), CPTS, HERE, "", at(0)));
    }

    #[test]
    fn a_code_opens_one_meeting_of_one_cpts_under_one_key() {
        let shown = code(&secret(), CPTS, HERE, at(0));
        assert!(!is_good(&secret(), CPTS, Id::new(Uuid::from_u128(3)), &shown, at(0)));
        assert!(!is_good(&secret(), Id::new(Uuid::from_u128(2)), HERE, &shown, at(0)));
        assert!(!is_good(&Secret::new([8; 32]), CPTS, HERE, &shown, at(0)));
    }

    #[test]
    fn a_pass_lasts_ten_minutes_and_cannot_be_made_to_last() {
        let given = pass(&secret(), CPTS, HERE, at(0));
        assert!(passes(&secret(), CPTS, HERE, &given, at(600)));
        assert!(!passes(&secret(), CPTS, HERE, &given, at(601)));
        assert!(!passes(&secret(), CPTS, Id::new(Uuid::from_u128(3)), &given, at(0)));
        let (until, mac) = given.split_once('.').unwrap();
        let longer = format!("{}.{mac}", until.parse::<i64>().unwrap() + 1);
        assert!(!passes(&secret(), CPTS, HERE, &longer, at(0)));
        assert!(!passes(&secret(), CPTS, HERE, "x", at(0)));
    }
}
