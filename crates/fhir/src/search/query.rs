//! The text of a query: names and values decoded as forms are, lists split where FHIR says, and the query written again.

use std::borrow::Cow;

/// A parameter.
pub(super) struct Pair {
    /// Decoded.
    pub name: String,
    /// Decoded; when its bytes are no text, what of them can be shown.
    pub value: Result<String, String>,
}

impl Pair {
    /// The value, for a person to read.
    pub fn shown(&self) -> &str {
        self.value.as_deref().unwrap_or_else(|shown| shown)
    }
}

/// The parameters in the order of the query.
pub(super) fn pairs(query: &[u8]) -> impl Iterator<Item = Pair> {
    query.split(|byte| *byte == b'&').filter(|part| !part.is_empty()).map(|part| {
        let at = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
        let (name, value) = part.split_at(at);
        let shown = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        Pair {
            name: shown(&decoded(name)).trim().to_owned(),
            value: String::from_utf8(decoded(value.get(1..).unwrap_or_default()))
                .map_err(|wrong| shown(wrong.as_bytes())),
        }
    })
}

/// `%7C` is `|`, `+` is a space, a `%` without two hexadecimal digits is itself.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.iter().position(|byte| matches!(byte, b'%' | b'+')) {
        let (plain, coded) = rest.split_at(at);
        out.extend_from_slice(plain);
        let (byte, length) = match (coded.first(), escaped(coded)) {
            (_, Some(byte)) => (byte, 3),
            (Some(b'+'), None) => (b' ', 1),
            _ => (b'%', 1),
        };
        out.push(byte);
        rest = coded.get(length..).unwrap_or_default();
    }
    out.extend_from_slice(rest);
    out
}

/// The byte that `%hh` at the beginning of the text means.
fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// The values that commas separate, trimmed, without the empty ones; `\,` is a comma inside a value.
pub(super) fn list(value: &str) -> Vec<Cow<'_, str>> {
    let values: Vec<Cow<str>> = match value.contains('\\') {
        true => unescaped(value).into_iter().map(Cow::Owned).collect(),
        false => value.split(',').map(|one| Cow::Borrowed(one.trim())).collect(),
    };
    values.into_iter().filter(|one| !one.is_empty()).collect()
}

fn unescaped(value: &str) -> Vec<String> {
    let mut values = vec![String::new()];
    let mut chars = value.chars();
    while let Some(one) = chars.next() {
        let inside = match one {
            ',' => {
                values.push(String::new());
                continue;
            }
            '\\' => chars.next().unwrap_or('\\'),
            other => other,
        };
        if let Some(last) = values.last_mut() {
            last.push(inside);
        }
    }
    values.iter().map(|one| one.trim().to_owned()).collect()
}

/// The address of the search that was run: `endpoint`, `?`, and the query as it came, parameter by parameter, in the characters
/// that an address accepts (RFC 3986). Read back, each parameter has the name and the value that it came with.
#[must_use]
pub fn self_link(endpoint: &str, query: &[u8]) -> String {
    let mut link = String::with_capacity(endpoint.len() + query.len() + 16);
    link.push_str(endpoint);
    if query.is_empty() {
        return link;
    }
    link.push('?');
    let mut rest = query;
    while let [byte, after @ ..] = rest {
        let plain = matches!(byte,
            b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b'-' | b'.' | b'_' | b'~' | b'!' | b'$' | b'&' | b'\'' | b'('..=b',' | b';'
            | b'=' | b':' | b'@' | b'/' | b'?');
        if plain || escaped(rest).is_some() {
            link.push(char::from(*byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
        rest = after;
    }
    link
}
