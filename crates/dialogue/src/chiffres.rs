//! The print of the figures of a year: what tells that a pack is older than them.

use crate::{Depense, texte};
use contrat::{Contrat, Versement};
use indicateurs::{Ligne, Tableau};

/// The print of values, targets, weights, achievements, money and spending as they stand.
pub(crate) fn empreinte(
    contrat: &Contrat,
    table: &Tableau,
    recus: &[Versement],
    depenses: &[Depense],
) -> String {
    let line = |one: &Ligne| {
        let value = one.constat.as_ref().map(|one| (one.valeur, one.jour));
        let reached = one.atteinte.as_ref().map(|one| one.value);
        format!("{} {:?} {:?} {value:?} {reached:?}", one.indicateur.id, one.cible.cible, one.cible.poids)
    };
    let mut all: Vec<String> = table.lignes.iter().map(line).collect();
    all.extend(recus.iter().map(|one| format!("{:?}", one.ligne)));
    all.extend(depenses.iter().map(|one| format!("{} {}", one.composante, one.cents)));
    all.extend(contrat.montants.iter().map(|one| format!("{one:?}")));
    all.extend(contrat.missions.iter().map(|one| format!("{} {:?}", one.mission, one.debut)));
    all.extend(contrat.crises.iter().map(|one| format!("{:?} {}", one.genre, one.le)));
    all.extend(
        contrat.realisations.iter().map(|one| format!("{} {} {}", one.annee, one.mission, one.taux())),
    );
    texte::empreinte(&all.join("\n"))
}
