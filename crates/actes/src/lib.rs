//! The evidence ledger: what was done, recorded once where the work happens, and read everywhere else.
//!
//! * [`Acte`]: who, what, when, where, for which mission, how long, for how many people, from which source row. It
//!   never holds a patient's identity, so that erasing one never breaks a count.
//! * [`Mission`]: the missions of the ACI (articles of the *accord conventionnel interprofessionnel*) and the life
//!   of the association.
//! * [`record()`], [`correct()`]: append only; a correction cites the line it corrects, a source row gives one act.
//! * [`store::totals`], [`store::latest`], [`store::sommes()`], [`store::behind`]: the questions that indicators, money
//!   and reports ask.

/// The noun: an act, its content, its correction.
pub mod acte;
mod actions;
/// The verb: correct or cancel a line.
pub mod correct;
mod genre;
mod mission;
mod pages;
/// The verb: write an act.
pub mod record;
pub mod store;
mod traitement;
mod verify;

#[cfg(test)]
mod tests;

pub use acte::{Acte, Correction, Refus};
pub use actions::{ActionProposee, Actions, Lecture};
pub use correct::correct;
pub use genre::{Genre, GenreError};
pub use mission::{Mission, MissionError};
pub use record::{WriteError, record};
pub use store::{Filtre, Nature, Quoi, Somme};
pub use verify::{Ecart, verify};

use db::Migrations;
use kernel::Right;

/// May read the ledger.
pub const VOIR: Right = Right("actes.voir");
/// May add an act by hand.
pub const NOTER: Right = Right("actes.noter");
/// May correct an act.
pub const CORRIGER: Right = Right("actes.corriger");

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "actes",
    files: &[
        ("001_acte", include_str!("../migrations/001_acte.sql")),
        ("002_genre", include_str!("../migrations/002_genre.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "actes",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav { label: "Actes", segment: "actes", icon: ui::Icon::Proof, right: VOIR, rank: 54 }],
        phrases: &[("actes.acte_note", "a noté un acte"), ("actes.acte_corrige", "a corrigé un acte")],
        cards: None,
        api: None,
        registre: traitement::REGISTRE,
    }
}
