//! Who asked to belong to the association, belongs or belonged.

use crate::{College, fiche::Fiche};
use identifiants::{CommuneCode, Courriel, Finess, Idnps, Siret, Telephone};
use jiff::civil::Date;
use kernel::{Id, fold};
use serde::Serialize;
use uuid::Uuid;

/// A person or an organisation, from its request on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adherent {
    /// Its id.
    pub id: Id<Self>,
    /// Who.
    pub qui: Qui,
    /// Where to write.
    pub courriel: Option<Courriel>,
    /// Where to call.
    pub telephone: Option<Telephone>,
    /// The commune where they work or live.
    pub commune: Option<CommuneCode>,
    /// Their national number, when they have one.
    pub idnps: Option<Idnps>,
    /// FINESS of an organisation.
    pub finess: Option<Finess>,
    /// SIRET of an organisation.
    pub siret: Option<Siret>,
    /// In words, the main one first; one person may have two. None for an organisation that is not of health.
    pub professions: Vec<String>,
    /// How they work.
    pub mode: Mode,
    /// Whether the profession has a convention with the Assurance maladie; nobody said when none.
    pub conventionne: Option<bool>,
    /// The organisation that employs them, when it is a member itself.
    pub employeur: Option<Id<Self>>,
    /// Who employs them, in words; possibly empty.
    pub employeur_nom: String,
    /// Their college.
    pub college: Option<Id<College>>,
    /// Their account.
    pub compte: Option<Uuid>,
    /// What they wrote with their request; possibly empty.
    pub message: String,
    /// When they asked.
    pub demande_le: Date,
    /// A request that looks like somebody who asked or belongs: the bureau examines it.
    pub en_double: bool,
    /// Where their membership stands.
    pub etat: Etat,
}

/// A person or an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Qui {
    /// Somebody.
    Personne {
        /// Family name.
        nom: String,
        /// First name.
        prenom: String,
    },
    /// A house, an establishment, an association, a commune.
    Organisation {
        /// Its name.
        nom: String,
        /// Who speaks for it; possibly empty.
        representant: String,
    },
}

/// Where a membership stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Etat {
    /// Asked for, the bureau has not decided.
    Demande {
        /// When.
        le: Date,
    },
    /// A member.
    Adherent {
        /// Since that day.
        depuis: Date,
    },
    /// Refused by the bureau.
    Refuse {
        /// When.
        le: Date,
        /// Why.
        motif: String,
    },
    /// No longer a member.
    Sorti {
        /// First day as a member.
        depuis: Date,
        /// First day out.
        le: Date,
        /// Why.
        motif: String,
    },
}

kernel::codes! {
    /// How somebody works.
    pub enum Mode {
        /// For themselves.
        Liberal = "liberal", "Libéral";
        /// Employed.
        Salarie = "salarie", "Salarié";
        /// Both.
        Mixte = "mixte", "Libéral et salarié";
        /// Without pay.
        Benevole = "benevole", "Bénévole";
        /// An organisation, a user.
        SansObjet = "sans_objet", "Sans objet";
    }
}

kernel::codes! {
    /// The state, without its dates: how lists are filtered.
    pub enum Phase {
        /// A member.
        Adherent = "adherent", "Adhérent";
        /// Waits for the bureau.
        Demande = "demande", "Demande à examiner";
        /// Left.
        Sorti = "sorti", "Sorti";
        /// Refused.
        Refuse = "refuse", "Refusé";
    }
}

impl Qui {
    /// « Prénom Nom », or the name of the organisation.
    #[must_use]
    pub fn nom(&self) -> String {
        match self {
            Self::Personne { nom, prenom } => format!("{prenom} {nom}").trim().to_owned(),
            Self::Organisation { nom, .. } => nom.clone(),
        }
    }

    /// How lists sort it: family name first, without accents or case.
    #[must_use]
    pub fn cle_tri(&self) -> String {
        match self {
            Self::Personne { nom, prenom } => fold(&format!("{nom} {prenom}")),
            Self::Organisation { nom, .. } => fold(nom),
        }
    }

    /// Whether it is a person.
    #[must_use]
    pub const fn is_personne(&self) -> bool {
        matches!(self, Self::Personne { .. })
    }
}

impl Etat {
    /// Without its dates.
    #[must_use]
    pub const fn phase(&self) -> Phase {
        match self {
            Self::Demande { .. } => Phase::Demande,
            Self::Adherent { .. } => Phase::Adherent,
            Self::Refuse { .. } => Phase::Refuse,
            Self::Sorti { .. } => Phase::Sorti,
        }
    }
}

impl Adherent {
    /// Somebody whose sheet says that.
    #[must_use]
    pub fn of(id: Id<Self>, fiche: Fiche, demande_le: Date, etat: Etat) -> Self {
        Self {
            id,
            qui: fiche.qui,
            courriel: fiche.courriel,
            telephone: fiche.telephone,
            commune: fiche.commune,
            idnps: fiche.idnps,
            finess: fiche.finess,
            siret: fiche.siret,
            professions: fiche.professions,
            mode: fiche.mode,
            conventionne: fiche.conventionne,
            employeur: fiche.employeur,
            employeur_nom: fiche.employeur_nom,
            college: fiche.college,
            compte: None,
            message: String::new(),
            demande_le,
            en_double: false,
            etat,
        }
    }

    /// « Prénom Nom », or the name of the organisation.
    #[must_use]
    pub fn nom(&self) -> String {
        self.qui.nom()
    }

    /// How lists sort it: family name first, without accents or case.
    #[must_use]
    pub fn cle_tri(&self) -> String {
        self.qui.cle_tri()
    }

    /// Whether it is a member on that day; the day of an exit is the first day out.
    #[must_use]
    pub fn est_adherent(&self, jour: Date) -> bool {
        match self.etat {
            Etat::Adherent { depuis } => depuis <= jour,
            Etat::Sorti { depuis, le, .. } => depuis <= jour && jour < le,
            Etat::Demande { .. } | Etat::Refuse { .. } => false,
        }
    }

    /// Whether it asked or belongs, and neither left nor was refused.
    #[must_use]
    pub const fn est_en_cours(&self) -> bool {
        matches!(self.etat, Etat::Adherent { .. } | Etat::Demande { .. })
    }

    /// First day as a member, of whoever is or was one.
    #[must_use]
    pub const fn depuis(&self) -> Option<Date> {
        match self.etat {
            Etat::Adherent { depuis } | Etat::Sorti { depuis, .. } => Some(depuis),
            Etat::Demande { .. } | Etat::Refuse { .. } => None,
        }
    }

    /// Whether a fee of that civil year may be asked for: a member on one of its days.
    #[must_use]
    pub fn was_in(&self, annee: i16) -> bool {
        match self.etat {
            Etat::Adherent { depuis } => depuis.year() <= annee,
            Etat::Sorti { depuis, le, .. } => {
                depuis.year() <= annee && (le.year(), le.day_of_year()) > (annee, 1)
            }
            Etat::Demande { .. } | Etat::Refuse { .. } => false,
        }
    }

    /// What another person would write over: two readings of the same sheet have the same one.
    #[must_use]
    pub fn empreinte(&self) -> String {
        db::journal::fingerprint(self)
    }
}
