use crate::{besoin, preuve, seance, signalement};
use kernel::Denied;
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// Only people sign what they write.
    #[error("Il faut être connecté pour écrire ici.")]
    SansAuteur,
    /// The need.
    #[error(transparent)]
    Besoin(#[from] besoin::Refus),
    /// The evidence.
    #[error(transparent)]
    Preuve(#[from] preuve::Refus),
    /// The session or the ballot.
    #[error(transparent)]
    Seance(#[from] seance::Refus),
    /// The report or its answer.
    #[error(transparent)]
    Signalement(#[from] signalement::Refus),
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
            Self::Inconnu(_) => (404, "diagnostic-inconnu"),
            Self::SansAuteur | Self::Denied(_) => (403, "droit-manquant"),
            Self::Besoin(besoin::Refus::PlusOuvert | besoin::Refus::DejaOuvert | besoin::Refus::EnSeance) => {
                (409, "diagnostic-besoin-change")
            }
            Self::Besoin(
                besoin::Refus::DescriptionLongue(_) | besoin::Refus::SansMotif | besoin::Refus::DansLuiMeme,
            ) => (422, "diagnostic-besoin-refuse"),
            Self::Preuve(preuve::Refus::DejaLa) => (409, "diagnostic-preuve-deja-la"),
            Self::Preuve(preuve::Refus::Vide(_) | preuve::Refus::Long(..)) => {
                (422, "diagnostic-preuve-refusee")
            }
            Self::Seance(seance::Refus::Close | seance::Refus::DejaUne) => (409, "diagnostic-seance-changee"),
            Self::Seance(
                seance::Refus::TropDePoints { .. }
                | seance::Refus::HorsListe
                | seance::Refus::PasAssez
                | seance::Refus::Points(_)
                | seance::Refus::SansTitre,
            ) => (422, "diagnostic-seance-refusee"),
            Self::Signalement(signalement::Refus::DejaRepondu) => (409, "diagnostic-signalement-repondu"),
            Self::Signalement(
                signalement::Refus::SansTexte
                | signalement::Refus::SansReponse
                | signalement::Refus::Long(_)
                | signalement::Refus::HorsTerritoire(_),
            ) => (422, "diagnostic-signalement-refuse"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
