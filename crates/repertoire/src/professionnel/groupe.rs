use super::{Categorie, Champs, Exercice, Libelle, Ligne, Professionnel, SavoirFaire};
use extractions::Champ;
use identifiants::Idnps;

/// Gathers lines into people, in the order of their numbers. Lines come in any order; those whose number is not one are
/// left out, which the import never keeps.
#[must_use]
pub fn gather(mut lines: Vec<Ligne>) -> Vec<Professionnel> {
    lines.sort_unstable_by(|a, b| (&a.idnps, a.id).cmp(&(&b.idnps, b.id)));
    lines.dedup_by_key(|line| line.id);
    lines.chunk_by(|a, b| a.idnps == b.idnps).filter_map(person).collect()
}

fn person(lines: &[Ligne]) -> Option<Professionnel> {
    let first = lines.first()?;
    let c = Champs::of(&first.texte);
    let mut person = Professionnel {
        idnps: first.idnps.parse::<Idnps>().ok()?,
        civilite: title(&c).to_owned(),
        nom: c.get(Champ::NomExercice).to_owned(),
        prenom: c.get(Champ::PrenomExercice).to_owned(),
        profession: Libelle {
            code: c.get(Champ::CodeProfession).to_owned(),
            libelle: c.get(Champ::LibelleProfession).to_owned(),
        },
        categorie: Categorie::of(c.get(Champ::CodeCategorie)),
        savoir_faire: Vec::new(),
        exercices: Vec::new(),
        absent_du: None,
    };
    for line in lines {
        let c = Champs::of(&line.texte);
        if let Some(known) = qualification(&c).filter(|one| !person.savoir_faire.contains(one)) {
            person.savoir_faire.push(known);
        }
        if let Some(exercice) = Exercice::of(&c, line.commune).filter(|one| !person.exercices.contains(one)) {
            person.exercices.push(exercice);
        }
    }
    // Absent when every line is.
    let present = lines.iter().any(|line| line.absente_du.is_none());
    person.absent_du = lines.iter().filter_map(|line| line.absente_du).max().filter(|_| !present);
    Some(person)
}

fn title<'a>(c: &Champs<'a>) -> &'a str {
    match (c.get(Champ::CodeCiviliteExercice), c.get(Champ::CodeCivilite)) {
        ("DR", _) => "Dr",
        ("PR", _) => "Pr",
        ("", "M") => "M.",
        ("", "MME" | "MLLE") => "Mme",
        ("", _) => c.get(Champ::LibelleCivilite),
        _ => c.get(Champ::LibelleCiviliteExercice),
    }
}

fn qualification(c: &Champs<'_>) -> Option<SavoirFaire> {
    let code = c.maybe(Champ::CodeSavoirFaire)?;
    Some(SavoirFaire {
        genre: c.get(Champ::CodeTypeSavoirFaire).to_owned(),
        code: code.to_owned(),
        libelle: c.get(Champ::LibelleSavoirFaire).to_owned(),
    })
}
