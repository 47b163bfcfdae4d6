//! A name that any system accepts, and that says what the file is.

use crate::Genre;
use unicode_normalization::UnicodeNormalization;

/// Longest name kept, ending included, in characters.
const LONGEST: usize = 120;
/// Names that Windows keeps for itself.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com1", "lpt1"];

/// `received` without folder, control or trick, ended as its content asks: `photo.pdf` that is a PNG becomes `photo.png`.
pub(crate) fn clean(received: &str, genre: Genre) -> String {
    let last = received.rsplit(['/', '\\']).next().unwrap_or_default();
    let readable = last.nfc().map(|c| if is_odd(c) { ' ' } else { c }).collect::<String>();
    let words = readable.split_whitespace().collect::<Vec<_>>().join(" ");
    let stem = match words.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) => stem,
        _ => &words,
    };
    let stem = stem.trim_matches(|c: char| c == '.' || c == ' ' || c == '-' && stem.starts_with('-'));
    let room = LONGEST - 1 - genre.extension().len();
    let stem: String = stem.chars().take(room).collect();
    let stem = stem.trim_end_matches([' ', '.']);
    let stem = if stem.is_empty() { "piece" } else { stem };
    let guard = if RESERVED.contains(&stem.to_ascii_lowercase().as_str()) { "_" } else { "" };
    format!("{guard}{stem}.{}", genre.extension())
}

/// Ends a name: short letters and digits.
fn is_ending(text: &str) -> bool {
    (1..=5).contains(&text.len())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && text.bytes().any(|byte| byte.is_ascii_alphabetic())
}

/// What some system refuses in a name, or what hides its order.
fn is_odd(c: char) -> bool {
    c.is_control()
        || matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*' | ';' | '%' | '\u{feff}')
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// The same in ASCII, for the header of a download and the names of an archive: « Attestation été » gives `Attestation ete`.
pub(crate) fn ascii(nom: &str) -> String {
    let plain = nom.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c));
    plain
        .map(|c| match c {
            '’' => '\'',
            '"' | '\\' => '_',
            c if c.is_ascii() && !c.is_ascii_control() => c,
            _ => '_',
        })
        .collect()
}
