//! The room « Diagnostic » of the workspace.

pub(crate) mod acces;
mod accueil;
mod besoin;
pub(crate) mod besoins;
pub(crate) mod chiffres;
mod explication;
mod export;
pub(crate) mod offre;
pub(crate) mod people;
mod preuves;
mod seance;
mod seances;
mod signalements;

use crate::droits::{ANIMER, CLASSER, ECRIRE, SIGNALER, VOIR};
use db::{Result, Tx};
use enquete::droits::VOIR_RESULTATS;
use identifiants::CommuneCode;
pub(crate) use preuves::lier;
use std::collections::BTreeSet;
use territoire::{Atlas, atlas::Etat};
use web::{App, Room, Routes, Visit};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/diagnostic", VOIR, accueil::show)
        .get("/{cpts}/espace/diagnostic/diagnostic.pdf", VOIR, export::pdf)
        .get("/{cpts}/espace/diagnostic/diagnostic.docx", VOIR, export::docx)
        .get("/{cpts}/espace/diagnostic/chiffres", VOIR, chiffres::show)
        .get("/{cpts}/espace/diagnostic/offre", VOIR, offre::show)
        .get("/{cpts}/espace/diagnostic/acces", VOIR, acces::show)
        .get("/{cpts}/espace/diagnostic/acces/{commune}", VOIR, explication::show)
        .post("/{cpts}/espace/diagnostic/preuves", ANIMER, preuves::tie)
        .get("/{cpts}/espace/diagnostic/besoins", VOIR, besoins::show)
        .post("/{cpts}/espace/diagnostic/besoins", ECRIRE, besoins::add)
        .get("/{cpts}/espace/diagnostic/besoins/{id}", VOIR, besoin::show)
        .post("/{cpts}/espace/diagnostic/besoins/{id}", ECRIRE, besoin::reword)
        .post("/{cpts}/espace/diagnostic/besoins/{id}/sort", ANIMER, besoin::settle)
        .post("/{cpts}/espace/diagnostic/besoins/{id}/preuves", ANIMER, besoin::tie)
        .post("/{cpts}/espace/diagnostic/besoins/{id}/preuves/{preuve}/retrait", ANIMER, besoin::untie)
        .post("/{cpts}/espace/diagnostic/besoins/{id}/commentaires", ECRIRE, besoin::comment)
        .post(
            "/{cpts}/espace/diagnostic/besoins/{id}/commentaires/{commentaire}/retrait",
            ECRIRE,
            besoin::take_back,
        )
        .get("/{cpts}/espace/diagnostic/seances", VOIR, seances::show)
        .post("/{cpts}/espace/diagnostic/seances", ANIMER, seances::open)
        .get("/{cpts}/espace/diagnostic/seances/{id}", VOIR, seance::show)
        .post("/{cpts}/espace/diagnostic/seances/{id}/vote", CLASSER, seance::vote)
        .post("/{cpts}/espace/diagnostic/seances/{id}/cloture", ANIMER, seance::close)
        .get("/{cpts}/espace/diagnostic/signalements", SIGNALER, signalements::show)
        .post("/{cpts}/espace/diagnostic/signalements", SIGNALER, signalements::report)
        .post("/{cpts}/espace/diagnostic/signalements/{id}/reponse", ANIMER, signalements::answer)
}

/// The room.
pub(crate) const ROOM: Room = Room {
    name: "Diagnostic",
    segment: "diagnostic",
    label: "Parties du diagnostic",
    parts: &[
        ("Vue d’ensemble", "", VOIR),
        ("Chiffres", "chiffres", VOIR),
        ("Offre", "offre", VOIR),
        ("Accès", "acces", VOIR),
        ("Enquêtes", "enquetes", VOIR_RESULTATS),
        ("Besoins", "besoins", VOIR),
        ("Séances", "seances", VOIR),
        ("Signalements", "signalements", SIGNALER),
    ],
};

/// The communes of the CPTS today.
pub(crate) fn territory(visit: &Visit, etat: &Etat) -> BTreeSet<CommuneCode> {
    let jour = kernel::today(visit.ctx.now);
    etat.of(visit.ctx.cpts).map(|cpts| cpts.communes(jour).clone()).unwrap_or_default()
}

/// The communes of the CPTS today, by code, with their names.
pub(crate) async fn communes(visit: &Visit, app: &App, tx: &mut Tx) -> Result<Vec<(CommuneCode, String)>> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    let codes = territory(visit, &etat);
    let name = |code: &CommuneCode| {
        etat.france.commune(*code).map_or_else(|| code.to_string(), |commune| commune.nom.to_string())
    };
    let mut named: Vec<_> = codes.iter().map(|code| (*code, name(code))).collect();
    named.sort_by_key(|(_, nom)| kernel::fold(nom));
    Ok(named)
}
