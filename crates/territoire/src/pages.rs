//! Pages of the territory: public homes, composer, coverage, sources; the territory of a CPTS in its workspace.

mod accueil;
mod chiffres;
mod compositeur;
mod cpts;
mod departements;
pub(crate) mod donnees;
mod espace;
mod fiche;
mod france;
mod modifier;
mod script;
mod statut;
mod territoire;

use crate::droits::{CHANGER_STATUT, CONSULTER, MODIFIER, OUVRIR_PROJET, VOIR};
use web::Routes;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/", CONSULTER, accueil::show)
        .get("/{cpts}", CONSULTER, cpts::show)
        .get("/departements", CONSULTER, france::list)
        .get("/departements/{code}", CONSULTER, departements::show)
        .get("/territoire", CONSULTER, territoire::show)
        .post("/territoire", CONSULTER, territoire::show)
        .post("/territoire/ouvrir", OUVRIR_PROJET, territoire::open_space)
        .get("/{cpts}/espace/territoire", VOIR, espace::show)
        .get("/{cpts}/espace/territoire/communes.csv", VOIR, espace::export)
        .get("/{cpts}/espace/territoire/modifier", MODIFIER, modifier::show)
        .post("/{cpts}/espace/territoire/modifier", MODIFIER, modifier::show)
        .post("/{cpts}/espace/territoire/versions", MODIFIER, modifier::keep)
        .post("/{cpts}/espace/territoire/etapes", CHANGER_STATUT, statut::keep)
        .and(script::routes())
}
