//! Numbers, money, dates and durations as French readers expect them.
//!
//! Spaces follow the Unicode CLDR: U+202F (narrow, no break) between thousands and before %, U+00A0 before €.

use jiff::civil::{Date, DateTime, Time};

/// Narrow no-break space.
pub const FINE: char = '\u{202f}';
/// No-break space.
pub const INSECABLE: char = '\u{a0}';
/// A true minus sign, as wide as the digits.
const MOINS: char = '\u{2212}';

const MOIS: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const MOIS_COURTS: [&str; 12] =
    ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
const JOURS: [&str; 7] = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"];

/// Digits in threes, at the end of a text.
fn push_groups(out: &mut String, digits: &[u8]) {
    for (i, digit) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(FINE);
        }
        out.push(char::from(*digit));
    }
}

/// A whole number, in threes, at the end of a text.
fn push_whole(out: &mut String, n: u64) {
    let mut buffer = [0_u8; 20];
    let mut at = buffer.len();
    let mut rest = n;
    loop {
        at -= 1;
        buffer[at] = digit(rest);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    push_groups(out, &buffer[at..]);
}

/// The last digit of a number.
fn digit(n: u64) -> u8 {
    b'0' + u8::try_from(n % 10).unwrap_or(0)
}

fn signed(negative: bool, n: u64) -> String {
    let mut out = String::with_capacity(24);
    if negative {
        out.push(MOINS);
    }
    push_whole(&mut out, n);
    out
}

/// « 36 753 ».
#[must_use]
pub fn nombre(n: i64) -> String {
    signed(n < 0, n.unsigned_abs())
}

/// « 36 753 », of a count that is never below zero.
#[must_use]
pub fn entier(n: u64) -> String {
    signed(false, n)
}

/// « 1 234,5 »: that many decimals, rounded to the nearest.
#[must_use]
pub fn decimal(n: f64, decimals: usize) -> String {
    if !n.is_finite() {
        return "–".to_owned();
    }
    let text = format!("{:.decimals$}", n.abs());
    let (units, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(24);
    if n.is_sign_negative() && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push(MOINS);
    }
    push_groups(&mut out, units.as_bytes());
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// « 12,5 % »: the argument is already in hundredths (12.5), with one decimal.
#[must_use]
pub fn pourcentage(n: f64) -> String {
    format!("{}{FINE}%", decimal(n, 1))
}

/// « 1 234,56 € », from cents.
#[must_use]
pub fn euros(cents: i64) -> String {
    let mut out = signed(cents < 0, cents.unsigned_abs() / 100);
    push_cents(&mut out, cents.unsigned_abs() % 100);
    out
}

/// « 87 500 € », « 87 500,50 € »: cents only when there are some, for formulas.
#[must_use]
pub fn euros_courts(cents: i64) -> String {
    let mut out = signed(cents < 0, cents.unsigned_abs() / 100);
    match cents.unsigned_abs() % 100 {
        0 => out.push_str("\u{a0}€"),
        rest => push_cents(&mut out, rest),
    }
    out
}

/// « 20 », « 1020,50 »: cents as a person types them, for a field.
#[must_use]
pub fn euros_saisis(cents: i64) -> String {
    let (sign, whole) = (if cents < 0 { "-" } else { "" }, cents.unsigned_abs() / 100);
    match cents.unsigned_abs() % 100 {
        0 => format!("{sign}{whole}"),
        rest => format!("{sign}{whole},{rest:02}"),
    }
}

fn push_cents(out: &mut String, rest: u64) {
    out.extend([',', char::from(digit(rest / 10)), char::from(digit(rest)), INSECABLE, '€']);
}

/// « 1 235 € »: whole euros, half a euro goes away from zero; for tiles, never for a payment.
#[must_use]
pub fn euros_ronds(cents: i64) -> String {
    let cents_abs = cents.unsigned_abs();
    let units = cents_abs / 100 + u64::from(cents_abs % 100 >= 50);
    let mut out = signed(cents < 0 && units > 0, units);
    out.extend([INSECABLE, '€']);
    out
}

fn mois(n: i8, names: &[&'static str; 12]) -> &'static str {
    usize::try_from(n - 1).ok().and_then(|i| names.get(i).copied()).unwrap_or_default()
}

fn quantieme(jour: i8) -> String {
    if jour == 1 { "1er".to_owned() } else { jour.to_string() }
}

/// « 22 novembre 2026 ».
#[must_use]
pub fn date(d: Date) -> String {
    format!("{}{INSECABLE}{} {}", quantieme(d.day()), mois(d.month(), &MOIS), d.year())
}

/// « dimanche 22 novembre 2026 ».
#[must_use]
pub fn date_complete(d: Date) -> String {
    let jour = usize::try_from(d.weekday().to_monday_zero_offset()).ok().and_then(|i| JOURS.get(i).copied());
    format!("{} {}", jour.unwrap_or_default(), date(d))
}

/// « 22 nov. 2026 », for tables.
#[must_use]
pub fn date_courte(d: Date) -> String {
    format!("{}{INSECABLE}{}{INSECABLE}{}", quantieme(d.day()), mois(d.month(), &MOIS_COURTS), d.year())
}

/// « nov. », for charts: month 1 to 12.
#[must_use]
pub fn mois_court(month: i8) -> &'static str {
    mois(month, &MOIS_COURTS)
}

/// « novembre 2026 ».
#[must_use]
pub fn mois_annee(d: Date) -> String {
    format!("{} {}", mois(d.month(), &MOIS), d.year())
}

/// « 9 h 05 ».
#[must_use]
pub fn heure(t: Time) -> String {
    format!("{}{INSECABLE}h{INSECABLE}{:02}", t.hour(), t.minute())
}

/// « 22 novembre 2026 à 9 h 05 ».
#[must_use]
pub fn date_heure(d: DateTime) -> String {
    format!("{} à{INSECABLE}{}", date(d.date()), heure(d.time()))
}

/// « 45 min », « 2 h », « 1 h 30 », from minutes.
#[must_use]
pub fn duree(minutes: i64) -> String {
    let (hours, rest) = (minutes.unsigned_abs() / 60, minutes.unsigned_abs() % 60);
    let of = |n| signed(minutes < 0, n);
    match (hours, rest) {
        (0, rest) => format!("{}{INSECABLE}min", of(rest)),
        (hours, 0) => format!("{}{INSECABLE}h", of(hours)),
        (hours, rest) => format!("{}{INSECABLE}h{INSECABLE}{rest:02}", of(hours)),
    }
}

/// « 1 commune », « 3 communes »: in French the plural starts at two.
#[must_use]
pub fn compte(n: i64, one: &str, many: &str) -> String {
    format!("{}{INSECABLE}{}", nombre(n), if n.unsigned_abs() < 2 { one } else { many })
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as jour;

    use super::*;

    #[test]
    fn thousands_take_a_narrow_no_break_space() {
        assert_eq!(nombre(0), "0");
        assert_eq!(nombre(999), "999");
        assert_eq!(nombre(36_753), "36\u{202f}753");
        assert_eq!(nombre(-1_234_567), "\u{2212}1\u{202f}234\u{202f}567");
        assert_eq!(
            nombre(i64::MIN),
            "\u{2212}9\u{202f}223\u{202f}372\u{202f}036\u{202f}854\u{202f}775\u{202f}808"
        );
    }

    #[test]
    fn decimals_take_a_comma() {
        assert_eq!(decimal(1234.56, 1), "1\u{202f}234,6");
        assert_eq!(decimal(-0.04, 1), "0,0");
        assert_eq!(decimal(-2.5, 1), "\u{2212}2,5");
        assert_eq!(decimal(7.0, 0), "7");
        assert_eq!(decimal(f64::NAN, 1), "–");
        assert_eq!(pourcentage(12.5), "12,5\u{202f}%");
    }

    #[test]
    fn euros_come_from_cents() {
        assert_eq!(euros(123_456), "1\u{202f}234,56\u{a0}€");
        assert_eq!(euros(5), "0,05\u{a0}€");
        assert_eq!(euros(-10_050), "\u{2212}100,50\u{a0}€");
        assert_eq!(euros_courts(8_750_000), "87\u{202f}500\u{a0}€");
        assert_eq!(euros_courts(-125_005), "\u{2212}1\u{202f}250,05\u{a0}€");
        assert_eq!(euros_ronds(123_450), "1\u{202f}235\u{a0}€");
        assert_eq!(euros_ronds(123_449), "1\u{202f}234\u{a0}€");
        assert_eq!(euros_ronds(100), "1\u{a0}€");
        assert_eq!(euros_ronds(-20), "0\u{a0}€");
        assert_eq!([2_000, 102_050, 5, -205].map(euros_saisis), ["20", "1020,50", "0,05", "-2,05"]);
    }

    #[test]
    fn dates_read_like_french() {
        assert_eq!(date(jour(2026, 11, 22)), "22\u{a0}novembre 2026");
        assert_eq!(date(jour(2026, 8, 1)), "1er\u{a0}août 2026");
        assert_eq!(date_complete(jour(2026, 11, 22)), "dimanche 22\u{a0}novembre 2026");
        assert_eq!(date_courte(jour(2026, 2, 3)), "3\u{a0}févr.\u{a0}2026");
        assert_eq!(mois_annee(jour(2026, 12, 3)), "décembre 2026");
        assert_eq!(
            date_heure(jour(2026, 11, 22).at(9, 5, 0, 0)),
            "22\u{a0}novembre 2026 à\u{a0}9\u{a0}h\u{a0}05"
        );
    }

    #[test]
    fn durations_and_plurals() {
        assert_eq!(duree(45), "45\u{a0}min");
        assert_eq!(duree(120), "2\u{a0}h");
        assert_eq!(duree(90), "1\u{a0}h\u{a0}30");
        assert_eq!(compte(0, "commune", "communes"), "0\u{a0}commune");
        assert_eq!(compte(2, "commune", "communes"), "2\u{a0}communes");
    }
}
