//! A meeting of an instance: its agenda, its convocation, whether the notice was kept.

use crate::instance::{Instance, Regle};
use adhesions::Adherent;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use reunions::Reunion;
use serde::Serialize;
use ui::{Tone, francais};

/// A meeting of an instance.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seance {
    /// Its id.
    pub id: Id<Self>,
    /// Of which instance.
    pub instance: Id<Instance>,
    /// When and where.
    pub reunion: Id<Reunion>,
    /// The meeting without quorum that it comes after, when it is a second convocation.
    pub premiere: Option<Id<Self>>,
    /// The day the convocation left.
    pub convoquee_le: Option<Date>,
    /// When it was opened.
    pub ouverte_le: Option<Timestamp>,
    /// When it was closed.
    pub close_le: Option<Timestamp>,
    /// Its agenda, in order.
    pub points: Vec<Point>,
}

/// A point of the agenda.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Point {
    /// Its id.
    pub id: Id<Self>,
    /// Its place, from 1.
    pub rang: u32,
    /// Its words.
    pub titre: String,
    /// What is proposed; possibly empty.
    pub texte: String,
    /// Who takes no part in it, and why.
    pub deports: Vec<Deport>,
}

/// Somebody who has an interest in a point.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Deport {
    /// Who.
    pub adherent: Id<Adherent>,
    /// Why.
    pub motif: String,
}

kernel::codes! {
    /// What a member answered to a convocation.
    pub enum Reponse {
        /// Nothing yet.
        Attendue = "attendue", "Pas encore répondu";
        /// They come.
        Vient = "vient", "Vient";
        /// They do not.
        NeVientPas = "ne_vient_pas", "Ne vient pas";
    }
}

/// A member who was called, to a meeting or to a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Convoque {
    /// Its id: the link they received is about it.
    pub id: Id<Self>,
    /// The meeting.
    pub seance: Option<Id<Seance>>,
    /// The consultation.
    pub scrutin: Option<Id<crate::Scrutin>>,
    /// Who.
    pub adherent: Id<Adherent>,
    /// Whether a letter left by e-mail; the others need one on paper.
    pub par_courriel: bool,
    /// What they answered.
    pub reponse: Reponse,
}

/// Whether the notice that the statutes ask for was kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Preavis {
    /// Days between the convocation and the meeting.
    pub jours: i32,
    /// Days asked for.
    pub demandes: u32,
    /// The article.
    pub source: String,
}

impl Preavis {
    /// Between the day of the convocation (today, when it has not left) and that of the meeting.
    #[must_use]
    pub fn of(convoquee_le: Date, jour: Date, regle: &Regle) -> Self {
        let jours = convoquee_le.until(jour).map_or(0, |span| span.get_days());
        Self { jours, demandes: regle.preavis, source: regle.source.clone() }
    }

    /// Whether it was kept.
    #[must_use]
    pub fn respecte(&self) -> bool {
        i64::from(self.jours) >= i64::from(self.demandes)
    }

    /// « 12 jours avant la séance », « le jour même de la séance ».
    #[must_use]
    pub fn avance(&self) -> String {
        match self.jours {
            ..0 => "après la séance".to_owned(),
            0 => "le jour même de la séance".to_owned(),
            n => format!("{} avant la séance", francais::compte(n.into(), "jour", "jours")),
        }
    }

    /// « 15 jours (Statuts, article 12) »: what is asked for, and by what.
    #[must_use]
    pub fn demande(&self) -> String {
        format!("{} ({})", francais::compte(self.demandes.into(), "jour", "jours"), self.source)
    }

    /// « Convoquée 12 jours avant la séance ; les statuts demandent 15 jours (Statuts, article 12). »
    #[must_use]
    pub fn phrase(&self) -> (Tone, String) {
        let left = self.avance();
        match (self.respecte(), self.demandes) {
            (true, 0) => (
                Tone::Success,
                format!("Convoquée {left}\u{a0}; aucun délai n’est demandé ({}).", self.source),
            ),
            (true, _) => {
                (Tone::Success, format!("Convoquée {left}\u{a0}; les statuts demandent {}.", self.demande()))
            }
            (false, _) => (
                Tone::Danger,
                format!(
                    "Convoquée {left}\u{a0}; les statuts demandent {}. Les décisions prises pourraient être contestées.",
                    self.demande()
                ),
            ),
        }
    }
}

impl Seance {
    /// In one word.
    #[must_use]
    pub const fn etat(&self) -> (Tone, &'static str) {
        match (self.convoquee_le, self.ouverte_le, self.close_le) {
            (_, _, Some(_)) => (Tone::Neutral, "Close"),
            (_, Some(_), None) => (Tone::Success, "Ouverte"),
            (Some(_), None, None) => (Tone::Info, "Convoquée"),
            (None, None, None) => (Tone::Warning, "À convoquer"),
        }
    }

    /// Whether it is being held.
    #[must_use]
    pub const fn is_ouverte(&self) -> bool {
        self.ouverte_le.is_some() && self.close_le.is_none()
    }

    /// Who takes no part in the vote on that point.
    #[must_use]
    pub fn deportes(&self, point: Option<Id<Point>>) -> Vec<Id<Adherent>> {
        let point = self.points.iter().find(|one| Some(one.id) == point);
        point.map(|one| one.deports.iter().map(|one| one.adherent).collect()).unwrap_or_default()
    }
}

/// Why a meeting does not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No rule was entered.
    #[error(
        "Les règles de cette instance ne sont pas encore saisies au {0}\u{a0}: notez d’abord ce que disent vos statuts."
    )]
    SansRegle(String),
    /// Nothing to talk about.
    #[error("L’ordre du jour est vide\u{a0}: ajoutez au moins un point avant de convoquer.")]
    SansOrdreDuJour,
    /// Nobody to call.
    #[error(
        "Personne n’est membre de cette instance à cette date\u{a0}: vérifiez les adhésions ou les mandats."
    )]
    SansMembre,
    /// Already sent.
    #[error("La convocation est déjà partie.")]
    DejaConvoquee,
    /// Nothing to send again.
    #[error("La convocation n’est pas encore partie.")]
    PasConvoquee,
    /// The first meeting of another instance.
    #[error("La première séance est celle d’une autre instance.")]
    AutreInstance,
    /// A second meeting is the last one.
    #[error(
        "Cette séance est déjà une seconde convocation\u{a0}: les statuts n’en prévoient pas de troisième."
    )]
    DejaSeconde,
    /// The first one may still have its quorum.
    #[error("La première séance n’est pas terminée\u{a0}: attendez sa fin, ou levez-la.")]
    PremiereEnCours,
    /// The first one had its quorum.
    #[error("La première séance a réuni son quorum\u{a0}: une seconde convocation n’a pas lieu d’être.")]
    QuorumReuni,
    /// The delay between two meetings.
    #[error(
        "La seconde séance vient {jours}\u{a0}jours après la première\u{a0}; les statuts en demandent {demandes} ({source_de})."
    )]
    TropTot {
        /// Days between them.
        jours: i32,
        /// Days asked for.
        demandes: u32,
        /// The article.
        source_de: String,
    },
    /// The statutes have none.
    #[error("Les statuts ne prévoient pas de seconde convocation pour cette instance.")]
    PasDeSeconde,
    /// Not its day yet.
    #[error("La séance est prévue le {0}\u{a0}: elle s’ouvre ce jour-là, ses pouvoirs changent jusque-là.")]
    TropTotPourOuvrir(String),
    /// Already open, or closed.
    #[error("Cette séance n’en est plus là\u{a0}: rechargez la page.")]
    PlusLa,
    /// A vote is still open.
    #[error("Un vote est encore ouvert\u{a0}: closez-le avant de lever la séance.")]
    VoteOuvert,
    /// The notice is too short and nobody said so.
    #[error("{0} Cochez «\u{a0}Convoquer malgré ce délai\u{a0}» pour continuer.")]
    DelaiCourt(String),
}
