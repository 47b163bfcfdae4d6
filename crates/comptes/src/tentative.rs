use jiff::{SignedDuration, Timestamp};

/// What is counted, so that nobody can try for ever.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Geste {
    /// A password, by e-mail address, whether or not an account has it.
    MotDePasse,
    /// A sign-in link, by e-mail address.
    Lien,
    /// A code of the second factor, by person.
    Code,
    /// A tap link that leads nowhere, by network address.
    LienDirect,
    /// Anything of the first three, by network address: an office shares one.
    Reseau,
}

impl Geste {
    /// As keys write it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::MotDePasse => "mot_de_passe",
            Self::Lien => "lien",
            Self::Code => "code",
            Self::LienDirect => "lien_direct",
            Self::Reseau => "reseau",
        }
    }

    /// How many in one window.
    #[must_use]
    pub const fn limite(self) -> i64 {
        match self {
            Self::MotDePasse | Self::Lien | Self::Code => 5,
            Self::LienDirect | Self::Reseau => 60,
        }
    }
}

/// Ends of the windows that could start at `now`: a quarter of an hour, then twice as long each time the window before
/// was used up, up to two hours.
#[must_use]
pub fn fenetres(now: Timestamp) -> [Timestamp; 4] {
    [15, 30, 60, 120].map(|minutes| later(now, SignedDuration::from_mins(minutes)))
}

/// How long a used-up window is remembered after its end.
#[must_use]
pub fn oubli(now: Timestamp) -> Timestamp {
    now.saturating_sub(SignedDuration::from_hours(12)).unwrap_or(Timestamp::MIN)
}

fn later(now: Timestamp, by: SignedDuration) -> Timestamp {
    now.saturating_add(by).unwrap_or(Timestamp::MAX)
}

/// Too many attempts: wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Trop d’essais\u{a0}: réessayez dans {}.", en_minutes(*.minutes))]
pub struct Pause {
    /// How long, rounded up.
    pub minutes: i64,
}

impl Pause {
    /// From `now` until `fin`.
    #[must_use]
    pub fn until(fin: Timestamp, now: Timestamp) -> Self {
        Self { minutes: (fin.duration_since(now).as_secs() + 59).div_euclid(60).max(1) }
    }
}

/// « 1 minute », « 15 minutes ».
fn en_minutes(minutes: i64) -> String {
    format!("{minutes}\u{a0}minute{}", if minutes > 1 { "s" } else { "" })
}

/// « Encore 2 essais avant une pause de 15 minutes. », or nothing while there are plenty.
#[must_use]
pub fn encore(restants: i64) -> &'static str {
    match restants {
        0 => " C’était le dernier essai avant une pause.",
        1 => " Encore un essai avant une pause.",
        2 => " Encore deux essais avant une pause.",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pause_is_told_in_whole_minutes() {
        let at = |second| Timestamp::from_second(second).unwrap();
        assert_eq!(
            Pause::until(at(900), at(0)).to_string(),
            "Trop d’essais\u{a0}: réessayez dans 15\u{a0}minutes."
        );
        assert_eq!(Pause::until(at(61), at(0)), Pause { minutes: 2 });
        assert_eq!(
            Pause::until(at(5), at(0)).to_string(),
            "Trop d’essais\u{a0}: réessayez dans 1\u{a0}minute."
        );
    }
}
