//! What people typed and what they read: a line, several, a percentage.

use super::Refus;

/// « 87,5 % » of millionths.
pub(crate) fn percent(millionths: i64) -> String {
    let (whole, rest) = (millionths / 10_000, (millionths % 10_000).abs());
    let fraction = format!("{rest:04}");
    let fraction = fraction.trim_end_matches('0');
    if fraction.is_empty() { format!("{whole}\u{202f}%") } else { format!("{whole},{fraction}\u{202f}%") }
}

/// One line of text, spaces tidied, that must say something.
pub(crate) fn line(champ: &'static str, quoi: &'static str, text: &str, max: usize) -> Result<String, Refus> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err(Refus::Vide { champ, quoi });
    }
    if text.chars().count() > max { Err(Refus::Long { champ, max }) } else { Ok(text) }
}

/// Text of any number of lines, that may be empty.
pub(crate) fn words(champ: &'static str, text: &str, max: usize) -> Result<String, Refus> {
    let text = text.trim();
    if text.chars().count() > max { Err(Refus::Long { champ, max }) } else { Ok(text.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millionths_read_as_per_cent() {
        assert_eq!(percent(1_000_000), "100\u{202f}%");
        assert_eq!(percent(875_000), "87,5\u{202f}%");
        assert_eq!(percent(333_333), "33,3333\u{202f}%");
    }
}
