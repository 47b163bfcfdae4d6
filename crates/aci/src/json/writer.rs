//! How JSON writes text, numbers, days and lists.

use jiff::civil::Date;
use std::io::Write as _;

/// A buffer, and what is already written in it.
pub(super) struct Writer<'a> {
    pub(super) text: &'a mut Vec<u8>,
    /// Derivations already written: their address, and where.
    pub(super) known: Vec<(usize, usize, usize)>,
}

impl Writer<'_> {
    pub(super) fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    pub(super) fn string(&mut self, text: &str) {
        self.text.push(b'"');
        // Without a way out of the loop, it is read sixteen bytes at a time.
        let special = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
        if !text.bytes().fold(false, |found, byte| found | special(byte)) {
            self.text.extend_from_slice(text.as_bytes());
        } else {
            for c in text.chars() {
                match c {
                    '"' => self.text.extend_from_slice(b"\\\""),
                    '\\' => self.text.extend_from_slice(b"\\\\"),
                    '\n' => self.text.extend_from_slice(b"\\n"),
                    '\r' => self.text.extend_from_slice(b"\\r"),
                    '\t' => self.text.extend_from_slice(b"\\t"),
                    '\u{8}' => self.text.extend_from_slice(b"\\b"),
                    '\u{c}' => self.text.extend_from_slice(b"\\f"),
                    c if c < ' ' => {
                        let _ = write!(self.text, "\\u{:04x}", u32::from(c));
                    }
                    c => self.text.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes()),
                }
            }
        }
        self.text.push(b'"');
    }

    pub(super) fn int(&mut self, value: i64) {
        if value < 0 {
            self.text.push(b'-');
        }
        let mut buffer = [0_u8; 20];
        let (mut at, mut rest) = (buffer.len(), value.unsigned_abs());
        loop {
            at -= 1;
            buffer[at] = b'0' + u8::try_from(rest % 10).unwrap_or(0);
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.text.extend_from_slice(&buffer[at..]);
    }

    pub(super) fn flag(&mut self, value: bool) {
        self.raw(if value { "true" } else { "false" });
    }

    pub(super) fn day(&mut self, day: Date) {
        let (year, month, rank) = (i64::from(day.year()), i64::from(day.month()), i64::from(day.day()));
        self.text.push(b'"');
        self.int(year);
        for part in [month, rank] {
            self.raw(if part < 10 { "-0" } else { "-" });
            self.int(part);
        }
        self.text.push(b'"');
    }

    pub(super) fn list<T>(&mut self, all: &[T], mut one: impl FnMut(&mut Self, &T)) {
        self.text.push(b'[');
        for (at, item) in all.iter().enumerate() {
            if at > 0 {
                self.text.push(b',');
            }
            one(self, item);
        }
        self.text.push(b']');
    }
}
