//! From bytes to rows, and from rows to cells.

use encoding_rs::{Encoding, WINDOWS_1252};

/// What separates cells; of two that are as frequent, the later here.
const MARKS: [u8; 4] = [b'|', b'\t', b',', b';'];

/// The text of a file, whatever wrote it; its lines end in `\n`.
#[must_use]
pub fn text(bytes: &[u8]) -> String {
    decode(bytes).0
}

/// The same, and whether it was taken for Windows-1252.
pub(crate) fn decode(bytes: &[u8]) -> (String, bool) {
    let (text, encoding, _) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding.decode(bytes),
        None if std::str::from_utf8(bytes).is_ok() => encoding_rs::UTF_8.decode(bytes),
        None => WINDOWS_1252.decode(bytes),
    };
    // PostgreSQL keeps no zero in a text.
    (text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', ""), encoding == WINDOWS_1252)
}

/// The rows that are not blank, the one of titles first, with their numbers; nothing when all are blank.
pub(crate) fn read(text: &str) -> Option<impl Iterator<Item = (u64, Vec<String>)>> {
    let mut first = filled(text, |byte| MARKS.contains(&byte)).map(|(_, row)| row);
    let header = first.next()?;
    // Some write their separator on a first line of its own, which spreadsheets obey and do not show.
    let told = header.trim_start().to_ascii_lowercase().strip_prefix("sep=").map(|rest| rest.bytes().next());
    let hidden = told.is_some();
    let header = if hidden { first.next()? } else { header };
    let told = told.flatten().filter(|mark| mark.is_ascii() && *mark != b'"');
    let mark = told.unwrap_or_else(|| separator(header));
    let shown = filled(text, move |byte| byte == mark).skip(usize::from(hidden));
    Some(shown.map(move |(number, row)| (number - u64::from(hidden), cells(row, mark))))
}

/// The rows of a text that are not blank, numbered from 1. A cell that starts with a quote, thus after a byte that `opens`, may
/// hold ends of lines.
fn filled(text: &str, opens: impl Fn(u8) -> bool) -> impl Iterator<Item = (u64, &str)> {
    let mut rest = Some(text);
    let rows = std::iter::from_fn(move || {
        let text = rest?;
        let (mut quoted, mut opened) = (false, true);
        let end = text.bytes().position(|byte| {
            match byte {
                // A doubled quote closes and opens again.
                b'"' if quoted => (quoted, opened) = (false, true),
                b'"' if opened => quoted = true,
                b'\n' if !quoted => return true,
                _ if !quoted => opened = opens(byte),
                _ => {}
            }
            false
        });
        let (row, below) = end.map_or((text, None), |at| (&text[..at], Some(&text[at + 1..])));
        rest = below;
        Some(row)
    });
    (1..).zip(rows).filter(|(_, row)| !row.trim().is_empty())
}

/// The most frequent mark of the titles, those inside quotes apart.
fn separator(header: &str) -> u8 {
    let bare = || header.split('"').step_by(2).flat_map(str::bytes);
    let count = |mark: &u8| bare().filter(|byte| byte == mark).count();
    MARKS.into_iter().max_by_key(count).unwrap_or(b';')
}

/// The cells of a row, trimmed; the marks that spreadsheets put before a text that looks like a formula are taken off.
fn cells(row: &str, mark: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(row.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.trim().trim_start_matches('\'').trim().to_owned()).collect()
}
