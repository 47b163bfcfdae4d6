use crate::calendrier::months_before;
use crate::champ::Source;
use jiff::Timestamp;
use kernel::today;
use serde::Serialize;
use uuid::Uuid;

/// Somebody said that an entry is right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Confirmation {
    /// When.
    pub le: Timestamp,
    /// The owner themselves, or the CPTS on the phone with them.
    pub source: Source,
    /// The account, when it was the CPTS.
    pub par: Option<Uuid>,
}

/// How old an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fraicheur {
    /// Nobody ever said that it is right.
    JamaisConfirmee,
    /// It was, too long ago.
    AReconfirmer,
    /// It was, lately.
    Fraiche,
}

/// How old an entry is at `now`, when the CPTS asks for a confirmation every `mois` months: counted in calendar months of
/// the day in Paris, the day itself still fresh.
#[must_use]
pub fn fraicheur(confirmee_le: Option<Timestamp>, now: Timestamp, mois: u16) -> Fraicheur {
    match confirmee_le {
        None => Fraicheur::JamaisConfirmee,
        Some(le) if today(le) < months_before(today(now), mois) => Fraicheur::AReconfirmer,
        Some(_) => Fraicheur::Fraiche,
    }
}

impl Fraicheur {
    /// As people read it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::JamaisConfirmee => "Jamais confirmée",
            Self::AReconfirmer => "À reconfirmer",
            Self::Fraiche => "À jour",
        }
    }

    /// How it sounds.
    #[must_use]
    pub const fn tone(self) -> ui::Tone {
        match self {
            Self::JamaisConfirmee => ui::Tone::Neutral,
            Self::AReconfirmer => ui::Tone::Warning,
            Self::Fraiche => ui::Tone::Success,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[test]
    fn an_entry_is_fresh_for_six_months_to_the_day() {
        let of = |confirmee: &str| fraicheur(Some(at(confirmee)), at("2026-03-02T07:00:00Z"), 6);
        assert_eq!(of("2025-09-02T12:00:00Z"), Fraicheur::Fraiche);
        assert_eq!(of("2025-09-01T12:00:00Z"), Fraicheur::AReconfirmer);
        // In Paris it was already the second of September.
        assert_eq!(of("2025-09-01T22:30:00Z"), Fraicheur::Fraiche);
        assert_eq!(fraicheur(None, at("2026-03-02T07:00:00Z"), 6), Fraicheur::JamaisConfirmee);
    }
}
