use crate::Question;
use jiff::{Span, Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use ui::francais;

/// A survey stays open one year at most: it describes a moment.
const LONGEST_DAYS: i64 = 366;
/// Reminders that somebody who has not answered may receive.
pub const RELANCES_MAX: u16 = 2;
/// Questions of one survey.
pub const QUESTIONS_MAX: usize = 60;

/// A survey, without its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enquete {
    /// Id.
    pub id: Id<Self>,
    /// What it says of itself.
    pub intitule: Intitule,
    /// Whether answers carry a name.
    pub anonymat: Anonymat,
    /// Code of the ready-made model it comes from; empty when it was written from nothing.
    pub modele: String,
    /// When it was begun.
    pub creee_le: Timestamp,
    /// From which day to which, once it was opened; nothing while it is a draft.
    pub periode: Option<Ouverture>,
    /// Days of the first and of the last answer.
    pub recues: Option<(Date, Date)>,
    /// Answers received.
    pub reponses: u32,
    /// Reminders sent.
    pub relances: u16,
    /// Code of the open link; empty when there is none.
    pub lien: String,
}

/// What a survey says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Intitule {
    /// Title.
    pub titre: String,
    /// Why it is asked, for whoever answers; may be empty.
    pub introduction: String,
    /// To whom it is sent, in words: « Professionnels de santé du territoire ».
    pub destinataires: String,
}

/// The days of a survey that was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Ouverture {
    /// First day.
    pub du: Date,
    /// Last day, included.
    pub au: Date,
    /// Closed by hand on that day, before the last one.
    pub close_le: Option<Date>,
}

/// Whether answers carry a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Anonymat {
    /// No answer can be tied to anybody: see [`crate::Urne`].
    Anonyme,
    /// Each answer is tied to its author, who may change it until the end.
    Nominative,
}

impl Anonymat {
    /// Whether no answer carries a name.
    #[must_use]
    pub const fn is_anonyme(self) -> bool {
        matches!(self, Self::Anonyme)
    }

    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Anonyme => "Anonyme",
            Self::Nominative => "Nominative",
        }
    }
}

/// Where a survey stands on a given day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Etat {
    /// Being written.
    Brouillon,
    /// Will open.
    Prevue {
        /// First day.
        du: Date,
        /// Last day.
        au: Date,
    },
    /// Takes answers.
    Ouverte {
        /// First day.
        du: Date,
        /// Last day.
        au: Date,
    },
    /// Takes no more answers.
    Close {
        /// First day.
        du: Date,
        /// Last day, as it was.
        au: Date,
    },
}

impl Etat {
    /// As people say it.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Brouillon => "Brouillon",
            Self::Prevue { .. } => "Programmée",
            Self::Ouverte { .. } => "Ouverte",
            Self::Close { .. } => "Close",
        }
    }
}

/// Why something cannot be done with a survey.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No title.
    #[error("Donnez un titre à l’enquête.")]
    SansTitre,
    /// A text is too long: its most.
    #[error("Ce texte est trop long\u{a0}: {0} caractères au plus.")]
    TropLong(usize),
    /// Its questions were shown to people.
    #[error(
        "Cette enquête a été ouverte\u{a0}: ses questions ne changent plus. Faites-en une copie pour en écrire une nouvelle version."
    )]
    Figee,
    /// Nothing to ask.
    #[error("Une enquête compte au moins une question.")]
    SansQuestion,
    /// More questions than anybody answers.
    #[error("Une enquête compte {QUESTIONS_MAX} questions au plus.")]
    TropDeQuestions,
    /// Opens in the past.
    #[error("L’enquête ne peut pas ouvrir avant aujourd’hui, le {}.", francais::date(*.0))]
    Passe(Date),
    /// Ends before it begins.
    #[error("Le dernier jour vient avant le premier.")]
    Ordre,
    /// Too long a time.
    #[error("Une enquête reste ouverte un an au plus.")]
    TropLongtemps,
    /// Was never opened.
    #[error("Cette enquête n’a pas encore été ouverte.")]
    PasOuverte,
    /// Is already closed.
    #[error("Cette enquête est déjà close.")]
    DejaClose,
    /// Is open: nothing to reopen.
    #[error("Cette enquête n’est pas close.")]
    PasClose,
    /// Not open yet, for whoever would answer.
    #[error("Cette enquête ouvrira le {}.", francais::date(*.0))]
    PasEncore(Date),
    /// Over, for whoever would answer.
    #[error("Cette enquête est close depuis le {}\u{a0}: elle ne reçoit plus de réponses.", francais::date(*.0))]
    Finie(Date),
    /// Reminded as often as is decent.
    #[error("Deux relances ont déjà été envoyées\u{a0}: c’est le maximum.")]
    TropDeRelances,
}

impl Intitule {
    /// Whether the texts can be kept.
    ///
    /// # Errors
    /// [`Refus::SansTitre`], [`Refus::TropLong`].
    pub fn check(&self) -> Result<(), Refus> {
        if self.titre.trim().is_empty() {
            return Err(Refus::SansTitre);
        }
        let texts = [(&self.titre, 200), (&self.destinataires, 200), (&self.introduction, 2_000)];
        match texts.into_iter().find(|(text, most)| text.chars().count() > *most) {
            Some((_, most)) => Err(Refus::TropLong(most)),
            None => Ok(()),
        }
    }
}

impl Enquete {
    /// Where the survey stands on `jour`: dates decide, no job closes it.
    #[must_use]
    pub fn etat(&self, jour: Date) -> Etat {
        let Some(Ouverture { du, au, close_le }) = self.periode else { return Etat::Brouillon };
        match close_le {
            Some(close) => Etat::Close { du: du.min(close), au: au.min(close) },
            None if jour > au => Etat::Close { du, au },
            None if jour < du => Etat::Prevue { du, au },
            None => Etat::Ouverte { du, au },
        }
    }

    /// Whether its questions may still change.
    ///
    /// # Errors
    /// [`Refus::Figee`] once it was opened.
    pub const fn editable(&self) -> Result<(), Refus> {
        if self.periode.is_some() { Err(Refus::Figee) } else { Ok(()) }
    }

    /// Opens a draft from `du` to `au`, both included.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn open(mut self, questions: &[Question], jour: Date, du: Date, au: Date) -> Result<Self, Refus> {
        self.editable()?;
        if questions.is_empty() {
            return Err(Refus::SansQuestion);
        }
        if du < jour {
            return Err(Refus::Passe(jour));
        }
        check_days(du, au)?;
        self.periode = Some(Ouverture { du, au, close_le: None });
        Ok(self)
    }

    /// Closes before the last day.
    ///
    /// # Errors
    /// [`Refus::PasOuverte`], [`Refus::DejaClose`].
    pub fn close(mut self, jour: Date) -> Result<Self, Refus> {
        match (self.etat(jour), &mut self.periode) {
            (Etat::Close { .. }, _) => Err(Refus::DejaClose),
            (_, Some(periode)) => {
                periode.close_le = Some(jour);
                Ok(self)
            }
            (_, None) => Err(Refus::PasOuverte),
        }
    }

    /// Takes answers again, until `au`.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn reopen(mut self, jour: Date, au: Date) -> Result<Self, Refus> {
        match (self.etat(jour), &mut self.periode) {
            (Etat::Close { .. }, Some(periode)) => {
                if au < jour {
                    return Err(Refus::Passe(jour));
                }
                periode.du = periode.du.min(jour);
                check_days(periode.du, au)?;
                (periode.au, periode.close_le) = (au, None);
                Ok(self)
            }
            (_, None) => Err(Refus::PasOuverte),
            (_, Some(_)) => Err(Refus::PasClose),
        }
    }

    /// Whether an answer is taken on `jour`.
    ///
    /// # Errors
    /// [`Refus::PasOuverte`], [`Refus::PasEncore`], [`Refus::Finie`].
    pub fn takes_answers(&self, jour: Date) -> Result<(), Refus> {
        match self.etat(jour) {
            Etat::Brouillon => Err(Refus::PasOuverte),
            Etat::Prevue { du, .. } => Err(Refus::PasEncore(du)),
            Etat::Ouverte { .. } => Ok(()),
            Etat::Close { au, .. } => Err(Refus::Finie(au)),
        }
    }
}

fn check_days(du: Date, au: Date) -> Result<(), Refus> {
    if au < du {
        return Err(Refus::Ordre);
    }
    if au > du.saturating_add(Span::new().days(LONGEST_DAYS)) { Err(Refus::TropLongtemps) } else { Ok(()) }
}
