//! The path of creation: its stages, their exit criteria, and what is missing for the next.

use jiff::civil::Date;
use serde::Serialize;

kernel::codes! {
    /// What people say of a criterion.
    pub enum Etat {
        /// Not yet.
        AFaire = "a_faire", "À faire";
        /// Met.
        Fait = "fait", "Rempli";
        /// Not asked in this region.
        SansObjet = "sans_objet", "Sans objet ici";
    }
}

/// Why something of the path is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// A day to come.
    #[error("Cette date est dans le futur\u{a0}: une étape franchie l’a été au plus tard aujourd’hui.")]
    Futur,
    /// What was already there.
    #[error("Cette étape est déjà franchie.")]
    DejaFranchie,
    /// What is not there cannot be taken back.
    #[error("Cette étape n’est pas franchie\u{a0}: il n’y a rien à reprendre.")]
    PasFranchie,
    /// Only what was added here can be removed.
    #[error("Ce critère vient du découpage commun\u{a0}: dites plutôt qu’il est sans objet ici.")]
    Commun,
    /// The program knows better.
    #[error("Ce critère se remplit de lui-même, depuis une autre page\u{a0}: {0}")]
    DeLuiMeme(String),
    /// Nothing is done before the creation is opened.
    #[error("La création a été ouverte le {}\u{a0}: une étape ne peut pas être franchie avant ce jour.", ui::francais::date(*.0))]
    AvantOuverture(Date),
    /// A stage that is left before the one before it says why.
    #[error(
        "Le {} vient avant le {}, jour où l’étape «\u{a0}{}\u{a0}» a été franchie\u{a0}: corrigez la date, ou dites pourquoi.",
        ui::francais::date(*.jour), ui::francais::date(*.franchie), .etape
    )]
    AvantAutre {
        /// The day that was said.
        jour: Date,
        /// The stage before it.
        etape: String,
        /// When that one was left.
        franchie: Date,
    },
    /// A stage that is left without all that it asks for says why.
    #[error("Il manque encore\u{a0}: {0}. Dites pourquoi l’étape est franchie quand même.")]
    SansMotif(String),
}

/// What the program knows of a criterion from another room.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Constat {
    /// Whether it is met.
    pub rempli: bool,
    /// What shows it: « 12 communes depuis le 1er décembre 2020 ».
    pub mots: String,
    /// Where it is done, after `/{cpts}/espace/`.
    pub ou: String,
}

/// A criterion, as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Critere {
    /// Name inside its stage.
    pub code: String,
    /// What must be true.
    pub libelle: String,
    /// Added by this CPTS.
    pub propre: bool,
    /// What the program knows.
    pub constat: Option<Constat>,
    /// What people say.
    pub etat: Etat,
    /// Since when.
    pub jour: Option<Date>,
    /// A few words.
    pub note: String,
}

impl Critere {
    /// True when nothing more is expected.
    #[must_use]
    pub fn is_rempli(&self) -> bool {
        match self.etat {
            Etat::Fait | Etat::SansObjet => true,
            Etat::AFaire => self.constat.as_ref().is_some_and(|constat| constat.rempli),
        }
    }
}

/// A stage, as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Etape {
    /// Stable name.
    pub code: String,
    /// Its place.
    pub rang: i32,
    /// Its name.
    pub titre: String,
    /// What happens in it.
    pub resume: String,
    /// What comes out of it.
    pub produit: String,
    /// Who receives it.
    pub recoit: String,
    /// Who decides.
    pub decide: String,
    /// The stage of the CPTS that it brings, as `territoire` names it.
    pub statut: String,
    /// Added by this CPTS.
    pub propre: bool,
    /// Its words were changed by this CPTS.
    pub adaptee: bool,
    /// This region does without.
    pub sans_objet: bool,
    /// When it was left.
    pub atteinte_le: Option<Date>,
    /// A few words about it; why, when it was left without something.
    pub note: String,
    /// What it was left without.
    pub sans: Vec<String>,
    /// What leaves it.
    pub criteres: Vec<Critere>,
}

impl Etape {
    /// What is missing to leave it.
    #[must_use]
    pub fn manquants(&self) -> Vec<&Critere> {
        self.criteres.iter().filter(|critere| !critere.is_rempli()).collect()
    }

    /// Leaves it on that day.
    ///
    /// # Errors
    /// [`Refus::Futur`], [`Refus::DejaFranchie`].
    pub fn reach(&self, jour: Date, aujourdhui: Date) -> Result<(), Refus> {
        match self.atteinte_le {
            Some(_) => Err(Refus::DejaFranchie),
            None if jour > aujourdhui => Err(Refus::Futur),
            None => Ok(()),
        }
    }
}

/// A line that the CPTS keeps of a stage.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Adaptation {
    /// Stable name.
    pub code: String,
    /// Its place.
    pub rang: i32,
    /// Its name; empty for that of the law files.
    pub titre: String,
    /// What happens in it; empty for the words of the law files.
    pub resume: String,
    /// What comes out of it; empty for the words of the law files.
    pub produit: String,
    /// Who decides; empty for the words of the law files.
    pub decide: String,
    /// This region does without.
    pub sans_objet: bool,
    /// When it was left.
    pub atteinte_le: Option<Date>,
    /// A few words about it.
    pub note: String,
    /// What it was left without.
    pub sans: Vec<String>,
}

impl Adaptation {
    /// Nothing changed yet.
    #[must_use]
    pub fn blank(code: &str, rang: i32) -> Self {
        Self {
            code: code.to_owned(),
            rang,
            titre: String::new(),
            resume: String::new(),
            produit: String::new(),
            decide: String::new(),
            sans_objet: false,
            atteinte_le: None,
            note: String::new(),
            sans: Vec::new(),
        }
    }
}

/// A line that the CPTS keeps of a criterion.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Suivi {
    /// Its stage.
    pub etape: String,
    /// Name inside its stage.
    pub code: String,
    /// Its words, when it is of this CPTS.
    pub libelle: String,
    /// Added by this CPTS.
    pub propre: bool,
    /// What people say.
    pub etat: Etat,
    /// Since when.
    pub jour: Option<Date>,
    /// A few words.
    pub note: String,
}
