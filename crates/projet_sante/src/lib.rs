//! The projet de santé: the path that creates a CPTS, the file sent to the ARS, the parts written together, the actions.
//!
//! Nouns: [`Parcours`] (stages, criteria, what is missing), [`Horloge`] (the two months of the ARS), [`Envoi`], [`Question`],
//! [`Section`] (a part, each text that it had), [`Version`] (the whole, frozen), [`Objectif`], [`Action`] and its [`Fiche`],
//! [`Visee`] (an aim of the regional plan), [`Couverture`] (needs without action, actions without need), [`Verification`] of
//! the statutes, [`Faits`] and what they say, [`Appui`], [`Aide`] and its [`Depense`]s, the [`Tableau`] of a part, what was done of
//! an action ([`Realise`]). Verbs: one use case a file. Doors: the room « Projet » of the workspace.
//!
//! Law: Code de la santé publique, art. L. 1434-12 (the projet de santé, its validation, by silence after two months) and
//! L. 1434-12-1 (the association); instruction of 2016 (its content). Stages, parts, grounds and questions are data:
//! `law/projet_sante/`. The stage of the CPTS itself stands in `territoire`: a stage left here proposes to change it there.

pub mod action;
mod adapt_etape;
pub mod aide;
pub mod appui;
mod attach_piece;
mod calendrier;
mod cards;
mod check_statuts;
pub mod chemin;
mod comment_section;
pub mod couverture;
pub mod difference;
pub mod dossier;
pub mod droits;
pub mod etape;
pub mod faits;
mod freeze;
mod gather;
mod grant_aide;
pub mod horloge;
pub mod jointe;
mod list_visees;
pub mod loi;
pub mod missions;
mod note_appui;
mod open_creation;
pub mod origine;
mod pages;
mod phrases;
mod rapport;
mod read_actions;
mod read_parcours;
mod read_sections;
mod read_statuts;
pub mod realise;
pub mod section;
mod send_dossier;
mod settle_critere;
mod spend_aide;
pub mod statuts;
pub mod store;
pub mod tableau;
pub mod texte;
mod traitement;
pub mod version;
mod write_action;
mod write_error;
mod write_objectif;
mod write_section;

#[cfg(test)]
mod tests;

pub use action::{Action, Avancement, Fiche, Objectif, Retrait, Visee};
pub use adapt_etape::{Mots, adapt_etape, add_etape, reach_etape};
pub use aide::{Aide, Depense, Octroi, Versement};
pub use appui::{Appui, Recit};
pub use attach_piece::{attach_piece, detach_piece};
pub use check_statuts::{check_statuts, correct_faits, decide_statuts, note_faits};
pub use chemin::Parcours;
pub use comment_section::{comment_section, settle_comment, take_back_comment};
pub use couverture::Couverture;
pub use dossier::{Decision, Envoi, Objet, Question};
pub use faits::Faits;
pub use freeze::{document_fige, freeze, kept, versions};
pub use gather::gather;
pub use grant_aide::{grant_aide, receive_versement, withdraw_aide, withdraw_versement};
pub use horloge::{EtatHorloge, Horloge};
pub use jointe::{Jointe, Sujet};
pub use list_visees::{list_visees, withdraw_visee};
pub use note_appui::{note_appui, withdraw_appui};
pub use open_creation::{hand_over, open_creation};
pub use origine::{Origine, PortePar};
pub use rapport::document;
pub use read_actions::{action, actions, besoins_sans_action, couverture, objectifs, visees};
pub use read_parcours::{horloge, parcours, transmise};
pub use read_sections::{section, sections};
pub use realise::{Realise, realise};
pub use section::{Commentaire, Redaction, Section};
pub use send_dossier::{
    Bordereau, answer_question, freeze_and_send, note_decision, note_question, send_dossier, withdraw_envoi,
};
pub use settle_critere::{add_critere, remove_critere, settle_critere};
pub use spend_aide::{spend_aide, withdraw_depense};
pub use statuts::{Resultat, Verification};
pub use tableau::Tableau;
pub use version::{Instantane, Version};
pub use write_action::{restore_action, rewrite_action, withdraw_action, write_action};
pub use write_error::WriteError;
pub use write_objectif::{withdraw_objectif, write_objectif};
pub use write_section::{assign_section, mark_section, write_partie, write_section};

use kernel::{Actor, Ctx};
use uuid::Uuid;

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "projet_sante",
    files: &[
        ("001_projet_sante", include_str!("../migrations/001_projet_sante.sql")),
        ("002_piece", include_str!("../migrations/002_piece.sql")),
    ],
};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "projet_sante",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Projet",
            segment: "projet",
            icon: ui::Icon::Document,
            right: droits::VOIR,
            rank: 35,
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
