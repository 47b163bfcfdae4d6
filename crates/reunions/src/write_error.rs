use kernel::{Denied, saisie};
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// A field.
    #[error(transparent)]
    Saisie(#[from] saisie::Refus),
    /// Not what this meeting allows now.
    #[error(transparent)]
    Etat(#[from] EtatRefus),
    /// Only those who plan meetings, or answer for this one.
    #[error("Seules la coordination et la personne responsable de cette réunion peuvent le faire.")]
    PasResponsable,
    /// The same form was kept already, with other words.
    #[error("Ce formulaire a déjà été enregistré\u{a0}: rechargez la page avant d’en noter un autre.")]
    DejaNote,
    /// Somebody wrote in the meantime.
    #[error(
        "Cela a changé pendant que vous l’écriviez\u{a0}: relisez ce qui est noté maintenant, puis recommencez."
    )]
    Change,
    /// The ledger refuses.
    #[error(transparent)]
    Acte(#[from] actes::WriteError),
    /// A document that cannot be made.
    #[error("Ce document n’a pas pu être fabriqué.")]
    Document(#[from] documents::Error),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(db::Error),
}

/// What the state of a meeting does not allow.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EtatRefus {
    /// Cancelled.
    #[error("Cette réunion est annulée.")]
    Annulee,
    /// Held and closed.
    #[error("Cette réunion est notée comme tenue\u{a0}: elle ne change plus.")]
    Tenue,
    /// Nobody can have been there yet.
    #[error("Cette réunion n’a pas encore commencé.")]
    PasCommencee,
    /// Too late to answer.
    #[error("Cette réunion a déjà commencé\u{a0}: on n’y répond plus.")]
    Commencee,
    /// Hours that presences rest on.
    #[error(
        "Des présences sont déjà notées\u{a0}: les heures de la réunion ne changent plus, corrigez les présences une à une."
    )]
    DejaSignee,
    /// Neither before nor after.
    #[error(
        "On signe sa présence de 30\u{a0}minutes avant la réunion à 2\u{a0}heures après à la porte, à sa fin par un lien. Ensuite, le bureau la note."
    )]
    PasOuverte,
    /// Whoever followed from afar signs while it lasts.
    #[error(
        "La réunion est finie\u{a0}: on n’y signe plus à distance. Si vous y étiez, demandez au bureau de noter votre présence."
    )]
    LienApresLaFin,
    /// A code that is too old, or that was never shown.
    #[error(
        "Ce code n’est plus valable\u{a0}: il change toutes les 30\u{a0}secondes. Scannez celui qui est à l’écran maintenant."
    )]
    CodePerime,
    /// The room is full.
    #[error(
        "Toutes les places sont prises. Répondez «\u{a0}Peut-être\u{a0}» pour que le bureau sache que vous voulez venir, et revenez voir\u{a0}: une place peut se libérer."
    )]
    Complet,
    /// The office took this presence away.
    #[error(
        "Cette présence a été annulée par le bureau\u{a0}: adressez-vous à la personne qui tient la réunion."
    )]
    PresenceAnnulee,
    /// The presence that a signature is attached to does not count.
    #[error(
        "La présence de cette personne a été annulée\u{a0}: rétablissez-la d’abord par «\u{a0}Corriger\u{a0}», puis rattachez la signature."
    )]
    RattacheAnnulee,
    /// A frozen text.
    #[error("Ce compte rendu est déjà validé.")]
    DejaValide,
    /// A link that is no longer good.
    #[error("Ce lien a expiré ou a été retiré.")]
    LienPerime,
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
            Self::Inconnu(_) => (404, "reunions-inconnu"),
            Self::Saisie(_) => (422, "reunions-saisie-refusee"),
            Self::Etat(EtatRefus::CodePerime | EtatRefus::LienPerime) => (410, "reunions-code-perime"),
            Self::Etat(EtatRefus::PasOuverte | EtatRefus::LienApresLaFin) => (409, "reunions-pas-ouverte"),
            Self::Etat(EtatRefus::Complet) => (409, "reunions-complet"),
            Self::Etat(EtatRefus::PresenceAnnulee | EtatRefus::RattacheAnnulee) => {
                (409, "reunions-presence-annulee")
            }
            Self::Etat(
                EtatRefus::Annulee
                | EtatRefus::Tenue
                | EtatRefus::PasCommencee
                | EtatRefus::Commencee
                | EtatRefus::DejaSignee
                | EtatRefus::DejaValide,
            ) => (409, "reunions-etat"),
            Self::PasResponsable => (403, "reunions-pas-responsable"),
            Self::DejaNote => (409, "reunions-deja-note"),
            Self::Change => (409, "reunions-change"),
            Self::Acte(error) => error.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Document(_) | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
