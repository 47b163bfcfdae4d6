//! How somebody practises: alone, in a group, in a maison de santé… from the sector of activity (TRE_R02), and under
//! which status (TRE_R23).

/// The kind of place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ModeExercice {
    /// A practice of one's own.
    Seul,
    /// A practice shared with others.
    Groupe,
    /// A company of professionals.
    Societe,
    /// A maison or pôle de santé.
    MaisonDeSante,
    /// A centre de santé.
    CentreDeSante,
    /// A hospital or clinic, public or private.
    Etablissement,
    /// A home for elderly or disabled people, a service at home.
    MedicoSocial,
    /// A pharmacy.
    Pharmacie,
    /// A laboratory.
    Laboratoire,
    /// Anything else, or not said.
    Autre,
}

impl ModeExercice {
    /// All of them, in the order people like them.
    pub const ALL: [Self; 10] = [
        Self::Seul,
        Self::Groupe,
        Self::Societe,
        Self::MaisonDeSante,
        Self::CentreDeSante,
        Self::Etablissement,
        Self::MedicoSocial,
        Self::Pharmacie,
        Self::Laboratoire,
        Self::Autre,
    ];

    /// From the code of the sector of activity (TRE_R02).
    #[must_use]
    pub fn of(secteur: &str) -> Self {
        match secteur {
            "SA07" => Self::Seul,
            "SA08" => Self::Groupe,
            "SA09" => Self::Societe,
            "SA52" => Self::MaisonDeSante,
            "SA05" | "SA60" => Self::CentreDeSante,
            "SA01" | "SA02" | "SA03" | "SA04" | "SA06" | "SA30" | "SA34" | "SA36" | "SA40" | "SA69" => {
                Self::Etablissement
            }
            "SA15" | "SA16" | "SA17" | "SA18" | "SA20" | "SA21" | "SA41" => Self::MedicoSocial,
            "SA33" | "SA38" | "SA39" | "SA56" | "SA65" => Self::Pharmacie,
            "SA25" | "SA29" | "SA59" => Self::Laboratoire,
            _ => Self::Autre,
        }
    }

    /// Short name without accents.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seul => "seul",
            Self::Groupe => "groupe",
            Self::Societe => "societe",
            Self::MaisonDeSante => "maison_de_sante",
            Self::CentreDeSante => "centre_de_sante",
            Self::Etablissement => "etablissement",
            Self::MedicoSocial => "medico_social",
            Self::Pharmacie => "pharmacie",
            Self::Laboratoire => "laboratoire",
            Self::Autre => "autre",
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Seul => "Cabinet individuel",
            Self::Groupe => "Cabinet de groupe",
            Self::Societe => "Société d’exercice",
            Self::MaisonDeSante => "Maison de santé",
            Self::CentreDeSante => "Centre de santé",
            Self::Etablissement => "Établissement de santé",
            Self::MedicoSocial => "Établissement ou service médico-social",
            Self::Pharmacie => "Pharmacie",
            Self::Laboratoire => "Laboratoire",
            Self::Autre => "Autre cadre",
        }
    }

    /// The mode of that code.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mode| mode.code() == code)
    }
}

/// Under which status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Statut {
    /// Self-employed.
    Liberal,
    /// Employed.
    Salarie,
    /// Volunteer.
    Benevole,
}

impl Statut {
    /// From the code of the mode of practice (TRE_R23).
    #[must_use]
    pub fn of(mode: &str) -> Option<Self> {
        match mode {
            "L" => Some(Self::Liberal),
            "S" => Some(Self::Salarie),
            "B" => Some(Self::Benevole),
            _ => None,
        }
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Liberal => "Libéral",
            Self::Salarie => "Salarié",
            Self::Benevole => "Bénévole",
        }
    }
}
