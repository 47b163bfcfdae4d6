use kernel::Denied;
use kernel::saisie::{Refus, Refuses};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// A form.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// The same person twice.
    #[error("{0}")]
    DejaConnu(String),
    /// The same form was kept already, with other words.
    #[error("C’est déjà noté\u{a0}: rechargez la page avant de recommencer.")]
    DejaNote,
    /// Somebody changed the same sheet in the meantime.
    #[error("Cette fiche a changé pendant que vous l’écriviez\u{a0}: relisez-la, puis recommencez.")]
    FicheChangee,
    /// The bureau has decided already.
    #[error("Cette demande n’attend plus de décision\u{a0}: elle a été acceptée ou refusée entre-temps.")]
    DejaDecide,
    /// Nobody decides of their own request.
    #[error("Nul ne décide de sa propre adhésion\u{a0}: un autre membre du bureau s’en charge.")]
    SaPropreDemande,
    /// Not in the state that the act asks for.
    #[error("{0}")]
    PasPossible(&'static str),
    /// The link was withdrawn or is for somebody else.
    #[error("Ce lien n’est plus valable\u{a0}: demandez-en un nouveau à la CPTS.")]
    LienPerdu,
    /// A file that cannot be read.
    #[error(transparent)]
    Fichier(#[from] tables::Unreadable),
    /// A kept file.
    #[error(transparent)]
    Piece(#[from] pieces::KeepError),
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
            Self::Inconnu(_) => (404, "adhesions-inconnu"),
            Self::Saisie(_) => (422, "adhesions-saisie-refusee"),
            Self::DejaConnu(_) => (409, "adhesions-deja-connu"),
            Self::DejaNote => (409, "adhesions-deja-note"),
            Self::FicheChangee => (409, "adhesions-fiche-changee"),
            Self::DejaDecide => (409, "adhesions-deja-decide"),
            Self::SaPropreDemande => (403, "adhesions-propre-demande"),
            Self::PasPossible(_) => (409, "adhesions-pas-possible"),
            Self::LienPerdu => (410, "adhesions-lien-perdu"),
            Self::Fichier(_) => (422, "adhesions-fichier-illisible"),
            Self::Piece(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_schema_refuses_is_a_refusal_and_never_a_fault() {
        let refused = db::Error::Constraint { sql: "INSERT".into(), source: "UNIQUE".into() };
        assert_eq!(WriteError::from(refused).problem(), (409, "adhesions-deja-note"));
        let fault = db::Error::Busy { sql: "INSERT".into() };
        assert_eq!(WriteError::from(fault).problem().0, 500);
    }
}
