use std::{fmt, str::FromStr};

/// What an act was done for: a mission of the ACI, or the life of the association.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mission {
    /// Accès aux soins : médecin traitant, soins non programmés, télésanté.
    Acces,
    /// Parcours pluriprofessionnels.
    Parcours,
    /// Prévention.
    Prevention,
    /// Réponse aux crises sanitaires graves.
    Crise,
    /// Qualité et pertinence des soins.
    Qualite,
    /// Accompagnement des professionnels.
    Accompagnement,
    /// Fonctionnement de l'association.
    Fonctionnement,
}

/// The text names no mission.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas une mission.")]
pub struct MissionError(String);

impl Mission {
    /// Every mission, in the order of the agreement.
    pub const ALL: [Self; 7] = [
        Self::Acces,
        Self::Parcours,
        Self::Prevention,
        Self::Crise,
        Self::Qualite,
        Self::Accompagnement,
        Self::Fonctionnement,
    ];

    /// The code kept in the database and in exchanges.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Acces => "acces",
            Self::Parcours => "parcours",
            Self::Prevention => "prevention",
            Self::Crise => "crise",
            Self::Qualite => "qualite",
            Self::Accompagnement => "accompagnement",
            Self::Fonctionnement => "fonctionnement",
        }
    }

    /// The words that people use.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Acces => "Accès aux soins",
            Self::Parcours => "Parcours",
            Self::Prevention => "Prévention",
            Self::Crise => "Crises sanitaires",
            Self::Qualite => "Qualité et pertinence",
            Self::Accompagnement => "Accompagnement des professionnels",
            Self::Fonctionnement => "Vie de l’association",
        }
    }
}

impl fmt::Display for Mission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Mission {
    type Err = MissionError;
    fn from_str(text: &str) -> Result<Self, MissionError> {
        Self::ALL
            .into_iter()
            .find(|mission| mission.code() == text)
            .ok_or_else(|| MissionError(text.to_owned()))
    }
}

impl serde::Serialize for Mission {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Mission {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
