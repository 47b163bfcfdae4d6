//! Proxies: one a person and a meeting, never in a chain.

use crate::seance::Seance;
use adhesions::Adherent;
use kernel::Id;
use serde::Serialize;

/// A member gives their voice to another for one meeting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Pouvoir {
    /// The meeting.
    pub seance: Id<Seance>,
    /// Who gives.
    pub mandant: Id<Adherent>,
    /// Who receives.
    pub mandataire: Id<Adherent>,
}

/// Why a proxy is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// To oneself.
    #[error("On ne se donne pas pouvoir à soi-même.")]
    ASoiMeme,
    /// The statutes have no proxy for this instance.
    #[error("Les statuts ({0}) ne prévoient pas de pouvoir pour cette instance.")]
    PasPrevu(String),
    /// One was given already.
    #[error(
        "{mandant} a déjà donné pouvoir à {a}. Pour changer, cochez «\u{a0}Remplacer le pouvoir déjà donné\u{a0}»."
    )]
    DejaDonne {
        /// Who gave it.
        mandant: String,
        /// To whom.
        a: String,
    },
    /// The holder gave theirs: no chains.
    #[error(
        "{0} a donné son propre pouvoir\u{a0}: il ne peut pas porter le vôtre. Choisissez quelqu’un d’autre."
    )]
    Chaine(String),
    /// The giver holds proxies.
    #[error("{0} porte le pouvoir d’autres membres\u{a0}: il faut d’abord qu’ils le reprennent.")]
    Porte(String),
    /// Too many.
    #[error(
        "{nom} porte déjà {}, le plus que les statuts permettent ({source_de}). Choisissez quelqu’un d’autre.",
        ui::francais::compte(i64::from(*max), "pouvoir", "pouvoirs")
    )]
    Trop {
        /// Who holds them.
        nom: String,
        /// The most.
        max: u32,
        /// The article.
        source_de: String,
    },
    /// Not entitled to vote there.
    #[error("{0} n’a pas le droit de vote dans cette séance.")]
    SansVoix(String),
    /// The meeting began or is over.
    #[error("La séance est ouverte\u{a0}: les pouvoirs ne changent plus.")]
    SeanceOuverte,
}
