//! The room « Créneaux ».

mod absence;
mod agenda;
mod agenda_vue;
mod ailleurs;
mod champs;
mod creneau;
mod lieux;
mod mots;
mod noms;
mod planning;
mod planning_filtres;
mod professionnel_champs;
mod professionnels;
mod serie;

use crate::WriteError;
use crate::droits::{OFFRIR, VOIR};
use web::{FieldErrors, Problem, Room, Routes};

/// The room, its places in order; every other page stands below one of them.
pub(crate) const ROOM: Room = Room {
    name: "Créneaux",
    segment: "rendez-vous",
    label: "Parties de la salle Créneaux",
    parts: &[
        ("Planning", "", VOIR),
        ("Mes créneaux", "mes-creneaux", OFFRIR),
        ("Professionnels", "professionnels", VOIR),
        ("Lieux", "lieux", VOIR),
    ],
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(planning::routes())
        .and(agenda::routes())
        .and(serie::routes())
        .and(absence::routes())
        .and(creneau::routes())
        .and(professionnels::routes())
        .and(lieux::routes())
        .and(ailleurs::routes())
        .and(crate::api::routes())
}

/// The sentences of a refusal beside their fields; what is no refusal of a form is a problem.
pub(crate) fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::default();
    match error {
        WriteError::Saisie(faults) => faults.0.iter().for_each(|one| errors.add(one.champ, &one.pourquoi)),
        refus @ WriteError::Chevauche(_) => errors.add("debut", refus),
        refus @ (WriteError::DejaNote | WriteError::PasPossible(_)) => errors.add("", refus),
        other => return Err(other.into()),
    }
    Ok(errors)
}
