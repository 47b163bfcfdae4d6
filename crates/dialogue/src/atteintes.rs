//! What closing a dialogue would settle with the values of today, mission by mission.

use aci::{Fraction, IndicateurRealise, Realisation};
use contrat::Contrat;
use indicateurs::cible::ENTIER;
use indicateurs::{Ligne, Provenance, Tableau, atteinte::fraction, atteinte::millioniemes};

/// The achievements of the year as closing would settle them. A mission whose weights do not sum to one is left out, and one that
/// lacks a value as well, unless what is missing counts for zero.
pub(crate) fn pending(table: &Tableau, a_zero: bool) -> Vec<Realisation> {
    let Ok(year) = u8::try_from(table.annee.numero) else { return Vec::new() };
    let whole = table.poids.iter().filter(|one| one.complet);
    let one = |mission: &str| {
        let mine = table.lignes.iter().filter(|line| line.indicateur.texte.mission == mission);
        let indicators = mine.filter_map(|line| reached(line, a_zero)).collect::<Option<Vec<_>>>()?;
        Some(Realisation { mission: mission.to_owned(), year, indicators })
    };
    whole.filter_map(|part| one(&part.mission)).collect()
}

/// One indicator that has a weight; inside, none when nothing says how far it went.
fn reached(line: &Ligne, a_zero: bool) -> Option<Option<IndicateurRealise>> {
    let poids = line.cible.poids.filter(|poids| *poids > 0)?;
    let value = match (&line.atteinte, a_zero) {
        (Some(atteinte), _) => atteinte.value,
        (None, true) => 0,
        (None, false) => return Some(None),
    };
    Some(Some(IndicateurRealise {
        id: line.indicateur.id.to_string(),
        label: Some(line.indicateur.texte.libelle.clone()),
        weight: Fraction::new(i128::from(poids), i128::from(ENTIER)),
        achievement: fraction(value),
    }))
}

/// The rate of a mission, in millionths, as the contract says it once settled.
pub(crate) fn taux(one: &Realisation) -> i64 {
    contrat::taux(one.indicators.iter().map(|one| (millioniemes(one.weight), millioniemes(one.achievement))))
}

/// Whether a mission started by the end of the year, or has values all the same. Of another one nothing is settled: it has no rate.
pub(crate) fn demarree(contrat: &Contrat, table: &Tableau, mission: &str) -> bool {
    let start = contrat.mission(mission).and_then(|one| one.debut);
    let mine = table.lignes.iter().filter(|line| line.indicateur.texte.mission == mission);
    start.is_some_and(|debut| debut <= table.annee.au) || mine.into_iter().any(has_value)
}

/// Whether somebody entered a value, or some act was counted: a count of nothing is not one.
fn has_value(line: &Ligne) -> bool {
    let entered = line.indicateur.texte.mesure.is_none();
    line.atteinte.is_some()
        && line.constat.as_ref().is_some_and(|one| match one.de {
            Provenance::Valeur(_) => true,
            Provenance::Actes { lignes } => lignes > 0,
            Provenance::Gel(_, lignes) => entered || lignes > 0,
        })
}
