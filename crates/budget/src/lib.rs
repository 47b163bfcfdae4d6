//! Where the money comes from and goes: envelopes by contract and civil year, spending, forecast, entries for the accountant.

mod alerte;
mod annee;
mod attach_piece;
mod bilan;
mod cards;
mod classeur;
mod cle;
mod close_annee;
mod cloture;
pub mod droits;
mod ecritures;
mod enveloppe;
mod exercice;
pub mod financement;
mod gather;
mod import_mouvements;
mod keep_financement;
mod ligne;
mod livre;
pub mod mouvement;
mod note_decision;
mod pages;
mod paheko;
mod phrases;
mod plan;
mod projection;
mod rapport;
mod read_depenses;
mod refus;
mod reglages;
pub mod releve;
mod set_reglages;
mod seuil;
pub mod store;
mod tiers;
mod traitement;
mod transfert;
mod write_error;
mod write_mouvement;

#[cfg(test)]
mod tests;

pub use alerte::{Alerte, alertes};
pub use annee::Solde;
pub use attach_piece::{attach_piece, detach_piece};
pub use bilan::{Bilan, bilan, bilans, total};
pub use cle::Cle;
pub use close_annee::{close_annee, set_soldes};
pub use cloture::{Cloture, Scelle};
pub use ecritures::{Compta, compta};
pub use enveloppe::{Attendu, Enjeu, Enveloppe};
pub use exercice::{Exercice, Vue};
pub use financement::Financement;
pub use gather::livre;
pub use import_mouvements::{Import, import_mouvements};
pub use keep_financement::{add_financement, correct_financement, withdraw_financement};
pub use ligne::{Ligne, Origine};
pub use livre::Livre;
pub use mouvement::{Mouvement, Moyen, Nature, Part, Saisie};
pub use note_decision::{note_decision, plan_depense, withdraw_decision};
pub use plan::Compte;
pub use projection::{Depenses, Projection, projection};
pub use read_depenses::depense_par_mission;
pub use refus::Refus;
pub use reglages::Reglages;
pub use set_reglages::{assign_compte, name_compte, set_reglages};
pub use seuil::{Seuil, seuil};
pub use transfert::{Decision, Prevu, Transfert};
pub use write_error::WriteError;
pub use write_mouvement::{
    correct_mouvement, reverse_mouvement, settle_engagement, withdraw_mouvement, write_mouvement,
};

use db::Migrations;
use kernel::{Actor, Ctx};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "budget",
    files: &[
        ("001_budget", include_str!("../migrations/001_budget.sql")),
        ("002_cloture", include_str!("../migrations/002_cloture.sql")),
    ],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "budget",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Budget",
            segment: "budget",
            icon: ui::Icon::Euro,
            right: droits::VOIR,
            rank: 66,
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
