//! The subject of a certificate (X.509, DER), as a proxy would write it: `CN=…, OU=…`.

/// Object identifiers of the attributes that are written, and their names.
const NAMES: [(&[u8], &str); 4] =
    [(&[0x55, 4, 3], "CN"), (&[0x55, 4, 11], "OU"), (&[0x55, 4, 10], "O"), (&[0x55, 4, 6], "C")];
const SEQUENCE: u8 = 0x30;
const SET: u8 = 0x31;
const OID: u8 = 0x06;
const VERSION: u8 = 0xa0;
/// Texts whose bytes are those of UTF-8: `UTF8String`, `PrintableString`, `IA5String`.
const TEXTS: [u8; 3] = [0x0c, 0x13, 0x16];

/// The subject of a certificate; nothing when it cannot be read. Attributes of other kinds, and those that are no plain text, are
/// left out; a comma or a backslash inside a value has a backslash before it.
pub(super) fn subject(certificate: &[u8]) -> Option<String> {
    let (_, certificate, _) = item(certificate)?;
    let (_, mut rest, _) = item(certificate)?;
    if rest.first() == Some(&VERSION) {
        rest = item(rest)?.2;
    }
    // Serial number, algorithm, issuer, dates; then the subject.
    for _ in 0..4 {
        rest = item(rest)?.2;
    }
    let (kind, mut names, _) = item(rest)?;
    if kind != SEQUENCE {
        return None;
    }
    let mut parts = Vec::new();
    while !names.is_empty() {
        let (kind, mut set, after) = item(names)?;
        while kind == SET && !set.is_empty() {
            let (_, pair, next) = item(set)?;
            parts.extend(attribute(pair));
            set = next;
        }
        names = after;
    }
    Some(parts.join(", "))
}

/// `CN=…`, when it is one that is written.
fn attribute(pair: &[u8]) -> Option<String> {
    let (kind, id, rest) = item(pair)?;
    let (text, value, _) = item(rest)?;
    let (_, name) = NAMES.into_iter().find(|(known, _)| kind == OID && *known == id)?;
    let value = std::str::from_utf8(value).ok().filter(|_| TEXTS.contains(&text))?;
    let escaped: String = value
        .chars()
        .flat_map(|sign| matches!(sign, ',' | '\\').then_some('\\').into_iter().chain([sign]))
        .collect();
    Some(format!("{name}={escaped}"))
}

/// The first item of DER: its kind, what it holds, and what follows it.
fn item(bytes: &[u8]) -> Option<(u8, &[u8], &[u8])> {
    let (&kind, rest) = bytes.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = if first < 0x80 {
        (usize::from(first), rest)
    } else {
        let (digits, rest) = rest.split_at_checked(usize::from(first & 0x7f))?;
        if digits.len() > 4 {
            return None;
        }
        (digits.iter().fold(0, |sum, digit| (sum << 8) | usize::from(*digit)), rest)
    };
    let (inside, after) = rest.split_at_checked(length)?;
    Some((kind, inside, after))
}

#[cfg(test)]
mod tests {
    use super::subject;

    fn der(kind: u8, inside: &[u8]) -> Vec<u8> {
        let mut all = vec![kind];
        match u8::try_from(inside.len()).ok().filter(|length| *length < 0x80) {
            Some(length) => all.push(length),
            None => all.extend([0x82, (inside.len() >> 8) as u8, inside.len() as u8]),
        }
        all.extend(inside);
        all
    }

    fn name(parts: &[(u8, u8, &str)]) -> Vec<u8> {
        let one = |(id, kind, text): &(u8, u8, &str)| {
            let pair = [der(6, &[0x55, 4, *id]), der(*kind, text.as_bytes())].concat();
            der(0x31, &der(0x30, &pair))
        };
        der(0x30, &parts.iter().flat_map(one).collect::<Vec<_>>())
    }

    fn certificate(version: bool, subject: &[u8]) -> Vec<u8> {
        let mut inside = if version { der(0xa0, &der(2, &[2])) } else { Vec::new() };
        inside.extend([der(2, &[1]), der(0x30, &[]), name(&[(3, 12, "Autorité")]), der(0x30, &[])].concat());
        inside.extend(subject);
        der(0x30, &der(0x30, &inside))
    }

    #[test]
    fn the_subject_is_written_as_a_proxy_does() {
        let long = "x".repeat(300);
        for version in [true, false] {
            let of = |parts: &[(u8, u8, &str)]| subject(&certificate(version, &name(parts))).unwrap();
            assert_eq!(
                of(&[(6, 19, "FR"), (11, 12, "3187"), (3, 12, "sas.example")]),
                "C=FR, OU=3187, CN=sas.example"
            );
            assert_eq!(of(&[(3, 12, "a, CN=b\\c")]), "CN=a\\, CN=b\\\\c");
            assert_eq!(of(&[(5, 12, "numéro"), (3, 30, "bmp"), (11, 22, &long)]), format!("OU={long}"));
            assert_eq!(of(&[]), "");
        }
    }

    #[test]
    fn what_is_cut_or_no_certificate_is_nobody() {
        let whole = certificate(true, &name(&[(3, 12, "sas")]));
        for end in 0..whole.len() {
            assert_eq!(subject(&whole[..end]), None, "{end}");
        }
        for wrong in [
            &[0x30, 0x84, 0xff, 0xff, 0xff, 0xff][..],
            &[0x30, 0x80],
            &[0x30, 0x89, 1, 1, 1, 1, 1, 1, 1, 1, 1],
        ] {
            assert_eq!(subject(wrong), None);
        }
    }
}
