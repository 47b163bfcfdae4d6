//! The room « Médecin traitant » and its public pages.

mod accueil;
mod campagnes;
mod carte;
mod cartes;
mod cartes_lien;
mod chiffres;
mod chiffres_export;
mod communes;
mod demande;
mod demande_gestes;
mod demander;
mod demander_champs;
mod demander_donnees;
mod demander_etat;
mod demander_lieu;
mod demander_lire;
mod demander_merci;
mod demander_papier;
mod demander_suivi;
mod demandes;
mod demandes_filtres;
mod demandes_lot;
mod doublons;
mod guichet;
mod identite;
mod importer;
mod lettres;
mod medecin;
mod medecins;
mod mes_cartes;
mod mes_places;
mod places_champs;
mod proposer;
mod proposer_calcul;
mod proposer_essai;
mod registre;
mod reglages;
mod regle;
mod regle_champs;
mod retrouver;
mod saisir;

use crate::WriteError;
use crate::droits::VOIR;
use web::{FieldErrors, Problem, Room, Routes};

/// The room, its places in order; every other page stands below one of them.
pub(crate) const ROOM: Room = Room {
    name: "Médecin traitant",
    segment: "medecin-traitant",
    label: "Parties de la salle Médecin traitant",
    parts: &[
        ("Demandes", "", VOIR),
        ("Proposer", "proposer", VOIR),
        ("Cartes", "cartes", VOIR),
        ("Médecins", "medecins", VOIR),
        ("Chiffres", "chiffres", VOIR),
        ("Règle et réglages", "regle", VOIR),
    ],
};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .and(accueil::routes())
        .and(demandes_lot::routes())
        .and(demande::routes())
        .and(demande_gestes::routes())
        .and(identite::routes())
        .and(communes::routes())
        .and(lettres::routes())
        .and(registre::routes())
        .and(retrouver::routes())
        .and(demander::routes())
        .and(saisir::routes())
        .and(importer::routes())
        .and(campagnes::routes())
        .and(doublons::routes())
        .and(medecins::routes())
        .and(medecin::routes())
        .and(mes_places::routes())
        .and(regle::routes())
        .and(reglages::routes())
        .and(chiffres::routes())
        .and(proposer::routes())
        .and(cartes::routes())
        .and(mes_cartes::routes())
        .and(cartes_lien::routes())
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
