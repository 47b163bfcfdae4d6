//! Two requests that may be about one person: what is alike, in words. Nothing is ever merged without somebody’s decision.
//!
//! One mistake (a typo, a wrong day of birth, name and first name inverted) leaves another pair of facts equal: birth and name,
//! birth and first name, or both names. Each is compared by keyed fingerprint: no identity is opened to find a pair.

use crate::envoi::Personne;
use crate::phonetique::{mots, son};
use crate::{Coffre, Recherche, Situation};
use kernel::fold;
use std::collections::{BTreeMap, BTreeSet};

kernel::codes! {
    /// What is alike.
    pub enum Raison {
        /// Birth and name.
        NaissanceNom = "naissance_nom", "même date de naissance et même nom, à l’orthographe près";
        /// Birth and first name.
        NaissancePrenom = "naissance_prenom", "même date de naissance et même prénom";
        /// Both names, in any order.
        NomPrenom = "nom_prenom", "mêmes nom et prénom, à l’orthographe ou à l’ordre près";
        /// Telephone.
        Telephone = "telephone", "même téléphone";
        /// E-mail.
        Courriel = "courriel", "même adresse électronique";
        /// Street and commune.
        Adresse = "adresse", "même adresse";
    }
}

/// More requests than that with one telephone or one e-mail: it is that of a home or of an office, it says nothing.
pub(crate) const PARTAGE: usize = 5;

impl Raison {
    /// Facts that are compared with each other: a name given as a first name is found.
    const fn famille(self) -> &'static str {
        match self {
            Self::NaissanceNom | Self::NaissancePrenom => "naissance",
            Self::NomPrenom => "nom_prenom",
            Self::Telephone => "telephone",
            Self::Courriel => "courriel",
            Self::Adresse => "adresse",
        }
    }

    /// Whether it only says how to reach somebody, which many may share.
    pub(crate) const fn est_un_contact(self) -> bool {
        match self {
            Self::Telephone | Self::Courriel | Self::Adresse => true,
            Self::NaissanceNom | Self::NaissancePrenom | Self::NomPrenom => false,
        }
    }
}

/// What is compared of a person: texts that are equal when something is alike.
fn faits(personne: &Personne) -> BTreeSet<(Raison, String)> {
    let one = &personne.identite;
    let (noms, prenoms) = (mots(&one.nom), mots(&one.prenom));
    let (nom, prenom) = (son(&noms.concat()), son(&prenoms.concat()));
    let mut kept = BTreeSet::new();
    let mut born = |raison, said: &str| kept.insert((raison, format!("{} {said}", one.naissance)));
    for said in noms.iter().filter(|mot| mot.len() > 2).map(|mot| son(mot)).chain([nom.clone()]) {
        born(Raison::NaissanceNom, &said);
    }
    for said in prenoms.iter().take(1).map(|mot| son(mot)).chain([prenom.clone()]) {
        born(Raison::NaissancePrenom, &said);
    }
    let (first, second) = if nom <= prenom { (&nom, &prenom) } else { (&prenom, &nom) };
    kept.insert((Raison::NomPrenom, format!("{first} {second}")));
    let phone = one.telephone.as_ref().map(|it| (Raison::Telephone, it.to_string()));
    let mail = one.courriel.as_ref().map(|it| (Raison::Courriel, it.as_str().to_lowercase()));
    kept.extend(phone.into_iter().chain(mail).chain(adresse(&one.adresse, &personne.situation)));
    kept
}

/// A street with its number, in its commune.
fn adresse(rue: &str, situation: &Situation) -> Option<(Raison, String)> {
    let numbered = rue.chars().any(|sign| sign.is_ascii_digit());
    numbered.then(|| (Raison::Adresse, format!("{} {}", situation.commune, fold(rue))))
}

/// The fingerprints of a person, with what each stands for.
#[must_use]
pub(crate) fn empreintes(coffre: &Coffre, personne: &Personne) -> BTreeMap<Vec<u8>, Raison> {
    let mut kept = BTreeMap::new();
    for (raison, text) in faits(personne) {
        kept.entry(coffre.empreinte(raison.famille(), &text)).or_insert(raison);
    }
    kept
}

/// The fingerprints that find somebody again, from what is known of them: a name alone finds nobody.
#[must_use]
pub(crate) fn retrouver(coffre: &Coffre, voulue: &Recherche) -> Vec<Vec<u8>> {
    let (nom, prenom) = (son(&mots(&voulue.nom).concat()), son(&mots(&voulue.prenom).concat()));
    let mut kept = Vec::new();
    let mut add = |raison: Raison, text: String| kept.push(coffre.empreinte(raison.famille(), &text));
    if let Some(phone) = &voulue.telephone {
        add(Raison::Telephone, phone.to_string());
    }
    if let Some(day) = voulue.naissance {
        for said in [&nom, &prenom].into_iter().filter(|said| !said.is_empty()) {
            add(Raison::NaissanceNom, format!("{day} {said}"));
        }
    } else if !nom.is_empty() && !prenom.is_empty() {
        let (first, second) = if nom <= prenom { (&nom, &prenom) } else { (&prenom, &nom) };
        add(Raison::NomPrenom, format!("{first} {second}"));
    }
    kept
}

/// Whether it is enough to ask somebody to look: neighbours of one building are not one person.
#[must_use]
pub(crate) fn suffit(raisons: &BTreeSet<Raison>) -> bool {
    raisons.iter().any(|raison| *raison != Raison::Adresse)
}

/// What is alike between two people; nothing when it is not enough to think of one person.
#[must_use]
pub fn compare(a: &Personne, b: &Personne) -> Vec<Raison> {
    let theirs: BTreeSet<(&str, String)> =
        faits(b).into_iter().map(|(raison, text)| (raison.famille(), text)).collect();
    let alike =
        faits(a).into_iter().filter(|(raison, text)| theirs.contains(&(raison.famille(), text.clone())));
    let raisons: BTreeSet<Raison> = alike.map(|(raison, _)| raison).collect();
    if suffit(&raisons) { raisons.into_iter().collect() } else { Vec::new() }
}

/// « même téléphone ; même adresse », from what the pair keeps.
#[must_use]
pub(crate) fn en_mots(codes: &str) -> String {
    let read = codes.split(' ').filter_map(|code| code.parse::<Raison>().ok());
    read.map(Raison::libelle).collect::<Vec<_>>().join("\u{a0}; ")
}

/// As the pair keeps them.
#[must_use]
pub(crate) fn codes(raisons: &BTreeSet<Raison>) -> String {
    raisons.iter().map(|raison| raison.code()).collect::<Vec<_>>().join(" ")
}
