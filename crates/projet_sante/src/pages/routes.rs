//! Every address of the room, with the right that it asks for.

use super::{
    accueil, action, actions, aides, appuis, comparaison, couverture, creation, critere, dossier, envoi,
    etape, export, objectifs, pieces, prs, section, sections, statuts, versions,
};
use crate::droits::{
    AIDES, APPUYER, COMMENTER, CONDUIRE, JOINDRE, REDIGER, VOIR, VOIR_AIDES, VOIR_DOSSIER, VOIR_TRAVAIL,
};
use web::Routes;

pub(crate) fn routes() -> Routes {
    path().and(writing()).and(chain()).and(file())
}

/// The path of creation and what surrounds it.
fn path() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/projet", VOIR, accueil::show)
        .get("/{cpts}/espace/projet/creation", VOIR, creation::show)
        .post("/{cpts}/espace/projet/creation", CONDUIRE, creation::open)
        .post("/{cpts}/espace/projet/creation/remise", CONDUIRE, creation::hand)
        .post("/{cpts}/espace/projet/etapes", CONDUIRE, etape::add)
        .get("/{cpts}/espace/projet/etapes/{code}", VOIR_TRAVAIL, etape::show)
        .post("/{cpts}/espace/projet/etapes/{code}", CONDUIRE, etape::reach)
        .post("/{cpts}/espace/projet/etapes/{code}/mots", CONDUIRE, etape::adapt)
        .post("/{cpts}/espace/projet/etapes/{code}/criteres", CONDUIRE, critere::add)
        .get("/{cpts}/espace/projet/etapes/{code}/criteres/{critere}", VOIR_TRAVAIL, critere::show)
        .post("/{cpts}/espace/projet/etapes/{code}/criteres/{critere}", CONDUIRE, critere::settle)
        .post("/{cpts}/espace/projet/etapes/{code}/criteres/{critere}/retrait", CONDUIRE, critere::remove)
        .get("/{cpts}/espace/projet/statuts", VOIR_TRAVAIL, statuts::list)
        .get("/{cpts}/espace/projet/statuts/{code}", VOIR_TRAVAIL, statuts::show)
        .post("/{cpts}/espace/projet/statuts/{code}", CONDUIRE, statuts::check)
        .post("/{cpts}/espace/projet/statuts/{code}/faits", CONDUIRE, statuts::note)
        .get("/{cpts}/espace/projet/appuis", VOIR, appuis::show)
        .post("/{cpts}/espace/projet/appuis", APPUYER, appuis::add)
        .post("/{cpts}/espace/projet/appuis/{id}/retrait", APPUYER, appuis::withdraw)
        .get("/{cpts}/espace/projet/aides", VOIR_AIDES, aides::show)
        .post("/{cpts}/espace/projet/aides", AIDES, aides::grant)
        .get("/{cpts}/espace/projet/aides/{id}", VOIR_AIDES, aides::one)
        .post("/{cpts}/espace/projet/aides/{id}/versements", AIDES, aides::receive)
        .post("/{cpts}/espace/projet/aides/{id}/depenses", AIDES, aides::spend)
        .post("/{cpts}/espace/projet/aides/{id}/depenses/{depense}/retrait", AIDES, aides::unspend)
        .post("/{cpts}/espace/projet/aides/{id}/retrait", AIDES, aides::withdraw)
        .post("/{cpts}/espace/projet/aides/{id}/versements/{versement}/retrait", AIDES, aides::take_back)
}

/// The parts and the versions.
fn writing() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/projet/sections", VOIR, sections::show)
        .get("/{cpts}/espace/projet/sections/{code}", VOIR, section::show)
        .get("/{cpts}/espace/projet/sections/{code}/ecrire", REDIGER, section::edit)
        .post("/{cpts}/espace/projet/sections/{code}/ecrire", REDIGER, section::write)
        .post("/{cpts}/espace/projet/sections/{code}/etat", REDIGER, section::mark)
        .post("/{cpts}/espace/projet/sections/{code}/responsable", CONDUIRE, section::assign)
        .post("/{cpts}/espace/projet/sections/{code}/commentaires", COMMENTER, section::comment)
        .post("/{cpts}/espace/projet/sections/{code}/commentaires/{id}", COMMENTER, section::settle)
        .get("/{cpts}/espace/projet/sections/{code}/textes", VOIR_TRAVAIL, comparaison::show)
        .get("/{cpts}/espace/projet/versions", VOIR, versions::show)
        .post("/{cpts}/espace/projet/versions", CONDUIRE, versions::freeze)
        .get("/{cpts}/espace/projet/versions/{n}/projet-de-sante.pdf", VOIR, export::frozen_pdf)
        .get("/{cpts}/espace/projet/versions/{n}/projet-de-sante.docx", VOIR, export::frozen_docx)
        .get("/{cpts}/espace/projet/projet-de-sante.pdf", VOIR_TRAVAIL, export::pdf)
        .get("/{cpts}/espace/projet/projet-de-sante.docx", VOIR_TRAVAIL, export::docx)
        .post("/{cpts}/espace/projet/pieces", JOINDRE, pieces::attach)
        .post("/{cpts}/espace/projet/pieces/{id}/retrait", JOINDRE, pieces::detach)
}

/// From needs to actions.
fn chain() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/projet/actions", VOIR, actions::show)
        .get("/{cpts}/espace/projet/actions/nouvelle", CONDUIRE, action::blank)
        .post("/{cpts}/espace/projet/actions/nouvelle", CONDUIRE, action::add)
        .get("/{cpts}/espace/projet/actions/{id}", VOIR, action::show)
        .get("/{cpts}/espace/projet/actions/{id}/modifier", CONDUIRE, action::edit)
        .post("/{cpts}/espace/projet/actions/{id}/modifier", CONDUIRE, action::rewrite)
        .post("/{cpts}/espace/projet/actions/{id}/retrait", CONDUIRE, action::withdraw)
        .post("/{cpts}/espace/projet/actions/{id}/reprise", CONDUIRE, action::restore)
        .get("/{cpts}/espace/projet/objectifs", VOIR, objectifs::show)
        .post("/{cpts}/espace/projet/objectifs", CONDUIRE, objectifs::add)
        .get("/{cpts}/espace/projet/objectifs/{id}", VOIR, objectifs::one)
        .post("/{cpts}/espace/projet/objectifs/{id}", CONDUIRE, objectifs::rewrite)
        .post("/{cpts}/espace/projet/objectifs/{id}/retrait", CONDUIRE, objectifs::withdraw)
        .get("/{cpts}/espace/projet/couverture", VOIR, couverture::show)
        .get("/{cpts}/espace/projet/prs", VOIR, prs::show)
        .post("/{cpts}/espace/projet/prs", CONDUIRE, prs::import)
        .post("/{cpts}/espace/projet/prs/{id}/retrait", CONDUIRE, prs::withdraw)
}

/// The file sent to the ARS.
fn file() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/projet/dossier", VOIR_DOSSIER, dossier::show)
        .post("/{cpts}/espace/projet/dossier", CONDUIRE, dossier::send)
        .get("/{cpts}/espace/projet/dossier/{id}", VOIR_DOSSIER, envoi::show)
        .post("/{cpts}/espace/projet/dossier/{id}/decision", CONDUIRE, envoi::decide)
        .post("/{cpts}/espace/projet/dossier/{id}/questions", CONDUIRE, envoi::ask)
        .post("/{cpts}/espace/projet/dossier/{id}/retrait", CONDUIRE, envoi::withdraw)
        .get("/{cpts}/espace/projet/questions/{id}", VOIR_DOSSIER, envoi::question)
        .post("/{cpts}/espace/projet/questions/{id}", CONDUIRE, envoi::answer)
}
