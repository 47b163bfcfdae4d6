//! What other crates ask of the directories.

use crate::changement::{Changement, seen_from};
use crate::offre::{self, Offre};
use crate::professionnel::{CleStructure, Libelle, Professionnel, gather};
use crate::{Etablissement, Nature, commune, store};
use db::{Result, Tx};
use extractions::{Champ, Extraction, champ_de};
use identifiants::{CommuneCode, DepartementCode, Idnps};
use std::collections::{BTreeMap, BTreeSet};
use territoire::referentiel::Referentiel;

/// The communes of today behind these codes: old ones lead to theirs, Paris, Lyon and Marseille to themselves and to
/// their arrondissements.
#[must_use]
pub fn of_today(france: &Referentiel, communes: &BTreeSet<CommuneCode>) -> BTreeSet<CommuneCode> {
    let mut all = BTreeSet::new();
    for code in communes {
        let code = commune::today(france, *code).unwrap_or(*code);
        all.insert(code);
        all.extend(france.mailles(code));
    }
    all
}

/// Somebody, by number.
///
/// # Errors
/// A fault of storage.
pub async fn professionnel(tx: &mut Tx, idnps: &Idnps) -> Result<Option<Professionnel>> {
    let lines = store::lines_of_person(tx, Nature::Activite, idnps.as_str()).await?;
    Ok(gather(lines).into_iter().next())
}

/// People, by number; those that no file knows are left out.
///
/// # Errors
/// A fault of storage.
pub async fn professionnels(tx: &mut Tx, idnps: &[Idnps]) -> Result<Vec<Professionnel>> {
    let numbers: Vec<String> = idnps.iter().map(ToString::to_string).collect();
    Ok(gather(store::lines_of_people(tx, Nature::Activite, &numbers).await?))
}

/// Everybody who practises in these communes, with all their practices, those elsewhere too; people who no longer stand
/// in the file come with the others and say so.
///
/// # Errors
/// A fault of storage.
pub async fn professionnels_of(
    tx: &mut Tx,
    france: &Referentiel,
    communes: &BTreeSet<CommuneCode>,
) -> Result<Vec<Professionnel>> {
    let codes: Vec<CommuneCode> = of_today(france, communes).into_iter().collect();
    let lines = store::lines_of_commune_people(tx, &codes).await?;
    Ok(gather(lines))
}

/// Structures of these communes.
///
/// # Errors
/// A fault of storage.
pub async fn etablissements_of(
    tx: &mut Tx,
    france: &Referentiel,
    communes: &BTreeSet<CommuneCode>,
) -> Result<Vec<Etablissement>> {
    let codes: Vec<CommuneCode> = of_today(france, communes).into_iter().collect();
    store::etablissements_of_communes(tx, &codes).await
}

/// Who practises in one structure.
///
/// # Errors
/// A fault of storage.
pub async fn lieu(tx: &mut Tx, cle: &CleStructure) -> Result<Vec<Professionnel>> {
    let lines = store::lines_of_structure_people(tx, cle.as_str()).await?;
    Ok(gather(lines))
}

/// How many people of each family practise in each of these communes.
///
/// # Errors
/// A fault of storage.
pub async fn offre(
    tx: &mut Tx,
    france: &Referentiel,
    communes: &BTreeSet<CommuneCode>,
) -> Result<Vec<Offre>> {
    let people = professionnels_of(tx, france, communes).await?;
    Ok(offre::count(&people, &of_today(france, communes)))
}

/// What changed in these communes after an edition of the activities, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn changements(
    tx: &mut Tx,
    france: &Referentiel,
    communes: &BTreeSet<CommuneCode>,
    depuis_edition: i64,
) -> Result<Vec<Changement>> {
    let codes = of_today(france, communes);
    let departements: BTreeSet<DepartementCode> = codes.iter().map(CommuneCode::departement).collect();
    let mut found = BTreeMap::new();
    for departement in departements {
        found.extend(store::changements_of(tx, departement, depuis_edition).await?);
    }
    Ok(seen_from(found.into_values().collect(), &codes))
}

/// A diploma, or an authorisation to practise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diplome {
    /// Kind of diploma.
    pub genre: Libelle,
    /// The diploma.
    pub diplome: Libelle,
    /// Kind of authorisation.
    pub autorisation: Libelle,
    /// Its discipline.
    pub discipline: Libelle,
}

/// The diplomas of somebody.
///
/// # Errors
/// A fault of storage.
pub async fn diplomes(tx: &mut Tx, idnps: &Idnps) -> Result<Vec<Diplome>> {
    let mut lines = store::lines_of_person(tx, Nature::Diplome, idnps.as_str()).await?;
    lines.sort_by_key(|line| line.id);
    let read = |texte: &str| {
        let field = |champ| champ_de(Extraction::DiplAutExerc, texte, champ).trim().to_owned();
        let pair = |code, words| Libelle { code: field(code), libelle: field(words) };
        Diplome {
            genre: pair(Champ::CodeTypeDiplome, Champ::LibelleTypeDiplome),
            diplome: pair(Champ::CodeDiplome, Champ::LibelleDiplome),
            autorisation: pair(Champ::CodeTypeAutorisation, Champ::LibelleTypeAutorisation),
            discipline: pair(Champ::CodeDisciplineAutorisation, Champ::LibelleDisciplineAutorisation),
        }
    };
    Ok(lines.iter().map(|line| read(&line.texte)).collect())
}
