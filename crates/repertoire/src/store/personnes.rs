//! People by number, by commune, by structure.

use super::{ids_of, lines_of_ids, lines_of_people, lists, marks};
use crate::Nature;
use crate::cles::{Cle, structure_of};
use crate::professionnel::Ligne;
use db::{Passing, Result, Tx};
use identifiants::CommuneCode;
use std::collections::BTreeSet;

/// Lines of one person in the file of a nature.
///
/// # Errors
/// A fault of storage.
pub async fn lines_of_person(tx: &mut Tx, nature: Nature, idnps: &str) -> Result<Vec<Ligne>> {
    lines_of_people(tx, nature, &[idnps.to_owned()]).await
}

/// Every line of everybody who practises in these communes, lines elsewhere included.
///
/// # Errors
/// A fault of storage.
pub async fn lines_of_commune_people(tx: &mut Tx, communes: &[CommuneCode]) -> Result<Vec<Ligne>> {
    let sql = format!("SELECT idnps, commune FROM repertoire_activite WHERE id IN ({})", marks(1));
    let asked: Vec<Cle<'_>> = communes.iter().map(|code| Cle::Commune(code.as_str())).collect();
    let wanted: BTreeSet<&str> = communes.iter().map(CommuneCode::as_str).collect();
    let ids = ids_of(tx, Nature::Activite, &asked).await?;
    let mut people = BTreeSet::new();
    for list in lists(&ids) {
        tx.each(&sql, &list, &mut |row: &Passing<'_>| {
            if wanted.contains(row.text(1)?) {
                people.insert(row.text(0)?.to_owned());
            }
            Ok(())
        })
        .await?;
    }
    let people: Vec<String> = people.into_iter().collect();
    lines_of_people(tx, Nature::Activite, &people).await
}

/// Every line of everybody who practises in a structure.
///
/// # Errors
/// A fault of storage.
pub async fn lines_of_structure_people(tx: &mut Tx, cle: &str) -> Result<Vec<Ligne>> {
    let ids = ids_of(tx, Nature::Activite, &[Cle::Structure(cle)]).await?;
    let lines = lines_of_ids(tx, Nature::Activite, &ids).await?;
    let here = lines.into_iter().filter(|line| structure_of(&line.texte).as_deref() == Some(cle));
    let people: BTreeSet<String> = here.map(|line| line.idnps).collect();
    lines_of_people(tx, Nature::Activite, &people.into_iter().collect::<Vec<_>>()).await
}

/// Hands over each present line of activity, in the order of the numbers: idnps, commune (or nothing), canonical text.
///
/// # Errors
/// A fault of storage.
pub async fn stream_people(tx: &mut Tx, each: &mut (dyn FnMut(&str, &str, &str) + Send)) -> Result<()> {
    const SQL: &str =
        "SELECT idnps, commune, ligne FROM repertoire_activite WHERE absente_du IS NULL ORDER BY id";
    tx.each(SQL, &[], &mut |row: &Passing<'_>| {
        each(row.text(0)?, row.text(1)?, row.text(2)?);
        Ok(())
    })
    .await
}
