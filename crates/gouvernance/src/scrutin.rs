//! A question put to the vote: how, among what, by whom.

use crate::instance::{Assiette, Egalite, Instance, Majorite};
use crate::seance::{Point, Seance};
use adhesions::Adherent;
use jiff::Timestamp;
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;
use std::collections::BTreeSet;
use ui::Tone;

/// Fewer people than this, and what a secret vote comes to would tell who chose what.
pub const SECRET_MINIMUM: usize = 3;

kernel::codes! {
    /// How a vote is taken.
    pub enum Mode {
        /// By show of hands: the office counts.
        MainLevee = "main_levee", "À main levée";
        /// By name: each choice is known once the vote is closed.
        Nominatif = "nominatif", "Nominatif";
        /// Secret: nobody can tie a ballot to a person.
        Secret = "secret", "À bulletin secret";
    }
}

kernel::codes! {
    /// What a choice means.
    pub enum Sens {
        /// For.
        Pour = "pour", "Pour";
        /// Against.
        Contre = "contre", "Contre";
        /// Abstains.
        Abstention = "abstention", "Abstention";
        /// Somebody to elect.
        Candidat = "candidat", "Candidat";
        /// None of the candidates.
        Blanc = "blanc", "Vote blanc";
    }
}

kernel::codes! {
    /// What a vote came to.
    pub enum Issue {
        /// Adopted.
        Adoptee = "adoptee", "Adoptée";
        /// Rejected.
        Rejetee = "rejetee", "Rejetée";
        /// Every seat has somebody.
        Pourvue = "pourvue", "Tous les sièges sont pourvus";
        /// Some seats have nobody: too few candidates with votes, or a tie.
        Incomplete = "incomplete", "Des sièges restent à pourvoir";
        /// Too few took part.
        SansQuorum = "sans_quorum", "Sans effet, faute de quorum";
        /// A secret vote of so few that its issue would tell who chose what: nothing of it is shown nor kept.
        SansEffet = "sans_effet", "Sans effet\u{a0}: moins de trois votants";
    }
}

/// Something that one may choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choix {
    /// Its place on the ballot.
    pub rang: u32,
    /// Its words.
    pub libelle: String,
    /// What it means.
    pub sens: Sens,
    /// Its voices, once the vote is closed, unless they would tell who chose what.
    pub voix: Option<u32>,
    /// Whether it is what was decided.
    pub retenu: bool,
}

/// A question put to the vote.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scrutin {
    /// Its id.
    pub id: Id<Self>,
    /// Who decides.
    pub instance: Id<Instance>,
    /// In which meeting; none: a consultation outside meetings.
    pub seance: Option<Id<Seance>>,
    /// On which point of the agenda.
    pub point: Option<Id<Point>>,
    /// The question.
    pub question: String,
    /// What is proposed, in full; possibly empty.
    pub texte: String,
    /// How.
    pub mode: Mode,
    /// Seats to fill; 0: a resolution, for or against.
    pub sieges: u32,
    /// The majority it needs.
    pub majorite: Majorite,
    /// Of which voices.
    pub assiette: Assiette,
    /// What a tie comes to.
    pub egalite: Egalite,
    /// First and last days of a consultation.
    pub jours: Option<(Date, Date)>,
    /// When it was opened.
    pub ouvert_le: Option<Timestamp>,
    /// When it was closed.
    pub clos_le: Option<Timestamp>,
    /// What it came to.
    pub issue: Option<Issue>,
    /// Why, in words.
    pub motif: String,
    /// Voices cast, and voices on the roll, once closed.
    pub participation: Option<(u32, u32)>,
    /// The ballot.
    pub choix: Vec<Choix>,
}

/// A line of the roll.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Emargement {
    /// Whose voice it is.
    pub electeur: Id<Adherent>,
    /// Who casts it: the same, or who holds their proxy.
    pub porteur: Id<Adherent>,
    /// How many voices.
    pub voix: u32,
    /// Whether it was cast.
    pub a_vote: bool,
}

/// Why a vote does not go on.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// Closed, before or during the ballot.
    #[error("Ce vote est clos\u{a0}: votre bulletin n’a pas été compté, et rien n’en a été gardé.")]
    Clos,
    /// Not open yet, or its last day has passed.
    #[error("Ce vote n’est pas ouvert.")]
    PasOuvert,
    /// Nothing to cast.
    #[error("Vous n’avez pas de voix dans ce vote.")]
    SansVoix,
    /// Cast already.
    #[error("Votre vote est déjà compté\u{a0}: on ne vote qu’une fois.")]
    DejaVote,
    /// Not what the ballot offers.
    #[error("Choisissez une réponse pour chaque voix que vous portez.")]
    Incomplet,
    /// No name at all, and names.
    #[error("Un vote blanc ne se coche pas avec un nom\u{a0}: choisissez l’un ou l’autre.")]
    BlancEtNom,
    /// More names than seats.
    #[error("{sieges}\u{a0}noms au plus peuvent être choisis\u{a0}; {choisis} l’ont été.")]
    TropDeNoms {
        /// The most.
        sieges: u32,
        /// Chosen.
        choisis: usize,
    },
    /// The counts by the office.
    #[error("Ce vote se fait à main levée\u{a0}: le bureau compte les voix.")]
    MainLevee,
    /// The office would know what was chosen.
    #[error(
        "Un vote secret ne se saisit pas au nom de quelqu’un\u{a0}: le bureau saurait ce que cette personne a choisi."
    )]
    SecretPapier,
    /// Somebody who votes without the office.
    #[error("{0} a un compte ou une adresse électronique\u{a0}: personne ne saisit son vote à sa place.")]
    VoteSeul(String),
    /// More hands than voices.
    #[error(
        "{comptees}\u{a0}voix comptées, pour {portees}\u{a0}voix présentes ou représentées\u{a0}: recomptez."
    )]
    TropDeVoix {
        /// Counted.
        comptees: u32,
        /// On the roll.
        portees: u32,
    },
    /// A vote in a meeting that is not being held.
    #[error("La séance n’est pas ouverte\u{a0}: ouvrez-la, puis le vote.")]
    SeancePasOuverte,
    /// Too few are there.
    #[error("{0} Aucun vote ne peut être ouvert.")]
    SansQuorum(String),
    /// Too few for a secret.
    #[error(
        "{0} pour voter\u{a0}: à moins de trois, un vote secret se devine. Choisissez un autre mode, ou attendez que d’autres soient là."
    )]
    SecretTropPeu(String),
    /// Voices of different weights.
    #[error(
        "Les collèges n’ont pas tous le même nombre de voix\u{a0}: dans un vote secret, ce nombre trahirait les électeurs. Choisissez un autre mode."
    )]
    SecretPondere,
    /// The chair must say how they voted.
    #[error(
        "Égalité\u{a0}: la voix de la présidence l’emporte ({0}). Dites comment la présidence a voté, puis closez de nouveau."
    )]
    Departage(String),
    /// People may still answer.
    #[error("La consultation court jusqu’au {0}\u{a0}: tous n’ont pas encore répondu.")]
    EnCours(String),
    /// The box does not say as many ballots as the roll.
    #[error(
        "L’urne ne compte pas autant de bulletins que l’émargement\u{a0}: la base a été modifiée en dehors du programme. Ce vote est à refaire."
    )]
    UrneAlteree,
}

impl Scrutin {
    /// The ballot of a resolution, or of an election among these names.
    #[must_use]
    pub fn bulletin(candidats: &[String]) -> Vec<Choix> {
        let one = |rang: usize, libelle: &str, sens| Choix {
            rang: u32::try_from(rang).unwrap_or(u32::MAX),
            libelle: libelle.to_owned(),
            sens,
            voix: None,
            retenu: false,
        };
        if candidats.is_empty() {
            let all = [Sens::Pour, Sens::Contre, Sens::Abstention].into_iter().enumerate();
            return all.map(|(n, sens)| one(n, sens.libelle(), sens)).collect();
        }
        let names = candidats.iter().map(|nom| (nom.as_str(), Sens::Candidat));
        let all = names.chain([(Sens::Blanc.libelle(), Sens::Blanc)]).enumerate();
        all.map(|(n, (nom, sens))| one(n, nom, sens)).collect()
    }

    /// Refuses a ballot that this vote does not offer; the ranks chosen, each once.
    ///
    /// # Errors
    /// [`Refus`].
    pub fn check(&self, rangs: &[u32]) -> Result<Vec<u32>, Refus> {
        let once: BTreeSet<u32> = rangs.iter().copied().collect();
        let chosen: Vec<&Choix> = self.choix.iter().filter(|one| once.contains(&one.rang)).collect();
        let blank = chosen.iter().any(|one| one.sens == Sens::Blanc);
        let most = usize::try_from(self.sieges.max(1)).unwrap_or(1);
        match chosen.len() {
            0 => Err(Refus::Incomplet),
            n if n != once.len() || (n > 1 && self.sieges == 0) => Err(Refus::Incomplet),
            n if n > 1 && blank => Err(Refus::BlancEtNom),
            n if n > most => Err(Refus::TropDeNoms { sieges: self.sieges, choisis: n }),
            _ => Ok(once.into_iter().collect()),
        }
    }

    /// Whom an election that is closed chose.
    pub fn elus(&self) -> impl Iterator<Item = &Choix> {
        let closed = self.clos_le.is_some();
        self.choix.iter().filter(move |one| closed && one.retenu && one.sens == Sens::Candidat)
    }

    /// Whether ballots are taken now.
    #[must_use]
    pub fn is_ouvert(&self, jour: Date) -> bool {
        self.ouvert_le.is_some()
            && self.clos_le.is_none()
            && self.jours.is_none_or(|(du, au)| (du..=au).contains(&jour))
    }

    /// In one word.
    #[must_use]
    pub fn etat(&self, jour: Date) -> (Tone, &'static str) {
        match (self.issue, self.ouvert_le) {
            (Some(issue @ (Issue::Adoptee | Issue::Pourvue)), _) => (Tone::Success, issue.libelle()),
            (
                Some(issue @ (Issue::Rejetee | Issue::Incomplete | Issue::SansQuorum | Issue::SansEffet)),
                _,
            ) => (Tone::Neutral, issue.libelle()),
            (None, None) => (Tone::Neutral, "Préparé"),
            (None, Some(_)) if self.is_ouvert(jour) => (Tone::Success, "Ouvert"),
            (None, Some(_)) => (Tone::Warning, "À clore"),
        }
    }
}

/// How many people cast these voices: a secret is kept among people, however many proxies they hold.
pub fn personnes<'a>(lines: impl Iterator<Item = &'a Emargement>) -> usize {
    lines.map(|one| one.porteur).collect::<BTreeSet<_>>().len()
}

/// Whether so few people have voted in secret that closing now would leave a vote without effect.
#[must_use]
pub fn is_fragile(mode: Mode, roll: &[Emargement]) -> bool {
    mode == Mode::Secret && personnes(roll.iter().filter(|one| one.a_vote)) < SECRET_MINIMUM
}
