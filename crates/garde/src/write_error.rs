use crate::planning;
use kernel::Denied;
use kernel::saisie::{Refus, Refuses};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS, or not theirs.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// A form.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// The planning stands elsewhere.
    #[error(transparent)]
    Planning(#[from] planning::Refus),
    /// The same person twice at the same time.
    #[error("{0} est déjà de garde à ce moment-là.")]
    DejaDeGarde(String),
    /// Somebody was faster.
    #[error("Cette demi-journée vient d’être prise\u{a0}: il n’y manque plus personne.")]
    Prise,
    /// The plan changed while it was computed.
    #[error("Le planning a changé pendant le calcul\u{a0}: relancez la proposition.")]
    Depasse,
    /// Not in the state that the act asks for.
    #[error("{0}")]
    PasPossible(&'static str),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The ledger of acts.
    #[error(transparent)]
    Acte(#[from] actes::WriteError),
    /// The indemnities.
    #[error(transparent)]
    Indemnite(#[from] indemnites::WriteError),
    /// Slots.
    #[error(transparent)]
    Creneau(#[from] rendez_vous::WriteError),
    /// The computation.
    #[error(transparent)]
    Calcul(#[from] roulement::Refus),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<Refus> for WriteError {
    fn from(one: Refus) -> Self {
        Self::Saisie(one.into())
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "garde-inconnu"),
            Self::Saisie(_) => (422, "garde-saisie-refusee"),
            Self::Planning(_) => (409, "garde-etape"),
            Self::DejaDeGarde(_) => (409, "garde-deja-de-garde"),
            Self::Prise => (409, "garde-prise"),
            Self::Depasse => (409, "garde-depasse"),
            Self::PasPossible(_) => (409, "garde-pas-possible"),
            Self::Calcul(_) => (409, "garde-calcul-refuse"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Acte(one) => one.problem(),
            Self::Indemnite(one) => one.problem(),
            Self::Creneau(one) => one.problem(),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
