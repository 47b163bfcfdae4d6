use crate::read_tableau::TableauError;
use crate::{cible, gel, indicateur, valeur};
use kernel::Denied;
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// The indicator.
    #[error(transparent)]
    Indicateur(#[from] indicateur::Refus),
    /// The targets and weights.
    #[error(transparent)]
    Cible(#[from] cible::Refus),
    /// The value or its proof.
    #[error(transparent)]
    Valeur(#[from] valeur::Refus),
    /// The imported file.
    #[error(transparent)]
    Releve(#[from] tables::Unreadable),
    /// The freeze.
    #[error(transparent)]
    Gel(#[from] gel::Refus),
    /// The paper.
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

impl From<TableauError> for WriteError {
    fn from(error: TableauError) -> Self {
        match error {
            TableauError::HorsContrat(annee) => indicateur::Refus::HorsContrat(annee).into(),
            TableauError::Db(error) => error.into(),
        }
    }
}

impl Refusal for TableauError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::HorsContrat(_) => (404, "indicateurs-inconnu"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "indicateurs-inconnu"),
            Self::Indicateur(indicateur::Refus::DejaChoisi | indicateur::Refus::Change) => {
                (409, "indicateurs-indicateur-change")
            }
            Self::Indicateur(indicateur::Refus::AnneeArretee(_))
            | Self::Gel(gel::Refus::DejaGele(_) | gel::Refus::PreuveCitee(_)) => {
                (409, "indicateurs-annee-arretee")
            }
            Self::Cible(cible::Refus::Change) => (409, "indicateurs-cibles-changees"),
            Self::Indicateur(_) => (422, "indicateurs-indicateur-refuse"),
            Self::Cible(_) => (422, "indicateurs-cibles-refusees"),
            Self::Valeur(
                valeur::Refus::DejaUne | valeur::Refus::DejaRetiree | valeur::Refus::PieceDejaLa,
            ) => (409, "indicateurs-valeur-deja-la"),
            Self::Valeur(_) => (422, "indicateurs-valeur-refusee"),
            Self::Releve(_) => (422, "indicateurs-releve-illisible"),
            Self::Gel(_) => (422, "indicateurs-gel-refuse"),
            Self::Piece(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Law(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
