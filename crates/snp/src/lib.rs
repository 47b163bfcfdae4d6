//! Unscheduled care: a call is answered, placed within a day, or handed over to the 15.
//!
//! Nouns: [`Demande`] (a call, where it stands, its clock), its [`Situation`] (what counts, without a name), its [`Identite`]
//! (sealed under a key of its own, read with a reason), [`Guide`] (what is asked and where a call goes, by version),
//! [`Sollicitation`] (a professional asked, an answer), [`Aubaine`] (a freed place, a request it suits), [`Chiffres`] (of a
//! period), [`Couverture`] (what is offered against what is asked).
//!
//! A walled flow: nobody else reads these tables. What is said of a patient is encrypted at rest ([`coffre`]); a request with a
//! red flag is handed over, never placed. Slots and appointments are of `rendez_vous`, which knows no patient.
//!
//! Law and sources: ACI of the CPTS, mission 1 (soins non programmés, « le jour même ou dans les 24 heures »); RGPD, articles 5,
//! 9, 30.

pub mod affluence;
mod answer;
mod ask_mt;
pub mod aubaine;
pub mod bilan;
mod cancel;
mod cards;
pub mod chiffres;
pub mod choose;
mod close;
pub mod coffre;
pub mod couverture;
pub mod demande;
pub mod droits;
pub mod etape;
mod flag;
pub mod guide;
pub mod identite;
mod loi;
mod note_issue;
mod pages;
mod phrases;
mod place;
mod purge;
mod read_identite;
mod receive;
mod refill;
pub mod reglage;
mod reopen;
mod set_guide;
mod set_reglage;
pub mod situation;
pub mod sollicitation;
pub mod store;
mod tell;
mod tick;
pub mod traitement;
pub mod transmission;
mod transmit_15;
mod write_error;

#[cfg(test)]
mod tests;

pub use affluence::Affluence;
pub use answer::answer;
pub use ask_mt::{USAGE, ask_mt, broadcast};
pub use aubaine::Aubaine;
pub use bilan::Bilan;
pub use cancel::cancel;
pub use chiffres::{Chiffres, chiffres};
pub use choose::{Choix, choose};
pub use close::{close, note_rappel, widen};
pub use coffre::Coffre;
pub use couverture::{Couverture, couverture};
pub use demande::{Demande, Etat, Issue, Origine, Phase};
pub use etape::Etape;
pub use flag::flag;
pub use guide::{Guide, Orientation};
pub use identite::Identite;
pub use note_issue::{follow_rdv, note_issue};
pub use place::{DemandePlacee, place};
pub use purge::{erase_again, purge};
pub use read_identite::{find_appelant, read_identite};
pub use receive::{Nouvelle, receive};
pub use refill::{Distance, Reprise, refill};
pub use reglage::Reglage;
pub use reopen::{DemandeRouverte, reopen};
pub use set_guide::set_guide;
pub use set_reglage::set_reglage;
pub use situation::{MedecinTraitant, Situation};
pub use sollicitation::{Reponse, Sollicitation};
pub use tell::{Annonce, tell};
pub use tick::{DelaiPasse, DelaiProche, Passage, tick};
pub use traitement::TRAITEMENTS;
pub use transmission::Transmission;
pub use transmit_15::transmit_15;
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations =
    Migrations { module: "snp", files: &[("001_snp", include_str!("../migrations/001_snp.sql"))] };

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "snp",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Soins non programmés",
            segment: "soins-non-programmes",
            icon: ui::Icon::Care,
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

/// `snp:<id>`, as the journal names a request: it says nothing of the person.
pub(crate) fn objet(id: Id<Demande>) -> String {
    format!("snp:{id}")
}
