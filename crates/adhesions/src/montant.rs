//! Amounts as people and spreadsheets write them.

/// Most cents of a fee: a slip of the keyboard, beyond.
const PLAFOND: i64 = 10_000_000;

/// « 20 », « 20,00 € », « 1 020.50 »: cents, never through a float.
///
/// # Errors
/// The sentence to show.
pub fn read(text: &str) -> Result<i64, String> {
    let refused = || {
        let came: String = text.chars().take(40).collect();
        format!("«\u{a0}{came}\u{a0}» n’est pas un montant\u{a0}: écrire par exemple 20 ou 20,50.")
    };
    let bare: String = text
        .trim()
        .trim_end_matches("EUR")
        .chars()
        .filter(|sign| !sign.is_whitespace() && *sign != '€' && *sign != '\u{202f}')
        .collect();
    let (whole, cents) = bare.split_once([',', '.']).unwrap_or((&bare, ""));
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(cents) || cents.len() > 2 || whole.len() > 9 {
        return Err(refused());
    }
    let whole: i64 = whole.parse().map_err(|_| refused())?;
    let cents: i64 = format!("{cents:0<2}").parse().map_err(|_| refused())?;
    let total = whole * 100 + cents;
    if total > PLAFOND {
        return Err("Ce montant dépasse 100\u{202f}000\u{a0}€.".to_owned());
    }
    Ok(total)
}

/// Cents as a person would type them again.
#[must_use]
pub fn typed(cents: i64) -> String {
    let (whole, rest) = (cents / 100, cents % 100);
    if rest == 0 { whole.to_string() } else { format!("{whole},{rest:02}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_and_spreadsheets_write_them() {
        for (text, cents) in [
            ("20", 2_000),
            ("20,00", 2_000),
            ("20.5", 2_050),
            ("20,00 €", 2_000),
            ("1\u{202f}020,05\u{a0}€", 102_005),
            ("0", 0),
            ("15 EUR", 1_500),
        ] {
            assert_eq!(read(text), Ok(cents), "{text}");
        }
        for text in ["", "abc", "-5", "1,234", "1.000,50", "20,0,0", "9999999999"] {
            assert!(read(text).is_err(), "{text}");
        }
        assert_eq!((typed(2_000).as_str(), typed(2_050).as_str()), ("20", "20,50"));
    }
}
