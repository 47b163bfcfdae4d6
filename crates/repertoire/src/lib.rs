//! What the official directories say: professionals (RPPS, the `PS_LibreAcces` files of the ANS) and structures
//! (FINESS), in the base of the instance; their editions, and what each changed for a territory.
//!
//! Nouns, all pure:
//! * [`mod@professionnel`]: a person, gathered from the lines of the file, with their practices; [`Etablissement`]
//! * [`Famille`], [`ModeExercice`]: how people count professions and places
//! * [`changement`]: arrivals, departures, moves, modifications; [`mouvement`]: the same of structures; [`edition`]:
//!   what was imported, when; [`Ecarte`]: a line that was refused
//! * [`commune`]: the commune of today behind what a file says of a place; [`mod@offre`]: who practises where, counted
//!
//! [`Repertoire`]: the search index of the whole country, kept in memory.
//!
//! Verbs: [`import_annuaire()`], [`import_finess()`]. Nobody is deleted: who no longer stands in the file is marked absent.
//!
//! Source: Annuaire Santé, ANS (RPPS), and FINESS; Licence Ouverte 2.0.

pub mod changement;
mod chargement;
mod cles;
pub mod commune;
pub mod droits;
mod ecarte;
pub mod edition;
mod empreintes;
mod etablissement;
mod famille;
pub mod import;
mod import_annuaire;
mod import_finess;
mod mode;
pub mod mouvement;
mod nature;
pub mod offre;
pub mod professionnel;
mod questions;
mod rapprochement;
mod relecture;
mod repertoire;
pub mod store;
mod traitement;

#[cfg(test)]
mod tests;

pub use changement::{Changement, Detail, Genre};
pub use ecarte::Ecarte;
pub use edition::{Bilan, Edition};
pub use etablissement::Etablissement;
pub use extractions::Rejet;
pub use famille::{Famille, GENERALISTE, Recours};
pub use import::{ECARTES, ImportError, Open, Progress, Refuse, Reglages, Source, Summary};
pub use import_annuaire::import_annuaire;
pub use import_finess::import_finess;
pub use mode::{ModeExercice, Statut};
pub use mouvement::{GenreMouvement, Mouvement};
pub use nature::{Nature, NatureError};
pub use offre::Offre;
pub use professionnel::{
    Adresse, Categorie, CleStructure, Exercice, Libelle, Professionnel, SavoirFaire, Structure,
};
pub use questions::{
    Diplome, changements, diplomes, ecartes_of, etablissements_of, lieu, mouvements, of_today, offre,
    professionnel, professionnels, professionnels_of,
};
pub use repertoire::{Etat, Nationale, Recherche, Repertoire, Reponse, Trouve, find};
pub use store::{ecartes, editions, en_vigueur, etablissement, revision};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "repertoire",
    files: &[
        ("001_repertoire", include_str!("../migrations/001_repertoire.sql")),
        ("002_structures_et_ecarts", include_str!("../migrations/002_structures_et_ecarts.sql")),
    ],
};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "repertoire",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[("repertoire.edition_importee", "a chargé un fichier officiel du répertoire")],
        cards: None,
        api: None,
        registre: traitement::REGISTRE,
    }
}
