//! A meeting: what it is about, when and where, what becomes of it.

use crate::heures;
use actes::Mission;
use adhesions::Adherent;
use identifiants::CommuneCode;
use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use kernel::saisie::Refus;
use kernel::{Event, Id};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

kernel::codes! {
    /// What kind of meeting it is.
    pub enum Genre {
        /// A working group.
        GroupeDeTravail = "groupe", "Groupe de travail";
        /// Professionals around cases.
        Rcp = "rcp", "Réunion de concertation pluriprofessionnelle";
        /// People are trained.
        Formation = "formation", "Formation";
        /// Something for the public.
        Prevention = "prevention", "Action de prévention";
        /// All the members.
        Ag = "ag", "Assemblée générale";
        /// The board.
        Ca = "ca", "Conseil d’administration";
        /// Those who lead.
        Bureau = "bureau", "Bureau";
        /// With the ARS and the Assurance maladie.
        Dialogue = "dialogue", "Dialogue de gestion";
        /// Anything else.
        Autre = "autre", "Autre réunion";
    }
}

impl Genre {
    /// The kind of act that a meeting held is in the ledger.
    #[must_use]
    pub const fn acte(self) -> actes::Genre {
        match self {
            Self::Formation => actes::Genre::Formation,
            Self::Prevention => actes::Genre::Public,
            Self::Rcp => actes::Genre::Groupe,
            Self::GroupeDeTravail | Self::Ag | Self::Ca | Self::Bureau | Self::Dialogue | Self::Autre => {
                actes::Genre::Reunion
            }
        }
    }
}

/// What becomes of a meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum Etat {
    /// It will take place, or is taking place.
    Prevue,
    /// It will not.
    Annulee {
        /// Since when.
        le: Timestamp,
        /// Why.
        motif: String,
    },
    /// It took place, and somebody closed it.
    Tenue {
        /// Since when.
        le: Timestamp,
    },
}

impl Etat {
    /// Its code in the database.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Prevue => "prevue",
            Self::Annulee { .. } => "annulee",
            Self::Tenue { .. } => "tenue",
        }
    }
}

/// A meeting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reunion {
    /// Its id.
    pub id: Id<Self>,
    /// The meetings it was planned with.
    pub serie: Option<Uuid>,
    /// Its title.
    pub titre: String,
    /// Its kind.
    pub genre: Genre,
    /// The mission it serves.
    pub mission: Mission,
    /// The action of the projet de santé that it carries out.
    pub action: Option<Uuid>,
    /// What it is about; may be empty.
    pub theme: String,
    /// When it starts, on a clock in France.
    pub debut: DateTime,
    /// When it ends, on a clock in France.
    pub fin: DateTime,
    /// Minutes that really elapse between both.
    pub minutes: u32,
    /// The room; may be empty.
    pub lieu: String,
    /// Where.
    pub commune: Option<CommuneCode>,
    /// Address of the video call; may be empty.
    pub visio: String,
    /// The agenda; may be empty.
    pub ordre: String,
    /// The member who answers for it.
    pub responsable: Option<Id<Adherent>>,
    /// The account that planned it.
    pub auteur: Option<Uuid>,
    /// How many can come, when the room is small.
    pub jauge: Option<u32>,
    /// How many said that they come.
    pub oui: u32,
    /// How many times calendars had to learn a change.
    pub sequence: u32,
    /// What becomes of it.
    pub etat: Etat,
    /// When anything of it last changed.
    pub change_le: Timestamp,
}

/// The hours of a meeting changed: read what they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReunionDeplacee {
    /// Its id.
    pub reunion: Uuid,
}

impl Event for ReunionDeplacee {
    const NAME: &'static str = "reunions.reunion_deplacee";
}

/// How long before the start people may sign, in minutes.
pub const OUVRE: i64 = 30;
/// How long after the end people may still sign at the door, in minutes.
pub const FERME: i64 = 120;

impl Reunion {
    /// The day it starts.
    #[must_use]
    pub fn jour(&self) -> Date {
        self.debut.date()
    }

    /// Whether it is over.
    #[must_use]
    pub fn passee(&self, now: Timestamp) -> bool {
        heures::instant(self.fin) <= now
    }

    /// Whether people may sign at the door now: from [`OUVRE`] before the start to [`FERME`] after the end.
    #[must_use]
    pub fn ouverte(&self, now: Timestamp) -> bool {
        let minutes = jiff::SignedDuration::from_mins;
        let from = heures::instant(self.debut).saturating_sub(minutes(OUVRE)).unwrap_or(Timestamp::MIN);
        let to = heures::instant(self.fin).saturating_add(minutes(FERME)).unwrap_or(Timestamp::MAX);
        self.etat == Etat::Prevue && from <= now && now <= to
    }

    /// Whether people may sign from afar now: no longer once it is over.
    #[must_use]
    pub fn ouverte_a_distance(&self, now: Timestamp) -> bool {
        self.ouverte(now) && !self.passee(now)
    }

    /// What its form holds, to write it again.
    #[must_use]
    pub fn nouvelle(&self) -> Nouvelle {
        Nouvelle {
            id: Some(self.id),
            titre: self.titre.clone(),
            genre: self.genre,
            mission: self.mission,
            action: self.action,
            theme: self.theme.clone(),
            debut: self.debut,
            fin: self.fin,
            lieu: self.lieu.clone(),
            commune: self.commune,
            visio: self.visio.clone(),
            ordre: self.ordre.clone(),
            responsable: self.responsable,
            jauge: self.jauge,
        }
    }
}

/// What is said of a meeting to plan or to change it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Nouvelle {
    /// The id that its form was given, so that the same form sent twice is one meeting; none draws one.
    pub id: Option<Id<Reunion>>,
    /// Its title.
    pub titre: String,
    /// Its kind.
    pub genre: Genre,
    /// The mission it serves.
    pub mission: Mission,
    /// The action of the projet de santé that it carries out.
    pub action: Option<Uuid>,
    /// What it is about; may be empty.
    pub theme: String,
    /// When it starts, on a clock in France.
    pub debut: DateTime,
    /// When it ends.
    pub fin: DateTime,
    /// The room; may be empty.
    pub lieu: String,
    /// Where.
    pub commune: Option<CommuneCode>,
    /// Address of the video call; may be empty.
    pub visio: String,
    /// The agenda; may be empty.
    pub ordre: String,
    /// The member who answers for it.
    pub responsable: Option<Id<Adherent>>,
    /// How many can come, when the room is small.
    pub jauge: Option<u32>,
}

/// Longest theme, as the ledger keeps it.
const THEME: usize = 60;
/// Longest meeting, in minutes: two days.
const LONGUE: u32 = 2 * 24 * 60;

impl Nouvelle {
    /// A meeting of the life of the association, with nothing else said.
    pub fn new(titre: impl Into<String>, genre: Genre, debut: DateTime, fin: DateTime) -> Self {
        Self {
            id: None,
            titre: titre.into(),
            genre,
            mission: Mission::Fonctionnement,
            action: None,
            theme: String::new(),
            debut,
            fin,
            lieu: String::new(),
            commune: None,
            visio: String::new(),
            ordre: String::new(),
            responsable: None,
            jauge: None,
        }
    }

    /// The same, trimmed and measured.
    ///
    /// # Errors
    /// [`Refus`], with the field.
    pub fn check(self) -> Result<Self, Refus> {
        heures::check("debut", self.debut)?;
        heures::check("fin", self.fin)?;
        match heures::minutes(self.debut, self.fin) {
            0 => return Err(Refus::new("fin", "La fin vient avant le début, ou en même temps.")),
            n if n > LONGUE => return Err(Refus::new("fin", "Une réunion dure deux jours au plus.")),
            _ => {}
        }
        let theme = crate::LIGNE.maybe_line("theme", &self.theme)?;
        if theme.chars().count() > THEME {
            return Err(Refus::new("theme", "Un thème tient en 60\u{a0}caractères."));
        }
        let visio = crate::LIGNE.maybe_line("visio", &self.visio)?;
        if !visio.is_empty() && !visio.starts_with("https://") {
            return Err(Refus::new("visio", "Collez l’adresse complète, qui commence par https://."));
        }
        Ok(Self {
            titre: crate::LIGNE.line("titre", &self.titre)?,
            theme,
            visio,
            lieu: crate::LIGNE.maybe_line("lieu", &self.lieu)?,
            ordre: crate::TEXTE.maybe_words("ordre", &self.ordre)?,
            ..self
        })
    }

    /// Whether calendars must learn that it became `self`.
    #[must_use]
    pub fn moves(&self, before: &Reunion) -> bool {
        let (a, b) = (self, before);
        a.debut != b.debut
            || a.fin != b.fin
            || a.titre != b.titre
            || a.lieu != b.lieu
            || a.commune != b.commune
            || a.visio != b.visio
            || a.ordre != b.ordre
    }
}
