use crate::demande;
use kernel::Denied;
use kernel::saisie::{Refus, Refuses};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS, or erased.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// A form.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// Not from that state.
    #[error(transparent)]
    Demande(#[from] demande::Refus),
    /// No place: the request looks on.
    #[error("{0} La demande reste ouverte\u{a0}: choisissez un autre créneau.")]
    Place(rendez_vous::WriteError),
    /// Somebody changed it in the meantime.
    #[error("Cela a changé pendant que vous écriviez\u{a0}: relisez, puis recommencez.")]
    Change,
    /// The same was kept already, with other words.
    #[error("C’est déjà noté\u{a0}: rechargez la page avant de recommencer.")]
    DejaNote,
    /// Not possible now, and what to do.
    #[error("{0}")]
    PasPossible(&'static str),
    /// Sealed under another key, or erased.
    #[error("Cette demande ne s’ouvre plus\u{a0}: elle est effacée, ou la clé de l’instance a changé.")]
    Illisible,
    /// The link was withdrawn, has expired or is for somebody else.
    #[error("Ce lien n’est plus valable\u{a0}: appelez la CPTS.")]
    LienPerdu,
    /// The ledger.
    #[error(transparent)]
    Acte(#[from] actes::WriteError),
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

/// A fault stays one; a refusal of the slot leaves the request open, and says so.
impl From<rendez_vous::WriteError> for WriteError {
    fn from(error: rendez_vous::WriteError) -> Self {
        match error {
            rendez_vous::WriteError::Db(fault) => Self::Db(fault),
            rendez_vous::WriteError::Denied(denied) => Self::Denied(denied),
            refused => Self::Place(refused),
        }
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "snp-inconnu"),
            Self::Saisie(_) => (422, "snp-saisie-refusee"),
            Self::Demande(demande::Refus::Alarme) => (409, "snp-signe-d-alarme"),
            Self::Demande(_) => (409, "snp-demande-ailleurs"),
            Self::Place(_) => (409, "snp-place-refusee"),
            Self::Change => (409, "snp-change"),
            Self::DejaNote => (409, "snp-deja-note"),
            Self::PasPossible(_) => (409, "snp-pas-possible"),
            Self::Illisible => (500, "snp-illisible"),
            Self::LienPerdu => (410, "snp-lien-perdu"),
            Self::Acte(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
