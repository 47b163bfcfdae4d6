//! Amounts, days and numbers as the explanations write them. Narrow no-break space between thousands.

use jiff::civil::Date;

/// « 87 500 € », « 87 500,50 € », « −1 250 € »: from cents.
pub fn euros(cents: i64) -> String {
    let mut out = String::with_capacity(24);
    push_euros(&mut out, cents);
    out
}

/// The same, at the end of a text.
pub fn push_euros(out: &mut String, cents: i64) {
    if cents < 0 {
        out.push('\u{2212}');
    }
    let (whole, rest) = (cents.unsigned_abs() / 100, cents.unsigned_abs() % 100);
    push_number(out, whole);
    if rest > 0 {
        out.push(',');
        out.push(digit(rest / 10));
        out.push(digit(rest % 10));
    }
    out.push_str("\u{a0}€");
}

fn digit(value: u64) -> char {
    char::from(b'0' + u8::try_from(value % 10).unwrap_or(0))
}

/// « 36 753 ».
pub fn nombre(n: u64) -> String {
    let mut out = String::with_capacity(16);
    push_number(&mut out, n);
    out
}

fn push_number(out: &mut String, n: u64) {
    let mut buffer = [0_u8; 20];
    let mut at = buffer.len();
    let mut rest = n;
    loop {
        at -= 1;
        buffer[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
        rest /= 10;
        if rest == 0 {
            break;
        }
    }
    let digits = &buffer[at..];
    for (i, byte) in digits.iter().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('\u{202f}');
        }
        out.push(char::from(*byte));
    }
}

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

/// « 20 septembre 2023 ».
pub fn jour(day: Date) -> String {
    let month =
        usize::try_from(day.month() - 1).ok().and_then(|at| MOIS.get(at)).copied().unwrap_or_default();
    let rank = if day.day() == 1 { "1er".to_owned() } else { day.day().to_string() };
    format!("{rank}\u{a0}{month} {}", day.year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn amounts_numbers_and_days_are_french() {
        assert_eq!(euros(8_750_000), "87\u{202f}500\u{a0}€");
        assert_eq!(euros(-125_005), "\u{2212}1\u{202f}250,05\u{a0}€");
        assert_eq!(euros(0), "0\u{a0}€");
        assert_eq!(nombre(1_234_567), "1\u{202f}234\u{202f}567");
        assert_eq!(jour(date(2024, 2, 1)), "1er\u{a0}février 2024");
    }
}
