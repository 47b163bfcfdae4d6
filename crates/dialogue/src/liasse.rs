//! The pack: everything that goes to the ARS and the CPAM, in one archive, made by a job.

use crate::Dialogue;
use jiff::{SignedDuration, Timestamp};
use kernel::Id;
use serde::Serialize;
use uuid::Uuid;

/// After so long without moving, a job is believed dead.
const STILL: SignedDuration = SignedDuration::from_mins(10);

/// A pack.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Liasse {
    /// Its id.
    pub id: Id<Self>,
    /// The dialogue.
    pub dialogue: Id<Dialogue>,
    /// When somebody asked for it: the day of everything in it.
    pub demandee_le: Timestamp,
    /// Who.
    pub demandee_par: Option<Uuid>,
    /// Where it stands.
    pub etat: EtatLiasse,
    /// Since when referents can take it.
    pub partagee_le: Option<Timestamp>,
}

/// Where a pack stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub enum EtatLiasse {
    /// Being made.
    EnCours {
        /// Steps behind.
        etape: u32,
        /// When it last moved.
        bouge_le: Timestamp,
    },
    /// Ready.
    Prete(Archive),
    /// Was ready; a later one took its place.
    Effacee(Archive),
    /// Could not be made.
    Echec(String),
}

/// An archive that was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Archive {
    /// When.
    pub faite_le: Timestamp,
    /// Bytes.
    pub taille: u64,
    /// Proofs inside.
    pub pieces: u32,
    /// SHA-256, in hexadecimal.
    pub empreinte: String,
    /// Print of the figures that it says.
    pub chiffres: String,
}

/// The steps of the job, as the page says them.
pub const ETAPES: [&str; 6] = [
    "Chiffres et textes réunis",
    "Rapport d’activité en PDF",
    "Rapport d’activité en Word",
    "Tableaux des indicateurs et de l’argent",
    "Preuves ajoutées",
    "Archive fermée",
];

impl Liasse {
    /// Whether somebody must ask again: it failed, or nothing moves any more.
    #[must_use]
    pub fn is_dead(&self, now: Timestamp) -> bool {
        match &self.etat {
            EtatLiasse::EnCours { bouge_le, .. } => now.duration_since(*bouge_le) > STILL,
            EtatLiasse::Echec(_) => true,
            EtatLiasse::Prete(_) | EtatLiasse::Effacee(_) => false,
        }
    }

    /// The archive, when it can be taken.
    #[must_use]
    pub const fn archive(&self) -> Option<&Archive> {
        match &self.etat {
            EtatLiasse::Prete(archive) => Some(archive),
            EtatLiasse::EnCours { .. } | EtatLiasse::Effacee(_) | EtatLiasse::Echec(_) => None,
        }
    }

    /// Whether referents read in it other figures than those of today, whose print is `chiffres`.
    #[must_use]
    pub fn is_outdated(&self, chiffres: &str) -> bool {
        self.partagee_le.is_some() && self.archive().is_some_and(|one| one.chiffres != chiffres)
    }

    /// `liasse:<id>`, as the journal names it.
    #[must_use]
    pub fn objet(&self) -> String {
        format!("liasse:{}", self.id)
    }
}

/// A pack was asked for.
#[derive(Debug, Clone, Serialize, serde::Deserialize)]
pub struct LiasseDemandee {
    /// Its id.
    pub liasse: Id<Liasse>,
}

impl kernel::Event for LiasseDemandee {
    const NAME: &'static str = "dialogue.liasse_demandee";
}
