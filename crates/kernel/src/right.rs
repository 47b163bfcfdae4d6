use std::{collections::BTreeSet, sync::Arc};

/// The name of something a role may do, `crate.verb`: `territoire.modifier`. Which role has it stands in
/// the application's rights table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Right(pub &'static str);

/// What one actor may do in one CPTS.
#[derive(Debug, Clone)]
pub enum Rights {
    /// Everything: the program itself.
    All,
    /// These, and no other.
    Some(Arc<BTreeSet<&'static str>>),
}

/// The actor lacks a right.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("Votre rôle ne permet pas cette action.")]
pub struct Denied {
    /// The missing right.
    pub right: Right,
}

impl Rights {
    /// Every right.
    #[must_use]
    pub const fn all() -> Self {
        Self::All
    }

    /// No right at all.
    #[must_use]
    pub fn none() -> Self {
        Self::of([])
    }

    /// Exactly these rights.
    pub fn of(rights: impl IntoIterator<Item = Right>) -> Self {
        Self::Some(Arc::new(rights.into_iter().map(|right| right.0).collect()))
    }

    /// Whether `right` is among them.
    #[must_use]
    pub fn contains(&self, right: Right) -> bool {
        match self {
            Self::All => true,
            Self::Some(set) => set.contains(right.0),
        }
    }
}
