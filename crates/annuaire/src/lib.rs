//! The directory of one CPTS: what it and the owners of entries add on top of the official files.
//!
//! An entry ([`Fiche`]) exists from the first thing that somebody types about a professional, a structure or an actor without
//! national number. Its fields ([`Champ`]) say who may see them ([`Visibilite`]), who said them, when; what leaves this crate
//! is what [`visible`] lets out to the reader ([`Regard`]). An import of the official files never overwrites a field: where they
//! disagree ([`Ecart`]), somebody chooses. Entries grow old ([`fraicheur()`]): their owner confirms or corrects them in one tap,
//! without account, by a link; answers wait for the office to look.
//!
//! Verbs: [`fill()`], [`confirm()`], [`correct()`], [`ask_confirmation()`], [`announce_absence()`], [`attach()`], [`leave()`],
//! [`erase_fiche()`]… Questions of other crates: [`vues`], [`nouveaux_patients`], [`etp`], [`departs`]; [`Carnets`] is the cache.
//!
//! Law: Règlement (UE) 2016/679, art. 16 and 17 (an owner corrects, and has erased, what is kept about them).

mod absence;
mod add_acteur;
mod announce_absence;
mod api;
mod ask_again;
mod ask_confirmation;
mod attach;
pub mod bottin;
mod calendrier;
mod cards;
mod carnet;
pub mod champ;
mod confirm;
mod correct;
mod correct_acteur;
pub mod droits;
mod ecart;
mod erase_fiche;
mod export_bottin;
mod fiche;
mod fill;
mod fraicheur;
mod keep_referent;
mod leave;
mod list_changements;
mod list_ecartes;
mod list_portion;
mod list_reponses;
mod nouveaute;
pub mod officiel;
mod open_fiche;
mod pages;
mod phrases;
mod questions;
mod rattachement;
mod read_fiche;
mod reference;
mod referent;
mod refus;
mod reglage;
mod reponse;
mod review_changes;
mod review_reponses;
mod saisie;
mod set_reglage;
mod settle_ecart;
mod stop_messages;
mod store;
mod sujet;
pub mod tirage;
mod traitement;
mod visibilite;
mod vue;
mod withdraw_fiche;

#[cfg(test)]
mod tests;

pub use absence::{Absence, AbsenceRefus, Annonce, Remplacant};
pub use add_acteur::add_acteur;
pub use announce_absence::{announce_absence, withdraw_absence};
pub use ask_again::{ask_again, ask_by_courriel};
pub use ask_confirmation::{Issue, ask_confirmation, contact};
pub use attach::{attach, detach};
pub use bottin::{Bottin, Bottins};
pub use carnet::{Carnet, Carnets};
pub use champ::{Champ, Nature, Source, Valeur};
pub use confirm::{USAGE, confirm};
pub use correct::{Corrections, Corrigee, correct};
pub use correct_acteur::correct_acteur;
pub use ecart::{Ecart, Officiel, ecarts};
pub use erase_fiche::erase_fiche;
pub use export_bottin::{ExportError, Format, export_bottin, export_contact, print_public};
pub use fiche::{DemandeRefus, Fiche, PORTION, REPOS};
pub use fill::fill;
pub use fraicheur::{Confirmation, Fraicheur, fraicheur};
pub use keep_referent::{
    add_referent, correct_referent, recheck_referent, restore_referent, withdraw_referent,
};
pub use leave::{leave, stay};
pub use list_changements::{Nouveautes, list_changements};
pub use list_ecartes::list_ecartes;
pub use list_portion::{Candidat, Portion, list_portion};
pub use list_reponses::{Recue, list_reponses};
pub use nouveaute::Nouveaute;
pub use questions::{departs, etp, locaux, nouveaux_patients, vue, vues};
pub use rattachement::{Rattachement, RattachementRefus};
pub use read_fiche::{Dossier, read_fiche};
pub use reference::{Reference, ReferenceError};
pub use referent::{Institution, Referent, ReferentRefus};
pub use refus::WriteError;
pub use reglage::{Reglage, ReglageRefus};
pub use reponse::{Reponse, Suite};
pub use review_changes::{review_all_changes, review_changes};
pub use review_reponses::review_reponses;
pub use saisie::{Geste, Saisie, SaisieRefus};
pub use set_reglage::set_reglage;
pub use settle_ecart::{Choix, settle_ecart};
pub use stop_messages::{resume_messages, stop_messages};
pub use store::{Fil, reglage, revision};
pub use sujet::{Famille, Genre, Local, Sujet, SujetRefus};
pub use tirage::Tirage;
pub use visibilite::{Regard, Visibilite};
pub use vue::{Vue, visible};
pub use withdraw_fiche::{restore_fiche, withdraw_fiche};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "annuaire",
    files: &[
        ("001_annuaire", include_str!("../migrations/001_annuaire.sql")),
        ("002_structures", include_str!("../migrations/002_structures.sql")),
    ],
};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "annuaire",
        migrations: MIGRATIONS,
        routes: || pages::routes().and(api::routes()),
        nav: &[web::Nav {
            label: "Annuaire",
            segment: "annuaire",
            icon: ui::Icon::People,
            right: droits::VOIR,
            rank: 30,
        }],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: Some(api::describe),
        registre: traitement::REGISTRE,
    }
}
