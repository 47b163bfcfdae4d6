//! Surveys by link, anonymous or not: written by the CPTS, answered from a phone without an account, counted at once.
//!
//! * [`Enquete`]: from a draft to an open survey, closed by its date; its [`Question`]s are settled once it opens.
//! * [`Bulletin`]: what somebody answered. In an anonymous survey it goes into the [`Urne`], where nobody, whoever runs
//!   the CPTS or the database included, can tell whose it is: the decision and its limits stand in `src/urne.rs`.
//! * [`Invitation`]: who may answer once, by a link of their own, by mail or SMS; an open link and paper besides.
//! * [`Resultats`]: counts, shares, mean and median; small groups are hidden ([`SEUIL`]).
//! * [`Modele`]: ready-made surveys, in `data/modeles.toml`.
//!
//! Other crates ask [`enquetes()`] and [`resultats()`], and cite [`Resultats::citation`]. The pages stand in the room of
//! the diagnostic, whose survey of professionals is the first use.

mod answer;
mod ask;
mod bulletin;
mod cards;
pub mod demo;
mod describe;
pub mod droits;
mod edit;
mod enquete;
mod erase_addresses;
mod formulaire;
mod invitation;
mod invite;
mod masquage;
mod modele;
mod open;
mod pages;
mod phrases;
mod question;
mod read;
mod reponse;
mod resultat;
mod share;
mod store;
mod traitement;
mod urne;
mod write;

#[cfg(test)]
mod tests;

pub use answer::{AnswerError, answer_link, answer_member, answer_open, enter_paper};
pub use ask::{Sens, ask, rephrase, restore, shift, withdraw};
pub use bulletin::{Bulletin, Faute, Valeur};
pub use describe::{describe, discard};
pub use edit::EditError;
pub use enquete::{Anonymat, Enquete, Etat, Intitule, Ouverture, QUESTIONS_MAX, RELANCES_MAX, Refus};
pub use erase_addresses::{EraseError, erase_addresses, purge};
pub use invitation::{CONSERVATION_DAYS, Canal, Destinataire, Invitation, effacement};
pub use invite::{Envoi, invite, remind};
pub use masquage::{Groupe, Masque, SEUIL};
pub use modele::{Modele, modele, modeles, professions};
pub use open::{EnqueteOuverte, close, open, reopen};
pub use question::{Choix, Condition, Enonce, Genre, Malformee, Question};
pub use read::{Fichier, Lecture, ReadError, enquetes, export, read_resultats, resultats};
pub use reponse::Reponse;
pub use resultat::{Detail, Mesure, ParQuestion, Part, Resultats, count, span};
pub use share::{chemin_ouvert, share, unshare};
pub use urne::{Pleine, URNE_MAX, Urne};
pub use write::{copy, write, write_from};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "enquete",
    files: &[("001_enquete", include_str!("../migrations/001_enquete.sql"))],
};

/// What the program plugs in. No entry of its own in the navigation: the diagnostic leads here.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "enquete",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}
