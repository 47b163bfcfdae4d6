//! Every address of the room, with the right that it asks for.

use super::{
    conventions, cotisations, export, import, liste, modifier, moi, nouveau, paiements, reglages, rejoindre,
    textes, une,
};
use crate::USAGE;
use crate::droits::{COTISER, DEMANDER, MIENNE, MODIFIER, VALIDER, VOIR};
use web::Routes;

pub(crate) fn routes() -> Routes {
    people().and(money()).and(house()).and(outside())
}

/// The register and one member.
fn people() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/adhesions", VOIR, liste::show)
        .get("/{cpts}/espace/adhesions/nouveau", MODIFIER, nouveau::blank)
        .post("/{cpts}/espace/adhesions/nouveau", MODIFIER, nouveau::add)
        .get("/{cpts}/espace/adhesions/registre.csv", VOIR, export::csv)
        .get("/{cpts}/espace/adhesions/registre.xlsx", VOIR, export::xlsx)
        .get("/{cpts}/espace/adhesions/adherents/{id}", VOIR, une::show)
        .get("/{cpts}/espace/adhesions/adherents/{id}/modifier", MODIFIER, modifier::show)
        .post("/{cpts}/espace/adhesions/adherents/{id}/modifier", MODIFIER, modifier::change)
        .post("/{cpts}/espace/adhesions/adherents/{id}/acceptation", VALIDER, une::accept)
        .post("/{cpts}/espace/adhesions/adherents/{id}/refus", VALIDER, une::refuse)
        .post("/{cpts}/espace/adhesions/adherents/{id}/compte", MODIFIER, une::link)
        .post("/{cpts}/espace/adhesions/adherents/{id}/college", MODIFIER, une::college)
        .post("/{cpts}/espace/adhesions/adherents/{id}/sortie", MODIFIER, une::leave)
        .post("/{cpts}/espace/adhesions/adherents/{id}/retour", MODIFIER, une::come_back)
        .post("/{cpts}/espace/adhesions/adherents/{id}/textes", MODIFIER, textes::paper)
        .post("/{cpts}/espace/adhesions/adherents/{id}/rappel", MODIFIER, textes::remind_one)
}

/// Fees.
fn money() -> Routes {
    Routes::new()
        .post("/{cpts}/espace/adhesions/adherents/{id}/cotisations", COTISER, paiements::call)
        .post(
            "/{cpts}/espace/adhesions/adherents/{id}/cotisations/{annee}/paiements",
            COTISER,
            paiements::pay,
        )
        .post("/{cpts}/espace/adhesions/adherents/{id}/cotisations/{annee}/offre", COTISER, paiements::offer)
        .post(
            "/{cpts}/espace/adhesions/adherents/{id}/cotisations/{annee}/relance",
            COTISER,
            paiements::remind,
        )
        .post(
            "/{cpts}/espace/adhesions/adherents/{id}/paiements/{paiement}/annulation",
            COTISER,
            paiements::cancel,
        )
        .get("/{cpts}/espace/adhesions/cotisations", VOIR, cotisations::show)
        .post("/{cpts}/espace/adhesions/cotisations/appel", COTISER, cotisations::open)
        .post("/{cpts}/espace/adhesions/cotisations/relances", COTISER, cotisations::remind)
        .get("/{cpts}/espace/adhesions/import", COTISER, import::show)
        .post("/{cpts}/espace/adhesions/import", COTISER, import::read)
        .post("/{cpts}/espace/adhesions/import/confirmation", COTISER, import::confirm)
}

/// Texts, agreements, colleges, rates.
fn house() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/adhesions/textes", VOIR, textes::show)
        .post("/{cpts}/espace/adhesions/textes", MODIFIER, textes::publish)
        .post("/{cpts}/espace/adhesions/textes/rappels", MODIFIER, textes::remind)
        .get("/{cpts}/espace/adhesions/textes/{id}", VOIR, textes::one)
        .post("/{cpts}/espace/adhesions/textes/{id}/retrait", MODIFIER, textes::withdraw)
        .get("/{cpts}/espace/adhesions/conventions", VOIR, conventions::show)
        .post("/{cpts}/espace/adhesions/conventions", MODIFIER, conventions::keep)
        .post("/{cpts}/espace/adhesions/conventions/{id}/fin", MODIFIER, conventions::end)
        .post("/{cpts}/espace/adhesions/conventions/{id}/retrait", MODIFIER, conventions::withdraw)
        .get("/{cpts}/espace/adhesions/reglages", VOIR, reglages::show)
        .post("/{cpts}/espace/adhesions/reglages/colleges", MODIFIER, reglages::college)
        .post("/{cpts}/espace/adhesions/reglages/colleges/{id}/fermeture", MODIFIER, reglages::close)
        .post("/{cpts}/espace/adhesions/reglages/tarifs", COTISER, reglages::tarif)
        .post("/{cpts}/espace/adhesions/reglages/tarifs/{id}/retrait", COTISER, reglages::withdraw)
        .post("/{cpts}/espace/adhesions/reglages/paiement", COTISER, reglages::paiement)
}

/// What members and everybody see.
fn outside() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/adhesions/moi", MIENNE, moi::show)
        .post("/{cpts}/espace/adhesions/moi", MIENNE, moi::accept)
        .get("/{cpts}/rejoindre", DEMANDER, rejoindre::show)
        .post("/{cpts}/rejoindre", DEMANDER, rejoindre::send)
        .get("/{cpts}/rejoindre/merci", DEMANDER, rejoindre::thanks)
        .get("/{cpts}/rejoindre/textes/{id}", DEMANDER, rejoindre::text)
        .get("/{cpts}/rejoindre/textes/{id}/fichier", DEMANDER, rejoindre::file)
        .tap(USAGE, moi::by_link, moi::accept_by_link)
}
