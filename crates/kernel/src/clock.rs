use jiff::{
    SignedDuration, Timestamp,
    civil::{Date, DateTime},
    tz::TimeZone,
};

/// Where the time comes from. Only `app` and tests make one; everybody else reads [`crate::Ctx::now`].
#[derive(Debug, Clone, Copy)]
pub enum Clock {
    /// The machine's own time.
    Real,
    /// The machine's time moved by a fixed span, so that a demo lives in a chosen week.
    Shifted(SignedDuration),
    /// One instant, for tests.
    Fixed(Timestamp),
}

impl Clock {
    /// A clock that says `start` now and then runs at the usual speed.
    #[must_use]
    pub fn starting_at(start: Timestamp) -> Self {
        Self::Shifted(start.duration_since(machine_now()))
    }

    /// The present instant.
    #[must_use]
    pub fn now(self) -> Timestamp {
        match self {
            Self::Real => machine_now(),
            Self::Shifted(by) => machine_now().saturating_add(by).unwrap_or(Timestamp::MAX),
            Self::Fixed(at) => at,
        }
    }
}

/// What clocks in France show at `now`.
#[must_use]
pub fn paris(now: Timestamp) -> DateTime {
    now.in_tz("Europe/Paris").unwrap_or_else(|_| now.to_zoned(TimeZone::UTC)).datetime()
}

/// The day it is in France at `now`: most of what a CPTS does knows days, not hours.
#[must_use]
pub fn today(now: Timestamp) -> Date {
    paris(now).date()
}

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_now() -> Timestamp {
    let now = Timestamp::now();
    // Both engines keep microseconds; an instant must come back as it went in.
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_changes_at_midnight_in_france() {
        let day = |instant: &str| today(instant.parse().unwrap()).to_string();
        assert_eq!(["2026-03-01T22:59:59Z", "2026-03-01T23:00:00Z"].map(day), ["2026-03-01", "2026-03-02"]);
        assert_eq!(["2026-07-01T21:59:59Z", "2026-07-01T22:00:00Z"].map(day), ["2026-07-01", "2026-07-02"]);
    }
}
