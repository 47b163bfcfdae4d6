use crate::absence::AbsenceRefus;
use crate::fiche::DemandeRefus;
use crate::rattachement::RattachementRefus;
use crate::referent::ReferentRefus;
use crate::reglage::ReglageRefus;
use crate::saisie::SaisieRefus;
use crate::sujet::SujetRefus;
use kernel::Denied;
use web::Refusal;

/// Why something about the directory was not done.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// No such entry in this CPTS.
    #[error("Cette fiche n’existe pas.")]
    Inconnue,
    /// No such absence, structure, referent or answer.
    #[error("Cette ligne n’existe plus\u{a0}: quelqu’un l’a retirée entre-temps.")]
    LigneInconnue,
    /// Somebody changed the entry since it was read.
    #[error("Cette fiche a changé entre-temps\u{a0}: relisez-la, puis recommencez.")]
    Changee,
    /// The link was used meanwhile.
    #[error("Ce lien a déjà servi\u{a0}: votre réponse est enregistrée.")]
    LienUtilise,
    /// The identity of an official subject is not ours to change.
    #[error(
        "Le nom et la profession viennent du fichier officiel\u{a0}: ils se corrigent auprès de l’ordre ou de l’ARS."
    )]
    Officielle,
    /// The official file agrees now.
    #[error("Le fichier officiel ne dit plus autre chose\u{a0}: il n’y a rien à choisir.")]
    SansEcart,
    /// Nothing was chosen.
    #[error("Choisissez au moins une ligne.")]
    Rien,
    /// A value.
    #[error(transparent)]
    Saisie(#[from] SaisieRefus),
    /// An actor.
    #[error(transparent)]
    Sujet(#[from] SujetRefus),
    /// An absence.
    #[error(transparent)]
    Absence(#[from] AbsenceRefus),
    /// A structure where somebody works.
    #[error(transparent)]
    Rattachement(#[from] RattachementRefus),
    /// A request to the owner.
    #[error(transparent)]
    Demande(#[from] DemandeRefus),
    /// A referent.
    #[error(transparent)]
    Referent(#[from] ReferentRefus),
    /// The settings.
    #[error(transparent)]
    Reglage(#[from] ReglageRefus),
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
            Self::Inconnue => (404, "annuaire-fiche-inconnue"),
            Self::LigneInconnue => (404, "annuaire-ligne-inconnue"),
            Self::Changee => (409, "annuaire-fiche-changee"),
            Self::LienUtilise => (410, "annuaire-lien-utilise"),
            Self::Officielle => (409, "annuaire-identite-officielle"),
            Self::SansEcart => (409, "annuaire-sans-ecart"),
            Self::Rien => (422, "annuaire-rien-choisi"),
            Self::Saisie(SaisieRefus::Visibilite { .. }) => (422, "annuaire-visibilite-refusee"),
            Self::Saisie(SaisieRefus::PasDuTitulaire(_)) => (422, "annuaire-champ-du-bureau"),
            Self::Sujet(_) => (422, "annuaire-acteur-refuse"),
            Self::Absence(AbsenceRefus::Chevauche(_)) => (409, "annuaire-absence-chevauche"),
            Self::Absence(_) => (422, "annuaire-absence-refusee"),
            Self::Rattachement(RattachementRefus::Deja) => (409, "annuaire-rattachement-deja-note"),
            Self::Rattachement(_) => (422, "annuaire-rattachement-refuse"),
            Self::Demande(_) => (409, "annuaire-demande-refusee"),
            Self::Referent(_) => (422, "annuaire-referent-refuse"),
            Self::Reglage(_) => (422, "annuaire-reglage-refuse"),
            Self::Denied(denied) => denied.problem(),
            Self::Db(error) => error.problem(),
        }
    }
}
