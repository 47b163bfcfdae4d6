//! Outlines of communes.

use super::{Bilan, Import, Rejeter};
use crate::carte::{self, Contours};
use crate::referentiel::Referentiel;
use identifiants::CommuneCode;

/// Reads a file of outlines over the present ones. `source` names who publishes them: the file does not say.
pub fn contours(
    france: &Referentiel,
    present: Option<&Contours<CommuneCode>>,
    bytes: &[u8],
    source: &str,
    rejeter: Rejeter<'_>,
) -> Result<Import<Contours<CommuneCode>>, carte::Illisible> {
    let read = carte::read(france, bytes, source)?;
    let mut bilan = Bilan { lus: read.lus as u64, rejetes: read.rejets.len() as u64, ..Bilan::default() };
    read.rejets.into_iter().for_each(rejeter);
    let mut edition = read.contours;
    if let Some(present) = present {
        for (code, forme) in &edition.formes {
            bilan.compare(present.formes.get(code), forme);
        }
        for (code, forme) in &present.formes {
            edition.formes.entry(*code).or_insert_with(|| forme.clone());
        }
    } else {
        bilan.ajoutes = edition.formes.len() as u64;
    }
    Ok(Import { edition, bilan, avis: Vec::new() })
}
