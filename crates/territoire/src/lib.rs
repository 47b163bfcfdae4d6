//! Where: the communes of France, who lives there, the territory of a CPTS, its size band, the coverage of a
//! département, and the maps of all this.
//!
//! Nouns, all pure:
//! * [`referentiel`]: communes, EPCI, départements, old codes; [`indicateur`]: figures by commune and what they mean
//! * [`selection`]: what a person pasted or chose, resolved into communes with flags
//! * [`estimation`]: population, ages, density, shares by EPCI and département of a list of communes
//! * [`perimetre`]: the dated list of communes of a CPTS, overlaps, holes, zones blanches
//! * [`statut`]: the stages of a CPTS, from émergence to operational
//! * [`carte`]: outlines, Voronoi sketch, projection to SVG paths
//! * [`fichier`], [`import`]: the official files, read with tolerance and refused line by line
//!
//! The size band of a territory is a rule of the ACI: [`aci::regles::taille`].
//!
//! Law: Code de la santé publique, art. L. 1434-12 (territory of action of a CPTS).

pub mod carte;
pub mod chiffre;
pub mod estimation;
pub mod fichier;
pub mod haute_loire;
pub mod import;
pub mod indicateur;
pub mod perimetre;
pub mod referentiel;
pub mod selection;
pub mod statut;
mod tableau;
pub mod voisinage;

// Storage, verbs and doors.
mod api;
pub mod atlas;
mod cards;
mod change_statut;
mod communes;
mod demande;
pub mod demo;
pub mod droits;
pub mod edition;
pub mod fonds;
mod import_editions;
pub mod occupation;
mod open_projet;
mod pages;
pub mod plan;
mod set_perimetre;
pub mod store;
mod traitement;

#[cfg(test)]
mod tests;

pub use atlas::{Atlas, reference};
pub use change_statut::{ChangeStatutError, change_statut, settled};
pub use communes::Communes;
pub use import_editions::{
    ImportError, Reglages, Source, Summary, import_communes, import_contours, import_indicateurs,
};
pub use open_projet::{OpenProjetError, open_projet};
pub use pages::donnees::donnees;
pub use set_perimetre::{SetPerimetreError, set_perimetre};

/// The tables of the crate.
pub const MIGRATIONS: db::Migrations = db::Migrations {
    module: "territoire",
    files: &[("001_territoire", include_str!("../migrations/001_territoire.sql"))],
};

/// What the program plugs in.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "territoire",
        migrations: MIGRATIONS,
        routes: || pages::routes().and(api::routes()),
        nav: &[web::Nav {
            label: "Territoire",
            segment: "territoire",
            icon: ui::Icon::Map,
            right: droits::VOIR,
            rank: 20,
        }],
        phrases: &[
            ("territoire.edition_importee", "a chargé un fichier officiel"),
            ("territoire.etape_atteinte", "a noté une étape de la CPTS"),
            ("territoire.etape_prevue", "a prévu une étape de la CPTS"),
            ("territoire.perimetre_modifie", "a changé les communes du territoire"),
        ],
        cards: Some(cards::read),
        api: Some(api::describe),
        registre: traitement::REGISTRE,
    }
}
