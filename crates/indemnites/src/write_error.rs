use crate::plafond::Plafond;
use crate::{indemnite, lot};
use kernel::Denied;
use kernel::saisie::{Refus, Refuses};
use ui::francais;
use web::Refusal;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Not in this CPTS.
    #[error("{0} n’existe pas, ou n’existe plus.")]
    Inconnu(&'static str),
    /// Only people decide about money.
    #[error("Il faut être connecté pour décider ici.")]
    SansAuteur,
    /// An account that is no member’s.
    #[error(
        "Votre compte n’est relié à aucune fiche d’adhérent\u{a0}: demandez à la coordination de le faire."
    )]
    SansFiche,
    /// Fields, each with its sentence.
    #[error(transparent)]
    Saisie(#[from] Refuses),
    /// The line itself.
    #[error(transparent)]
    Ligne(#[from] indemnite::Refus),
    /// The batch itself.
    #[error(transparent)]
    Lot(#[from] lot::Refus),
    /// What a bank would refuse of an order.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "))]
    Fautes(Vec<sepa::Faute>),
    /// The order was not written.
    #[error("L’ordre de virement n’a pas pu être écrit.")]
    Ecriture,
    /// The ceiling of a person would be passed.
    #[error(
        "Le plafond de {} ({}) serait dépassé\u{a0}: {} y sont déjà engagés pour cette personne.",
        .plafond.annee, francais::euros(.plafond.cents), francais::euros(*.engage)
    )]
    PlafondAtteint {
        /// The ceiling.
        plafond: Plafond,
        /// What is committed, in cents.
        engage: i64,
    },
    /// The ceilings of some people would be passed in the year of the batch.
    #[error(
        "Payer en {0} dépasserait le plafond de cette année pour {1}\u{a0}: choisissez un autre jour, ou laissez ces lignes de côté."
    )]
    PlafondDuLot(i16, String),
    /// No ceiling is known for that year.
    #[error("Le plafond de {0} n’est pas connu\u{a0}: écrivez-le avec sa source dans « Plafonds ».")]
    PlafondInconnu(i16),
    /// Another rate of the same key is in force on some of these days.
    #[error(
        "Un autre barème vaut déjà pour le même cas à ces dates\u{a0}: fermez-le d’abord à la veille du nouveau."
    )]
    Chevauche,
    /// Bank details are no longer those that were looked at.
    #[error("Ces coordonnées bancaires ne sont plus celles que vous avez vérifiées\u{a0}: relisez-les.")]
    CoordonneesChangees,
    /// The same form was kept already, with other words.
    #[error("Ce formulaire a déjà été enregistré\u{a0}: rechargez la page avant d’en noter un autre.")]
    DejaNote,
    /// The answer of a bank.
    #[error(transparent)]
    Retour(#[from] sepa::RetourError),
    /// A file.
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
        use indemnite::Refus as Ligne;
        match self {
            Self::Inconnu(_) => (404, "indemnites-inconnu"),
            Self::SansAuteur | Self::Denied(_) => (403, "droit-manquant"),
            Self::SansFiche => (409, "indemnites-sans-fiche"),
            Self::Saisie(_) | Self::Ligne(Ligne::Profession(_)) => (422, "indemnites-saisie-refusee"),
            Self::Ligne(
                Ligne::PasProposee(_) | Ligne::TropTard(_) | Ligne::DejaReprise | Ligne::Correction,
            ) => (409, "indemnites-ligne-changee"),
            Self::Ligne(Ligne::SansBareme) => (409, "indemnites-sans-bareme"),
            Self::Ligne(Ligne::PourSoi | Ligne::Declarant) => (403, "indemnites-quatre-yeux"),
            Self::Lot(refus) => lot_problem(refus),
            Self::Fautes(_) => (422, "indemnites-lot-refuse"),
            Self::PlafondAtteint { .. } | Self::PlafondDuLot(..) => (409, "indemnites-plafond-atteint"),
            Self::PlafondInconnu(_) => (409, "indemnites-plafond-inconnu"),
            Self::Chevauche => (409, "indemnites-bareme-chevauche"),
            Self::CoordonneesChangees => (409, "indemnites-coordonnees-changees"),
            Self::DejaNote => (409, "indemnites-deja-note"),
            Self::Retour(_) => (422, "indemnites-retour-refuse"),
            Self::Piece(error) => error.problem(),
            Self::Ecriture | Self::Db(_) => (500, "erreur-interne"),
        }
    }
}

const fn lot_problem(refus: &lot::Refus) -> (u16, &'static str) {
    use lot::Refus;
    match refus {
        Refus::Passe(_) | Refus::NonBancaire(..) | Refus::SansCompte | Refus::RienAPayer => {
            (422, "indemnites-lot-refuse")
        }
        Refus::MemePersonne => (403, "indemnites-quatre-yeux"),
        Refus::Etat(_) | Refus::CoordonneesChangees(_) | Refus::RienARepresenter => {
            (409, "indemnites-lot-change")
        }
        Refus::AutreLot(_) => (422, "indemnites-retour-refuse"),
        Refus::Illisible => (500, "erreur-interne"),
    }
}
