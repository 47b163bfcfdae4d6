//! A médecin traitant for everyone: from eight questions to a doctor’s tap, followed and proved, then erased.
//!
//! Nouns: [`Demande`] (where a request stands), its [`Situation`] (what counts, without a name), its [`Identite`] (sealed under
//! a key of its own, read with a reason), [`Regle`] (priority, by version, line by line), [`Medecin`] and their [`Offre`],
//! [`Proposition`] (a household, a doctor, an answer), [`Etape`] (each is an act). Who goes where is decided by `appariement`.
//!
//! A walled flow: nobody else reads these tables. Patient data is encrypted at rest ([`coffre`]), each reading of an identity is
//! in the journal with its reason, closed requests are erased on time and leave counts only ([`store::bilans`]).
//!
//! Law and sources: ACI of the CPTS, mission 1 (accès aux soins, médecin traitant); RGPD, articles 5, 13, 17, 30.

pub mod coffre;
pub mod demande;
pub mod droits;
pub mod etape;
pub mod identite;
pub mod medecin;
mod pages;
mod phrases;
pub mod proposition;
pub mod reglage;
pub mod regle;
pub mod situation;
pub mod store;
mod write_error;

#[cfg(test)]
mod tests;

pub use coffre::Coffre;
pub use demande::{Cloture, Demande, Etat, Foyer, Origine, Phase, Preuve};
pub use etape::Etape;
pub use identite::{Aidant, Identite};
pub use medecin::{Campagne, Medecin, Offre};
pub use proposition::{Proposition, Reponse, Voie};
pub use reglage::Reglage;
pub use regle::{Critere, Regle};
pub use situation::{Canal, Situation};
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "medecin_traitant",
    files: &[("001_medecin_traitant", include_str!("../migrations/001_medecin_traitant.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "medecin_traitant",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Médecin traitant",
            segment: "medecin-traitant",
            icon: ui::Icon::People,
            right: droits::VOIR,
            rank: 50,
        }],
        phrases: phrases::PHRASES,
        cards: None,
        api: None,
    }
}

/// The account of whoever acts.
pub(crate) const fn author(ctx: &Ctx) -> Option<Uuid> {
    match ctx.actor {
        Actor::Personne(id) => Some(id),
        Actor::Anonyme | Actor::Lien(_) | Actor::Systeme(_) => None,
    }
}

/// `demande:<id>`, as the journal names one: it says nothing of the person.
pub(crate) fn objet(id: Id<Demande>) -> String {
    format!("demande:{id}")
}
