use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Answers that one list offers.
const CHOIX_MAX: usize = 40;

/// One question of a survey.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its name for ever, from 1; answers cite it.
    pub numero: u16,
    /// What is asked, and how.
    pub enonce: Enonce,
    /// What it means for the program, when it comes from a ready-made model: `profession`, `difficultes`… Else empty.
    pub repere: String,
}

/// What is asked, and how: what the form of a question gives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enonce {
    /// The question.
    pub intitule: String,
    /// A line of help; may be empty.
    #[serde(default)]
    pub aide: String,
    /// What kind of answer.
    pub genre: Genre,
    /// Whether an answer is needed.
    #[serde(default)]
    pub obligatoire: bool,
    /// Asked only after that answer to an earlier question.
    #[serde(default)]
    pub si: Option<Condition>,
}

/// What kind of answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Genre {
    /// One of these.
    ChoixUnique(Vec<Choix>),
    /// Some of these.
    ChoixMultiple {
        /// The answers offered.
        choix: Vec<Choix>,
        /// How many at most.
        #[serde(default)]
        max: Option<u16>,
    },
    /// From 1 to 5.
    Echelle {
        /// What 1 means.
        bas: String,
        /// What 5 means.
        haut: String,
    },
    /// A number, two decimals at most.
    Nombre {
        /// Its unit: « jours ».
        unite: String,
        /// Least.
        #[serde(default)]
        min: Option<i32>,
        /// Greatest.
        #[serde(default)]
        max: Option<i32>,
    },
    /// One line.
    TexteCourt,
    /// Several lines.
    TexteLong,
    /// A commune, in words, with its code when it was given.
    Commune,
    /// Yes or no.
    OuiNon,
    /// One of the professions of [`crate::professions`].
    Profession,
}

/// One answer offered.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choix {
    /// What answers keep.
    pub code: String,
    /// What people read.
    pub libelle: String,
}

/// Asked only when the question `question` was answered with `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// Number of an earlier question.
    pub question: u16,
    /// Code of one of its answers.
    pub code: String,
}

/// Why a question cannot be kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Malformee {
    /// Nothing is asked.
    #[error("Écrivez la question.")]
    SansIntitule,
    /// The question or its help is too long.
    #[error("300 caractères au plus.")]
    Longue,
    /// A list of less than two answers.
    #[error("Donnez au moins deux réponses possibles, une par ligne.")]
    PeuDeChoix,
    /// A list that nobody reads to its end.
    #[error("{CHOIX_MAX} réponses possibles au plus, de 150 caractères au plus chacune.")]
    TropDeChoix,
    /// Twice the same answer.
    #[error("«\u{a0}{0}\u{a0}» est écrit deux fois.")]
    Doublon(String),
    /// Allows less than one answer.
    #[error("Le nombre maximal de réponses est d’au moins 1.")]
    Maximum,
    /// The least is above the greatest.
    #[error("Le minimum dépasse le maximum.")]
    Bornes,
    /// Depends on a question that does not come before, or on an answer that it does not have.
    #[error(
        "La question «\u{a0}{0}\u{a0}» dépend de la réponse à une question qui doit venir avant elle et proposer cette réponse."
    )]
    Condition(String),
}

impl Genre {
    /// As the form of a question names it.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::ChoixUnique(_) => "choix_unique",
            Self::ChoixMultiple { .. } => "choix_multiple",
            Self::Echelle { .. } => "echelle",
            Self::Nombre { .. } => "nombre",
            Self::TexteCourt => "texte_court",
            Self::TexteLong => "texte_long",
            Self::Commune => "commune",
            Self::OuiNon => "oui_non",
            Self::Profession => "profession",
        }
    }

    /// Codes and words of each kind, in the order of the form.
    pub const ALL: [(&'static str, &'static str); 9] = [
        ("choix_unique", "Une réponse dans une liste"),
        ("choix_multiple", "Plusieurs réponses dans une liste"),
        ("oui_non", "Oui ou non"),
        ("echelle", "Note de 1 à 5"),
        ("nombre", "Nombre"),
        ("texte_court", "Texte court"),
        ("texte_long", "Texte long"),
        ("profession", "Profession"),
        ("commune", "Commune"),
    ];

    /// As people say it.
    #[must_use]
    pub fn label(&self) -> &'static str {
        Self::ALL.iter().find(|(code, _)| *code == self.code()).map_or("", |(_, label)| label)
    }

    /// The closed list of answers, when there is one.
    #[must_use]
    pub fn choix(&self) -> Vec<Choix> {
        match self {
            Self::ChoixUnique(choix) | Self::ChoixMultiple { choix, .. } => choix.clone(),
            Self::OuiNon => vec![Choix::new("oui", "Oui"), Choix::new("non", "Non")],
            Self::Profession => crate::professions().to_vec(),
            Self::Echelle { .. } => {
                (1..=5).map(|note: u8| Choix::new(&note.to_string(), &note.to_string())).collect()
            }
            Self::Nombre { .. } | Self::TexteCourt | Self::TexteLong | Self::Commune => Vec::new(),
        }
    }
}

impl Choix {
    /// A code and its words.
    #[must_use]
    pub fn new(code: &str, libelle: &str) -> Self {
        Self { code: code.to_owned(), libelle: libelle.to_owned() }
    }

    /// One answer per line; a line that `before` already had keeps its code.
    #[must_use]
    pub fn lines(text: &str, before: &[Self]) -> Vec<Self> {
        let mut taken: BTreeSet<String> = before.iter().map(|choix| choix.code.clone()).collect();
        let mut lines = Vec::new();
        for libelle in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let known = before.iter().find(|choix| choix.libelle == libelle);
            let code = known.map_or_else(|| new_code(libelle, &mut taken), |choix| choix.code.clone());
            lines.push(Self { code, libelle: libelle.to_owned() });
        }
        lines
    }
}

/// « Délai trop long ! » → `delai_trop_long`, or `delai_trop_long_2` when it is taken.
fn new_code(libelle: &str, taken: &mut BTreeSet<String>) -> String {
    let folded: String = kernel::fold(libelle).replace(' ', "_").chars().take(40).collect();
    let base = if folded.is_empty() { "reponse".to_owned() } else { folded };
    let mut code = base.clone();
    let mut rank = 2;
    while !taken.insert(code.clone()) {
        code = format!("{base}_{rank}");
        rank += 1;
    }
    code
}

impl Enonce {
    /// Whether the question can be kept, but for its place among the others.
    ///
    /// # Errors
    /// [`Malformee`].
    pub fn check(&self) -> Result<(), Malformee> {
        if self.intitule.trim().is_empty() {
            return Err(Malformee::SansIntitule);
        }
        if [&self.intitule, &self.aide].into_iter().any(|text| text.chars().count() > 300) {
            return Err(Malformee::Longue);
        }
        match &self.genre {
            Genre::ChoixUnique(choix) => check_list(choix),
            Genre::ChoixMultiple { max: Some(0), .. } => Err(Malformee::Maximum),
            Genre::ChoixMultiple { choix, .. } => check_list(choix),
            Genre::Nombre { min: Some(min), max: Some(max), .. } if min > max => Err(Malformee::Bornes),
            Genre::Echelle { bas, haut } if bas.chars().count() + haut.chars().count() > 160 => {
                Err(Malformee::Longue)
            }
            Genre::Nombre { unite, .. } if unite.chars().count() > 40 => Err(Malformee::Longue),
            Genre::Echelle { .. }
            | Genre::Nombre { .. }
            | Genre::TexteCourt
            | Genre::TexteLong
            | Genre::Commune
            | Genre::OuiNon
            | Genre::Profession => Ok(()),
        }
    }
}

fn check_list(choix: &[Choix]) -> Result<(), Malformee> {
    if choix.len() < 2 {
        return Err(Malformee::PeuDeChoix);
    }
    if choix.len() > CHOIX_MAX || choix.iter().any(|choix| choix.libelle.chars().count() > 150) {
        return Err(Malformee::TropDeChoix);
    }
    let mut seen = BTreeSet::new();
    match choix.iter().find(|choix| !seen.insert(kernel::fold(&choix.libelle))) {
        Some(double) => Err(Malformee::Doublon(double.libelle.clone())),
        None => Ok(()),
    }
}

/// Whether each condition cites an answer of a question that comes before.
///
/// # Errors
/// [`Malformee::Condition`], with the question at fault.
pub fn check_order(questions: &[Question]) -> Result<(), Malformee> {
    for (rang, question) in questions.iter().enumerate() {
        let Some(si) = &question.enonce.si else { continue };
        let cited = questions.iter().take(rang).find(|before| before.numero == si.question);
        let offered = cited.is_some_and(|q| q.enonce.genre.choix().iter().any(|choix| choix.code == si.code));
        if !offered {
            return Err(Malformee::Condition(question.enonce.intitule.clone()));
        }
    }
    Ok(())
}
