//! What a file is, from how it begins.

/// Bytes that are looked at.
pub(crate) const HEAD: usize = 64 << 10;
/// The mark that some programs put ahead of UTF-8.
pub(crate) const BOM: &[u8] = b"\xef\xbb\xbf";

/// Why it is no CSV text.
pub(crate) fn refused(head: &[u8]) -> Option<&'static str> {
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        Some("c’est un classeur ou une archive. Enregistrez-le en CSV depuis le tableur.")
    } else if head.starts_with(b"\x1f\x8b") {
        Some("c’est un fichier compressé. Décompressez-le d’abord.")
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        Some("il est en UTF-16. Enregistrez-le en «\u{a0}CSV UTF-8\u{a0}».")
    } else if head.contains(&0) {
        Some("ce n’est pas un texte CSV\u{a0}: il contient des octets nuls.")
    } else if head.strip_prefix(BOM).unwrap_or(head).trim_ascii().is_empty() {
        Some("le fichier est vide.")
    } else {
        None
    }
}

/// What separates the columns of a file that begins so: what its line `sep=` says, else the most frequent of `,` `;` `|` and tab
/// in the header, outside quotes.
#[must_use]
pub fn separator(head: &[u8]) -> u8 {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if let Some([separator]) = first.strip_prefix(b"sep=") {
        return *separator;
    }
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = first.iter().filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == separator
        });
        outside.count()
    };
    // The first of equals wins.
    [b',', b';', b'|', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
