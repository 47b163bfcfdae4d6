//! The indicators of the contract: what the variable part of each mission is measured by, with the proof of every value.
//!
//! Nouns: [`Indicateur`] (what is measured, from the catalogue or the CPTS's own), [`Mesure`] (how it is computed from the
//! acts), [`Cible`] (target and weight of a year), [`Valeur`] (entered or imported), [`Gel`] (the figures of a year as they stood
//! one day), [`Tableau`] (a year, with achievement, forecast and what is at stake). Verbs: one file each. Doors: the room
//! « Dossier ACI » of the workspace.
//!
//! Law: the variable part rewards indicators of means and result written in the contract (accord conventionnel
//! interprofessionnel du 20 juin 2019, article 9); the formula is [`aci::realisation`].

mod add_indicateur;
mod add_preuve;
pub mod atteinte;
mod cards;
pub mod catalogue;
pub mod cible;
pub mod constat;
pub mod droits;
pub mod enjeu;
pub mod feu;
mod freeze;
pub mod gel;
mod import_valeurs;
pub mod indicateur;
pub mod mesure;
mod nombre;
mod note_valeur;
mod pages;
pub mod prevision;
pub mod priorite;
mod questions;
mod read_tableau;
pub mod releve;
mod reword_indicateur;
mod set_cibles;
pub mod store;
mod tableau;
mod traitement;
pub mod valeur;
mod write_error;

#[cfg(test)]
mod tests;

pub use add_indicateur::{add_from_catalogue, add_indicateur};
pub use add_preuve::{Objet, add_preuve, remove_preuve};
pub use cible::{Cible, PoidsMission};
pub use constat::{Constat, Manque, Provenance};
pub use enjeu::{Enjeu, PartVariable};
pub use feu::Feu;
pub use freeze::{ecarts, freeze, freeze_annee};
pub use gel::{Demande, Ecart, Gel, LigneGelee};
pub use import_valeurs::{Bilan as BilanImport, Ecrite, import_valeurs};
pub use indicateur::{Indicateur, Texte, Unite};
pub use mesure::Mesure;
pub use nombre::{Nombre, NombreError};
pub use note_valeur::{note_valeur, retract_valeur};
pub use prevision::Prevision;
pub use questions::{arretees, gele, gels, lignes_actes, preuves, realisations};
pub use read_tableau::{TableauError, tableau};
pub use reword_indicateur::{restore_indicateur, retire_indicateur, reword_indicateur};
pub use set_cibles::{Etat, adapt_cible, correct_cibles, lecture, set_cibles};
pub use tableau::{Bilan, Ligne, Tableau};
pub use valeur::{PreuveDeposee, Saisie, Valeur};
pub use write_error::WriteError;

use jiff::{Timestamp, civil::Date};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "indicateurs",
        migrations: MIGRATIONS,
        routes: pages::routes,
        nav: &[web::Nav {
            label: "Dossier ACI",
            segment: "dossier-aci",
            icon: ui::Icon::Target,
            right: droits::VOIR,
            rank: 34,
        }],
        phrases: &[
            ("indicateurs.ajoute", "a ajouté un indicateur"),
            ("indicateurs.cible", "a fixé une cible ou un poids"),
            ("indicateurs.cible_adaptee", "a adapté une cible avec les trois parties"),
            ("indicateurs.exporte", "a téléchargé le dossier ACI"),
            ("indicateurs.gele", "a figé les chiffres d’une année"),
            ("indicateurs.preuve_ajoutee", "a joint une preuve à un indicateur"),
            ("indicateurs.preuve_retiree", "a retiré une preuve d’un indicateur"),
            ("indicateurs.reecrit", "a réécrit un indicateur"),
            ("indicateurs.repris", "a remis un indicateur au contrat"),
            ("indicateurs.retire", "a retiré un indicateur du contrat"),
            ("indicateurs.valeur_retiree", "a retiré une valeur"),
            ("indicateurs.valeur_saisie", "a saisi une valeur"),
        ],
        cards: Some(cards::read),
        api: None,
        registre: traitement::REGISTRE,
    }
}

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "indicateurs",
    files: &[("001_indicateurs", include_str!("../migrations/001_indicateurs.sql"))],
};

/// The first instant after a day, where the CPTS works.
pub(crate) fn end_of(jour: Date) -> Timestamp {
    let next = jour.tomorrow().and_then(|next| next.in_tz("Europe/Paris"));
    next.map_or(Timestamp::MAX, |zoned| zoned.timestamp())
}
