use std::str::FromStr;

/// Which official file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Nature {
    /// `PS_LibreAcces_Personne_activite`: who practises what, where.
    Activite,
    /// `PS_LibreAcces_SavoirFaire`: specialities and qualifications.
    SavoirFaire,
    /// `PS_LibreAcces_Dipl_AutExerc`: diplomas and authorisations.
    Diplome,
    /// FINESS: health and social structures.
    Etablissement,
}

/// The text names no official file.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas un fichier du répertoire.")]
pub struct NatureError(String);

impl Nature {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Activite, Self::SavoirFaire, Self::Diplome, Self::Etablissement];

    /// As the database writes it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Activite => "activite",
            Self::SavoirFaire => "savoir_faire",
            Self::Diplome => "diplome",
            Self::Etablissement => "etablissement",
        }
    }

    /// The layout of its lines; that of activities for FINESS, which has none.
    #[must_use]
    pub const fn extraction(self) -> extractions::Extraction {
        match self {
            Self::Activite | Self::Etablissement => extractions::Extraction::PersonneActivite,
            Self::SavoirFaire => extractions::Extraction::SavoirFaire,
            Self::Diplome => extractions::Extraction::DiplAutExerc,
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Activite => "Professionnels et lieux d’exercice (RPPS)",
            Self::SavoirFaire => "Savoir-faire des professionnels (RPPS)",
            Self::Diplome => "Diplômes et autorisations d’exercice (RPPS)",
            Self::Etablissement => "Établissements et structures (FINESS)",
        }
    }

    /// Who publishes it; to be named with the date wherever the data is shown again (Licence Ouverte 2.0).
    #[must_use]
    pub const fn producteur(self) -> &'static str {
        match self {
            Self::Activite | Self::SavoirFaire | Self::Diplome => {
                "Agence du numérique en santé, Annuaire Santé (RPPS)"
            }
            Self::Etablissement => "Ministère chargé de la santé et Agence du numérique en santé, FINESS",
        }
    }

    /// The licence under which it is published; that of FINESS+ was read in a secondary source only.
    #[must_use]
    pub const fn licence(self) -> &'static str {
        match self {
            Self::Activite | Self::SavoirFaire | Self::Diplome => "Licence Ouverte 2.0",
            Self::Etablissement => "Licence Ouverte 2.0 (à confirmer pour FINESS+)",
        }
    }
}

impl FromStr for Nature {
    type Err = NatureError;

    fn from_str(text: &str) -> Result<Self, NatureError> {
        let found = Self::ALL.into_iter().find(|nature| nature.code() == text);
        found.ok_or_else(|| NatureError(text.chars().take(40).collect()))
    }
}
