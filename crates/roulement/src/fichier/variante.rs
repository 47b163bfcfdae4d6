//! Which rules a plan obeys.

use crate::Regles;
use std::str::FromStr;

/// Rules by name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Variante {
    /// One half-day a day, the weekly limit, loads shared fairly.
    #[default]
    Flow,
    /// The same, and one day of weekend at most in any four weeks on end.
    Weekend,
}

impl Variante {
    /// Its name, as the command says it.
    #[must_use]
    pub const fn nom(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Weekend => "weekend",
        }
    }

    pub(super) fn regles(self) -> Regles {
        let fin_de_semaine = match self {
            Self::Flow => None,
            Self::Weekend => Some(4),
        };
        Regles { fin_de_semaine, ..Regles::default() }
    }
}

impl FromStr for Variante {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let known = [Self::Flow, Self::Weekend].into_iter().find(|one| one.nom() == text);
        known.ok_or_else(|| format!("«\u{a0}{text}\u{a0}» n’est pas flow ou weekend."))
    }
}
