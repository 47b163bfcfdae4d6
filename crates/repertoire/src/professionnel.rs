//! A professional, gathered from the lines of the directory: one line for each person, activity and qualification.

mod exercice;
mod groupe;
mod ligne;
mod nom;

pub(crate) use exercice::key;
pub use exercice::{Adresse, CleStructure, CleStructureError, Exercice, Structure};
pub use groupe::gather;
pub use ligne::Ligne;
pub(crate) use ligne::{Champs, clean};
pub use nom::cased;

use crate::{Famille, Recours};
use identifiants::{CommuneCode, Idnps, Rpps};
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A code and its words; both may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Libelle {
    /// Code of the nomenclature.
    pub code: String,
    /// As the file prints it.
    pub libelle: String,
}

/// A speciality, a competence, a diploma of a speciality.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SavoirFaire {
    /// Kind: `S` ordinal speciality, `C` competence…
    pub genre: String,
    /// Code of the nomenclature of that kind (TRE_R38 for specialities).
    pub code: String,
    /// As the file prints it.
    pub libelle: String,
}

/// In which quality somebody stands in the directory.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Categorie {
    /// Civilian.
    Civil,
    /// Of the army.
    Militaire,
    /// Still a student.
    Etudiant,
    /// A code that we do not know.
    Autre(String),
}

impl Categorie {
    fn of(code: &str) -> Self {
        match code {
            "C" | "" => Self::Civil,
            "M" => Self::Militaire,
            "E" => Self::Etudiant,
            other => Self::Autre(other.to_owned()),
        }
    }

    /// As people say it.
    #[must_use]
    pub fn label(&self) -> &str {
        match self {
            Self::Civil => "Civil",
            Self::Militaire => "Militaire",
            Self::Etudiant => "Étudiant",
            Self::Autre(code) => code,
        }
    }
}

/// Somebody of the directory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Professionnel {
    /// National number.
    pub idnps: Idnps,
    /// Title: « Dr », « Pr », « Mme », « M. », or nothing.
    pub civilite: String,
    /// Name in practice, as the file writes it.
    pub nom: String,
    /// First name in practice, as the file writes it.
    pub prenom: String,
    /// Profession (TRE_G15); the first one when they have several.
    pub profession: Libelle,
    /// In which quality.
    pub categorie: Categorie,
    /// Qualifications, each once.
    pub savoir_faire: Vec<SavoirFaire>,
    /// Where and how they practise.
    pub exercices: Vec<Exercice>,
    /// Date of the file where they no longer stand.
    pub absent_du: Option<Date>,
}

impl Professionnel {
    /// « Dr Alix Fictif ».
    #[must_use]
    pub fn nom_complet(&self) -> String {
        let parts = [self.civilite.clone(), cased(&self.prenom), cased(&self.nom)];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// RPPS number; none for those who only have a historic ADELI number.
    #[must_use]
    pub fn rpps(&self) -> Option<Rpps> {
        self.idnps.rpps()
    }

    /// As people count them.
    #[must_use]
    pub fn famille(&self) -> &'static Famille {
        self.famille_of(&self.profession.code)
    }

    /// As people count them in one of their professions (TRE_G15).
    #[must_use]
    pub fn famille_of(&self, profession: &str) -> &'static Famille {
        Famille::of(profession, self.savoir_faire.iter().map(|one| one.code.as_str()))
    }

    /// Level of care by default.
    #[must_use]
    pub fn recours(&self) -> Recours {
        self.famille().recours
    }

    /// Where they practise.
    #[must_use]
    pub fn communes(&self) -> BTreeSet<CommuneCode> {
        self.exercices.iter().filter_map(|exercice| exercice.commune).collect()
    }

    /// Whether they still stand in the directory.
    #[must_use]
    pub const fn is_present(&self) -> bool {
        self.absent_du.is_none()
    }
}
