//! Every address of the room, with the right that it asks for.

use super::{
    accueil, consultations, elus, export, instances, interets, lien, mandats, papier, pieces, projet, renvoi,
    scrutin, seance, seances, voter,
};
use crate::droits::{TENIR, VOIR, VOTER};
use crate::voie::{CONSULTATION, CONVOCATION};
use web::Routes;

pub(crate) fn routes() -> Routes {
    registers().and(meetings()).and(votes())
}

fn registers() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/gouvernance", VOIR, accueil::show)
        .get("/{cpts}/espace/gouvernance/instances", VOIR, instances::show)
        .post("/{cpts}/espace/gouvernance/instances", TENIR, instances::open)
        .get("/{cpts}/espace/gouvernance/instances/{id}", VOIR, instances::one)
        .post("/{cpts}/espace/gouvernance/instances/{id}", TENIR, instances::rule)
        .post("/{cpts}/espace/gouvernance/instances/{id}/fermeture", TENIR, instances::close)
        .get("/{cpts}/espace/gouvernance/mandats", VOIR, mandats::show)
        .post("/{cpts}/espace/gouvernance/mandats", TENIR, mandats::note)
        .post("/{cpts}/espace/gouvernance/mandats/{id}/fin", TENIR, mandats::end)
        .get("/{cpts}/espace/gouvernance/interets", VOIR, interets::show)
        .post("/{cpts}/espace/gouvernance/interets", VOTER, interets::declare)
        .post("/{cpts}/espace/gouvernance/interets/papier", TENIR, interets::enter)
}

fn meetings() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/gouvernance/seances", VOIR, seances::show)
        .post("/{cpts}/espace/gouvernance/seances", TENIR, seances::plan)
        .get("/{cpts}/espace/gouvernance/seances/{id}", VOIR, seance::show)
        .get("/{cpts}/espace/gouvernance/seances/{id}/convocation.pdf", TENIR, export::convocation)
        .get("/{cpts}/espace/gouvernance/seances/{id}/proces-verbal.pdf", VOIR, export::minutes_pdf)
        .get("/{cpts}/espace/gouvernance/seances/{id}/proces-verbal.docx", TENIR, export::minutes_docx)
        .post("/{cpts}/espace/gouvernance/seances/{id}/points", TENIR, seance::point)
        .post("/{cpts}/espace/gouvernance/seances/{id}/points/{point}/retrait", TENIR, seance::remove)
        .post("/{cpts}/espace/gouvernance/seances/{id}/deports", TENIR, seance::deport)
        .post("/{cpts}/espace/gouvernance/seances/{id}/convocation", TENIR, seance::convoke)
        .post("/{cpts}/espace/gouvernance/seances/{id}/renvoi", TENIR, renvoi::meeting)
        .post("/{cpts}/espace/gouvernance/seances/{id}/reponse", VOTER, seance::answer)
        .post("/{cpts}/espace/gouvernance/seances/{id}/pouvoir", VOTER, seance::give)
        .post("/{cpts}/espace/gouvernance/seances/{id}/pouvoir/retrait", VOTER, seance::take_back)
        .post("/{cpts}/espace/gouvernance/seances/{id}/pouvoirs", TENIR, seance::enter)
        .post("/{cpts}/espace/gouvernance/seances/{id}/ouverture", TENIR, seance::open)
        .post("/{cpts}/espace/gouvernance/seances/{id}/cloture", TENIR, seance::close)
        .post("/{cpts}/espace/gouvernance/seances/{id}/scrutins", TENIR, projet::prepare)
        .post("/{cpts}/espace/gouvernance/pieces/{id}", TENIR, pieces::attach)
        .post("/{cpts}/espace/gouvernance/pieces/{id}/{piece}/retrait", TENIR, pieces::detach)
        .tap(CONVOCATION, lien::show, lien::act)
}

fn votes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/gouvernance/scrutins/{id}", VOIR, scrutin::show)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/ouverture", TENIR, scrutin::open)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/cloture", TENIR, scrutin::close)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/renvoi", TENIR, renvoi::consultation)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/papier", TENIR, papier::enter)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/mandats", TENIR, elus::note)
        .post("/{cpts}/espace/gouvernance/scrutins/{id}/retrait", TENIR, scrutin::remove)
        .get("/{cpts}/espace/gouvernance/voter/{id}", VOTER, voter::show)
        .post("/{cpts}/espace/gouvernance/voter/{id}", VOTER, voter::vote)
        .get("/{cpts}/espace/gouvernance/consultations", VOIR, consultations::show)
        .post("/{cpts}/espace/gouvernance/consultations", TENIR, consultations::prepare)
        .tap(CONSULTATION, lien::show, lien::act)
}
