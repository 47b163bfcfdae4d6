//! What the index of a directory holds: one document for each commune of an entry, so that a person who works in two
//! communes is found in both, and some more for what does not fit in one.

use crate::bottin::filtre::position;
use crate::bottin::{Bottin, Cherche, Inscrit, Lieu, Nom};
use crate::{Nature, Valeur};
use identifiants::CommuneCode;
use recherche::{Builder, Fiche};
use std::collections::HashMap;
use territoire::referentiel::Referentiel;

/// Words of one document beyond its names.
const MOTS: usize = 8;
/// An actor that serves a whole département is not found by the name of each of its communes.
const COMMUNES: usize = 60;

impl Cherche {
    pub(super) fn build(bottin: &Bottin, france: &Referentiel) -> Self {
        let (mut builder, mut rangs) = (Builder::new(), Vec::new());
        let mut numeros: HashMap<String, Vec<u32>> = HashMap::new();
        for (one, rang) in bottin.inscrits().iter().zip(0..) {
            add(&mut builder, france, one, |_| rangs.push(rang));
            let phones = one.telephones().into_iter().map(|text| bare(&text));
            for numero in one.entree().numeros.iter().map(|text| bare(text)).chain(phones) {
                numeros.entry(numero).or_default().push(rang);
            }
        }
        Self { index: builder.build(), rangs, numeros }
    }
}

/// A number as it is compared: letters and digits only, « +33 4… » as « 04… ».
pub(super) fn bare(text: &str) -> String {
    let national = text.trim().strip_prefix("+33").map(|rest| format!("0{rest}"));
    let text = national.as_deref().unwrap_or(text);
    text.chars().filter(|sign| sign.is_alphanumeric()).map(|sign| sign.to_ascii_uppercase()).collect()
}

fn add(builder: &mut Builder, france: &Referentiel, one: &Inscrit, mut added: impl FnMut(u32)) {
    let entree = one.entree();
    let alone = entree.nom_complet();
    let (nom, prenom) = match &entree.nom {
        Nom::Personne { nom, prenom, .. } => (nom.as_str(), prenom.as_str()),
        Nom::Seul(_) => ("", ""),
    };
    let specialites: Vec<&str> = entree.specialites.iter().map(String::as_str).collect();
    let base =
        Fiche { nom, prenom, profession: &entree.profession, specialites: &specialites, ..Fiche::default() };
    let person = !nom.is_empty() || !prenom.is_empty();
    let mut put = |commune: &str, structure: Option<&str>, mots: &[&str], at: Option<CommuneCode>| {
        let lieu = at.and_then(|code| entree.lieux.iter().find(|lieu| lieu.commune == Some(code)));
        let place = lieu.and_then(|lieu| lieu.position).or_else(|| position(france, at?));
        added(builder.add(&Fiche { commune, structure, mots, position: place, ..base }));
    };
    let names: Vec<&str> = one.attaches().iter().map(|one| one.nom.as_str()).collect();
    let communes = one.communes().iter().take(COMMUNES);
    for code in communes {
        let commune = france.commune(*code).map_or("", |commune| &commune.nom);
        let there =
            entree.lieux.iter().filter(|lieu| lieu.commune == Some(*code)).map(|lieu| lieu.nom.as_str());
        let structure = if person { there.collect::<Vec<_>>().join(" ") } else { alone.clone() };
        put(
            commune,
            Some(&structure).filter(|words| !words.is_empty()).map(String::as_str),
            &names,
            Some(*code),
        );
    }
    let own = Some(alone.as_str()).filter(|_| !person);
    if one.communes().is_empty() {
        let town = entree.lieux.first().map_or("", |lieu: &Lieu| lieu.ville.as_str());
        put(town, own, &names, None);
    }
    let first = one.communes().first().copied();
    let commune = first.and_then(|code| france.commune(code)).map_or("", |commune| &commune.nom);
    for words in said(one) {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        put(commune, own, &words, first);
    }
}

/// Acts and languages, some words at a time.
fn said(one: &Inscrit) -> Vec<Vec<String>> {
    let mut all: Vec<Vec<String>> = Vec::new();
    let vue = one.vue().into_iter();
    let fields = vue.flat_map(|vue| [vue.get(Nature::ActesSpecifiques), vue.get(Nature::Langues)]).flatten();
    let items = fields.flat_map(|valeur| match valeur {
        Valeur::ActesSpecifiques(actes) => actes.items().iter().map(ToString::to_string).collect::<Vec<_>>(),
        Valeur::Langues(langues) => langues.items().iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    });
    let (mut now, mut count) = (Vec::new(), 0);
    for item in items {
        let words = item.split_whitespace().count();
        if count + words > MOTS && !now.is_empty() {
            all.push(std::mem::take(&mut now));
            count = 0;
        }
        count += words;
        now.push(item);
    }
    all.extend(Some(now).filter(|now| !now.is_empty()));
    all
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_number_is_the_same_however_it_is_written() {
        for text in ["04 71 00 00 00", "04.71.00.00.00", "+33 4 71 00 00 00", "0471000000"] {
            assert_eq!(bare(text), "0471000000");
        }
        assert_eq!(bare("2a 0000 018"), "2A0000018");
    }
}
