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
use identifiants::CommuneCode;
use kernel::Id;
use maud::Markup;
pub(crate) use preuves::lier;
use std::collections::{BTreeSet, HashMap};
use territoire::{Atlas, atlas::Etat};
use ui::tabs::{Tab, tabs};
use uuid::Uuid;
use web::{App, Routes, Visit};

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

/// The parts of the room; `current` is the last segment of the part that is shown, empty for the first page.
pub(crate) fn onglets(visit: &Visit, current: &str) -> Markup {
    let tab = |words: &'static str, part: &str| {
        let path = if part.is_empty() { "diagnostic".to_owned() } else { format!("diagnostic/{part}") };
        Tab::new(words, visit.workspace(&path), part == current)
    };
    let mut all = vec![
        tab("Vue d’ensemble", ""),
        tab("Chiffres", "chiffres"),
        tab("Offre", "offre"),
        tab("Accès", "acces"),
        tab("Enquêtes", "enquetes"),
        tab("Besoins", "besoins"),
        tab("Séances", "seances"),
    ];
    if visit.can(SIGNALER) {
        all.push(tab("Signalements", "signalements"));
    }
    tabs("Parties du diagnostic", &all)
}

/// The communes of the CPTS today.
pub(crate) fn territory(visit: &Visit, etat: &Etat) -> BTreeSet<CommuneCode> {
    let jour = crate::today(visit.ctx.now);
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

/// Names of accounts; somebody whose account is gone has none.
pub(crate) async fn noms(tx: &mut Tx, ids: impl IntoIterator<Item = Uuid>) -> Result<HashMap<Uuid, String>> {
    let once: BTreeSet<Uuid> = ids.into_iter().collect();
    let once: Vec<Id<comptes::Personne>> = once.into_iter().map(Id::new).collect();
    let mut names = HashMap::new();
    for some in once.chunks(50) {
        names.extend(comptes::noms(tx, some).await?.into_iter().map(|(id, nom)| (id.uuid(), nom)));
    }
    Ok(names)
}

/// The name of an author, or who it may be.
pub(crate) fn nom_of(names: &HashMap<Uuid, String>, auteur: Option<Uuid>) -> String {
    match auteur {
        None => "la CPTS".to_owned(),
        Some(id) => {
            names.get(&id).cloned().unwrap_or_else(|| "une personne dont le compte est fermé".to_owned())
        }
    }
}
