use std::{fmt, str::FromStr};

/// What kind of act it is: what indicators count, whatever the words of its title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Genre {
    /// People met around a pathway, a protocol, a case.
    Reunion,
    /// A practice-analysis group, a case discussion.
    Groupe,
    /// People were trained.
    Formation,
    /// A patient was helped: attending doctor found, pathway entered.
    Patient,
    /// Unscheduled care was given or placed.
    Soin,
    /// Something was done for the public: screening, vaccination, workshop.
    Public,
    /// A crisis exercise, or what was learnt from one.
    Exercice,
    /// A trainee was welcomed.
    Stage,
    /// Somebody settled with the help of the CPTS.
    Installation,
    /// Something was written: plan, protocol, guide.
    Document,
    /// One person was at a meeting: its time counts, the meeting itself is another act.
    Presence,
}

/// The text names no kind of act.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("« {0} » n’est pas un genre d’acte.")]
pub struct GenreError(String);

impl Genre {
    /// Every kind.
    pub const ALL: [Self; 11] = [
        Self::Reunion,
        Self::Groupe,
        Self::Formation,
        Self::Patient,
        Self::Soin,
        Self::Public,
        Self::Exercice,
        Self::Stage,
        Self::Installation,
        Self::Document,
        Self::Presence,
    ];

    /// The code kept in the database and in exchanges.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Reunion => "reunion",
            Self::Groupe => "groupe",
            Self::Formation => "formation",
            Self::Patient => "patient",
            Self::Soin => "soin",
            Self::Public => "public",
            Self::Exercice => "exercice",
            Self::Stage => "stage",
            Self::Installation => "installation",
            Self::Document => "document",
            Self::Presence => "presence",
        }
    }

    /// The words that people use.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Reunion => "Réunion",
            Self::Groupe => "Groupe d’analyse de pratiques",
            Self::Formation => "Formation",
            Self::Patient => "Patient accompagné",
            Self::Soin => "Soin non programmé",
            Self::Public => "Action auprès du public",
            Self::Exercice => "Exercice ou retour d’expérience",
            Self::Stage => "Stagiaire accueilli",
            Self::Installation => "Installation accompagnée",
            Self::Document => "Document écrit",
            Self::Presence => "Présence à une réunion",
        }
    }
}

impl fmt::Display for Genre {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Genre {
    type Err = GenreError;
    fn from_str(text: &str) -> Result<Self, GenreError> {
        Self::ALL.into_iter().find(|genre| genre.code() == text).ok_or_else(|| GenreError(text.to_owned()))
    }
}

impl serde::Serialize for Genre {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(self.code())
    }
}

impl<'de> serde::Deserialize<'de> for Genre {
    fn deserialize<D: serde::Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let text = <String as serde::Deserialize>::deserialize(d)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
