use crate::{Genre, Question};
use identifiants::CommuneCode;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

const COURT: usize = 200;
const LONG: usize = 2_000;
/// No measure asked here is longer than that.
const NOMBRE_MAX: i64 = 1_000_000_000;

/// What somebody answered: by number of question, without anything about them but what they said.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Bulletin(BTreeMap<u16, Valeur>);

/// The answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Valeur {
    /// Codes of the answers chosen, in the order of the question: lists, yes or no, professions.
    Codes(Vec<String>),
    /// From 1 to 5.
    Note(u8),
    /// A number, in hundredths.
    Nombre(i64),
    /// Words.
    Texte(String),
    /// A commune: its name as written, and its code when it was given.
    Commune {
        /// As written.
        nom: String,
        /// Official code, when it was given.
        code: Option<String>,
    },
}

/// What is wrong with the answer to one question.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Faute {
    /// An answer is needed.
    #[error("Cette question attend une réponse.")]
    Obligatoire,
    /// Not an answer of the list.
    #[error("Choisissez une réponse de la liste.")]
    HorsListe,
    /// Too many boxes ticked.
    #[error("{0} réponses au plus.")]
    TropDeChoix(u16),
    /// Not a number.
    #[error("«\u{a0}{0}\u{a0}» n’est pas un nombre\u{a0}: écrivez par exemple 12 ou 7,5.")]
    PasUnNombre(String),
    /// Below the least.
    #[error("Au moins {0}.")]
    TropPetit(i64),
    /// Above the greatest.
    #[error("Au plus {0}.")]
    TropGrand(i64),
    /// Too many characters.
    #[error("{0} caractères au plus.")]
    TropLong(usize),
}

/// Name of the field of a question in every form.
#[must_use]
pub fn champ(numero: u16) -> String {
    format!("q{numero}")
}

impl Bulletin {
    /// The answer to a question, if any.
    #[must_use]
    pub fn get(&self, numero: u16) -> Option<&Valeur> {
        self.0.get(&numero)
    }

    /// Whether the answer to `numero` holds `code`.
    #[must_use]
    pub fn says(&self, numero: u16, code: &str) -> bool {
        match self.0.get(&numero) {
            Some(Valeur::Codes(codes)) => codes.iter().any(|one| one == code),
            Some(Valeur::Note(note)) => note.to_string() == code,
            Some(Valeur::Nombre(_) | Valeur::Texte(_) | Valeur::Commune { .. }) | None => false,
        }
    }

    /// Numbers and answers, in order.
    pub fn iter(&self) -> impl Iterator<Item = (u16, &Valeur)> {
        self.0.iter().map(|(numero, valeur)| (*numero, valeur))
    }

    /// Reads the answers to `questions` out of a form; `sent` gives what came under a name, in order. A question whose
    /// condition is not met is neither needed nor kept.
    ///
    /// # Errors
    /// Each question at fault, by number.
    pub fn read(
        questions: &[Question],
        sent: impl Fn(&str) -> Vec<String>,
    ) -> Result<Self, Vec<(u16, Faute)>> {
        let (mut bulletin, mut fautes) = (Self::default(), Vec::new());
        for question in questions {
            let asked = question.enonce.si.as_ref().is_none_or(|si| bulletin.says(si.question, &si.code));
            if !asked {
                continue;
            }
            let typed = sent(&champ(question.numero));
            let texts: Vec<&str> = typed.iter().map(|t| t.trim()).filter(|t| !t.is_empty()).collect();
            match Valeur::read(&question.enonce.genre, &texts) {
                Ok(Some(valeur)) => {
                    bulletin.0.insert(question.numero, valeur);
                }
                Ok(None) if question.enonce.obligatoire => fautes.push((question.numero, Faute::Obligatoire)),
                Ok(None) => {}
                Err(faute) => fautes.push((question.numero, faute)),
            }
        }
        if fautes.is_empty() { Ok(bulletin) } else { Err(fautes) }
    }
}

impl Valeur {
    fn read(genre: &Genre, texts: &[&str]) -> Result<Option<Self>, Faute> {
        let Some(first) = texts.first() else { return Ok(None) };
        let read = match genre {
            Genre::ChoixMultiple { max, .. } => {
                let codes = chosen(genre, texts)?;
                match max {
                    Some(max) if codes.len() > usize::from(*max) => return Err(Faute::TropDeChoix(*max)),
                    _ => Self::Codes(codes),
                }
            }
            Genre::ChoixUnique(_) | Genre::OuiNon | Genre::Profession => {
                Self::Codes(chosen(genre, &[first])?)
            }
            Genre::Echelle { .. } => match first.parse() {
                Ok(note @ 1..=5) => Self::Note(note),
                _ => return Err(Faute::HorsListe),
            },
            Genre::Nombre { min, max, .. } => Self::Nombre(number(first, *min, *max)?),
            Genre::TexteCourt => Self::Texte(text(first, COURT)?),
            Genre::TexteLong => Self::Texte(text(first, LONG)?),
            Genre::Commune => commune(&text(first, COURT)?),
        };
        Ok(Some(read))
    }

    /// What a form sends back to say the same.
    #[must_use]
    pub fn typed(&self) -> Vec<String> {
        match self {
            Self::Codes(codes) => codes.clone(),
            Self::Note(note) => vec![note.to_string()],
            Self::Nombre(hundredths) => vec![decimal(*hundredths)],
            Self::Texte(text) => vec![text.clone()],
            Self::Commune { nom, code: None } => vec![nom.clone()],
            Self::Commune { nom, code: Some(code) } if nom.is_empty() => vec![code.clone()],
            Self::Commune { nom, code: Some(code) } => vec![format!("{nom} ({code})")],
        }
    }

    /// In words, for a list or a file.
    #[must_use]
    pub fn words(&self, genre: &Genre) -> String {
        match self {
            Self::Codes(codes) => {
                let choix = genre.choix();
                let label = |code: &String| {
                    choix.iter().find(|one| one.code == *code).map_or(code.clone(), |one| one.libelle.clone())
                };
                codes.iter().map(label).collect::<Vec<_>>().join(", ")
            }
            Self::Note(_) | Self::Nombre(_) | Self::Texte(_) | Self::Commune { .. } => self.typed().concat(),
        }
    }
}

/// The answers ticked, in the order of the list, each once.
fn chosen(genre: &Genre, texts: &[&str]) -> Result<Vec<String>, Faute> {
    let choix = genre.choix();
    if texts.iter().any(|text| choix.iter().all(|one| one.code != *text)) {
        return Err(Faute::HorsListe);
    }
    Ok(choix.into_iter().map(|one| one.code).filter(|code| texts.contains(&code.as_str())).collect())
}

fn text(text: &str, most: usize) -> Result<String, Faute> {
    if text.chars().count() > most { Err(Faute::TropLong(most)) } else { Ok(text.to_owned()) }
}

/// « 7,5 » → 750.
fn number(text: &str, min: Option<i32>, max: Option<i32>) -> Result<i64, Faute> {
    let wrong = || Faute::PasUnNombre(text.chars().take(30).collect());
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect();
    let plain = plain.replace(',', ".");
    let (sign, digits) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
    let (whole, cents) = digits.split_once('.').unwrap_or((digits, ""));
    let all_digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 10 || cents.len() > 2 || !all_digits(whole) || !all_digits(cents) {
        return Err(wrong());
    }
    let hundredths: i64 = format!("{whole}{cents:0<2}").parse().map_err(|_| wrong())?;
    let value = sign * hundredths;
    let least = min.map_or(-NOMBRE_MAX, i64::from);
    let most = max.map_or(NOMBRE_MAX, i64::from);
    if value < least * 100 {
        return Err(Faute::TropPetit(least));
    }
    if value > most * 100 { Err(Faute::TropGrand(most)) } else { Ok(value) }
}

/// 750 → « 7,5 ».
pub(crate) fn decimal(hundredths: i64) -> String {
    let (whole, cents) = (hundredths.unsigned_abs() / 100, hundredths.unsigned_abs() % 100);
    let sign = if hundredths < 0 { "-" } else { "" };
    match cents {
        0 => format!("{sign}{whole}"),
        cents if cents % 10 == 0 => format!("{sign}{whole},{}", cents / 10),
        cents => format!("{sign}{whole},{cents:02}"),
    }
}

/// « Le Puy-en-Velay (43157) », « 43157 », « Le Puy ».
fn commune(text: &str) -> Valeur {
    let read = |code: &str| code.trim().parse::<CommuneCode>().ok().map(|code| code.to_string());
    if let Some(code) = read(text) {
        return Valeur::Commune { nom: String::new(), code: Some(code) };
    }
    let cut = text.strip_suffix(')').and_then(|rest| rest.rsplit_once('('));
    match cut.and_then(|(nom, code)| Some((nom.trim(), read(code)?))) {
        Some((nom, code)) => Valeur::Commune { nom: nom.to_owned(), code: Some(code) },
        None => Valeur::Commune { nom: text.to_owned(), code: None },
    }
}
