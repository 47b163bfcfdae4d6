//! Any event of the CPTS: invitations and answers, attendance proved at the door, minutes and decisions, attestations.

mod answer_invitation;
mod attest;
pub mod attestation;
mod cards;
mod change_reunion;
mod correct_presence;
pub mod droits;
mod faits;
mod feuille;
pub mod heures;
pub mod invite;
pub mod jeton;
mod letter;
pub mod minutes;
mod open_feed;
mod pages;
mod phrases;
mod plan_reunion;
mod plan_serie;
pub mod presence;
mod registre;
mod responsable;
pub mod reunion;
mod send_invitations;
pub mod serie;
mod sign_presence;
pub mod store;
mod traitement;
pub mod visiteur;
mod write_error;
mod write_minutes;

#[cfg(test)]
mod tests;

/// Longest line of the room.
const LIGNE: kernel::saisie::UpTo = kernel::saisie::UpTo(160);
/// Longest text of the room.
const TEXTE: kernel::saisie::UpTo = kernel::saisie::UpTo(20_000);

pub use answer_invitation::{answer_by_link, answer_invitation};
pub use attest::{attest, attestation_pdf, withdraw_attestation};
pub use attestation::Attestation;
pub use change_reunion::{Portee, cancel_reunion, change_reunion, close_reunion};
pub use correct_presence::{
    attach_visiteur, cancel_presence, correct_presence, note_presences, withdraw_visiteur,
};
pub use faits::{presence, presences, presences_de, reunion};
pub use invite::{Invite, Reponse};
pub use letter::partie_calendrier;
pub use minutes::{CompteRendu, Decision};
pub use open_feed::{AGENDA, close_feed, open_feed};
pub use plan_reunion::{plan_in, plan_reunion};
pub use plan_serie::{plan_serie, spread};
pub use presence::{Comment, Passage, Presence, PresenceChangee};
pub use reunion::{Etat, Genre, Nouvelle, Reunion, ReunionDeplacee};
pub use send_invitations::{
    Convive, invite, remind_invites, send_invitations, send_signing_links, withdraw_invite,
};
pub use serie::Regle;
pub use sign_presence::{Signataire, Signature, sign_by_link, sign_presence};
pub use visiteur::Visiteur;
pub use write_error::{EtatRefus, WriteError};
pub use write_minutes::{note_decision, settle_decision, validate_minutes, withdraw_decision, write_minutes};

/// What the links of invitations are for: to answer and, during the meeting, to sign from afar.
pub const USAGE: &str = "reunions.invitation";

use db::Migrations;
use kernel::{Actor, Ctx};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "reunions",
    files: &[("001_reunions", include_str!("../migrations/001_reunions.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "reunions",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Réunions",
            segment: "reunions",
            icon: ui::Icon::Calendar,
            right: droits::VOIR,
            rank: 12,
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
