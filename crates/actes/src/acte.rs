use crate::Mission;
use identifiants::CommuneCode;
use jiff::{Timestamp, civil::Date};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

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
    #[serde(serialize_with = "as_code")]
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

fn as_code<S: serde::Serializer>(mission: &Mission, s: S) -> Result<S::Ok, S::Error> {
    s.serialize_str(mission.code())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fait() -> Fait {
        Fait {
            jour: date(2026, 3, 2),
            mission: Mission::Acces,
            intitule: "Réunion".to_owned(),
            auteur: None,
            commune: None,
            minutes: 60,
            personnes: 8,
        }
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
}
