//! The diagnostic territorial: figures, offer, access to care, survey, reports of communes, and the needs that follow,
//! ranked with their evidence.
//!
//! Nouns: [`Besoin`] (a need of the population or of the professionals), [`Preuve`] (a fact tied to it, as it stood that
//! day), [`Seance`] (people share points between needs; the ranking is final at its end), [`Signalement`] (what an élu
//! reports from a commune). Verbs: one file each. Doors: the room « Diagnostic » of the workspace.
//!
//! Law: the projet de santé of a CPTS rests on a diagnostic of its territory (Code de la santé publique, art. L. 1434-12;
//! accord conventionnel interprofessionnel du 20 juin 2019).

pub mod acces;
pub mod besoin;
mod cards;
mod comment_besoin;
pub mod comparaison;
pub mod droits;
pub mod offre;
mod pages;
pub mod preuve;
mod rank_besoins;
mod rapport;
mod report_difficulty;
mod retenus;
pub mod seance;
mod settle_besoin;
pub mod signalement;
pub mod store;
mod tie_preuve;
mod traitement;
mod write_besoin;
mod write_error;

#[cfg(test)]
mod tests;

pub use besoin::{Besoin, Origine, Public, Texte};
pub use comment_besoin::{comment_besoin, take_back_comment};
pub use preuve::{Fait, Nature, Preuve};
pub use rank_besoins::{cast_vote, close_seance, open_seance};
pub use report_difficulty::{Devenir, answer_report, report_difficulty};
pub use retenus::{Retenu, retenus};
pub use seance::{Place, Seance, Vote};
pub use settle_besoin::{Sort, settle_besoin};
pub use signalement::Signalement;
pub use tie_preuve::{tie_preuve, untie_preuve};
pub use write_besoin::{reword_besoin, write_besoin};
pub use write_error::WriteError;

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "diagnostic",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Diagnostic",
            segment: "diagnostic",
            icon: ui::Icon::Journal,
            right: droits::VOIR,
            rank: 30,
        }],
        phrases: &[
            ("diagnostic.besoin_commente", "a commenté un besoin"),
            ("diagnostic.besoin_ecrit", "a écrit un besoin"),
            ("diagnostic.besoin_fondu", "a fondu un besoin dans un autre"),
            ("diagnostic.besoin_reecrit", "a réécrit un besoin"),
            ("diagnostic.besoin_repris", "a remis un besoin sur la liste"),
            ("diagnostic.besoin_retire", "a retiré un besoin de la liste"),
            ("diagnostic.commentaire_retire", "a retiré un commentaire"),
            ("diagnostic.exporte", "a téléchargé le diagnostic"),
            ("diagnostic.preuve_ajoutee", "a lié une preuve à un besoin"),
            ("diagnostic.preuve_retiree", "a retiré une preuve d’un besoin"),
            ("diagnostic.seance_close", "a clos une séance de classement"),
            ("diagnostic.seance_ouverte", "a ouvert une séance de classement"),
            ("diagnostic.signalement_recu", "a signalé une difficulté"),
            ("diagnostic.signalement_repondu", "a répondu à un signalement"),
            ("diagnostic.vote_donne", "a donné ses points"),
        ],
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "diagnostic",
    files: &[("001_diagnostic", include_str!("../migrations/001_diagnostic.sql"))],
};
