use crate::Refus;
use kernel::Denied;
use web::Refusal;

/// What is wrong with one field of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Faute {
    /// The field; empty for the form as a whole.
    pub champ: String,
    /// What is wrong, for a person.
    pub phrase: String,
}

impl From<&Refus> for Faute {
    fn from(refus: &Refus) -> Self {
        Self { champ: refus.champ().to_owned(), phrase: refus.to_string() }
    }
}

fn joined(fautes: &[Faute]) -> String {
    fautes.iter().map(|one| one.phrase.as_str()).collect::<Vec<_>>().join(" ")
}

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// Not acceptable as it is.
    #[error(transparent)]
    Refus(#[from] Refus),
    /// Several fields at fault, said together.
    #[error("{}", joined(.0))]
    Fautes(Vec<Faute>),
    /// The document.
    #[error(transparent)]
    Piece(#[from] pieces::KeepError),
    /// The law files do not have what is needed: a fault of the instance.
    #[error(transparent)]
    Law(#[from] law::Absent),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl WriteError {
    /// The same about a form as a whole, where the fields at fault are on another page.
    pub(crate) fn into_whole(self) -> Self {
        match self {
            Self::Fautes(fautes) => Self::Refus(Refus::Moteur(joined(&fautes))),
            other => other,
        }
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "contrat-inconnu"),
            Self::Refus(Refus::AvenantMemeJour(_)) => (409, "contrat-avenant-meme-jour"),
            Self::Refus(Refus::Change(_)) => (409, "contrat-change"),
            Self::Refus(
                Refus::DejaSigne
                | Refus::DejaUnProjet
                | Refus::Chevauche { .. }
                | Refus::DejaUnPlan
                | Refus::DejaNote(_)
                | Refus::DejaUnMontant
                | Refus::DejaRecu
                | Refus::DejaFini
                | Refus::DejaArrete(_)
                | Refus::DejaUneReunion,
            ) => (409, "contrat-deja-la"),
            Self::Refus(_) | Self::Fautes(_) => (422, "contrat-refuse"),
            Self::Piece(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Law(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
