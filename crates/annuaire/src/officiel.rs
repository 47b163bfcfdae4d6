//! What the official files say of the subject of an entry, as this crate needs it.

use crate::ecart::Officiel;
use crate::{Reference, Sujet};
use db::{Result, Tx};
use identifiants::CommuneCode;
use jiff::civil::Date;
use repertoire::{Etablissement, Exercice, Professionnel};
use std::collections::BTreeMap;

/// Somebody or something that the official files know.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Connu {
    /// « Dr Alix Fictif », « Pharmacie du Plot ».
    pub nom: String,
    /// Profession, or kind of structure.
    pub profession: String,
    /// Where they practise; itself for a structure.
    pub lieux: Vec<Lieu>,
    /// What fields can say too.
    pub officiel: Officiel,
    /// Date of the file where they no longer stand.
    pub absent_du: Option<Date>,
}

/// A place of practice.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lieu {
    /// Its name.
    pub nom: String,
    /// Its entry in the directory, when it has a number.
    pub structure: Option<Reference>,
    /// Street lines, postcode, town.
    pub adresse: String,
    /// Commune.
    pub commune: Option<CommuneCode>,
    /// How somebody practises there.
    pub mode: String,
    /// Telephones.
    pub telephones: Vec<String>,
}

/// What the official files say of a subject; nothing of a local one.
///
/// # Errors
/// A fault of storage.
pub async fn connu(tx: &mut Tx, sujet: &Sujet) -> Result<Option<Connu>> {
    Ok(match sujet {
        Sujet::Professionnel(idnps) => repertoire::professionnel(tx, idnps).await?.as_ref().map(person),
        Sujet::Finess(finess) => repertoire::etablissement(tx, *finess).await?.as_ref().map(structure),
        Sujet::Siret(siret) => {
            let cle = siret_key(*siret);
            let there = match cle {
                Some(cle) => repertoire::lieu(tx, &cle).await?,
                None => Vec::new(),
            };
            let all = there.iter().flat_map(|one| &one.exercices);
            all.clone().find(|exercice| exercice.structure.siret == Some(*siret)).map(site)
        }
        Sujet::Local(_) => None,
    })
}

/// The same for many subjects, by reference; local ones and unknown ones are left out.
///
/// # Errors
/// A fault of storage.
pub async fn connus(tx: &mut Tx, sujets: &[Sujet]) -> Result<BTreeMap<Reference, Connu>> {
    let people: Vec<_> = sujets
        .iter()
        .filter_map(|sujet| match sujet {
            Sujet::Professionnel(idnps) => Some(idnps.clone()),
            Sujet::Finess(_) | Sujet::Siret(_) | Sujet::Local(_) => None,
        })
        .collect();
    let mut known = BTreeMap::new();
    for one in repertoire::professionnels(tx, &people).await? {
        known.insert(Reference::Professionnel(one.idnps.clone()), person(&one));
    }
    for sujet in sujets.iter().filter(|sujet| !matches!(sujet, Sujet::Professionnel(_) | Sujet::Local(_))) {
        let reference = sujet.reference(kernel::Id::new(uuid::Uuid::nil()));
        if let Some(one) = connu(tx, sujet).await? {
            known.insert(reference, one);
        }
    }
    Ok(known)
}

/// The key under which the official file keeps a site known by its SIRET only.
fn siret_key(siret: identifiants::Siret) -> Option<repertoire::CleStructure> {
    let alone = repertoire::Structure { siret: Some(siret), ..repertoire::Structure::default() };
    alone.cle()
}

pub(crate) fn person(one: &Professionnel) -> Connu {
    let officiel = Officiel {
        telephones: one.exercices.iter().flat_map(|exercice| exercice.telephones.clone()).collect(),
        courriels: one.exercices.iter().filter_map(|exercice| exercice.courriel.clone()).collect(),
    };
    let savoir = one.savoir_faire.iter().filter(|savoir| savoir.genre == "S");
    let known = savoir.map(|savoir| savoir.libelle.clone()).collect::<Vec<_>>();
    let profession = std::iter::once(one.profession.libelle.clone()).chain(known).collect::<Vec<_>>();
    Connu {
        nom: one.nom_complet(),
        profession: profession.join(", "),
        lieux: one.exercices.iter().map(lieu).collect(),
        officiel,
        absent_du: one.absent_du,
    }
}

fn structure(one: &Etablissement) -> Connu {
    let telephones: Vec<String> = one.telephone.iter().cloned().collect();
    let ville = format!("{} {}", one.code_postal, one.ville);
    let adresse = one.adresse.iter().map(String::as_str).chain([ville.trim()]);
    let adresse = adresse.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ");
    let place = Lieu {
        nom: one.nom.clone(),
        adresse,
        commune: one.commune,
        telephones: telephones.clone(),
        ..Lieu::default()
    };
    Connu {
        nom: one.nom.clone(),
        profession: one.categorie.libelle.clone(),
        lieux: vec![place],
        officiel: Officiel { telephones, courriels: Vec::new() },
        absent_du: one.absent_du.or(one.ferme_le),
    }
}

/// A structure known only by those who practise there.
fn site(exercice: &Exercice) -> Connu {
    Connu {
        nom: exercice.structure.nom.clone(),
        profession: exercice.mode.label().to_owned(),
        lieux: vec![Lieu { structure: None, ..lieu(exercice) }],
        officiel: Officiel {
            telephones: exercice.telephones.clone(),
            courriels: exercice.courriel.iter().cloned().collect(),
        },
        absent_du: None,
    }
}

fn lieu(exercice: &Exercice) -> Lieu {
    let structure = &exercice.structure;
    let ville = format!("{} {}", exercice.adresse.code_postal, exercice.adresse.ville);
    let adresse = exercice.adresse.lignes.iter().map(String::as_str).chain([ville.trim()]);
    Lieu {
        nom: structure.nom.clone(),
        structure: structure.finess.map(Reference::Finess).or(structure.siret.map(Reference::Siret)),
        adresse: adresse.filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", "),
        commune: exercice.commune,
        mode: exercice.mode.label().to_owned(),
        telephones: exercice.telephones.clone(),
    }
}
