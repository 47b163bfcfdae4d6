use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::fault::SearchFault;
use super::slots::START;
use crate::date::Moment;

/// A span of time, its end excluded; empty when it ends before it begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First instant.
    pub from: Timestamp,
    /// First instant after.
    pub to: Timestamp,
}

impl Window {
    /// Whether a slot that starts then is asked for.
    #[must_use]
    pub fn contains(&self, start: Timestamp) -> bool {
        self.from <= start && start < self.to
    }

    /// Whether nothing can be in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.to <= self.from
    }
}

/// The bounds that values of `start` put together: the narrowest of each side.
#[derive(Default)]
pub(super) struct Bounds {
    from: Option<Timestamp>,
    to: Option<Timestamp>,
}

const EXPECTED: &str = "une date précédée de ge, gt, le ou lt (ge2026-11-21T10:00:00.000+01:00)";

impl Bounds {
    /// Takes one value: a prefix and a date, with or without its offset, its `+` perhaps decoded to a space.
    pub fn take(&mut self, value: &str, zone: &TimeZone) -> Result<(), SearchFault> {
        let value = value.trim();
        let digits = value.find(|one: char| one.is_ascii_digit()).unwrap_or(value.len());
        let (prefix, date) = value.split_at_checked(digits).unwrap_or(("", value));
        let unreadable = || SearchFault::unreadable(START, value, EXPECTED);
        let moment = Moment::parse(&with_plus(date)).ok_or_else(unreadable)?;
        let (first, after) = moment.range(zone);
        match prefix.trim() {
            "ge" => self.narrow(Some(first), None),
            "gt" | "sa" => self.narrow(Some(after), None),
            "le" => self.narrow(None, Some(after)),
            "lt" | "eb" => self.narrow(None, Some(first)),
            "" | "eq" => self.narrow(Some(first), Some(after)),
            "ne" | "ap" => return Err(SearchFault::not_supported(START, prefix)),
            _ => return Err(unreadable()),
        }
        Ok(())
    }

    fn narrow(&mut self, from: Option<Timestamp>, to: Option<Timestamp>) {
        self.from = self.from.max(from);
        self.to = match (self.to, to) {
            (Some(one), Some(other)) => Some(one.min(other)),
            (one, other) => one.or(other),
        };
    }

    /// The window, once every value was taken.
    pub fn window(self) -> Result<Window, SearchFault> {
        match (self.from, self.to) {
            (Some(from), Some(to)) => Ok(Window { from, to }),
            (None, _) => Err(SearchFault::Missing {
                parameter: START,
                expected: "début de la période, start=ge<date>",
            }),
            (_, None) => {
                Err(SearchFault::Missing { parameter: START, expected: "fin de la période, start=le<date>" })
            }
        }
    }
}

/// `…T10:00:00 02:00` was `…T10:00:00+02:00` before a form decoded it.
fn with_plus(date: &str) -> String {
    match date.rsplit_once(' ') {
        Some((clock, offset)) if clock.contains('T') => format!("{}+{offset}", clock.trim_end()),
        _ => date.to_owned(),
    }
}
