//! Search for people and structures as people type: typos, accents, partial words, joined or split names, words
//! for professions (« kiné »), communes, distance. In memory, pure, deterministic.
//!
//! * [`Builder`] takes one [`Fiche`] a document and makes an immutable [`Index`]
//! * [`Index::search`] answers a [`Demande`] with [`Resultat`]s, best first, each with its [`Raison`]s in French
//! * [`Index::proches`] gives the closest known words when nothing was found
//!
//! How it works. Every distinct word is a *jeton*, numbered in alphabetical order, so that the words beginning with
//! the typed letters are one range of numbers. A dictionary of deletions gives the jetons at one or two typing errors.
//! Each typed word costs 0 when found as typed, more when completed or corrected, most when missing; the documents
//! of the rarest typed word are read, cheapest matches first, until no better document can exist.

mod accoles;
mod affectations;
mod analyse;
mod builder;
mod choix;
mod demande;
mod dictionnaire;
mod explication;
mod fautes;
mod index;
mod lexique;
mod metiers;
mod mots;
mod note;
mod pistes;
mod proches;
mod raison;
mod recherche;
mod tamis;
mod voisinage;

#[cfg(test)]
mod tests;

pub use builder::{Builder, Fiche};
pub use demande::{Demande, Position, Resultat};
pub use index::Index;
pub use proches::Proche;
pub use raison::{Champ, Facon, Raison};
