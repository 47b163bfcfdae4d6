//! Who is on duty in a place of care: half-days to cover, wishes, a proved proposal, swaps, holes, what was kept.
//!
//! Nouns: [`Planning`] (a period, its rules, where it stands), [`DemiJournee`] (when, how many, which skill), [`Participant`] (who,
//! their limits) and their [`Avis`], [`Affectation`] (who has what), [`Echange`] (who gives what to whom), [`Constat`] (what became
//! of it), [`Tableau`] (all of it, and the problem that it is for `roulement`). Verbs: one use case a file. Nothing is forbidden but
//! the same person twice at the same time, which the schema refuses; every other rule is said when it is broken.
//!
//! Law and sources: ACI of the CPTS, mission 1 (soins non programmés), compensation of kept slots and of regulated hours; public
//! holidays: code du travail, article L. 3133-1.

mod add_demi_journees;
pub mod affectation;
mod as_participant;
mod assign;
mod cards;
mod demi_journee;
pub mod droits;
mod ferie;
mod join;
mod letter;
mod make_planning;
mod mots;
mod move_planning;
mod open_creneaux;
mod pages;
pub mod participant;
mod phrases;
pub mod planning;
mod pourquoi;
mod propose;
mod say_voeux;
mod settle;
pub mod store;
mod swap;
mod tableau;
mod take;
mod traitement;
mod write_error;

#[cfg(test)]
mod tests;

pub use add_demi_journees::{Ajoutees, Besoin, add_demi_journees, remove_demi_journee, set_besoin};
pub use affectation::{Affectation, Constat, Echange, EtatEchange, Issue, Origine};
pub use assign::{assign, fix, remove};
pub use demi_journee::{Competence, DemiJournee};
pub use join::{add_participants, change_participant, withdraw_participant};
pub use letter::USAGE;
pub use make_planning::{change_planning, discard_planning, keep_planning};
pub use move_planning::{close_planning, open_voeux, publish, reopen_planning};
pub use open_creneaux::open_creneaux;
pub use participant::{Avis, Limites, Participant};
pub use planning::{Cadre, Etat, Planning};
pub use pourquoi::Pourquoi;
pub use propose::{Proposee, propose};
pub use say_voeux::say_voeux;
pub use settle::settle;
pub use swap::{accept_echange, approve_echange, ask_echange, decline_echange, withdraw_echange};
pub use tableau::Tableau;
pub use take::{announce_trous, take_trou};
pub use traitement::TRAITEMENTS;
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations =
    Migrations { module: "garde", files: &[("001_garde", include_str!("../migrations/001_garde.sql"))] };

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "garde",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Gardes",
            segment: "garde",
            icon: ui::Icon::Calendar,
            right: droits::VOIR,
            rank: 58,
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

/// `planning:<id>`, as the journal names one.
pub(crate) fn objet(id: Id<Planning>) -> String {
    format!("planning:{id}")
}
