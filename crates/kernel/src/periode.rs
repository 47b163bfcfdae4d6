use jiff::civil::Date;

/// A half-open span of days: the first day is in, the end is out; no end means « until further notice ».
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Periode {
    debut: Date,
    fin: Option<Date>,
}

/// The end does not come after the beginning.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("La période finit le {fin}, avant ou au jour de son début ({debut}).")]
pub struct PeriodeError {
    debut: Date,
    fin: Date,
}

impl Periode {
    /// From `debut` on.
    #[must_use]
    pub const fn since(debut: Date) -> Self {
        Self { debut, fin: None }
    }

    /// From `debut` to the day before `fin`.
    ///
    /// # Errors
    /// [`PeriodeError`] when `fin` is not after `debut`.
    pub fn between(debut: Date, fin: Date) -> Result<Self, PeriodeError> {
        if fin > debut { Ok(Self { debut, fin: Some(fin) }) } else { Err(PeriodeError { debut, fin }) }
    }

    /// First day.
    #[must_use]
    pub const fn debut(self) -> Date {
        self.debut
    }

    /// First day after the span.
    #[must_use]
    pub const fn fin(self) -> Option<Date> {
        self.fin
    }

    /// Whether `jour` lies in the span.
    #[must_use]
    pub fn contains(self, jour: Date) -> bool {
        self.debut <= jour && self.fin.is_none_or(|fin| jour < fin)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_day_is_in_and_the_end_is_out() -> Result<(), PeriodeError> {
        let an = Periode::between(date(2026, 1, 1), date(2027, 1, 1))?;
        assert!(an.contains(date(2026, 1, 1)) && an.contains(date(2026, 12, 31)));
        assert!(!an.contains(date(2027, 1, 1)) && !an.contains(date(2025, 12, 31)));
        Ok(())
    }

    #[test]
    fn an_empty_span_cannot_be_written() {
        assert!(Periode::between(date(2026, 1, 1), date(2026, 1, 1)).is_err());
    }
}
