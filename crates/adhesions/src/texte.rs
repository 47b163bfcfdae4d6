//! Texts of the association by version, and who accepted which.

use crate::Adherent;
use jiff::civil::Date;
use kernel::Id;
use serde::Serialize;

/// A version of a text of the association.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Texte {
    /// Its id.
    pub id: Id<Self>,
    /// Which text.
    pub genre: Genre,
    /// Which version, in the words of the CPTS.
    pub version: String,
    /// Its title.
    pub titre: String,
    /// Its words; empty when it is a file.
    pub contenu: String,
    /// Its file.
    pub piece: Option<Id<pieces::Piece>>,
    /// In force from that day, until the next version.
    pub en_vigueur_du: Date,
    /// Whether each member accepts it.
    pub a_accepter: bool,
}

kernel::codes! {
    /// Which text.
    pub enum Genre {
        /// What members promise.
        Charte = "charte", "Charte";
        /// How the association works.
        ReglementInterieur = "reglement_interieur", "Règlement intérieur";
        /// Its statutes.
        Statuts = "statuts", "Statuts";
    }
}

/// A version that somebody accepted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Acceptation {
    /// Who.
    pub adherent: Id<Adherent>,
    /// Which version.
    pub texte: Id<Texte>,
    /// When.
    pub le: Date,
    /// How.
    pub comment: Comment,
}

kernel::codes! {
    /// How a text was accepted.
    pub enum Comment {
        /// On a page, signed in or with the request.
        Page = "page", "En ligne";
        /// By a link received.
        Lien = "lien", "Par un lien reçu";
        /// On paper, noted by the office.
        Papier = "papier", "Sur papier";
    }
}

/// The version of each text that is in force on that day, among `all`, newest first.
#[must_use]
pub fn en_vigueur(all: &[Texte], jour: Date) -> Vec<&Texte> {
    let of = |genre: &Genre| {
        let past = all.iter().filter(|one| one.genre == *genre && one.en_vigueur_du <= jour);
        past.max_by_key(|one| one.en_vigueur_du)
    };
    Genre::ALL.iter().filter_map(of).collect()
}

/// Those in force on that day that each member accepts.
pub fn asked(all: &[Texte], jour: Date) -> impl Iterator<Item = &Texte> {
    en_vigueur(all, jour).into_iter().filter(|one| one.a_accepter)
}
