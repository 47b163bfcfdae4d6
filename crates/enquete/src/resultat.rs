use crate::{Bulletin, Enquete, Genre, Question, Valeur, masquage::Masque};
use jiff::civil::Date;
use std::collections::BTreeMap;
use ui::francais;

/// What a survey says, by counts.
#[derive(Debug, Clone, PartialEq)]
pub struct Resultats {
    /// The survey.
    pub enquete: Enquete,
    /// People invited by mail or SMS.
    pub invites: u32,
    /// Those of them who answered.
    pub repondu: u32,
    /// All the answers, by whatever way they came.
    pub reponses: u32,
    /// The days during which answers were taken, as far as today; nothing for a draft.
    pub periode: Option<(Date, Date)>,
    /// Why nothing is shown, when it is so.
    pub masque: Option<Masque>,
    /// Each question, in order.
    pub questions: Vec<ParQuestion>,
}

/// What one question gathered.
#[derive(Debug, Clone, PartialEq)]
pub struct ParQuestion {
    /// The question.
    pub question: Question,
    /// How many answered it.
    pub exprimes: u32,
    /// What they said.
    pub detail: Detail,
}

/// What was said.
#[derive(Debug, Clone, PartialEq)]
pub enum Detail {
    /// How many chose each answer; several may be chosen when the question allows it.
    Parts(Vec<Part>),
    /// Numbers, and notes from 1 to 5.
    Mesure(Mesure),
    /// Words, in alphabetical order.
    Textes(Vec<String>),
    /// Hidden.
    Masque,
}

/// How many gave one answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Code of the answer.
    pub code: String,
    /// Its words.
    pub libelle: String,
    /// How many.
    pub n: u32,
}

/// The middle of numbers.
#[derive(Debug, Clone, PartialEq)]
pub struct Mesure {
    /// How many numbers.
    pub n: u32,
    /// Arithmetic mean.
    pub moyenne: f64,
    /// Middle value, or the mean of the two middle ones.
    pub mediane: f64,
    /// Least.
    pub min: f64,
    /// Greatest.
    pub max: f64,
    /// How many of each note, for a scale; empty for a number.
    pub parts: Vec<Part>,
}

impl Part {
    /// Its share of `whole`, in hundredths: 12.5 for one in eight.
    #[must_use]
    pub fn taux(&self, whole: u32) -> f64 {
        if whole == 0 { 0.0 } else { f64::from(self.n) * 100.0 / f64::from(whole) }
    }
}

impl Resultats {
    /// How to cite the survey: « 42 réponses sur 96, du 3 au 20 mars 2026 ». When some answers came from people who were not
    /// invited one by one, the two numbers stand apart.
    #[must_use]
    pub fn citation(&self) -> String {
        let reponses = francais::compte(self.reponses.into(), "réponse", "réponses");
        let sur = match self.invites {
            0 => String::new(),
            invites if self.reponses == self.repondu => {
                format!(" sur\u{a0}{}", francais::nombre(invites.into()))
            }
            invites => {
                let people = francais::compte(invites.into(), "personne invitée", "personnes invitées");
                format!(" ({people})")
            }
        };
        let days = self.periode.map(|(du, au)| format!(", {}", span(du, au))).unwrap_or_default();
        format!("{reponses}{sur}{days}")
    }

    /// Share of the invited who answered, in hundredths; nothing when nobody was invited one by one.
    #[must_use]
    pub fn taux(&self) -> Option<f64> {
        (self.invites > 0).then(|| f64::from(self.repondu) * 100.0 / f64::from(self.invites))
    }

    /// A question of a ready-made model by what it means: `difficultes`.
    #[must_use]
    pub fn repere(&self, repere: &str) -> Option<&ParQuestion> {
        self.questions.iter().find(|one| !repere.is_empty() && one.question.repere == repere)
    }
}

/// « du 3 au 20 mars 2026 », « du 28 février au 3 mars 2026 », « le 3 mars 2026 ».
#[must_use]
pub fn span(du: Date, au: Date) -> String {
    let whole = francais::date(au);
    if du == au {
        return format!("le {whole}");
    }
    let first = francais::date(du);
    let year = format!(" {}", du.year());
    let short = if du.year() == au.year() { first.strip_suffix(&year).unwrap_or(&first) } else { &first };
    let day = short.split('\u{a0}').next().filter(|_| du.first_of_month() == au.first_of_month());
    format!("du {} au {whole}", day.unwrap_or(short))
}

/// Counts the answers to each question.
#[must_use]
pub fn count(questions: &[Question], bulletins: &[&Bulletin]) -> Vec<ParQuestion> {
    let one = |question: &Question| {
        let said: Vec<&Valeur> = bulletins.iter().filter_map(|b| b.get(question.numero)).collect();
        let exprimes = u32::try_from(said.len()).unwrap_or(u32::MAX);
        ParQuestion { question: question.clone(), exprimes, detail: detail(&question.enonce.genre, &said) }
    };
    questions.iter().map(one).collect()
}

fn detail(genre: &Genre, said: &[&Valeur]) -> Detail {
    match genre {
        Genre::ChoixUnique(_) | Genre::ChoixMultiple { .. } | Genre::OuiNon => {
            Detail::Parts(parts(genre, said))
        }
        Genre::Profession => {
            let mut parts = parts(genre, said);
            parts.retain(|part| part.n > 0);
            parts.sort_by_key(|part| std::cmp::Reverse(part.n));
            Detail::Parts(parts)
        }
        Genre::Commune => Detail::Parts(communes(said)),
        Genre::Echelle { .. } => {
            let notes = said.iter().filter_map(|valeur| match valeur {
                Valeur::Note(note) => Some(f64::from(*note)),
                _ => None,
            });
            Detail::Mesure(Mesure { parts: parts(genre, said), ..measure(notes.collect()) })
        }
        Genre::Nombre { .. } => {
            let numbers = said.iter().filter_map(|valeur| match valeur {
                Valeur::Nombre(hundredths) => {
                    i32::try_from(*hundredths).ok().map(f64::from).map(|n| n / 100.0)
                }
                _ => None,
            });
            Detail::Mesure(measure(numbers.collect()))
        }
        Genre::TexteCourt | Genre::TexteLong => Detail::Textes(texts(said)),
    }
}

fn parts(genre: &Genre, said: &[&Valeur]) -> Vec<Part> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for valeur in said {
        for code in valeur.typed() {
            *counts.entry(code).or_default() += 1;
        }
    }
    let part = |choix: crate::Choix| {
        let n = counts.get(&choix.code).copied().unwrap_or(0);
        Part { code: choix.code, libelle: choix.libelle, n }
    };
    genre.choix().into_iter().map(part).collect()
}

/// One part per commune: by its code when it was given, else by its name without case or accents; most cited first.
fn communes(said: &[&Valeur]) -> Vec<Part> {
    let mut counts: BTreeMap<String, Part> = BTreeMap::new();
    for valeur in said {
        let Valeur::Commune { nom, code } = valeur else { continue };
        let key = code.clone().unwrap_or_else(|| kernel::fold(nom));
        let libelle = valeur.typed().concat();
        counts.entry(key.clone()).or_insert(Part { code: key, libelle, n: 0 }).n += 1;
    }
    let mut parts: Vec<Part> = counts.into_values().collect();
    parts.sort_by(|a, b| b.n.cmp(&a.n).then_with(|| a.libelle.cmp(&b.libelle)));
    parts
}

fn measure(mut numbers: Vec<f64>) -> Mesure {
    numbers.sort_by(f64::total_cmp);
    let n = u32::try_from(numbers.len()).unwrap_or(u32::MAX);
    let at = |place: usize| numbers.get(place).copied().unwrap_or(0.0);
    let middle = numbers.len() / 2;
    let mediane = if numbers.len() % 2 == 1 {
        at(middle)
    } else {
        f64::midpoint(at(middle.saturating_sub(1)), at(middle))
    };
    Mesure {
        n,
        moyenne: if n == 0 { 0.0 } else { numbers.iter().sum::<f64>() / f64::from(n) },
        mediane,
        min: at(0),
        max: numbers.last().copied().unwrap_or(0.0),
        parts: Vec::new(),
    }
}

/// Sorted by their words, so that two texts of one person do not stand at the same rank.
fn texts(said: &[&Valeur]) -> Vec<String> {
    let mut texts: Vec<String> = said.iter().map(|valeur| valeur.typed().concat()).collect();
    texts.sort_by_cached_key(|text| (kernel::fold(text), text.clone()));
    texts
}
