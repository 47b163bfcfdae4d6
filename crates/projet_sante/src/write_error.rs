use crate::section::Concurrence;
use crate::{dossier, etape, jointe, origine, version};
use kernel::{Denied, saisie};
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
    /// A part is written by whoever it was given to, or by whoever leads.
    #[error("Cette partie est confiée à quelqu’un d’autre\u{a0}: vous pouvez la commenter.")]
    PasConfiee,
    /// A help is taken off the log by whoever noted it, or by whoever leads.
    #[error(
        "Cet appui a été noté par quelqu’un d’autre\u{a0}: seule cette personne, ou la coordination, peut le retirer."
    )]
    AppuiDAutrui,
    /// A field.
    #[error(transparent)]
    Saisie(#[from] saisie::Refus),
    /// Somebody wrote upon the same text in the meantime.
    #[error(
        "Quelqu’un a écrit dans cette partie pendant que vous écriviez\u{a0}: les deux textes sont gardés."
    )]
    Concurrence(Box<Concurrence>),
    /// The text is no longer the one that was read.
    #[error("Le texte a changé depuis que vous l’avez lu\u{a0}: relisez-le, puis dites où il en est.")]
    TexteChange,
    /// The same form was kept already, with other words.
    #[error("Ce formulaire a déjà été enregistré\u{a0}: rechargez la page avant d’en noter un autre.")]
    DejaNote,
    /// Somebody changed the same sheet in the meantime.
    #[error("Cette fiche a changé pendant que vous l’écriviez\u{a0}: relisez-la, puis recommencez.")]
    FicheChangee,
    /// Somebody noted something else of the same question on the statutes in the meantime.
    #[error(
        "Ce point des statuts a changé depuis que vous l’avez lu\u{a0}: relisez ce qui est noté maintenant, puis enregistrez de nouveau."
    )]
    StatutsChanges,
    /// How the creation began.
    #[error(transparent)]
    Origine(#[from] origine::Refus),
    /// The path.
    #[error(transparent)]
    Etape(#[from] etape::Refus),
    /// The file sent to the ARS.
    #[error(transparent)]
    Dossier(#[from] dossier::Refus),
    /// A frozen version.
    #[error(transparent)]
    Version(#[from] version::Refus),
    /// What a file is beside.
    #[error(transparent)]
    Sujet(#[from] jointe::SujetError),
    /// A file.
    #[error(transparent)]
    Piece(#[from] pieces::KeepError),
    /// A text of law that gives nothing for that day.
    #[error(transparent)]
    Loi(#[from] law::Absent),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
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
            Self::Inconnu(_) => (404, "projet-sante-inconnu"),
            Self::SansAuteur | Self::Denied(_) => (403, "droit-manquant"),
            Self::PasConfiee => (403, "projet-sante-partie-confiee"),
            Self::AppuiDAutrui => (403, "projet-sante-appui-d-autrui"),
            Self::Saisie(_) => (422, "projet-sante-saisie-refusee"),
            Self::Concurrence(_) | Self::TexteChange => (409, "projet-sante-texte-change"),
            Self::DejaNote => (409, "projet-sante-deja-note"),
            Self::FicheChangee => (409, "projet-sante-fiche-changee"),
            Self::StatutsChanges => (409, "projet-sante-statuts-changes"),
            Self::Origine(_) => (409, "projet-sante-remise-refusee"),
            Self::Etape(
                etape::Refus::Futur
                | etape::Refus::Commun
                | etape::Refus::DeLuiMeme(_)
                | etape::Refus::SansMotif(_)
                | etape::Refus::AvantOuverture(_)
                | etape::Refus::AvantAutre { .. },
            ) => (422, "projet-sante-etape-refusee"),
            Self::Etape(etape::Refus::DejaFranchie | etape::Refus::PasFranchie) => {
                (409, "projet-sante-etape-franchie")
            }
            Self::Dossier(refus) => dossier_problem(refus),
            Self::Version(version::Refus::Vide) => (422, "projet-sante-version-vide"),
            Self::Version(version::Refus::Identique(_) | version::Refus::EnMemeTemps) => {
                (409, "projet-sante-version-refusee")
            }
            Self::Version(version::Refus::Alteree(_)) => (409, "projet-sante-version-alteree"),
            Self::Sujet(_) => (422, "projet-sante-piece-refusee"),
            Self::Piece(error) => error.problem(),
            Self::Loi(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

const fn dossier_problem(refus: &dossier::Refus) -> (u16, &'static str) {
    use dossier::Refus;
    match refus {
        Refus::DejaDecide | Refus::DejaRepondue | Refus::Repondu => (409, "projet-sante-dossier-change"),
        Refus::Futur
        | Refus::AvantEnvoi
        | Refus::SansVersion
        | Refus::FigeeApres(_)
        | Refus::PasValidees(_)
        | Refus::VersionInconnue(_)
        | Refus::MotifInconnu(_)
        | Refus::SansDecision => (422, "projet-sante-dossier-refuse"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_schema_refuses_is_a_refusal_and_never_a_fault() {
        let refused = db::Error::Constraint { sql: "INSERT".into(), source: "UNIQUE".into() };
        assert_eq!(WriteError::from(refused).problem(), (409, "projet-sante-deja-note"));
        let fault = db::Error::Busy { sql: "INSERT".into() };
        assert_eq!(WriteError::from(fault).problem().0, 500);
    }
}
