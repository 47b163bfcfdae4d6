use crate::{Genre, Mission};
use identifiants::CommuneCode;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// Longest name of a theme, in characters.
const LONGEST_THEME: usize = 60;
/// Longest act: two days, in minutes.
const MOST_MINUTES: u32 = 2 * 24 * 60;
/// Most people reached by one act; beyond, it is a typing error.
const MOST_PERSONNES: u32 = 100_000;

/// One line of the ledger.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Acte {
    /// Its id.
    pub id: Id<Self>,
    /// What was done.
    pub fait: Fait,
    /// The table of the row it comes from (`actes` when noted by hand), and the id of that row.
    pub source: (String, String),
    /// The line that it corrects, and why.
    pub corrige: Option<Correction>,
    /// When it was written.
    pub saisi_le: Timestamp,
}

/// What was done, as the person who did it would say it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fait {
    /// The day it was done.
    pub jour: Date,
    /// The mission it was done for.
    pub mission: Mission,
    /// A few words, without any patient's identity.
    pub intitule: String,
    /// Who did it, when it was one person.
    pub auteur: Option<Uuid>,
    /// Where, when it has a place.
    pub commune: Option<CommuneCode>,
    /// How long it took, in minutes; 0 when time does not count.
    pub minutes: u32,
    /// How many people it reached.
    pub personnes: u32,
    /// What kind of act it is, when somebody said so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub genre: Option<Genre>,
    /// What it is about, in a word or two (« insuffisance cardiaque »); empty when nothing needs telling apart.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub theme: String,
    /// The action of the projet de santé that it carries out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<Uuid>,
}

/// The link from a correction to the line it corrects.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Correction {
    /// The corrected line.
    pub acte: Id<Acte>,
    /// Why.
    pub motif: String,
    /// True when the corrected act did not take place at all: this line then counts for nothing.
    pub annule: bool,
}

/// Why an act cannot be written.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No words.
    #[error("Dites en quelques mots ce qui a été fait.")]
    SansIntitule,
    /// Too many words.
    #[error("L’intitulé compte {0} caractères ; 200 au plus.")]
    IntituleLong(usize),
    /// Done tomorrow.
    #[error("Le {0} n’est pas encore passé : un acte se note quand il a eu lieu.")]
    Futur(Date),
    /// Too long.
    #[error("{0} minutes : un acte dure 2 880 minutes (deux jours) au plus.")]
    TropLong(u32),
    /// Too many people.
    #[error("{0} personnes : un acte en touche 100 000 au plus.")]
    TropDePersonnes(u32),
    /// Too many words about the theme.
    #[error("Le thème compte {0} caractères ; 60 au plus.")]
    ThemeLong(usize),
    /// A correction says why.
    #[error("Dites pourquoi cet acte est corrigé.")]
    SansMotif,
    /// The source row already gave an act.
    #[error("Cet acte est déjà au registre.")]
    DejaNote,
    /// Somebody was faster.
    #[error("Cet acte a déjà été corrigé : corrigez sa correction.")]
    DejaCorrige,
}

impl Fait {
    /// An act of that day and mission, of no known length, people, kind or theme.
    pub fn new(jour: Date, mission: Mission, intitule: impl Into<String>) -> Self {
        Self {
            jour,
            mission,
            intitule: intitule.into(),
            auteur: None,
            commune: None,
            minutes: 0,
            personnes: 0,
            genre: None,
            theme: String::new(),
            action: None,
        }
    }

    /// Whether this can be written on `today`.
    ///
    /// # Errors
    /// The first reason why not.
    pub fn check(&self, today: Date) -> Result<(), Refus> {
        let letters = self.intitule.trim().chars().count();
        match () {
            () if letters == 0 => Err(Refus::SansIntitule),
            () if letters > 200 => Err(Refus::IntituleLong(letters)),
            () if self.jour > today => Err(Refus::Futur(self.jour)),
            () if self.minutes > MOST_MINUTES => Err(Refus::TropLong(self.minutes)),
            () if self.theme.trim().chars().count() > LONGEST_THEME => {
                Err(Refus::ThemeLong(self.theme.trim().chars().count()))
            }
            () if self.personnes > MOST_PERSONNES => Err(Refus::TropDePersonnes(self.personnes)),
            () => Ok(()),
        }
    }
}

impl Acte {
    /// How many acts this line counts for: 1, or 0 when it cancels.
    #[must_use]
    pub fn weight(&self) -> i64 {
        i64::from(!self.corrige.as_ref().is_some_and(|correction| correction.annule))
    }

    /// What the journal hashes: the fact, its source and what it corrects.
    pub(crate) fn proof(&self) -> impl Serialize {
        (self.fait.clone(), self.source.clone(), self.corrige.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fait() -> Fait {
        Fait { minutes: 60, personnes: 8, ..Fait::new(date(2026, 3, 2), Mission::Acces, "Réunion") }
    }

    #[test]
    fn an_act_is_noted_the_same_day_but_not_before() {
        assert_eq!(fait().check(date(2026, 3, 2)), Ok(()));
        assert_eq!(fait().check(date(2026, 3, 1)), Err(Refus::Futur(date(2026, 3, 2))));
    }

    #[test]
    fn an_act_has_words_and_human_sizes() {
        assert_eq!(
            Fait { intitule: "  ".into(), ..fait() }.check(date(2026, 3, 2)),
            Err(Refus::SansIntitule)
        );
        assert_eq!(Fait { minutes: 2881, ..fait() }.check(date(2026, 3, 2)), Err(Refus::TropLong(2881)));
        assert_eq!(
            Fait { personnes: 100_001, ..fait() }.check(date(2026, 3, 2)),
            Err(Refus::TropDePersonnes(100_001))
        );
    }

    #[test]
    fn a_theme_is_short() {
        let long = Fait { theme: "é".repeat(61), ..fait() };
        assert_eq!(long.check(date(2026, 3, 2)), Err(Refus::ThemeLong(61)));
    }

    #[test]
    fn what_was_sealed_before_kinds_and_themes_existed_still_hashes_the_same() {
        let sealed = serde_json::to_string(&fait()).unwrap();
        assert!(
            !sealed.contains("genre") && !sealed.contains("theme") && !sealed.contains("action"),
            "{sealed}"
        );
        let said = serde_json::to_string(&Fait { genre: Some(Genre::Reunion), ..fait() }).unwrap();
        assert!(said.contains(r#""genre":"reunion""#), "{said}");
    }
}
