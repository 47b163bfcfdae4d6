use crate::{pouvoir, scrutin, seance};
use kernel::{Denied, saisie};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// An account without a member's record.
    #[error(
        "Votre compte n’est relié à aucune fiche d’adhérent\u{a0}: demandez à la coordination de le relier."
    )]
    PasAdherent,
    /// A link that is not for that.
    #[error("Ce lien n’est plus valable pour cela.")]
    LienPerime,
    /// Fields.
    #[error(transparent)]
    Saisie(#[from] saisie::Refuses),
    /// The same form was kept already, with other words.
    #[error("Ce formulaire a déjà été enregistré\u{a0}: rechargez la page avant d’en noter un autre.")]
    DejaNote,
    /// The convocation carries the agenda.
    #[error("L’ordre du jour est parti avec la convocation\u{a0}: il ne change plus.")]
    OrdreDuJourParti,
    /// A meeting.
    #[error(transparent)]
    Seance(#[from] seance::Refus),
    /// A proxy.
    #[error(transparent)]
    Pouvoir(#[from] pouvoir::Refus),
    /// A vote.
    #[error(transparent)]
    Scrutin(#[from] scrutin::Refus),
    /// The meeting below.
    #[error(transparent)]
    Reunion(#[from] reunions::WriteError),
    /// A file.
    #[error(transparent)]
    Piece(#[from] pieces::KeepError),
    /// No random numbers: a box cannot be sealed.
    #[error("Le système ne donne pas de nombres aléatoires\u{a0}: l’urne ne peut pas être scellée.")]
    SansHasard,
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
}

impl From<saisie::Refus> for WriteError {
    fn from(refus: saisie::Refus) -> Self {
        Self::Saisie(refus.into())
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
            Self::Inconnu(_) => (404, "gouvernance-inconnu"),
            Self::PasAdherent => (403, "gouvernance-pas-adherent"),
            Self::LienPerime => (403, "gouvernance-lien-perime"),
            Self::Saisie(_) => (422, "gouvernance-saisie-refusee"),
            Self::DejaNote => (409, "gouvernance-deja-note"),
            Self::OrdreDuJourParti => (409, "gouvernance-ordre-du-jour-parti"),
            Self::Seance(_) => (409, "gouvernance-seance-refusee"),
            Self::Pouvoir(_) => (409, "gouvernance-pouvoir-refuse"),
            Self::Scrutin(scrutin::Refus::Clos) => (409, "gouvernance-vote-clos"),
            Self::Scrutin(scrutin::Refus::DejaVote) => (409, "gouvernance-deja-vote"),
            Self::Scrutin(_) => (409, "gouvernance-vote-refuse"),
            Self::Reunion(error) => error.problem(),
            Self::Piece(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::SansHasard | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
