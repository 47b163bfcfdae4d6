use crate::refus::Refus;
use kernel::Denied;
use web::{FieldErrors, Problem, Refusal};

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// Fields, all at once.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Refus(Vec<Refus>),
    /// Somebody changed it in the meantime.
    #[error("Ce mouvement a changé depuis que vous l’avez lu\u{a0}: relisez-le, puis recommencez.")]
    Change,
    /// The same form was kept already, with other words.
    #[error("Ce formulaire a déjà été enregistré\u{a0}: rechargez la page avant d’en noter un autre.")]
    DejaNote,
    /// Other movements rest on it.
    #[error("D’autres mouvements s’appuient sur celui-ci\u{a0}: retirez-les d’abord.")]
    Cite,
    /// A file of movements that cannot be read.
    #[error(transparent)]
    Releve(#[from] tables::Unreadable),
    /// What keeps entries from being written.
    #[error("{}", .0.join(" "))]
    Export(Vec<String>),
    /// A file.
    #[error(transparent)]
    Piece(#[from] pieces::KeepError),
    /// A value of law that is not known for that day.
    #[error(transparent)]
    Loi(#[from] law::Absent),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
}

/// What the schema refuses was kept already: no fault of the program.
impl From<db::Error> for WriteError {
    fn from(error: db::Error) -> Self {
        if error.is_constraint() { Self::DejaNote } else { Self::Db(error) }
    }
}

impl From<Refus> for WriteError {
    fn from(refus: Refus) -> Self {
        Self::Refus(vec![refus])
    }
}

impl From<Vec<Refus>> for WriteError {
    fn from(refus: Vec<Refus>) -> Self {
        Self::Refus(refus)
    }
}

impl Refusal for WriteError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::Inconnu(_) => (404, "budget-inconnu"),
            Self::Refus(refus) => refus.first().map_or((422, "budget-saisie-refusee"), Refus::problem),
            Self::Change => (409, "budget-mouvement-change"),
            Self::DejaNote => (409, "budget-deja-note"),
            Self::Cite => (409, "budget-mouvement-cite"),
            Self::Releve(_) => (422, "budget-fichier-illisible"),
            Self::Export(_) => (422, "budget-export-refuse"),
            Self::Piece(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Loi(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

impl WriteError {
    /// The sentences beside the fields of a form; what is about no field is a problem.
    pub(crate) fn beside(self) -> Result<FieldErrors, Problem> {
        let mut errors = FieldErrors::default();
        match self {
            Self::Refus(refus) => refus.iter().for_each(|one| errors.add(one.champ(), one)),
            said @ (Self::Change | Self::DejaNote | Self::Cite) => errors.add("", said),
            Self::Releve(refus) => errors.add("fichier", refus),
            Self::Piece(pieces::KeepError::Refus(refus)) => errors.add("piece", refus),
            other => return Err(other.into()),
        }
        Ok(errors)
    }
}
