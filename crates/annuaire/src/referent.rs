use crate::calendrier::months_before;
use comptes::Telephone;
use identifiants::{Courriel, DepartementCode};
use jiff::Timestamp;
use kernel::{Id, today};
use serde::Serialize;

/// Longest text of a referent, in characters.
const TEXTE: usize = 120;

kernel::codes! {
    /// Who a CPTS deals with.
    pub enum Institution {
        /// Agence régionale de santé.
        Ars = "ars", "ARS";
        /// Caisse primaire d'assurance maladie.
        Cpam = "cpam", "CPAM";
        /// Mutualité sociale agricole.
        Msa = "msa", "MSA";
        /// Département.
        ConseilDepartemental = "conseil_departemental", "Conseil départemental";
        /// Région.
        ConseilRegional = "conseil_regional", "Conseil régional";
        /// Union régionale des professionnels de santé.
        Urps = "urps", "URPS";
        /// Préfecture.
        Prefecture = "prefecture", "Préfecture";
        /// Éducation nationale.
        EducationNationale = "education_nationale", "Éducation nationale";
        /// Commune or EPCI.
        Collectivite = "collectivite", "Commune ou intercommunalité";
        /// Any other.
        Autre = "autre", "Autre institution";
    }
}

/// Whom to ask in an institution, for a territory and a topic. There may be several, or a unit without a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Referent {
    /// Its id.
    #[serde(skip)]
    pub id: Id<Self>,
    /// Which institution.
    pub institution: Institution,
    /// Where.
    pub departement: DepartementCode,
    /// What about: « CPTS et exercice coordonné ».
    pub theme: String,
    /// Role: « chargée de mission ».
    pub role: String,
    /// Unit: « délégation départementale, offre ambulatoire ».
    pub unite: String,
    /// Name, when somebody is named.
    pub nom: String,
    /// E-mail address.
    pub courriel: Option<Courriel>,
    /// Telephone.
    #[serde(serialize_with = "as_text")]
    pub telephone: Option<Telephone>,
    /// Last time that somebody checked.
    pub verifie_le: Timestamp,
    /// Taken out.
    pub retire_le: Option<Timestamp>,
}

fn as_text<S: serde::Serializer>(telephone: &Option<Telephone>, s: S) -> Result<S::Ok, S::Error> {
    match telephone {
        Some(number) => s.collect_str(number),
        None => s.serialize_none(),
    }
}

/// Why a referent cannot be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReferentRefus {
    /// Nothing to find them by.
    #[error("Donnez au moins un nom, une unité ou un rôle.")]
    SansNom,
    /// No way to reach them.
    #[error("Donnez au moins une adresse électronique ou un téléphone.")]
    SansContact,
    /// Too many words.
    #[error("Un des textes compte {0} caractères\u{a0}; 120 au plus.")]
    Long(usize),
}

impl Referent {
    /// Whether it can be kept.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self) -> Result<(), ReferentRefus> {
        let texts = [&self.theme, &self.role, &self.unite, &self.nom];
        let longest = texts.iter().map(|text| text.chars().count()).max().unwrap_or(0);
        match () {
            () if longest > TEXTE => Err(ReferentRefus::Long(longest)),
            () if self.nom.is_empty() && self.unite.is_empty() && self.role.is_empty() => {
                Err(ReferentRefus::SansNom)
            }
            () if self.courriel.is_none() && self.telephone.is_none() => Err(ReferentRefus::SansContact),
            () => Ok(()),
        }
    }

    /// Whether somebody should check again.
    #[must_use]
    pub fn is_old(&self, now: Timestamp, mois: u16) -> bool {
        self.retire_le.is_none() && today(self.verifie_le) < months_before(today(now), mois)
    }

    /// The name, or what stands for it.
    #[must_use]
    pub fn titre(&self) -> &str {
        [&self.nom, &self.unite, &self.role].into_iter().find(|text| !text.is_empty()).map_or("", |text| text)
    }
}
