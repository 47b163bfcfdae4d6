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
    /// The same form was kept already, with other words.
    #[error("C’est déjà noté\u{a0}: rechargez la page avant de recommencer.")]
    DejaNote,
    /// Somebody changed it in the meantime.
    #[error("Cela a changé pendant que vous écriviez\u{a0}: relisez, puis recommencez.")]
    Change,
    /// Another doctor was faster.
    #[error("Un autre médecin a déjà accepté\u{a0}: merci, il n’y a plus rien à faire.")]
    DejaAcceptee,
    /// More than was declared.
    #[error("Ce médecin n’a plus de place déclarée\u{a0}: il en ajoute d’abord.")]
    Complet,
    /// The card was answered, taken back or has expired.
    #[error(
        "Cette carte n’attend plus de réponse\u{a0}: elle a été répondue, retirée, ou son délai est passé."
    )]
    PlusOuverte,
    /// Not in the state that the act asks for.
    #[error("{0}")]
    PasPossible(&'static str),
    /// Sealed under another key.
    #[error("Cette demande ne s’ouvre plus\u{a0}: la clé de l’instance a changé.")]
    Illisible,
    /// The link was withdrawn, has expired or is for somebody else.
    #[error("Ce lien n’est plus valable\u{a0}: demandez-en un nouveau à la CPTS.")]
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

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "medecin-traitant-inconnu"),
            Self::Saisie(_) => (422, "medecin-traitant-saisie-refusee"),
            Self::DejaNote => (409, "medecin-traitant-deja-note"),
            Self::Change => (409, "medecin-traitant-change"),
            Self::DejaAcceptee => (409, "medecin-traitant-deja-acceptee"),
            Self::Complet => (409, "medecin-traitant-complet"),
            Self::PlusOuverte => (409, "medecin-traitant-plus-ouverte"),
            Self::PasPossible(_) => (409, "medecin-traitant-pas-possible"),
            Self::Illisible => (500, "medecin-traitant-illisible"),
            Self::LienPerdu => (410, "medecin-traitant-lien-perdu"),
            Self::Acte(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
