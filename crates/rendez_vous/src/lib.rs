//! Slots of care that people offer, and the appointments taken in them: nobody gets the place of somebody else.
//!
//! Nouns: [`Lieu`] (where), [`Effecteur`] (who), [`Creneau`] (when, how many, seen by whom), [`serie::Regle`] (what repeats),
//! [`RendezVous`] (one place, held for somebody). A place is one row with one column for who holds it: the schema makes two
//! holders impossible, whatever runs at once. Nothing here says who a patient is: an appointment names the request that it
//! answers, kept in the room of that request.
//!
//! Law and sources: ACI of the CPTS, mission 1 (soins non programmés); kinds of slots of the national nomenclature (TRE_R314).

pub mod ailleurs;
mod api;
mod book;
mod cancel;
pub mod creneau;
pub mod droits;
pub mod effecteur;
mod guichet;
pub mod habitude;
pub mod heure;
mod keep_effecteur;
mod keep_lieu;
pub mod lieu;
mod offer;
mod pages;
mod phrases;
pub mod rdv;
pub mod serie;
mod settle;
pub mod store;
mod traitement;
mod withdraw;
mod write_error;

#[cfg(test)]
mod tests;

pub use book::{book, book_in};
pub use cancel::{RdvAnnule, cancel, cancel_in};
pub use creneau::{Contenu, Creneau, Horaire, Modalite, Soin, Source, Visibilite};
pub use effecteur::{Effecteur, Profession};
pub use guichet::Guichet;
pub use habitude::{Habitude, habitudes};
pub use heure::Heure;
pub use keep_effecteur::{change_effecteur, keep_effecteur, withdraw_effecteur};
pub use keep_lieu::{change_lieu, keep_lieu, withdraw_lieu};
pub use lieu::Lieu;
pub use offer::{Offerte, offer, offer_serie};
pub use rdv::{Ordre, RendezVous};
pub use serie::{Regle, Serie};
pub use settle::{RdvRegle, settle, settle_in};
pub use traitement::TRAITEMENTS;
pub use withdraw::{Retires, withdraw, withdraw_between, withdraw_serie};
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "rendez_vous",
    files: &[
        ("001_rendez_vous", include_str!("../migrations/001_rendez_vous.sql")),
        ("002_par_rpps", include_str!("../migrations/002_par_rpps.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "rendez_vous",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Créneaux",
            segment: "rendez-vous",
            icon: ui::Icon::Calendar,
            right: droits::VOIR,
            rank: 58,
        }],
        phrases: phrases::PHRASES,
        cards: None,
        api: Some(api::describe),
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

/// `creneau:<id>`, as the journal names one.
pub(crate) fn objet(id: Id<Creneau>) -> String {
    format!("creneau:{id}")
}

/// `rdv:<id>`, as the journal names one.
pub(crate) fn rdv_objet(id: Id<RendezVous>) -> String {
    format!("rdv:{id}")
}
