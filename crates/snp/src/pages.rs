//! The room « Soins non programmés ».

mod appel;
mod champs;
mod choix;
mod console;
mod couverture;
mod couverture_filtres;
mod couverture_inventaire;
mod couverture_mots;
mod demande;
mod gestes;
mod guide;
mod guide_alarmes;
mod guide_horaires;
mod guide_motif;
mod guide_motif_champs;
mod guide_questions;
mod guide_vue;
mod mots;
mod public;
mod reglages;
mod reponse;
mod salle;
mod suivi;
mod suivi_export;

use crate::WriteError;
use crate::droits::{LIRE_GUIDE, REGLER, VOIR};
use web::{FieldErrors, Problem, Room, Routes};

/// The room, its places in order; every other page stands below one of them.
pub(crate) const ROOM: Room = Room {
    name: "Soins non programmés",
    segment: "soins-non-programmes",
    label: "Parties de la salle Soins non programmés",
    parts: &[
        ("Console", "", VOIR),
        ("Suivi", "suivi", VOIR),
        ("Couverture", "couverture", VOIR),
        ("Guide", "guide", LIRE_GUIDE),
        ("Réglages", "reglages", REGLER),
    ],
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(console::routes())
        .and(appel::routes())
        .and(demande::routes())
        .and(gestes::routes())
        .and(reponse::routes())
        .and(suivi::routes())
        .and(couverture::routes())
        .and(guide::routes())
        .and(guide_alarmes::routes())
        .and(guide_horaires::routes())
        .and(guide_motif::routes())
        .and(reglages::routes())
        .and(public::routes())
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
