//! Two states of one person, before and after an edition.

use super::{Detail, Genre, mots};
use crate::professionnel::{Exercice, Ligne, Professionnel, gather};
use identifiants::CommuneCode;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// A change, before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Ecart {
    pub(crate) genre: Genre,
    pub(crate) avant: Option<CommuneCode>,
    pub(crate) apres: Option<CommuneCode>,
    pub(crate) profession: String,
    pub(crate) nom: String,
    pub(crate) details: Vec<Detail>,
}

/// What changed for one person; `du`: the day of the newer file. Nothing when both say the same.
pub(crate) fn compare(avant: &[Ligne], apres: &[Ligne], du: Date) -> Vec<Ecart> {
    let (old, new) = (person(avant), person(apres));
    let Some(named) = new.as_ref().or(old.as_ref()) else { return Vec::new() };
    let make = |genre, (avant, apres), details| Ecart {
        genre,
        avant,
        apres,
        profession: named.profession.code.clone(),
        nom: named.nom_complet(),
        details,
    };
    match (&old, &new) {
        (None, Some(new)) => {
            places(new).into_iter().map(|to| make(Genre::Arrivee, (None, to), Vec::new())).collect()
        }
        (Some(old), None) => {
            let apres = format!("absent du fichier du {}", ui::francais::date(du));
            let gone = Detail { quoi: "Répertoire".to_owned(), avant: "présent".to_owned(), apres };
            let left = |from| make(Genre::Depart, (from, None), vec![gone.clone()]);
            places(old).into_iter().map(left).collect()
        }
        (Some(old), Some(new)) => {
            moved(old, new, (avant, apres)).into_iter().map(|(g, p, d)| make(g, p, d)).collect()
        }
        (None, None) => Vec::new(),
    }
}

fn person(lines: &[Ligne]) -> Option<Professionnel> {
    gather(lines.to_vec()).into_iter().next()
}

/// Communes of practice, or « nowhere that we know ».
fn places(person: &Professionnel) -> Vec<Option<CommuneCode>> {
    let known: Vec<Option<CommuneCode>> = person.communes().into_iter().map(Some).collect();
    if known.is_empty() { vec![None] } else { known }
}

type Found = (Genre, (Option<CommuneCode>, Option<CommuneCode>), Vec<Detail>);

fn moved(old: &Professionnel, new: &Professionnel, lines: (&[Ligne], &[Ligne])) -> Vec<Found> {
    let (before, after) = (old.communes(), new.communes());
    let mut lost: Vec<CommuneCode> = before.difference(&after).copied().collect();
    let mut gained: Vec<CommuneCode> = after.difference(&before).copied().collect();
    let person = mots::of_person(old, new);
    let mut found = Vec::new();
    while let (Some(from), false) = (lost.first().copied(), gained.is_empty()) {
        // To a neighbour rather than to the other end of the country.
        let near = gained.iter().position(|to| to.departement() == from.departement()).unwrap_or(0);
        let to = gained.remove(near);
        lost.remove(0);
        let details = mots::of_exercices(&at(old, Some(from)), &at(new, Some(to)));
        found.push((Genre::Demenagement, (Some(from), Some(to)), with(details, &person)));
    }
    found.extend(lost.into_iter().map(|from| (Genre::Depart, (Some(from), None), person.clone())));
    found.extend(gained.into_iter().map(|to| (Genre::Arrivee, (None, Some(to)), person.clone())));
    let both: BTreeSet<CommuneCode> = before.intersection(&after).copied().collect();
    let stayed =
        if before.is_empty() && after.is_empty() { vec![None] } else { both.into_iter().map(Some).collect() };
    for place in stayed {
        let details = mots::of_exercices(&at(old, place), &at(new, place));
        let details = with(details, &person);
        let details = if details.is_empty() { columns(lines, place) } else { details };
        if !details.is_empty() {
            found.push((Genre::Modification, (place, place), details));
        }
    }
    found
}

fn at(person: &Professionnel, place: Option<CommuneCode>) -> Vec<&Exercice> {
    person.exercices.iter().filter(|one| one.commune == place).collect()
}

fn with(mut details: Vec<Detail>, person: &[Detail]) -> Vec<Detail> {
    let mut all = person.to_vec();
    details.retain(|detail| !all.iter().any(|known| known.quoi == detail.quoi));
    all.extend(details);
    all
}

/// Lines of that place that only one of the two states holds, column by column.
fn columns((avant, apres): (&[Ligne], &[Ligne]), place: Option<CommuneCode>) -> Vec<Detail> {
    let only = |these: &'_ [Ligne], others: &[Ligne]| -> Vec<usize> {
        let new =
            |line: &Ligne| line.commune == place && !others.iter().any(|other| other.texte == line.texte);
        (0..these.len()).filter(|at| new(&these[*at])).collect()
    };
    let old: Vec<&Ligne> = only(avant, apres).into_iter().map(|at| &avant[at]).collect();
    let new: Vec<&Ligne> = only(apres, avant).into_iter().map(|at| &apres[at]).collect();
    mots::of_columns(&old, &new)
}
