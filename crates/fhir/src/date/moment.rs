use jiff::civil::{self, date};
use jiff::tz::{Offset, TimeZone};
use jiff::{Timestamp, ToSpan};

/// How much of a date was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Precision {
    Year,
    Month,
    Day,
    Minute,
    Second,
}

/// A date as it was written: from `start` (included) to `end` (excluded) on the clock of its place.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Moment {
    pub start: civil::DateTime,
    pub end: civil::DateTime,
    pub precision: Precision,
    pub offset: Option<Offset>,
}

impl Moment {
    /// `YYYY[-MM[-DD[Thh:mm[:ss[.f…]][Z|±hh:mm]]]]`; a leap second is the one before it.
    pub fn parse(text: &str) -> Option<Self> {
        let (day, clock) = match text.split_once('T') {
            Some((day, clock)) => (day, Some(clock)),
            None => (text, None),
        };
        let mut parts = day.split('-');
        let year = number(parts.next()?, 4)?;
        let month = parts.next().map(|part| number(part, 2));
        let dom = parts.next().map(|part| number(part, 2));
        if parts.next().is_some() {
            return None;
        }
        let (month_written, dom_written) = (month.is_some(), dom.is_some());
        let month = i8::try_from(month.unwrap_or(Some(1))?).ok()?;
        let dom = i8::try_from(dom.unwrap_or(Some(1))?).ok()?;
        let day = civil::Date::new(i16::try_from(year).ok()?, month, dom).ok()?;
        let midnight = day.at(0, 0, 0, 0);
        match clock {
            Some(clock) if dom_written => Self::at(day, clock),
            Some(_) => None,
            None if dom_written => Some(Self::lasting(midnight, 1.day(), Precision::Day)),
            None if month_written => Some(Self::lasting(midnight, 1.month(), Precision::Month)),
            None => Some(Self::lasting(midnight, 1.year(), Precision::Year)),
        }
    }

    fn at(day: civil::Date, clock: &str) -> Option<Self> {
        let (clock, offset) = split_offset(clock)?;
        let (hour, rest) = clock.split_once(':')?;
        let (minute, second) = match rest.split_once(':') {
            Some((minute, second)) => (minute, Some(second)),
            None => (rest, None),
        };
        let time = |second: u32, nanos: u32| {
            let (hour, minute) = (number(hour, 2)?, number(minute, 2)?);
            let small = |value: u32| i8::try_from(value).ok();
            let (hour, minute, second) = (small(hour)?, small(minute)?, small(second)?);
            let time = civil::Time::new(hour, minute, second, i32::try_from(nanos).ok()?).ok()?;
            Some(day.to_datetime(time))
        };
        let Some(second) = second else {
            let minute = Self::lasting(time(0, 0)?, 1.minute(), Precision::Minute);
            return Some(Self { offset, ..minute });
        };
        let (second, fraction) = match second.split_once('.') {
            Some((_, "")) => return None,
            Some((second, fraction)) => (second, fraction),
            None => (second, ""),
        };
        let second = number(second, 2).filter(|second| *second <= 60)?.min(59);
        if !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = fraction.get(..fraction.len().min(9))?;
        let step = 10u32.pow(9 - u32::try_from(digits.len()).ok()?);
        let nanos = if digits.is_empty() { 0 } else { digits.parse::<u32>().ok()? * step };
        let moment = Self::lasting(time(second, nanos)?, i64::from(step).nanoseconds(), Precision::Second);
        Some(Self { offset, ..moment })
    }

    fn lasting(start: civil::DateTime, span: jiff::Span, precision: Precision) -> Self {
        let end = start.checked_add(span).unwrap_or_else(|_| date(9999, 12, 31).at(23, 59, 59, 999_999_999));
        Self { start, end, precision, offset: None }
    }

    /// First instant, and first instant after; without offset, on the clocks of `zone`. An hour that happens twice is wholly
    /// in: the first begins it, the second ends it. Beyond the last instant of the calendar, that instant.
    pub fn range(&self, zone: &TimeZone) -> (Timestamp, Timestamp) {
        let (first, after) = match self.offset {
            Some(offset) => (offset.to_timestamp(self.start), offset.to_timestamp(self.end)),
            None => {
                let first = zone.to_ambiguous_timestamp(self.start).earlier();
                (first, zone.to_ambiguous_timestamp(self.end).later())
            }
        };
        (first.unwrap_or(Timestamp::MAX), after.unwrap_or(Timestamp::MAX))
    }
}

/// The clock and its offset, absent when none is written.
fn split_offset(clock: &str) -> Option<(&str, Option<Offset>)> {
    if let Some(clock) = clock.strip_suffix('Z') {
        return Some((clock, Some(Offset::UTC)));
    }
    let Some(at) = clock.rfind(['+', '-']) else { return Some((clock, None)) };
    let (clock, offset) = clock.split_at_checked(at)?;
    let negative = offset.starts_with('-');
    let (hours, minutes) = offset.get(1..)?.split_once(':')?;
    let away =
        number(hours, 2).filter(|hours| *hours <= 14)? * 60 + number(minutes, 2).filter(|one| *one < 60)?;
    let seconds = i32::try_from(away).ok()? * if negative { -60 } else { 60 };
    Some((clock, Some(Offset::from_seconds(seconds).ok()?)))
}

/// A number of exactly so many digits.
fn number(text: &str, digits: usize) -> Option<u32> {
    let right = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
    if right { text.parse().ok() } else { None }
}
