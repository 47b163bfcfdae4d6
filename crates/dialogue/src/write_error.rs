use crate::{cible, depense, dialogue};
use kernel::Denied;
use law::Absent;
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// The contract has no such year, or it has not begun.
    #[error("Le contrat n’a pas d’année {0} commencée.")]
    HorsContrat(u32),
    /// The year has its dialogue.
    #[error("Cette année du contrat a déjà son dialogue.")]
    DejaOuvert,
    /// The agenda is full.
    #[error("Un ordre du jour compte {} points au plus.", crate::point::POINTS)]
    TropDePoints,
    /// Nothing to share.
    #[error("Cette liasse n’est pas prête, ou a été remplacée par une plus récente.")]
    PasPrete,
    /// Nobody said that the attached files were read again.
    #[error("Avant de partager, dites que vous avez relu les pièces jointes.")]
    SansAttestation,
    /// Shared: taken back first.
    #[error("Cette liasse est partagée avec l’ARS et la CPAM\u{a0}: cessez d’abord de la partager.")]
    Partagee,
    /// Not to be read yet.
    #[error("Le compte rendu se lira ici une fois le dialogue clos.")]
    AvantCloture,
    /// The indicator is of a mission that the contract does not have.
    #[error("La mission de cet indicateur n’est pas au contrat.")]
    HorsMission,
    /// Somebody was faster.
    #[error(
        "Quelqu’un a changé une dépense pendant que vous écriviez\u{a0}: relisez les montants, puis enregistrez."
    )]
    DepenseChangee,
    /// Proposed targets wait.
    #[error(
        "Des cibles proposées attendent un accord\u{a0}: notez les accords qui manquent, ou retirez-les, avant de clore."
    )]
    CiblesEnAttente,
    /// Something lacks, and nobody said that they close all the same.
    #[error("Cochez «\u{a0}Je clos malgré cela\u{a0}», ou réglez d’abord ce qui manque\u{a0}: {0}")]
    Reserves(String),
    /// The dialogue.
    #[error(transparent)]
    Dialogue(#[from] dialogue::Refus),
    /// A proposed target.
    #[error(transparent)]
    Cible(#[from] cible::Refus),
    /// A declared amount.
    #[error(transparent)]
    Depense(#[from] depense::Refus),
    /// What the contract refuses.
    #[error(transparent)]
    Contrat(#[from] contrat::WriteError),
    /// What the indicators refuse.
    #[error(transparent)]
    Indicateurs(#[from] indicateurs::WriteError),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// The law files miss something.
    #[error(transparent)]
    Loi(#[from] Absent),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl From<indicateurs::TableauError> for WriteError {
    fn from(error: indicateurs::TableauError) -> Self {
        match error {
            indicateurs::TableauError::HorsContrat(annee) => Self::HorsContrat(annee),
            indicateurs::TableauError::Db(error) => Self::Db(error),
        }
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "dialogue-inconnu"),
            Self::HorsContrat(_) => (422, "dialogue-hors-contrat"),
            Self::DejaOuvert => (409, "dialogue-deja-ouvert"),
            Self::TropDePoints => (422, "dialogue-refuse"),
            Self::PasPrete => (409, "dialogue-liasse-absente"),
            Self::SansAttestation => (422, "dialogue-liasse-non-relue"),
            Self::Partagee => (409, "dialogue-liasse-partagee"),
            Self::AvantCloture => (409, "dialogue-avant-cloture"),
            Self::HorsMission => (422, "dialogue-cible-refusee"),
            Self::CiblesEnAttente => (409, "dialogue-cibles-en-attente"),
            Self::Reserves(_) => (409, "dialogue-reserves"),
            Self::DepenseChangee => (409, "dialogue-depense-changee"),
            Self::Dialogue(dialogue::Refus::Clos | dialogue::Refus::PasClos | dialogue::Refus::PasTenu) => {
                (409, "dialogue-etat")
            }
            Self::Dialogue(
                dialogue::Refus::Futur
                | dialogue::Refus::AvantAnnee(_)
                | dialogue::Refus::Personne
                | dialogue::Refus::Long(..)
                | dialogue::Refus::Foule
                | dialogue::Refus::Vide(_),
            ) => (422, "dialogue-refuse"),
            Self::Cible(
                cible::Refus::Reglee
                | cible::Refus::DejaAccorde
                | cible::Refus::DejaProposee
                | cible::Refus::Arretee(_),
            ) => (409, "dialogue-cible-changee"),
            Self::Cible(cible::Refus::Futur | cible::Refus::Passee | cible::Refus::Mots(_)) => {
                (422, "dialogue-cible-refusee")
            }
            Self::Depense(_) => (422, "dialogue-depense-refusee"),
            Self::Contrat(error) => error.problem(),
            Self::Indicateurs(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Loi(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
