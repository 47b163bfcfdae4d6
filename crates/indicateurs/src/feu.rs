//! Three colours that are also words and shapes.

use ui::Tone;

/// From this share of the target on, expected at the anniversary, an indicator is orange rather than red (millionths).
pub const SEUIL_ORANGE: i64 = 600_000;
/// The whole target, in millionths.
pub const PLEIN: i64 = 1_000_000;

kernel::codes! {
    /// Where an indicator stands, in three colours that are also words and shapes.
    pub enum Feu {
        /// Reached, or expected to be.
        Vert = "vert", "En bonne voie";
        /// Part of the way.
        Orange = "orange", "À surveiller";
        /// Far from the target.
        Rouge = "rouge", "En retard";
        /// Nothing can be said yet.
        Inconnu = "inconnu", "Sans avis";
    }
}

/// What the colours mean, in a sentence.
pub const LEGENDE: &str = "En bonne voie\u{a0}: la cible est atteinte, ou le sera à la date anniversaire au rythme d’aujourd’hui. \
     À surveiller\u{a0}: 60\u{a0}% du chemin au moins est attendu. En retard\u{a0}: moins de 60\u{a0}%.";

impl Feu {
    /// From the share of the target expected at the anniversary, in millionths.
    #[must_use]
    pub const fn of(attendu: Option<i64>) -> Self {
        match attendu {
            None => Self::Inconnu,
            Some(share) if share >= PLEIN => Self::Vert,
            Some(share) if share >= SEUIL_ORANGE => Self::Orange,
            Some(_) => Self::Rouge,
        }
    }

    /// The tone that shows it; each tone has its own shape.
    #[must_use]
    pub const fn tone(self) -> Tone {
        match self {
            Self::Vert => Tone::Success,
            Self::Orange => Tone::Warning,
            Self::Rouge => Tone::Danger,
            Self::Inconnu => Tone::Neutral,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thresholds_are_those_that_the_legend_says() {
        assert_eq!(Feu::of(Some(PLEIN)), Feu::Vert);
        assert_eq!(Feu::of(Some(PLEIN - 1)), Feu::Orange);
        assert_eq!(Feu::of(Some(SEUIL_ORANGE)), Feu::Orange);
        assert_eq!(Feu::of(Some(SEUIL_ORANGE - 1)), Feu::Rouge);
        assert_eq!(Feu::of(None), Feu::Inconnu);
        assert!(LEGENDE.contains("60"));
    }
}
