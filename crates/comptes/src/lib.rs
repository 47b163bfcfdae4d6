//! People, their roles in a CPTS, sign-in, sessions.
//!
//! A [`Personne`] has one account on the instance, whatever the number of their CPTS. In each they are a [`Membre`] with
//! [`Roles`]; what a role may do stands in the application's rights table, never here. Whoever proves who they are (a
//! password, or a link sent to their address, then a code when they set up a second factor) gets a session. Somebody without
//! account answers by a [`LienDirect`]: one person, one purpose, one CPTS, for a time; it gives access to no patient data.
//!
//! Nouns: [`Cpts`], [`Personne`], [`Membre`], [`Role`], [`Session`], [`Jeton`], [`MotDePasse`], [`LienDirect`],
//! [`Contact`]. Verbs: one file each.
//! Doors: sign-in, account, settings of the CPTS (members, journal, who may do what), a JSON list of members.
//!
//! Recommendations followed: CNIL, délibération 2022-100 (mots de passe); ANSSI, guide de l’authentification
//! multifacteur (2021); RFC 6238 (TOTP).

mod add_personne;
mod api;
mod ask_link;
mod attempt;
mod cards;
mod change_roles;
mod confirm_sign_in;
mod confirm_totp;
mod contact;
mod cpts;
mod disable;
mod disable_totp;
pub mod droits;
mod enable_totp;
mod export_membres;
mod follow_lien_direct;
mod hachage;
mod identify;
mod invite;
mod jeton;
mod lien;
mod lien_direct;
mod list_membres;
mod membre;
mod message;
mod mot_de_passe;
mod noms;
mod open_cpts;
mod open_lien_direct;
mod open_own_cpts;
mod open_session;
mod pages;
mod personne;
mod phrases;
mod purge;
mod read_account;
mod read_journal;
mod read_membre;
mod reinstate;
mod rename;
mod role;
mod session;
mod set_password;
mod sign_in;
mod sign_out;
mod sign_out_everywhere;
mod store;
mod suspend;
mod tentative;
mod totp;
mod traitement;
mod use_lien_direct;
mod use_link;

#[cfg(test)]
mod tests;

pub use add_personne::{AddError, add, add_personne, open_account};
pub use ask_link::{AskLinkError, ask_link};
pub use change_roles::{ChangeRolesError, change_roles};
pub use confirm_sign_in::{ConfirmSignInError, confirm_sign_in};
pub use confirm_totp::{ConfirmTotpError, confirm_totp};
pub use contact::{Contact, ContactError, ContactRefuse};
pub use cpts::{Cpts, Slug, SlugError};
pub use disable::{DisableError, disable, enable};
pub use disable_totp::{DisableTotpError, disable_totp, lift_totp};
pub use enable_totp::{EnableTotpError, enable_totp};
pub use export_membres::export_membres;
pub use identifiants::{Telephone, TelephoneError};
pub use identify::identify;
pub use invite::{InviteError, invite};
pub use jeton::Jeton;
pub use lien::{LienDemande, MembreInvite, Usage};
pub use lien_direct::{EtatLien, LienDirect, chemin_direct};
pub use list_membres::{Demande, ListError, Liste, list_membres};
pub use membre::{Etat, Membre, NouveauMembre, Place, Repere};
pub use message::{EXPEDITEUR, LIEN, MessageDemande, PartieCalendrier};
pub use mot_de_passe::{MotDePasse, MotDePasseError};
pub use noms::Noms;
pub use open_cpts::{OpenError, open_cpts};
pub use open_lien_direct::{open_lien_direct, revoke_liens_directs, send_lien_direct};
pub use open_own_cpts::open_own_cpts;
pub use pages::LienSuivi;
pub use personne::{Nom, NomError, Personne, folded};
pub use purge::purge;
pub use read_account::{MonCompte, ReadAccountError, read_account, read_espaces};
pub use read_journal::{Journal, export_journal, read_journal};
pub use read_membre::{Fiche, ReadMembreError, read_membre};
pub use reinstate::{ReinstateError, reinstate};
pub use rename::{RenameError, rename};
pub use role::{Role, RoleError, Roles};
pub use session::{Entree, Moyen, Session};
pub use set_password::{SetPasswordError, give_password, set_password};
pub use sign_in::{SignInError, sign_in};
pub use sign_out::sign_out;
pub use sign_out_everywhere::{SignOutError, close_session, sign_out_everywhere};
pub use store::{
    cpts::{Espace, all as toutes, by_slug, espaces, here},
    lien_direct::liens_directs,
    membre::{Filtre, membre},
    personne::all as personnes,
};
pub use suspend::{SuspendError, suspend};
pub use tentative::Pause;
pub use totp::Cle;
pub use use_lien_direct::{holds_lien_direct, use_lien_direct};
pub use use_link::{UseLinkError, use_link};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "comptes",
    files: &[
        ("001_comptes", include_str!("../migrations/001_comptes.sql")),
        ("002_lien_direct", include_str!("../migrations/002_lien_direct.sql")),
    ],
};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "comptes",
        migrations: MIGRATIONS,
        routes: || pages::routes().and(api::routes()),
        nav: &[web::Nav {
            label: "Réglages",
            segment: "reglages",
            icon: ui::Icon::Settings,
            right: droits::VOIR_REGLAGES,
            rank: 90,
        }],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: Some(api::describe),
        registre: traitement::REGISTRE,
    }
}
