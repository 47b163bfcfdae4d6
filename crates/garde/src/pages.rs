//! The room « Gardes ».

mod accueil;
mod cadre;
mod demi_journee;
mod echanges;
mod equite;
mod grille;
mod horaires;
mod lien;
mod mes_gardes;
mod moi;
mod moi_gardes;
mod participants;
mod pour;
mod pourquoi;
mod un;
mod voeux;

use crate::droits::{GERER, PARTICIPER, VOIR};
use crate::{Etat, Tableau, WriteError};
use ui::{Frame, Tone};
use web::{App, FieldErrors, Problem, Room, Routes, Visit};

/// The room, its places in order; every other page stands below one of them.
pub(crate) const ROOM: Room = Room {
    name: "Gardes",
    segment: "garde",
    label: "Parties de la salle Gardes",
    parts: &[
        ("Plannings", "", VOIR),
        ("Mes gardes", "mes-gardes", PARTICIPER),
        ("Échanges", "echanges", GERER),
    ],
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(accueil::routes())
        .and(cadre::routes())
        .and(un::routes())
        .and(horaires::routes())
        .and(participants::routes())
        .and(pour::routes())
        .and(demi_journee::routes())
        .and(pourquoi::routes())
        .and(mes_gardes::routes())
        .and(lien::routes())
        .and(echanges::routes())
}

/// The sentences of a refusal beside their fields; what is no refusal of a form is a problem.
fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::default();
    match error {
        WriteError::Saisie(faults) => faults.0.iter().for_each(|one| errors.add(one.champ, &one.pourquoi)),
        refus @ (WriteError::Planning(_) | WriteError::PasPossible(_)) => errors.add("", refus),
        other => return Err(other.into()),
    }
    Ok(errors)
}

/// The planning of an address; drafts are for those who draw them.
async fn read(visit: &Visit, app: &App, id: &str) -> Result<Tableau, Problem> {
    let mut tx = app.db.read(&visit.ctx).await?;
    let tableau = Tableau::read(&mut tx, web::id_of(id)?).await?;
    if tableau.planning.etat == Etat::Brouillon && !visit.can(GERER) {
        return Err(WriteError::Inconnu("Ce planning").into());
    }
    Ok(tableau)
}

/// Whether whoever looks may see who is on duty: all once it is published, before that the office.
fn is_open(visit: &Visit, etat: Etat) -> bool {
    visit.can(GERER) || matches!(etat, Etat::Publie | Etat::Clos)
}

/// The frame of a page below a planning.
fn below(visit: &Visit, tableau: &Tableau, title: impl Into<ui::Text>) -> Frame {
    let planning = &tableau.planning;
    let part = format!("plannings/{}", planning.id);
    ROOM.below(visit, title, &[(planning.cadre.nom.as_str(), part.as_str())])
}

/// How the state of a planning is shown.
const fn tone(etat: Etat) -> Tone {
    match etat {
        Etat::Brouillon => Tone::Neutral,
        Etat::Voeux | Etat::Propose => Tone::Info,
        Etat::Publie => Tone::Success,
        Etat::Clos => Tone::Neutral,
    }
}
