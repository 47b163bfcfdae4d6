//! The first bytes of a file: what it is, and how it is cut into columns.

use super::Illisible;
use flate2::read::MultiGzDecoder;
use std::io::{self, Read};

const HEAD: usize = 64 << 10;

/// The first bytes, unpacked, and a reader that gives them again before the rest.
pub(super) fn peek<'a>(source: impl Read + 'a) -> Result<(Vec<u8>, Box<dyn Read + 'a>), Illisible> {
    let (head, source) = first_bytes(Box::new(source), 2)?;
    let again = io::Cursor::new(head.clone()).chain(source);
    let unpacked: Box<dyn Read + 'a> =
        if head == [0x1f, 0x8b] { Box::new(MultiGzDecoder::new(again)) } else { Box::new(again) };
    let (head, rest) = first_bytes(unpacked, HEAD)?;
    let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let text = head[bom..].to_vec();
    Ok((text.clone(), Box::new(io::Cursor::new(text).chain(rest))))
}

fn first_bytes<'a>(
    mut source: Box<dyn Read + 'a>,
    count: usize,
) -> Result<(Vec<u8>, Box<dyn Read + 'a>), Illisible> {
    let mut head = Vec::with_capacity(count);
    let read = source.by_ref().take(count as u64).read_to_end(&mut head);
    read.map_err(|error| Illisible::Lecture { ligne: 1, message: error.to_string() })?;
    Ok((head, source))
}

/// Refuses what is plainly not a CSV text.
pub(super) fn nature(head: &[u8]) -> Result<(), Illisible> {
    let refused = if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        "c’est un classeur ou une archive. Enregistrez-le en CSV depuis le tableur."
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        "il est en UTF-16. Enregistrez-le en «\u{a0}CSV UTF-8\u{a0}»."
    } else if head.starts_with(b"%PDF") {
        "c’est un PDF."
    } else if head.contains(&0) {
        "il contient des octets nuls."
    } else {
        return if head.trim_ascii().is_empty() { Err(Illisible::Vide) } else { Ok(()) };
    };
    Err(Illisible::Nature(refused))
}

/// Lines before the header (`sep=;` of Excel) and the separator.
pub(super) fn shape(head: &[u8]) -> (usize, u8) {
    (usize::from(head.trim_ascii_start().starts_with(b"sep=")), files::separator(head))
}
