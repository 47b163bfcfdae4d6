//! Files kept as proofs (« pièces »): attestations, convocations, invoices, tables of the CPAM.
//!
//! * [`Depot`]: a file as it was received. Its [`Genre`] is told by its content, never by its name; its name is cleaned.
//! * [`Piece`]: a file that is kept, with its SHA-256. The same content twice in one CPTS is stored once.
//! * [`keep()`] inside the transaction of whoever asks for a proof; [`discard()`] once nothing cites it any more, [`release()`]
//!   for the verb that has just taken away what cited it.
//! * [`Envoi`], [`champ`], [`lien`]: what a form and a page of another crate need.
//!
//! A piece is only ever downloaded (`Content-Disposition: attachment`, `nosniff`), by those of its [`Cercle`], and each
//! reading leaves a line in the journal.

mod depot;
mod discard;
pub mod droits;
mod genre;
mod keep;
mod nom;
mod office;
mod open;
mod pages;
mod piece;
mod store;
mod traitement;

#[cfg(test)]
mod tests;

pub use depot::{Depot, MAX, Refus};
pub use discard::{DiscardError, discard, release};

pub use genre::Genre;
pub use keep::{KeepError, keep};
pub use open::{ReadError, open};
pub use pages::{Envoi, champ, chemin, lien};
pub use piece::{Cercle, Piece};
pub use store::{bytes, piece, pieces};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "pieces",
    files: &[("001_pieces", include_str!("../migrations/001_pieces.sql"))],
};

/// What the program plugs in. No entry in the navigation: files are reached from what they prove.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "pieces",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[],
        phrases: &[
            ("pieces.piece_deposee", "a déposé une pièce"),
            ("pieces.piece_lue", "a téléchargé une pièce"),
            ("pieces.piece_retiree", "a retiré une pièce"),
        ],
        cards: None,
        api: None,
        registre: traitement::REGISTRE,
    }
}
