//! What other crates ask of the directories.

use crate::changement::{Changement, seen_from};
use crate::mouvement::{Mouvement, structures_seen_from};
use crate::offre::{self, Offre};
use crate::professionnel::{CleStructure, Libelle, Professionnel, gather};
use crate::{Ecarte, Edition, Etablissement, Nature, commune, store};
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

/// What changed for the structures of these communes after an edition of FINESS, newest first.
///
/// # Errors
/// A fault of storage.
pub async fn mouvements(
    tx: &mut Tx,
    france: &Referentiel,
    communes: &BTreeSet<CommuneCode>,
    depuis_edition: i64,
) -> Result<Vec<Mouvement>> {
    let codes = of_today(france, communes);
    let departements: BTreeSet<DepartementCode> = codes.iter().map(CommuneCode::departement).collect();
    let mut found = BTreeMap::new();
    for departement in departements {
        found.extend(store::mouvements_of(tx, departement, depuis_edition).await?);
    }
    Ok(structures_seen_from(found.into_values(), &codes))
}

/// The lines that the editions in force set aside, file by file; `place`: those that may speak of these communes only.
/// Files without such a line are left out.
///
/// # Errors
/// A fault of storage.
pub async fn ecartes_of(
    tx: &mut Tx,
    place: Option<(&Referentiel, &BTreeSet<CommuneCode>)>,
) -> Result<Vec<(Edition, Vec<Ecarte>)>> {
    let mut files = Vec::new();
    for nature in Nature::ALL {
        let Some(edition) = store::en_vigueur(tx, nature).await? else { continue };
        let kept = match place {
            _ if edition.bilan.rejetes == 0 => Vec::new(),
            None => store::ecartes(tx, nature, edition.numero, None).await?,
            Some((france, communes)) => ecartes_here(tx, &edition, &of_today(france, communes)).await?,
        };
        if !kept.is_empty() {
            files.push((edition, kept));
        }
    }
    Ok(files)
}

async fn ecartes_here(
    tx: &mut Tx,
    edition: &Edition,
    communes: &BTreeSet<CommuneCode>,
) -> Result<Vec<Ecarte>> {
    let departements: BTreeSet<DepartementCode> = communes.iter().map(CommuneCode::departement).collect();
    let mut kept: Vec<Ecarte> = Vec::new();
    for departement in departements {
        let some = store::ecartes(tx, edition.nature, edition.numero, Some(departement)).await?;
        let nowhere = kept.iter().any(|one| one.departement.is_none());
        // Lines without a place come with each département: once is enough.
        kept.extend(some.into_iter().filter(|one| one.departement.is_some() || !nowhere));
    }
    kept.retain(|one| one.may_be_of(communes));
    kept.sort_by_key(|one| one.rejet.ligne);
    Ok(kept)
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
