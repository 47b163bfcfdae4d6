//! Content lines, as vCard (RFC 2426) and iCalendar (RFC 5545) both have them: CRLF, 75 octets, escapes.

/// The longest line, in octets, without its end.
const WIDTH: usize = 75;

/// Adds a content line, folded at 75 octets between letters. Controls are left out: nothing in it can end it.
pub(crate) fn line(out: &mut String, content: &str) {
    let mut width = 0;
    for c in content.chars().filter(|c| !c.is_control()) {
        if width + c.len_utf8() > WIDTH {
            out.push_str("\r\n ");
            width = 1;
        }
        width += c.len_utf8();
        out.push(c);
    }
    out.push_str("\r\n");
}

/// A text value: backslash, comma and semicolon escaped, line ends written `\n`, other controls left out.
pub(crate) fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len() + 8);
    for c in value.replace("\r\n", "\n").chars() {
        match c {
            '\\' | ',' | ';' => out.extend(['\\', c]),
            '\n' | '\r' => out.push_str("\\n"),
            '\t' => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// A URI or an address, not a text: no escapes, no spaces.
pub(crate) fn uri(value: &str) -> String {
    value.chars().filter(|c| !c.is_control() && !c.is_whitespace()).collect()
}
