use crate::champ;
use repertoire::ModeExercice;

kernel::codes! {
    /// In which kind of place somebody practises: what the official file and the CPTS say, in one list.
    pub enum Cadre {
        /// A practice of one's own.
        Seul = "seul", "Cabinet individuel";
        /// A practice shared with others.
        Groupe = "groupe", "Cabinet de groupe";
        /// A company of professionals.
        Societe = "societe", "Société d’exercice";
        /// Maison de santé pluriprofessionnelle.
        Msp = "msp", "Maison de santé (MSP)";
        /// Équipe de soins primaires.
        Esp = "esp", "Équipe de soins primaires";
        /// Centre de santé.
        CentreSante = "centre_sante", "Centre de santé";
        /// Hospital, clinic.
        Etablissement = "etablissement", "Établissement de santé";
        /// Home for elderly or disabled people, service at home.
        MedicoSocial = "medico_social", "Médico-social";
        /// Pharmacy.
        Pharmacie = "pharmacie", "Pharmacie";
        /// Laboratory.
        Laboratoire = "laboratoire", "Laboratoire";
        /// Any other, or not said.
        Autre = "autre", "Autre cadre";
    }
}

impl Cadre {
    /// Whether a site of that kind is a structure by itself, even with one person in it. A practice is one from two.
    pub(crate) const fn is_structure(self) -> bool {
        match self {
            Self::Msp
            | Self::Esp
            | Self::CentreSante
            | Self::Etablissement
            | Self::MedicoSocial
            | Self::Pharmacie
            | Self::Laboratoire => true,
            Self::Seul | Self::Groupe | Self::Societe | Self::Autre => false,
        }
    }

    /// What a category of FINESS (TRE_R397) says.
    pub(crate) fn of_categorie(code: &str) -> Self {
        match code {
            "603" => Self::Msp,
            "124" | "439" => Self::CentreSante,
            "620" | "627" | "628" => Self::Pharmacie,
            "610" | "611" => Self::Laboratoire,
            "500" | "501" | "502" | "202" | "354" | "209" | "460" => Self::MedicoSocial,
            "101" | "106" | "109" | "122" | "128" | "129" | "131" | "292" | "355" | "362" | "365" => {
                Self::Etablissement
            }
            _ => Self::Autre,
        }
    }
}

impl From<ModeExercice> for Cadre {
    fn from(mode: ModeExercice) -> Self {
        match mode {
            ModeExercice::Seul => Self::Seul,
            ModeExercice::Groupe => Self::Groupe,
            ModeExercice::Societe => Self::Societe,
            ModeExercice::MaisonDeSante => Self::Msp,
            ModeExercice::CentreDeSante => Self::CentreSante,
            ModeExercice::Etablissement => Self::Etablissement,
            ModeExercice::MedicoSocial => Self::MedicoSocial,
            ModeExercice::Pharmacie => Self::Pharmacie,
            ModeExercice::Laboratoire => Self::Laboratoire,
            ModeExercice::Autre => Self::Autre,
        }
    }
}

impl From<champ::ModeExercice> for Cadre {
    fn from(mode: champ::ModeExercice) -> Self {
        match mode {
            champ::ModeExercice::Seul => Self::Seul,
            champ::ModeExercice::Groupe => Self::Groupe,
            champ::ModeExercice::Msp => Self::Msp,
            champ::ModeExercice::Esp => Self::Esp,
            champ::ModeExercice::CentreSante => Self::CentreSante,
            champ::ModeExercice::Etablissement => Self::Etablissement,
            champ::ModeExercice::Autre => Self::Autre,
        }
    }
}
