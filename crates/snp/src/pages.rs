//! The room « Soins non programmés ».

mod appel;
mod champs;
mod choix;
mod console;
mod demande;
mod gestes;
mod mots;
mod reponse;
mod salle;

use crate::WriteError;
use crate::droits::VOIR;
use web::{FieldErrors, Problem, Room, Routes};

/// The room, its places in order; every other page stands below one of them.
pub(crate) const ROOM: Room = Room {
    name: "Soins non programmés",
    segment: "soins-non-programmes",
    label: "Parties de la salle Soins non programmés",
    parts: &[("Console", "", VOIR)],
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(console::routes())
        .and(appel::routes())
        .and(demande::routes())
        .and(gestes::routes())
        .and(reponse::routes())
}

/// The sentences of a refusal beside their fields; what is no refusal of a form is a problem.
pub(crate) fn beside(error: WriteError) -> Result<FieldErrors, Problem> {
    let mut errors = FieldErrors::default();
    match error {
        WriteError::Saisie(faults) => faults.0.iter().for_each(|one| errors.add(one.champ, &one.pourquoi)),
        refus @ (WriteError::DejaNote | WriteError::Change | WriteError::PasPossible(_)) => {
            errors.add("", refus)
        }
        other => return Err(other.into()),
    }
    Ok(errors)
}
