//! Exchanges with the national platform of the *service d’accès aux soins* (SAS): the free slots that it reads from us.
//!
//! Nouns: [`Reglage`] (whether a CPTS is open to the platform, and its number there), [`Acces`] (who may call: the platform
//! shows a certificate, checked by a declared proxy), [`Regulateur`] (somebody whose account the platform opens), [`Annonce`] (what
//! both said of one appointment of a regulator). The wire format is that of `fhir`; slots are those of `rendez_vous`, and
//! only those whose visibility allows it leave.
//!
//! Sources: implementation guide `ans.fhir.fr.sas` 1.1.0 and 1.2.0 (flows INT_R01 to INT_R04), conformance kit 0.3.0.

mod acces;
pub mod annonce;
mod book;
pub mod droits;
mod pages;
mod phrases;
mod publish;
mod purge;
mod rdv_error;
mod read_ailleurs;
mod read_one;
mod receive_rdv;
mod receive_regulateur;
mod reglage;
mod regulateur;
mod remind;
mod set_reglage;
pub mod store;
mod tell;
mod traitement;
mod write_error;

#[cfg(test)]
mod tests;

pub use acces::{Acces, Sujet};
pub use annonce::Annonce;
pub use book::{RdvPris, book, give_back};
pub use publish::publication;
pub use purge::purge;
pub use rdv_error::RdvError;
pub use read_ailleurs::{LectureError, read_ailleurs};
pub use receive_rdv::receive_rdv;
pub use receive_regulateur::{Recu, RegulateurError, receive_regulateur};
pub use reglage::Reglage;
pub use regulateur::Regulateur;
pub use remind::remind;
pub use set_reglage::set_reglage;
pub use tell::{Parole, parole, said};
pub use traitement::TRAITEMENTS;
pub use write_error::WriteError;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "sas",
    files: &[
        ("001_sas", include_str!("../migrations/001_sas.sql")),
        ("002_echanges", include_str!("../migrations/002_echanges.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "sas",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[],
        phrases: phrases::PHRASES,
        cards: None,
        api: None,
        registre: traitement::REGISTRE,
    }
}
