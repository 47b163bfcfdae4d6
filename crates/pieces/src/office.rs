//! Office files are ZIP archives: their list of names says which kind. Nothing is unpacked.

use crate::{Genre, depot::Refus};

/// More names than any office file has.
const MOST: usize = 20_000;

/// Which office file this archive is.
pub(crate) fn kind(bytes: &[u8]) -> Result<Genre, Refus> {
    let names = names(bytes).ok_or(Refus::Inconnu)?;
    let has = |name: &str| names.contains(&name.as_bytes());
    let macros = |name: &&[u8]| name.ends_with(b"vbaProject.bin") || name.starts_with(b"Basic/");
    let genre = if has("word/document.xml") {
        Genre::Docx
    } else if has("xl/workbook.xml") {
        Genre::Xlsx
    } else {
        match declared(bytes) {
            Some(b"application/vnd.oasis.opendocument.text") => Genre::Odt,
            Some(b"application/vnd.oasis.opendocument.spreadsheet") => Genre::Ods,
            _ => return Err(Refus::Inconnu),
        }
    };
    if names.iter().any(macros) { Err(Refus::Macros) } else { Ok(genre) }
}

/// What an OpenDocument says it is: its first entry, stored as is (OpenDocument 1.3, part 2, 3.3).
fn declared(bytes: &[u8]) -> Option<&[u8]> {
    let stored = number(bytes, 8, 2)? == 0;
    let (size, name, extra) = (number(bytes, 18, 4)?, number(bytes, 26, 2)?, number(bytes, 28, 2)?);
    let named = bytes.get(30..30 + name)? == b"mimetype";
    let start = 30 + name + extra;
    if stored && named { bytes.get(start..start.checked_add(size)?) } else { None }
}

/// The names of the entries, read in the directory at the end of the archive (PKWARE APPNOTE 6.3, 4.3.12 and 4.3.16).
fn names(bytes: &[u8]) -> Option<Vec<&[u8]>> {
    let tail = bytes.len().saturating_sub(65_557);
    let end = bytes[tail..].windows(4).rposition(|mark| mark == b"PK\x05\x06")? + tail;
    let (count, start) = (number(bytes, end + 10, 2)?, number(bytes, end + 16, 4)?);
    if count > MOST {
        return None;
    }
    let mut at = start;
    let mut names = Vec::with_capacity(count);
    for _ in 0..count {
        if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
            return None;
        }
        let (name, extra, comment) =
            (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
        names.push(bytes.get(at + 46..at + 46 + name)?);
        at = at.checked_add(46 + name + extra + comment)?;
    }
    Some(names)
}

/// A whole number of `width` bytes, small end first.
fn number(bytes: &[u8], at: usize, width: usize) -> Option<usize> {
    let slice = bytes.get(at..at.checked_add(width)?)?;
    Some(slice.iter().rev().fold(0, |sum, byte| sum << 8 | usize::from(*byte)))
}
