//! How the association decides: convocations, quorum, proxies, votes, mandates and interests.
//!
//! Nouns: [`Instance`] and its [`Regle`]s (what the statutes say, with their article), [`Seance`] (agenda, convocation, notice),
//! [`Pouvoir`], [`quorum`], [`Scrutin`] and what it comes to ([`depouillement`]), [`Mandat`], [`Interet`].
//! Verbs: one use case a file. Doors: the room « Gouvernance » and the pages of two tap links.
//!
//! Nothing here is a rule of law: an association decides as its statutes say, and each rule carries the article it comes from. Nobody can
//! tie a secret ballot to a person: [`urne`] and docs/adr/0007-secret-ballot.md.

mod a_faire;
mod answer;
mod attach;
mod cards;
mod cast;
mod close_scrutin;
mod convoke;
pub mod depouillement;
pub mod droits;
mod give_pouvoir;
mod hold_seance;
pub mod instance;
mod lettre;
pub mod mandat;
mod note_deport;
mod note_elus;
mod note_mandat;
mod open_scrutin;
mod pages;
mod phrases;
mod plan_seance;
pub mod pouvoir;
mod prepare_scrutin;
pub mod quorum;
mod read_seance;
mod report;
mod resend;
pub mod scrutin;
pub mod seance;
mod set_instance;
pub mod store;
mod traitement;
pub mod urne;
mod voie;
mod write_error;

#[cfg(test)]
mod tests;

/// Longest text of the room.
const TEXTE: kernel::saisie::UpTo = kernel::saisie::UpTo(8_000);

pub use answer::answer;
pub use attach::{attach, detach};
pub use cast::{Bulletins, cast};
pub use close_scrutin::{Cloture, close_scrutin};
pub use convoke::convoke;
pub use give_pouvoir::{give_pouvoir, withdraw_pouvoir};
pub use hold_seance::{close_seance, open_seance};
pub use instance::{Assiette, Composition, Egalite, Genre, Instance, Majorite, Quorum, Regle, Seconde};
pub use mandat::{Fonction, Interet, Mandat};
pub use note_deport::note_deport;
pub use note_elus::{Elus, note_elus};
pub use note_mandat::{declare_interet, end_mandat, note_mandat};
pub use open_scrutin::open_scrutin;
pub use plan_seance::{Rendez, add_point, plan_seance, remove_point};
pub use pouvoir::Pouvoir;
pub use prepare_scrutin::{Cadre, Projet, prepare_scrutin, remove_scrutin};
pub use quorum::Ayant;
pub use read_seance::{Vue, ayants, noms, read_seance};
pub use resend::{Appel, follow_reunion, resend};
pub use scrutin::{Choix, Emargement, Issue, Mode, Scrutin, Sens};
pub use seance::{Convoque, Deport, Point, Preavis, Reponse, Seance};
pub use set_instance::{close_instance, open_instance, set_regle};
pub use voie::{CONSULTATION, CONVOCATION, Voie};
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "gouvernance",
    files: &[
        ("001_gouvernance", include_str!("../migrations/001_gouvernance.sql")),
        ("002_sequence", include_str!("../migrations/002_sequence.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "gouvernance",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Gouvernance",
            segment: "gouvernance",
            icon: ui::Icon::Talk,
            right: droits::VOIR,
            rank: 62,
        }],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        Actor::Anonyme | Actor::Lien(_) | Actor::Systeme(_) => None,
    }
}
