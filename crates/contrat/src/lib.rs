//! The tripartite contract of a CPTS with its ARS and its CPAM: what it says, what is due, what it is worth, what came.
//!
//! Nouns: [`Contrat`] (prepared, signed, amended, ended), [`Versement`] (money received), [`echeance::Echeance`] (a date that
//! follows from the contract), [`Arretee`] (an achievement settled for a contract year), [`comite`] (joint committees). The
//! amounts come from `aci`, never from here: this crate tells it what was signed and what happened. Three figures are never
//! mixed: the ceiling, what is earned, what was received.
//! Verbs: one file each. Doors: the room « Contrat » of the workspace, a personal calendar, the public simulator.
//!
//! Law: accord conventionnel interprofessionnel du 20 juin 2019, art. 9 and annexes 1 and 5; avenant 2.

mod accord;
mod amend;
pub mod annexe;
mod api;
pub mod argent;
mod attach;
mod calculs;
mod calendrier;
mod cards;
mod cas;
mod choose_mission;
mod coherence;
pub mod comite;
pub mod contrat;
mod difference;
mod doute;
pub mod droits;
pub mod echeance;
mod end_contrat;
mod keep_comites;
mod mark_echeance;
mod note_crise;
mod note_versement;
mod open_feed;
mod pages;
mod phrases;
mod prove_crise;
mod realisation;
mod refus;
mod set_montant;
mod settle_realisations;
mod sign_contrat;
pub mod store;
mod traitement;
mod versement;
mod write_contrat;
mod write_error;

#[cfg(test)]
mod tests;

pub use amend::{amend, correct_avenant, remove_avenant};
pub use annexe::Annexe;
pub use attach::{attach, detach};
pub use calculs::calculs;
pub use calendrier::echeances;
pub use choose_mission::{choose_mission, drop_mission};
pub use comite::{Comite, Place, Reunion, Seance, Section, Siege};
pub use contrat::{
    Annee, Avenant, Clause, Contrat, FaitCrise, Fin, GenreCrise, Institution, MissionContrat, MontantContrat,
    PartieCpts, Parties, Population, Signatures, Termes, annees,
};
pub use doute::Doute;
pub use end_contrat::{end_contrat, resume_contrat};
pub use keep_comites::{keep_reunion, keep_siege, remove_reunion, remove_siege};
pub use mark_echeance::{mark_dialogue, mark_echeance};
pub use note_crise::{note_crise, note_fait, remove_crise};
pub use note_versement::{correct_versement, note_virement, remove_versement};
pub use open_feed::{USAGE, close_feed, open_feed};
pub use prove_crise::{preuves_de_crise, prove_crise};
pub use realisation::{Arretee, Atteinte, UN, taux};
pub use refus::Refus;
pub use set_montant::{Imprime, remove_montant, set_montants};
pub use settle_realisations::{note_taux, remove_taux, settle_realisations};
pub use sign_contrat::sign_contrat;
pub use store::{annexes::annexes, versements::versements as recu};
pub use versement::{Destination, Ligne, LigneVirement, Recu, Versement, Virement};
pub use write_contrat::{correct_contrat, discard_contrat, write_contrat};
pub use write_error::{Faute, WriteError};

use db::{Result, Tx};
use jiff::civil::Date;
use kernel::Id;

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "contrat",
        migrations: MIGRATIONS,
        routes: || pages::routes().and(api::routes()),
        nav: &[web::Nav {
            label: "Contrat",
            segment: "contrat",
            icon: ui::Icon::Euro,
            right: droits::VOIR,
            rank: 50,
        }],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: Some(api::describe),
        registre: traitement::REGISTRE,
    }
}

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "contrat",
    files: &[("001_contrat", include_str!("../migrations/001_contrat.sql"))],
};

/// Every contract that the caller may read, the newest signature first, a draft before all: what is being prepared is for those
/// who have the right to it.
///
/// # Errors
/// A fault of storage.
pub async fn contrats(tx: &mut Tx) -> Result<Vec<Contrat>> {
    let all = store::contrats::contrats(tx).await?;
    let drafts = tx.ctx().rights.contains(droits::VOIR_PROJET);
    Ok(if drafts { all } else { all.into_iter().filter_map(Contrat::signed_only).collect() })
}

/// One contract.
///
/// # Errors
/// A fault of storage.
pub async fn contrat(tx: &mut Tx, id: Id<Contrat>) -> Result<Option<Contrat>> {
    Ok(contrats(tx).await?.into_iter().find(|one| one.id == id))
}

/// The contract that runs that day.
///
/// # Errors
/// A fault of storage.
pub async fn en_cours(tx: &mut Tx, jour: Date) -> Result<Option<Contrat>> {
    Ok(contrats(tx).await?.into_iter().find(|one| one.en_vigueur(jour)))
}

/// The contract signed last, else the one being prepared.
///
/// # Errors
/// A fault of storage.
pub async fn dernier(tx: &mut Tx) -> Result<Option<Contrat>> {
    let all = contrats(tx).await?;
    let signed = all.iter().position(|one| one.signature.is_some()).unwrap_or(0);
    Ok(all.into_iter().nth(signed))
}
