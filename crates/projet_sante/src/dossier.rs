//! The file sent to the ARS: sendings, questions and answers, the decision.

use crate::horloge::Reponse;
use crate::loi::Motif;
use crate::version::Version;
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

kernel::codes! {
    /// What was sent.
    pub enum Objet {
        /// The letter of intent, or the pré-projet.
        Lettre = "lettre", "Lettre d’intention";
        /// The projet de santé: the clock of the ARS starts.
        Projet = "projet", "Projet de santé";
        /// Papers asked for.
        Complement = "complement", "Complément";
    }
}

/// Why something of the file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// A day to come.
    #[error("Cette date est dans le futur.")]
    Futur,
    /// Before what it follows.
    #[error("Cette date vient avant l’envoi auquel elle répond.")]
    AvantEnvoi,
    /// The projet goes out as it was frozen.
    #[error(
        "Un projet de santé s’envoie dans une version figée\u{a0}: choisissez-en une, ou figez-le au moment de l’envoi."
    )]
    SansVersion,
    /// What went out stood before it was frozen.
    #[error(
        "La version {0} a été figée après le jour de l’envoi\u{a0}: dites pourquoi c’est bien ce texte qui est parti."
    )]
    FigeeApres(u32),
    /// Parts that nobody agreed upon, by their titles.
    #[error(
        "Ces parties obligatoires ne sont pas validées\u{a0}: {0}. Cochez «\u{a0}J’envoie malgré cela\u{a0}» pour noter l’envoi."
    )]
    PasValidees(String),
    /// That version does not exist.
    #[error("La version {0} n’existe pas.")]
    VersionInconnue(u32),
    /// Not one of the lawful grounds.
    #[error("«\u{a0}{0}\u{a0}» n’est pas un motif d’opposition prévu par la loi.")]
    MotifInconnu(String),
    /// One decision a sending.
    #[error("Une décision est déjà notée pour cet envoi.")]
    DejaDecide,
    /// One answer a question.
    #[error("Cette question a déjà sa réponse.")]
    DejaRepondue,
    /// Only the projet and the letter are decided upon.
    #[error("Cet envoi n’attend pas de décision.")]
    SansDecision,
    /// A sending that was answered stays.
    #[error("Cet envoi a une décision ou des questions\u{a0}: il reste au dossier.")]
    Repondu,
}

/// Something that was sent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Envoi {
    /// Its id.
    pub id: Id<Self>,
    /// What.
    pub objet: Objet,
    /// The frozen version that went out.
    pub version: Option<u32>,
    /// To whom, one a line.
    pub destinataires: String,
    /// The day.
    pub jour: Date,
    /// How: registered letter, deposit on a site…
    pub moyen: String,
    /// A few words.
    pub note: String,
    /// Who noted it.
    pub auteur: Option<Uuid>,
    /// What was decided.
    pub decision: Option<Decision>,
}

/// What the ARS decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Which way.
    pub nature: Nature,
    /// The day.
    pub jour: Date,
    /// Number of the letter.
    pub reference: String,
    /// A few words.
    pub note: String,
}

/// Which way it decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Nature {
    /// Yes.
    Validation,
    /// No, on this ground (its code).
    Opposition(String),
}

impl Nature {
    /// As the database keeps it.
    #[must_use]
    pub fn code(&self) -> String {
        match self {
            Self::Validation => "validation".to_owned(),
            Self::Opposition(motif) => format!("opposition:{motif}"),
        }
    }

    /// From what a form sends or the database keeps.
    ///
    /// # Errors
    /// [`Refus::MotifInconnu`].
    pub fn of(text: &str, motifs: &[Motif]) -> Result<Self, Refus> {
        match text.strip_prefix("opposition:") {
            None if text == "validation" => Ok(Self::Validation),
            Some(code) if motifs.iter().any(|motif| motif.code == code) => {
                Ok(Self::Opposition(code.to_owned()))
            }
            other => Err(Refus::MotifInconnu(other.unwrap_or(text).to_owned())),
        }
    }
}

impl Envoi {
    /// True when what went out was frozen after it went: the text may not be the one that was received.
    #[must_use]
    pub fn is_figee_apres(&self, versions: &[Version]) -> bool {
        let sent = versions.iter().find(|one| Some(one.numero) == self.version);
        sent.is_some_and(|one| kernel::today(one.figee_le) > self.jour)
    }

    /// What the clock needs of the decision.
    #[must_use]
    pub fn reponse(&self) -> Reponse {
        match &self.decision {
            None => Reponse::Aucune,
            Some(Decision { nature: Nature::Validation, jour, .. }) => Reponse::Validation(*jour),
            Some(Decision { nature: Nature::Opposition(motif), jour, .. }) => {
                Reponse::Opposition(*jour, motif.clone())
            }
        }
    }

    /// Refuses a day before the sending, or to come.
    ///
    /// # Errors
    /// [`Refus::AvantEnvoi`], [`Refus::Futur`].
    pub fn after(&self, jour: Date, aujourdhui: Date) -> Result<(), Refus> {
        match () {
            () if jour > aujourdhui => Err(Refus::Futur),
            () if jour < self.jour => Err(Refus::AvantEnvoi),
            () => Ok(()),
        }
    }
}

/// What the ARS asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Question {
    /// Its id.
    pub id: Id<Self>,
    /// The sending it is about.
    pub envoi: Id<Envoi>,
    /// When it came.
    pub recue_le: Date,
    /// Who asks.
    pub de: String,
    /// Its words.
    pub texte: String,
    /// What was answered, and when.
    pub reponse: Option<(Date, String)>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::loi;
    use jiff::civil::date;

    #[test]
    fn only_the_lawful_grounds_object() {
        let motifs = loi::motifs(date(2026, 3, 2));
        assert_eq!(Nature::of("validation", &motifs), Ok(Nature::Validation));
        for motif in &motifs {
            let text = format!("opposition:{}", motif.code);
            assert_eq!(Nature::of(&text, &motifs).unwrap().code(), text);
        }
        assert_eq!(Nature::of("opposition:cher", &motifs), Err(Refus::MotifInconnu("cher".into())));
        assert!(Nature::of("non", &motifs).is_err());
    }
}
