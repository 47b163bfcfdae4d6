use jiff::{SignedDuration, Timestamp};

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

#[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
fn machine_now() -> Timestamp {
    let now = Timestamp::now();
    // Both engines keep microseconds; an instant must come back as it went in.
    Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
}
