//! What is written otherwise, in words.

use super::Detail;
use crate::professionnel::{Champs, Exercice, Ligne, Professionnel, cased, clean};
use extractions::Champ;

/// Adds a line when the two texts differ.
pub(super) fn note(details: &mut Vec<Detail>, quoi: &str, avant: &str, apres: &str) {
    if avant != apres {
        details.push(Detail { quoi: quoi.to_owned(), avant: avant.to_owned(), apres: apres.to_owned() });
    }
}

/// What changed in the person: name, profession, qualifications.
pub(super) fn of_person(avant: &Professionnel, apres: &Professionnel) -> Vec<Detail> {
    let mut details = Vec::new();
    note(&mut details, "Nom", &avant.nom_complet(), &apres.nom_complet());
    note(&mut details, "Profession", &professions(avant), &professions(apres));
    note(&mut details, "Savoir-faire", &savoir_faire(avant), &savoir_faire(apres));
    note(&mut details, "Catégorie", avant.categorie.label(), apres.categorie.label());
    details
}

fn professions(person: &Professionnel) -> String {
    let mut names: Vec<&str> = vec![&person.profession.libelle];
    names.extend(person.exercices.iter().map(|one| one.profession.libelle.as_str()));
    joined(names)
}

fn savoir_faire(person: &Professionnel) -> String {
    joined(person.savoir_faire.iter().map(|one| one.libelle.as_str()).collect())
}

fn joined(mut names: Vec<&str>) -> String {
    names.retain(|name| !name.is_empty());
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// What changed between the practices of one commune.
pub(super) fn of_exercices(avant: &[&Exercice], apres: &[&Exercice]) -> Vec<Detail> {
    let mut details = Vec::new();
    let mut before: Vec<&Exercice> = avant.iter().filter(|one| !apres.contains(one)).copied().collect();
    let mut after: Vec<&Exercice> = apres.iter().filter(|one| !avant.contains(one)).copied().collect();
    let mut pairs = Vec::new();
    before.retain(|old| {
        let same = after.iter().position(|new| is_same_place(old, new));
        same.map(|at| pairs.push((*old, after.remove(at)))).is_none()
    });
    while let (Some(old), Some(new)) = (before.first().copied(), after.first().copied()) {
        pairs.push((old, new));
        before.remove(0);
        after.remove(0);
    }
    pairs.into_iter().for_each(|(old, new)| of_exercice(&mut details, old, new));
    before.into_iter().for_each(|old| note(&mut details, "Lieu d’exercice", &described(old), ""));
    after.into_iter().for_each(|new| note(&mut details, "Lieu d’exercice", "", &described(new)));
    details
}

fn is_same_place(a: &Exercice, b: &Exercice) -> bool {
    match (a.structure.cle(), b.structure.cle()) {
        (Some(a), Some(b)) => a == b,
        _ => a.structure.nom == b.structure.nom,
    }
}

fn of_exercice(details: &mut Vec<Detail>, old: &Exercice, new: &Exercice) {
    let statut = |one: &Exercice| one.statut.map_or("", crate::Statut::label);
    let lines = [
        ("Profession", old.profession.libelle.clone(), new.profession.libelle.clone()),
        ("Structure", old.structure.nom.clone(), new.structure.nom.clone()),
        ("FINESS", number(old.structure.finess), number(new.structure.finess)),
        ("SIRET", number(old.structure.siret.as_ref()), number(new.structure.siret.as_ref())),
        ("Adresse", address(old), address(new)),
        ("Téléphone", old.telephones.join(", "), new.telephones.join(", ")),
        ("Courriel", old.courriel.clone().unwrap_or_default(), new.courriel.clone().unwrap_or_default()),
        ("Statut", statut(old).to_owned(), statut(new).to_owned()),
        ("Cadre d’exercice", old.secteur.libelle.clone(), new.secteur.libelle.clone()),
        ("Rôle", old.role.libelle.clone(), new.role.libelle.clone()),
        ("Genre d’activité", old.genre.libelle.clone(), new.genre.libelle.clone()),
    ];
    let from = details.len();
    lines.iter().for_each(|(quoi, avant, apres)| note(details, quoi, avant, apres));
    if details.len() == from {
        let technical = |one: &Exercice| one.structure.technique.clone();
        note(details, "Identifiant de la structure", &technical(old), &technical(new));
    }
}

fn number(value: Option<impl ToString>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

fn address(one: &Exercice) -> String {
    let town = clean(&[&one.adresse.code_postal, &cased(&one.adresse.ville)]);
    let mut lines = one.adresse.lignes.clone();
    lines.push(town);
    lines.retain(|line| !line.is_empty());
    lines.join(", ")
}

fn described(one: &Exercice) -> String {
    let parts = [one.structure.nom.clone(), address(one)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Columns that no noun speaks of (fax, labels): as the file names them.
pub(super) fn of_columns(avant: &[&Ligne], apres: &[&Ligne]) -> Vec<Detail> {
    let mut details = Vec::new();
    for (old, new) in avant.iter().zip(apres) {
        let (a, b) = (Champs::of(&old.texte), Champs::of(&new.texte));
        for champ in Champ::ALL.into_iter().take(56) {
            note(&mut details, champ.libelle(), a.get(champ), b.get(champ));
        }
    }
    details.dedup();
    details
}
