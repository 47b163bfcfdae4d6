//! A file as it was received: what it is, whether it is kept.

use crate::{Cercle, Genre};
use ui::francais;

/// Biggest file kept, in bytes: 20 MB as people count them.
pub const MAX: u64 = 20_000_000;

/// A file as it was received. Of one that is too big, only the size is known.
#[derive(Debug, Clone)]
pub struct Depot {
    nom: String,
    octets: Vec<u8>,
    taille: u64,
    cercle: Cercle,
}

/// Why a file is not kept.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refus {
    /// No byte.
    #[error("Ce fichier est vide.")]
    Vide,
    /// More than [`MAX`].
    #[error("Ce fichier fait {} ; 20\u{a0}Mo au plus sont acceptés. Réduisez-le ou découpez-le.", poids(*.0))]
    TropGros(u64),
    /// Word or Excel of before 2007.
    #[error(
        "Ce fichier est dans un ancien format de Word ou d’Excel : enregistrez-le en .docx, .xlsx ou PDF, puis déposez-le."
    )]
    Ancien,
    /// Programs inside.
    #[error(
        "Ce document contient des macros : enregistrez-le sans macros (.docx, .xlsx) ou en PDF, puis déposez-le."
    )]
    Macros,
    /// A photograph in the format of some telephones.
    #[error("Cette photo est au format HEIC, que peu d’ordinateurs ouvrent : envoyez-la en JPEG ou en PDF.")]
    Heic,
    /// Anything else.
    #[error(
        "Ce fichier n’est ni un PDF, ni une image (PNG, JPEG, WebP), ni un document de bureautique (Word, Excel, OpenDocument), \
         ni un texte (CSV, TXT)."
    )]
    Inconnu,
}

impl Depot {
    /// A file named `nom` by whoever sends it, for those of the room.
    #[must_use]
    pub fn new(nom: &str, octets: Vec<u8>) -> Self {
        let taille = octets.len() as u64;
        let mut depot = Self { nom: nom.to_owned(), octets, taille, cercle: Cercle::Espace };
        if taille > MAX {
            depot.octets = Vec::new();
        }
        depot
    }

    /// A file of which only the size was kept.
    pub(crate) fn too_big(nom: &str, taille: u64) -> Self {
        Self { nom: nom.to_owned(), octets: Vec::new(), taille, cercle: Cercle::Espace }
    }

    /// The same, which referents of institutions may open too: a proof of the contract, of an indicator, of a dialogue.
    #[must_use]
    pub const fn for_institutions(mut self) -> Self {
        self.cercle = Cercle::Institutions;
        self
    }

    /// What the file is.
    ///
    /// # Errors
    /// [`Refus`]: the sentence to show beside the field.
    pub fn check(&self) -> Result<Genre, Refus> {
        match self.taille {
            0 => Err(Refus::Vide),
            size if size > MAX => Err(Refus::TropGros(size)),
            _ => Genre::of(&self.nom, &self.octets),
        }
    }

    /// The name it came under.
    #[must_use]
    pub fn nom(&self) -> &str {
        &self.nom
    }

    /// Its content, as it was received; empty when it is too big.
    #[must_use]
    pub fn octets(&self) -> &[u8] {
        &self.octets
    }

    pub(crate) const fn cercle(&self) -> Cercle {
        self.cercle
    }
}

/// « 1,2 Mo », « 340 ko »; a file of a few bytes is 1 ko.
pub(crate) fn poids(taille: u64) -> String {
    let ko = taille.div_ceil(1_000).max(1);
    if ko < 1_000 {
        return format!("{ko}\u{a0}ko");
    }
    let tenths = i32::try_from(taille.saturating_add(50_000) / 100_000).unwrap_or(i32::MAX);
    format!("{}\u{a0}Mo", francais::decimal(f64::from(tenths) / 10.0, 1))
}
