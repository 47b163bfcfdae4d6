//! The HTML doors: the entry of one subject, what waits (confirmations, answers, official changes), referents, settings; and
//! without account the page of a confirmation link.

mod acteur;
mod carte;
mod champ;
mod changements;
mod ecartes;
mod entrees;
mod export;
mod fiche;
mod gestes;
mod lien;
pub(crate) mod liste;
mod nouveau_lien;
mod portion;
mod presence;
mod public;
mod referents;
mod reglages;
mod reponses;

pub(crate) use changements::field_of;
pub(crate) use portion::words as portion_words;
pub(crate) use reponses::tone as reponse_tone;

use crate::confirm::USAGE;
use crate::droits::{CONSULTER, DEMANDER, EXPORTER, MODIFIER, REFERENTS, VOIR};
use crate::{Fiche, Reference, WriteError};
use axum::extract::Path;
use db::Tx;
use identifiants::CommuneCode;
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::sync::Arc;
use territoire::atlas::{Atlas, Etat};
use ui::francais;
use web::{App, Problem, Room, Routes, Visit};

pub(crate) fn routes() -> Routes {
    waiting().and(entry()).and(institutions()).and(owner()).and(lists())
}

fn waiting() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/annuaire/a-confirmer", DEMANDER, portion::show)
        .post("/{cpts}/espace/annuaire/a-confirmer", DEMANDER, portion::ask)
        .get("/{cpts}/espace/annuaire/reponses", MODIFIER, reponses::show)
        .post("/{cpts}/espace/annuaire/reponses", MODIFIER, reponses::review)
        .get("/{cpts}/espace/annuaire/changements", MODIFIER, changements::show)
        .post("/{cpts}/espace/annuaire/changements", MODIFIER, changements::review)
        .get("/{cpts}/espace/annuaire/lignes-ecartees", MODIFIER, ecartes::show)
        .get("/{cpts}/espace/annuaire/lignes-ecartees/fichier", MODIFIER, ecartes::file)
        .get("/{cpts}/espace/annuaire/reglages", MODIFIER, reglages::show)
        .post("/{cpts}/espace/annuaire/reglages", MODIFIER, reglages::keep)
}

fn entry() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/annuaire/nouveau", MODIFIER, acteur::form)
        .post("/{cpts}/espace/annuaire/nouveau", MODIFIER, acteur::add)
        .get("/{cpts}/espace/annuaire/{fiche}", VOIR, fiche::show)
        .get("/{cpts}/espace/annuaire/{fiche}/identite", MODIFIER, acteur::edit)
        .post("/{cpts}/espace/annuaire/{fiche}/identite", MODIFIER, acteur::keep)
        .get("/{cpts}/espace/annuaire/{fiche}/champs/{nature}", MODIFIER, champ::show)
        .post("/{cpts}/espace/annuaire/{fiche}/champs/{nature}", MODIFIER, champ::keep)
        .post("/{cpts}/espace/annuaire/{fiche}/ecarts/{nature}", MODIFIER, champ::settle)
        .post("/{cpts}/espace/annuaire/{fiche}/absences", MODIFIER, presence::announce)
        .post("/{cpts}/espace/annuaire/{fiche}/absences/{ligne}/retirer", MODIFIER, presence::withdraw)
        .post("/{cpts}/espace/annuaire/{fiche}/structures", MODIFIER, presence::attach)
        .post("/{cpts}/espace/annuaire/{fiche}/structures/{ligne}", MODIFIER, presence::detach)
        .post("/{cpts}/espace/annuaire/{fiche}/confirmer", MODIFIER, gestes::confirm)
        .post("/{cpts}/espace/annuaire/{fiche}/demander", DEMANDER, gestes::ask)
        .post("/{cpts}/espace/annuaire/{fiche}/gestes", MODIFIER, gestes::act)
}

fn institutions() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/annuaire/referents", REFERENTS, referents::show)
        .post("/{cpts}/espace/annuaire/referents", REFERENTS, referents::add)
        .get("/{cpts}/espace/annuaire/referents/{id}", REFERENTS, referents::edit)
        .post("/{cpts}/espace/annuaire/referents/{id}", REFERENTS, referents::keep)
        .post("/{cpts}/espace/annuaire/referents/{id}/gestes", REFERENTS, referents::act)
}

fn owner() -> Routes {
    Routes::new()
        .get("/{cpts}/annuaire/nouveau-lien", CONSULTER, nouveau_lien::show)
        .post("/{cpts}/annuaire/nouveau-lien", CONSULTER, nouveau_lien::ask)
        .tap(USAGE, lien::show, lien::act)
        .tap_done(USAGE, lien::done)
}

fn lists() -> Routes {
    Routes::new()
        .get("/{cpts}/espace/annuaire", VOIR, liste::show)
        .get("/{cpts}/espace/annuaire/france", VOIR, liste::show_france)
        .get("/{cpts}/espace/annuaire/carte", VOIR, carte::show)
        .get("/{cpts}/espace/annuaire/export", EXPORTER, export::show)
        .get("/{cpts}/espace/annuaire/export/fichier", EXPORTER, export::file)
        .get("/{cpts}/espace/annuaire/{fiche}/contact.vcf", VOIR, export::contact)
        .get("/{cpts}/annuaire", CONSULTER, public::show)
        .get("/{cpts}/annuaire/carte", CONSULTER, carte::show_public)
        .get("/{cpts}/annuaire/annuaire.pdf", CONSULTER, export::printed)
        .get("/{cpts}/annuaire/{fiche}", CONSULTER, public::show_fiche)
}

/// The room.
pub(crate) const ROOM: Room = Room {
    name: "Annuaire",
    segment: "annuaire",
    label: "Annuaire",
    parts: &[
        ("Annuaire", "", VOIR),
        ("À confirmer", "a-confirmer", DEMANDER),
        ("Réponses", "reponses", MODIFIER),
        ("Ce qui a changé", "changements", MODIFIER),
        ("Référents", "referents", REFERENTS),
        ("Réglages", "reglages", MODIFIER),
    ],
};

/// « 2 mars 2026 », in Paris.
fn quand(instant: Timestamp) -> String {
    francais::date(kernel::today(instant))
}

/// The communes of France, and those of the CPTS today.
async fn place(app: &App, tx: &mut Tx) -> db::Result<(Arc<Etat>, BTreeSet<CommuneCode>)> {
    let etat = app.resource::<Atlas>().at(tx).await?;
    let today = kernel::today(tx.ctx().now);
    let communes = etat.of(tx.cpts()).map(|cpts| cpts.communes(today).clone()).unwrap_or_default();
    Ok((etat, communes))
}

/// « Le Puy-en-Velay », or the code of a commune that no longer is.
pub(crate) fn commune(etat: &Etat, code: CommuneCode) -> String {
    etat.france.commune(code).map_or_else(|| code.to_string(), |commune| commune.nom.to_string())
}

/// The CPTS and the entry of the address.
type Place = Path<(String, String)>;

/// The subject that an address names: a reference, or the id of a local entry.
fn reference(segment: &str) -> Result<Reference, Problem> {
    match segment.parse::<Reference>() {
        Ok(reference) => Ok(reference),
        Err(_) => segment.parse().map(Reference::Locale).map_err(|_| Problem::not_found()),
    }
}

/// The entry of a subject that has one.
async fn known(app: &App, visit: &Visit, segment: &str) -> Result<Fiche, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let found = crate::read_fiche::find(&mut tx, segment).await?;
    found.ok_or_else(|| Problem::from(WriteError::Inconnue))
}
