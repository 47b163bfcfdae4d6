use kernel::Denied;
use web::Refusal;

/// Why an appointment of a regulator is neither taken nor changed.
#[derive(Debug, thiserror::Error)]
pub enum RdvError {
    /// Nobody of that number gives care in a CPTS that is open to the platform.
    #[error("Ce professionnel ne propose pas de créneau à la plateforme du SAS sur cette instance.")]
    ProfessionnelInconnu,
    /// They offer nothing at that hour.
    #[error("Ce professionnel n’a pas de créneau ouvert à la plateforme à ces heures-là.")]
    PasDeCreneau,
    /// Somebody else has the place.
    #[error("Ce créneau vient d’être complété\u{a0}: plus aucune place n’y est libre.")]
    Complet,
    /// Nothing is held under that number.
    #[error("Aucun rendez-vous n’est tenu sous cet identifiant.")]
    RdvInconnu,
    /// What became of it was said already.
    #[error("L’issue de ce rendez-vous est déjà notée\u{a0}: il ne s’annule plus.")]
    DejaRegle,
    /// The new slot is in another CPTS.
    #[error(
        "Le nouveau créneau est dans une autre CPTS\u{a0}: annulez ce rendez-vous, puis prenez-en un autre."
    )]
    AutreCpts,
    /// Several messages of one number at once.
    #[error("Plusieurs messages sur ce rendez-vous arrivent en même temps\u{a0}: recommencez.")]
    Occupe,
    /// Not somebody whose account the platform opened.
    #[error("Cette page est celle des régulateurs du SAS\u{a0}: la plateforme nationale ouvre leur compte.")]
    PasRegulateur,
    /// The slot, or the appointment, does not allow it.
    #[error(transparent)]
    Rdv(#[from] rendez_vous::WriteError),
    /// Not theirs to do.
    #[error(transparent)]
    Denied(#[from] Denied),
    /// A fault of storage.
    #[error(transparent)]
    Db(#[from] db::Error),
}

impl Refusal for RdvError {
    fn problem(&self) -> (u16, &'static str) {
        match self {
            Self::ProfessionnelInconnu => (422, "sas-professionnel-inconnu"),
            Self::PasDeCreneau => (422, "sas-pas-de-creneau"),
            Self::Complet => (409, "sas-creneau-complet"),
            Self::RdvInconnu => (422, "sas-rdv-inconnu"),
            Self::DejaRegle => (409, "sas-rdv-deja-regle"),
            Self::AutreCpts => (422, "sas-autre-cpts"),
            Self::Occupe => (409, "sas-rdv-occupe"),
            Self::PasRegulateur => (404, "sas-pas-regulateur"),
            Self::Rdv(refus) => refus.problem(),
            Self::Denied(_) => (403, "droit-manquant"),
            Self::Db(_) => (500, "erreur-interne"),
        }
    }
}
