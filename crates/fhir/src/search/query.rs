//! The text of a query: names and values decoded as forms are, lists split where FHIR says, and the query written again.

use std::borrow::Cow;

/// A parameter.
pub(super) struct Pair {
    /// Decoded.
    pub name: String,
    /// Decoded; absent when its bytes are no text.
    pub value: Option<String>,
    raw: Vec<u8>,
}

impl Pair {
    /// The value, for a person to read.
    pub fn shown(&self) -> Cow<'_, str> {
        match &self.value {
            Some(value) => value.into(),
            None => String::from_utf8_lossy(&self.raw),
        }
    }
}

/// The parameters in the order of the query.
pub(super) fn pairs(query: &[u8]) -> impl Iterator<Item = Pair> {
    query.split(|byte| *byte == b'&').filter(|part| !part.is_empty()).map(|part| {
        let at = part.iter().position(|byte| *byte == b'=').unwrap_or(part.len());
        let (name, value) = part.split_at(at);
        let raw = decoded(value.get(1..).unwrap_or_default());
        Pair {
            name: String::from_utf8_lossy(&decoded(name)).trim().to_owned(),
            value: String::from_utf8(raw.clone()).ok(),
            raw,
        }
    })
}

/// `%7C` is `|`, `+` is a space, a `%` without two hexadecimal digits is itself.
fn decoded(text: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(text.len());
    let mut rest = text;
    while let [first, after @ ..] = rest {
        (rest, _) = match (first, escaped(rest)) {
            (_, Some(byte)) => (rest.get(3..).unwrap_or_default(), out.push(byte)),
            (b'+', None) => (after, out.push(b' ')),
            (byte, None) => (after, out.push(*byte)),
        };
    }
    out
}

/// The byte that `%hh` at the beginning of the text means.
fn escaped(text: &[u8]) -> Option<u8> {
    let [b'%', high, low, ..] = text else { return None };
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

/// The values that commas separate, trimmed, without the empty ones; `\,` is a comma inside a value.
pub(super) fn list(value: &str) -> Vec<String> {
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
    values.iter().map(|one| one.trim().to_owned()).filter(|one| !one.is_empty()).collect()
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
        let plain = byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@/?".contains(byte);
        if plain || escaped(rest).is_some() {
            link.push(char::from(*byte));
        } else {
            link.push_str(&format!("%{byte:02X}"));
        }
        rest = after;
    }
    link
}
