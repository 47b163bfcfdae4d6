//! Dates of FHIR: texts that were checked, kept as they came; and the one way in which we write an instant.

mod moment;

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::tz::{Offset, TimeZone};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::resource::Text;
pub(crate) use moment::{Moment, Precision};

/// The text is not a date that FHIR knows.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{came}\u{a0}» n’est pas {expected}.")]
pub struct DateError {
    /// What came, its first forty characters.
    pub came: String,
    /// What is accepted, in words.
    pub expected: &'static str,
}

/// A checked text: parsed by `FromStr` only, kept as it came.
macro_rules! checked_text {
    ($(#[$about:meta])* $name:ident, $expected:literal, $accepts:expr) => {
        $(#[$about])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash)]
        pub struct $name(Text);

        impl $name {
            /// As it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl FromStr for $name {
            type Err = DateError;

            fn from_str(text: &str) -> Result<Self, DateError> {
                let accepts: fn(&Moment) -> bool = $accepts;
                match Moment::parse(text) {
                    Some(moment) if accepts(&moment) => Ok(Self(text.to_owned().into())),
                    _ => Err(DateError { came: text.chars().take(40).collect(), expected: $expected }),
                }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}

checked_text! {
    /// `date`: a year, a month or a day.
    Date, "une date (AAAA, AAAA-MM ou AAAA-MM-JJ)", |moment| moment.precision <= Precision::Day
}

checked_text! {
    /// `dateTime`: a year, a month, a day, or a second with its offset.
    DateTime, "une date (AAAA, AAAA-MM, AAAA-MM-JJ ou AAAA-MM-JJThh:mm:ss±hh:mm)",
    |moment| moment.precision <= Precision::Day || moment.precision == Precision::Second && moment.offset.is_some()
}

checked_text! {
    /// `instant`: a second at least, with its offset.
    Instant, "un instant (AAAA-MM-JJThh:mm:ss±hh:mm)",
    |moment| moment.precision == Precision::Second && moment.offset.is_some()
}

impl Instant {
    /// An instant as SAS wants it: `YYYY-MM-DDThh:mm:ss.mmm±hh:mm`, three decimals and the offset of the zone, never `Z`.
    #[must_use]
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        Self(written(at, zone).into())
    }

    /// The instant that is meant.
    ///
    /// # Errors
    /// Out of the years that the calendar knows.
    pub fn timestamp(&self) -> Result<Timestamp, DateError> {
        let out =
            || DateError { came: self.0.chars().take(40).collect(), expected: "un instant du calendrier" };
        let moment = Moment::parse(&self.0).ok_or_else(out)?;
        moment.offset.and_then(|offset| offset.to_timestamp(moment.start).ok()).ok_or_else(out)
    }
}

impl DateTime {
    /// An instant, written as [`Instant::new`] does.
    #[must_use]
    pub fn new(at: Timestamp, zone: &TimeZone) -> Self {
        Self(written(at, zone).into())
    }

    /// The first instant of what is meant; a day begins at midnight in `zone`.
    #[must_use]
    pub fn first_instant(&self, zone: &TimeZone) -> Option<Timestamp> {
        Some(Moment::parse(&self.0)?.range(zone).0)
    }
}

impl Date {
    /// A day.
    #[must_use]
    pub fn day(day: jiff::civil::Date) -> Self {
        Self(format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day()).into())
    }
}

/// `YYYY-MM-DDThh:mm:ss.mmm±hh:mm`, 29 characters, without the formatter: an answer holds several per slot.
fn written(at: Timestamp, zone: &TimeZone) -> String {
    let offset = to_the_minute(zone.to_offset(at));
    let local = offset.to_datetime(at);
    let mut text = String::with_capacity(29);
    let mut put = |value: u32, digits: u32, before: &str| {
        text.push_str(before);
        for place in (0..digits).rev() {
            text.push(char::from_digit(value / 10u32.pow(place) % 10, 10).unwrap_or('0'));
        }
    };
    put(u32::from(local.year().unsigned_abs()), 4, "");
    put(u32::from(local.month().unsigned_abs()), 2, "-");
    put(u32::from(local.day().unsigned_abs()), 2, "-");
    put(u32::from(local.hour().unsigned_abs()), 2, "T");
    put(u32::from(local.minute().unsigned_abs()), 2, ":");
    put(u32::from(local.second().unsigned_abs()), 2, ":");
    put(local.subsec_nanosecond().unsigned_abs() / 1_000_000, 3, ".");
    let away = offset.seconds().unsigned_abs() / 60;
    put(away / 60, 2, if offset.seconds() < 0 { "-" } else { "+" });
    put(away % 60, 2, ":");
    text
}

/// Offsets of long ago had seconds, which FHIR cannot write.
fn to_the_minute(offset: Offset) -> Offset {
    Offset::from_seconds(offset.seconds() / 60 * 60).unwrap_or(offset)
}
