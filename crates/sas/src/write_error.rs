use kernel::Denied;
use kernel::saisie::Refuses;
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// A form.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Saisie(_) => (422, "sas-saisie-refusee"),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
