use crate::creneau;
use kernel::Denied;
use kernel::saisie::{Refus, Refuses};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// A form.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// No place is given.
    #[error(transparent)]
    Creneau(#[from] creneau::Refus),
    /// The professional has another slot then.
    #[error(
        "Vous avez déjà un créneau à ce moment-là, {0}\u{a0}: changez l’heure, ou retirez d’abord l’autre."
    )]
    Chevauche(String),
    /// The same key was used for something else.
    #[error("Cette demande a déjà servi pour un autre créneau\u{a0}: recommencez depuis la recherche.")]
    CleDejaServie,
    /// The same was kept already, with other words.
    #[error("C’est déjà noté\u{a0}: rechargez la page avant de recommencer.")]
    DejaNote,
    /// Not in the state that the act asks for.
    #[error("{0}")]
    PasPossible(&'static str),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
}

impl From<Refus> for WriteError {
    fn from(one: Refus) -> Self {
        Self::Saisie(one.into())
    }
}

/// What the schema refuses was kept already, by the same form or by somebody else: no fault of the program.
impl From<db::Error> for WriteError {
    fn from(error: db::Error) -> Self {
        if error.is_constraint() { Self::DejaNote } else { Self::Db(error) }
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "rendez-vous-inconnu"),
            Self::Saisie(_) => (422, "rendez-vous-saisie-refusee"),
            Self::Creneau(_) => (409, "rendez-vous-creneau-indisponible"),
            Self::Chevauche(_) => (409, "rendez-vous-chevauche"),
            Self::CleDejaServie => (409, "rendez-vous-cle-deja-servie"),
            Self::DejaNote => (409, "rendez-vous-deja-note"),
            Self::PasPossible(_) => (409, "rendez-vous-pas-possible"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
