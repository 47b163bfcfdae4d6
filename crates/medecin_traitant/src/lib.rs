//! A médecin traitant for everyone: from eight questions to a doctor’s tap, followed and proved, then erased.
//!
//! Nouns: [`Demande`] (where a request stands), its [`Situation`] (what counts, without a name), its [`Identite`] (sealed under
//! a key of its own, read with a reason), [`Regle`] (priority, by version, line by line), [`Medecin`] and their [`Offre`],
//! [`Proposition`] (a household, a doctor, an answer), [`Etape`] (each is an act). Who goes where is decided by `appariement`;
//! a plan that takes a while is computed aside ([`calcul`]).
//!
//! A walled flow: nobody else reads these tables. Patient data is encrypted at rest ([`coffre`]), each reading of an identity is
//! in the journal with its reason, closed requests are erased on time and leave counts only ([`store::bilans`]).
//!
//! Law and sources: ACI of the CPTS, mission 1 (accès aux soins, médecin traitant); RGPD, articles 5, 13, 17, 30.

mod add_medecin;
mod answer_carte;
mod as_medecin;
mod ask;
mod ask_places;
pub mod calcul;
mod cards;
pub mod chiffres;
mod close;
pub mod code;
pub mod coffre;
pub mod courrier;
mod declare_places;
pub mod demande;
pub mod doublon;
pub mod droits;
pub mod envoi;
pub mod etape;
mod export_personne;
mod fiche;
mod find_demandes;
mod gardees;
pub mod identite;
pub mod import_demandes;
mod join_foyers;
pub mod lettres;
pub mod loi;
pub mod medecin;
mod note_sms;
mod open_campagne;
mod pages;
mod phonetique;
mod phrases;
pub mod plan;
mod propose;
pub mod proposition;
mod prove_medecin;
mod purge;
mod read_identite;
pub mod reglage;
pub mod regle;
mod remind_patients;
mod reprint;
mod reseau;
mod send_cartes;
mod set_reglage;
mod set_regle;
mod settle_doublon;
pub mod situation;
mod still_looking;
pub mod store;
mod tell;
mod tick;
pub mod traitement;
mod verify;
mod write_error;

#[cfg(test)]
mod tests;

pub use add_medecin::{Nouveau, add_medecin, change_medecin, est_medecin, withdraw_medecin};
pub use answer_carte::{Avis, Suite, answer_carte, reopen_carte, undo_oui, withdraw_carte};
pub use ask::{Lot, ask, ask_all};
pub use ask_places::{Demandees, ask_places, remind_places};
pub use calcul::Calculs;
pub use chiffres::{Chiffres, chiffres};
pub use close::{close, declare_mt, reopen, set_rendez_vous};
pub use coffre::Coffre;
pub use courrier::Courrier;
pub use declare_places::{Declaree, USAGE_PLACES, declare_places};
pub use demande::{Cloture, Demande, Etat, Foyer, Origine, Phase, Preuve};
pub use envoi::{Envoi, Personne, Recue};
pub use etape::Etape;
pub use export_personne::export_personne;
pub use fiche::Fiche;
pub use find_demandes::{Recherche, find_demandes};
pub use gardees::{Gardees, gardees};
pub use identite::{Aidant, Identite};
pub use import_demandes::import_demandes;
pub use join_foyers::{join_foyers, split_foyer};
pub use lettres::{Lettre, Preparees, note_courriers, read_lettres, want_lettres};
pub use medecin::{Campagne, Medecin, Offre};
pub use note_sms::note_sms;
pub use open_campagne::open_campagne;
pub use propose::{Choix, plan, propose};
pub use proposition::{Proposition, Reponse, Voie};
pub use prove_medecin::{Reconnu, check_code, send_code};
pub use purge::{erase_again, erase_now, purge};
pub use read_identite::read_identite;
pub use reglage::Reglage;
pub use regle::{Critere, Regle};
pub use remind_patients::remind_patients;
pub use reprint::{change_contact, reprint};
pub use send_cartes::{Depart, USAGE, send_cartes};
pub use set_reglage::set_reglage;
pub use set_regle::{Apercu, Deplacement, differences, preview_regle, refresh_points, set_regle};
pub use settle_doublon::{Repris, Sort, settle_doublon};
pub use situation::{Canal, Situation};
pub use still_looking::{
    Dit, USAGE as USAGE_DEMANDE, answer_relance, erase_own, find_by_code, still_looking, tell_rendez_vous,
};
pub use tell::{Annonce, tell};
pub use tick::{Passage, tick};
pub use traitement::TRAITEMENTS;
pub use verify::verify;
pub use write_error::WriteError;

use db::Migrations;
use kernel::{Actor, Ctx, Id};
use uuid::Uuid;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "medecin_traitant",
    files: &[
        ("001_medecin_traitant", include_str!("../migrations/001_medecin_traitant.sql")),
        ("002_cartes", include_str!("../migrations/002_cartes.sql")),
        ("003_suivi", include_str!("../migrations/003_suivi.sql")),
        ("004_places", include_str!("../migrations/004_places.sql")),
    ],
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
            right: droits::SAISIR,
            rank: 59,
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

/// `demande:<id>`, as the journal names one: it says nothing of the person.
pub(crate) fn objet(id: Id<Demande>) -> String {
    format!("demande:{id}")
}

/// `carte:<id>`, as the journal names one.
pub(crate) fn carte(id: Id<Proposition>) -> String {
    format!("carte:{id}")
}

/// `medecin:<id>`, as the journal names one.
pub(crate) fn medecin_objet(id: Id<Medecin>) -> String {
    format!("medecin:{id}")
}
