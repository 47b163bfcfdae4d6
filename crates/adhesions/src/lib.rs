//! Who belongs to the association: requests, members and their colleges, fees, texts accepted, conventions with employers.
//!
//! Nouns: [`Adherent`] (a person or an organisation, its [`Etat`]), its [`Fiche`], [`College`], [`Tarif`],
//! [`Cotisation`] and its [`Paiement`]s, [`Texte`] and [`Acceptation`], [`Convention`], and [`Situation`]: where a member stands
//! on a day. Verbs: one use case a file. Doors: the room « Adhésions », the public form « Rejoindre », the link of reminders.
//!
//! One line of the register is one membership: somebody who comes back after an exit has another line. The same person is
//! never kept twice at once: unique indexes decide (national number; address and name). A request that clashes is kept apart, in
//! double, for the bureau to examine: nothing that somebody sends is lost, nobody takes the place of another.

mod add_adherent;
pub mod adherent;
mod cards;
mod change_adherent;
pub mod college;
pub mod communes;
pub mod convention;
pub mod cotisation;
mod decide;
pub mod droits;
pub mod fiche;
pub mod helloasso;
mod import_adherents;
mod import_helloasso;
mod keep_convention;
mod leave;
mod letter;
mod open_annee;
mod pages;
mod pay;
mod phrases;
mod publish_texte;
pub mod rapport;
mod read_situation;
mod registre;
mod remind;
pub mod situation;
pub mod store;
pub mod tarif;
pub mod texte;
mod traitement;
mod write_college;
mod write_error;

#[cfg(test)]
mod tests;

pub use add_adherent::{Demande, Recue, add_adherent, ask_adhesion};
pub use adherent::{Adherent, Etat, Mode, Phase, Qui};
pub use change_adherent::{change_adherent, link_compte, move_college};
pub use college::College;
pub use communes::Communes;
pub use convention::{Convention, VerseA};
pub use cotisation::{Cotisation, Moyen, Paiement};
pub use decide::{accept_adhesion, refuse_adhesion};
pub use fiche::Fiche;
pub use import_adherents::import_adherents;
pub use import_helloasso::{Reglages, import_helloasso};
pub use keep_convention::{end_convention, keep_convention, withdraw_convention};
pub use leave::{leave, undo_leave};
pub use open_annee::{Appel, call_cotisation, open_annee};
pub use pay::{cancel_paiement, note_paiement, offer_cotisation};
pub use publish_texte::{accept_textes, publish_texte, withdraw_texte};
pub use rapport::Rapport;
pub use read_situation::{situation, situations};
pub use registre::export_registre;
pub use remind::{Envoi, USAGE, remind_cotisations, remind_textes};
pub use situation::{EtatCotisation, Situation};
pub use store::adherents::{adherent, adherents, cherche, membres, par_compte};
pub use store::colleges::colleges;
pub use store::conventions::{convention_du, conventions};
pub use store::cotisations::{Recouvrement, recouvrements};
pub use store::paiements::{Encaissement, encaissements};
pub use store::personnes::premiere;
pub use store::tarifs::Reglage;
pub use tarif::Tarif;
pub use texte::{Acceptation, Comment, Texte};
pub use write_college::{close_college, set_reglage, set_tarif, withdraw_tarif, write_college};
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "adhesions",
    files: &[
        ("001_adhesions", include_str!("../migrations/001_adhesions.sql")),
        ("002_double", include_str!("../migrations/002_double.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "adhesions",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Adhésions",
            segment: "adhesions",
            icon: ui::Icon::People,
            right: droits::VOIR,
            rank: 60,
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
        _ => None,
    }
}

/// `adherent:<id>`, as the journal names one.
pub(crate) fn objet(id: Id<Adherent>) -> String {
    format!("adherent:{id}")
}
