//! Refused lines, read a second time: whom and where they speak of. Only when an edition is kept without them, and no
//! farther than the last of them.

use crate::Ecarte;
use crate::commune::{Lieux, Place};
use crate::ecarte::of_postcode;
use crate::import::{Ecartes, ImportError, Source};
use extractions::{Champ, Extraction, Rejet};
use flate2::read::MultiGzDecoder;
use kernel::fold;
use std::collections::{BTreeMap, HashSet};
use std::io::{self, BufRead, BufReader, Read};
use territoire::referentiel::Referentiel;

/// A line is no longer than this: beyond, it is refused as a whole and names nobody.
const LONGEST: u64 = 64 << 10;
/// Bytes read at once.
const BLOC: usize = 1 << 20;

/// What the refused lines of a file say.
#[derive(Default)]
pub(crate) struct Relecture {
    /// The first of them, in the order they were refused.
    pub(crate) ecartes: Vec<Ecarte>,
    /// Hashes of the national numbers that any of them bears.
    nommes: HashSet<u64>,
}

impl Relecture {
    /// Whether a refused line bears this national number.
    pub(crate) fn names(&self, idnps: &str) -> bool {
        !self.nommes.is_empty() && self.nommes.contains(&extractions::empreinte(idnps))
    }

    /// Whether no line was refused with a number in it.
    pub(crate) fn names_nobody(&self) -> bool {
        self.nommes.is_empty()
    }
}

/// Where the columns that matter are in a file.
pub(crate) struct Colonnes([Option<usize>; 7]);

/// Type and number, national number, commune, postcode, town, sorting office.
const CHAMPS: [Champ; 7] = [
    Champ::TypeIdentifiant,
    Champ::Identifiant,
    Champ::IdentificationNationale,
    Champ::CodeCommune,
    Champ::CodePostal,
    Champ::LibelleCommune,
    Champ::BureauCedex,
];

impl Colonnes {
    /// From the titles of the file; the official place when a title is written otherwise.
    pub(crate) fn of(titres: &[String], extraction: Extraction) -> Self {
        let champs = extraction.champs();
        let place = |champ: Champ| {
            let title = fold(champ.libelle());
            let said = titres.iter().position(|titre| fold(titre) == title);
            said.or_else(|| {
                champs.iter().position(|one| *one == champ).filter(|_| titres.len() == champs.len())
            })
        };
        Self(CHAMPS.map(place))
    }

    fn read<'a>(&self, fields: &[&'a str]) -> [&'a str; 7] {
        self.0.map(|at| at.and_then(|at| fields.get(at)).map_or("", |text| text.trim()))
    }
}

/// Reads the refused lines of `source` again.
pub(crate) fn reread(
    source: &Source<'_>,
    colonnes: &Colonnes,
    france: &Referentiel,
    ecartes: &Ecartes<'_, '_>,
) -> Result<Relecture, ImportError> {
    let mut relecture = Relecture::default();
    let mut numbers = ecartes.lines.clone();
    numbers.sort_unstable();
    numbers.dedup();
    let first: HashSet<u64> = ecartes.first.iter().map(|rejet| rejet.ligne).collect();
    let (mut found, mut lieux) = (BTreeMap::new(), Lieux::new(france));
    let fault = |error| ImportError::Ouverture(source.nom.to_owned(), error);
    let reader = BufReader::with_capacity(BLOC, (source.ouvrir)().map_err(fault)?);
    each_line(unpacked(reader).map_err(fault)?, &numbers, &mut |numero, text| {
        let fields: Vec<&str> = text.split('|').collect();
        let read = colonnes.read(&fields);
        let [kind, number, national, ..] = read;
        for said in [national.to_owned(), format!("{kind}{number}")] {
            if said.len() > 1 {
                relecture.nommes.insert(extractions::empreinte(&said));
            }
        }
        if first.contains(&numero) {
            found.insert(numero, dite(&read, &mut lieux));
        }
    })
    .map_err(fault)?;
    let known = |rejet: &Rejet| Ecarte {
        rejet: rejet.clone(),
        ..found.get(&rejet.ligne).cloned().unwrap_or_else(|| Ecarte::bare(rejet.clone()))
    };
    relecture.ecartes = ecartes.first.iter().map(known).collect();
    Ok(relecture)
}

/// Whom and where: the refusal is put in later.
fn dite([_, number, national, code, postal, ville, bureau]: &[&str; 7], lieux: &mut Lieux<'_>) -> Ecarte {
    let blank = Rejet { ligne: 0, colonne: String::new(), recu: String::new(), raison: String::new() };
    let commune = lieux.find(&Place { code, postal, ville, bureau });
    let identifiant = if number.is_empty() { national } else { number };
    let departement = commune.map(|code| code.departement()).or_else(|| of_postcode(postal));
    Ecarte {
        identifiant: identifiant.chars().take(40).collect(),
        commune,
        departement,
        ..Ecarte::bare(blank)
    }
}

fn unpacked<'a>(mut reader: impl BufRead + 'a) -> io::Result<Box<dyn BufRead + 'a>> {
    if reader.fill_buf()?.starts_with(&[0x1f, 0x8b]) {
        return Ok(Box::new(BufReader::with_capacity(BLOC, MultiGzDecoder::new(reader))));
    }
    Ok(Box::new(reader))
}

/// Hands over the lines of these numbers, in order, from 1.
fn each_line(
    mut reader: Box<dyn BufRead + '_>,
    numbers: &[u64],
    each: &mut dyn FnMut(u64, &str),
) -> io::Result<()> {
    let (mut passed, mut bytes) = (0, Vec::new());
    for wanted in numbers {
        while passed + 1 < *wanted {
            if reader.skip_until(b'\n')? == 0 {
                return Ok(());
            }
            passed += 1;
        }
        bytes.clear();
        if reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(());
        }
        if !bytes.ends_with(b"\n") {
            reader.skip_until(b'\n')?;
        }
        passed += 1;
        let text = match String::from_utf8(std::mem::take(&mut bytes)) {
            Ok(text) => text,
            // As the reader of extractions does: every byte is a letter.
            Err(error) => error.into_bytes().into_iter().map(char::from).collect(),
        };
        each(*wanted, text.trim_end_matches(['\r', '\n']));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::each_line;
    use std::io::Cursor;

    #[test]
    fn lines_are_found_by_number_and_an_endless_one_is_cut() {
        let text = format!("un\nd\u{e9}ux\r\n\n{}\ncinq", "x".repeat(200_000));
        let mut seen = Vec::new();
        each_line(Box::new(Cursor::new(text.into_bytes())), &[2, 3, 4, 5, 9], &mut |numero, text| {
            seen.push((numero, text.chars().take(4).collect::<String>(), text.len()));
        })
        .unwrap();
        let seen: Vec<_> = seen.iter().map(|(n, text, len)| (*n, text.as_str(), *len)).collect();
        assert_eq!(seen, [(2, "d\u{e9}ux", 5), (3, "", 0), (4, "xxxx", 65536), (5, "cinq", 4)]);
    }
}
