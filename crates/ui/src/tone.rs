//! The five tones of voice that alerts, badges and items share.

/// What a message means for the reader; colour never carries it alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing to feel about it.
    #[default]
    Neutral,
    /// Good to know.
    Info,
    /// It worked, it is kept.
    Success,
    /// Soon a problem.
    Warning,
    /// A problem, or an action that cannot be undone.
    Danger,
}

impl Tone {
    /// Every tone, for the gallery and the tests.
    pub const ALL: [Self; 5] = [Self::Neutral, Self::Info, Self::Success, Self::Warning, Self::Danger];

    /// The class of this tone.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Info => "info",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }

    /// The word that tells the tone to those who do not see the colour.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Neutral => "Note",
            Self::Info => "Information",
            Self::Success => "Réussite",
            Self::Warning => "Attention",
            Self::Danger => "Erreur",
        }
    }
}
