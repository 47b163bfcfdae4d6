//! The dialogue de gestion: once a year the CPTS, the ARS and the CPAM go through what was done, what it proves and what it is
//! worth, and settle the variable part of the contract year.
//!
//! * [`Dialogue`]: prepared (what is missing, agenda), held (people, decisions, targets), closed (figures frozen, achievement kept).
//! * [`CibleProposee`]: a target applies once the three parties have agreed, one by one.
//! * [`Depense`]: what a mission spent, as declared.
//! * [`Liasse`]: the pack, made by a job from a [`dossier::Dossier`]: report, tables, proofs, in one archive with its index.
//!
//! Law: accord conventionnel interprofessionnel du 20 juin 2019, art. 9: the indicators and the variable part are reviewed each year
//! with the agency and the fund. Nothing here holds patient data.

mod adapt_cible;
mod archive;
mod ask_liasse;
mod atteintes;
mod build_liasse;
mod cards;
mod chiffres;
pub mod cible;
mod close_dialogue;
mod compte_rendu;
mod declare_depense;
pub mod depense;
pub mod dialogue;
pub mod dossier;
pub mod droits;
mod erase_noms;
mod gather;
mod hold_dialogue;
mod index;
pub mod liasse;
mod obligation;
mod open_dialogue;
mod pages;
mod part_arretee;
mod participants;
mod partie;
mod phrases;
mod plan_dialogue;
pub mod point;
pub mod prepare;
mod rapport;
mod reserve;
pub mod store;
mod tableur;
pub mod texte;
mod traitement;
mod write_error;
mod write_textes;

#[cfg(test)]
mod tests;

pub use adapt_cible::{note_accord, propose_cible, withdraw_cible};
pub use archive::{Archiviste, Sink, pack};
pub use ask_liasse::{ATTESTATION, ask_liasse, delete_liasse, share_liasse, take_liasse, unshare_liasse};
pub use build_liasse::build_liasse;
pub use cible::{Accord, CibleProposee};
pub use close_dialogue::{Consentement, close_dialogue, reopen_dialogue};
pub use declare_depense::declare_depenses;
pub use depense::{Declaration, Depense};
pub use dialogue::{Cloture, Correction, Dialogue, Etat, Tenue};
pub use erase_noms::{effacement, erase_noms, purge};
pub use gather::gather;
pub use hold_dialogue::hold_dialogue;
pub use liasse::{Liasse, LiasseDemandee};
pub use open_dialogue::open_dialogue;
pub use participants::{CONSERVATION_ANS, Participants};
pub use partie::Partie;
pub use plan_dialogue::{add_point, plan_dialogue, raise_point, remove_point};
pub use point::Point;
pub use prepare::Manque;
pub use reserve::Reserve;
pub use write_error::WriteError;
pub use write_textes::{write_point, write_textes};

use aci::Droit;
use contrat::Contrat;
use jiff::civil::Date;
use kernel::Id;

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "dialogue",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Dialogue de gestion",
            segment: "dialogue",
            icon: ui::Icon::Talk,
            right: droits::VOIR,
            rank: 52,
        }],
        phrases: phrases::PHRASES,
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "dialogue",
    files: &[("001_dialogue", include_str!("../migrations/001_dialogue.sql"))],
};

/// A component of the contract as people say it: « Accès aux soins », « Fonctionnement ».
pub(crate) fn label(droit: &Droit, contrat: &Contrat, jour: Date, id: &str) -> String {
    if id == "fonctionnement" {
        return "Fonctionnement".to_owned();
    }
    let version = droit.version(contrat.version_au(jour));
    let found = version.and_then(|version| version.missions.iter().find(|one| &*one.id == id));
    found.map_or_else(|| id.to_owned(), |one| one.court.to_string())
}

/// Millionths as tenths of a percent: never the whole for what is not reached.
pub(crate) fn tenths(reached: i64) -> i32 {
    let tenths = (reached + 500) / 1_000;
    let tenths = if reached < 1_000_000 { tenths.min(999) } else { tenths };
    i32::try_from(tenths).unwrap_or(0)
}

/// Millionths as « 83,3 % », « 100 % » only when it is reached.
pub(crate) fn en_pourcent(reached: i64) -> String {
    ui::francais::pourcentage(f64::from(tenths(reached)) / 10.0)
}

/// The missions of the contract, in the order of the accord.
pub(crate) fn order(droit: &Droit, contrat: &Contrat, jour: Date) -> Vec<String> {
    let version = droit.version(contrat.version_au(jour));
    let mut all: Vec<String> = version
        .map(|version| version.missions.iter().map(|one| one.id.to_string()).collect())
        .unwrap_or_default();
    all.retain(|id| contrat.mission(id).is_some());
    all.extend(
        contrat
            .missions
            .iter()
            .map(|one| one.mission.clone())
            .filter(|id| !all.contains(id))
            .collect::<Vec<_>>(),
    );
    all
}

/// The key of the text that explains an indicator.
pub(crate) fn cle_indicateur(id: Id<indicateurs::Indicateur>) -> String {
    format!("indicateur.{id}")
}
