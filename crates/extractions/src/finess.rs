//! FINESS: health and social structures, one noun whatever the file.
//!
//! * the historical CSV `etalab-cs1100507-stock-…csv` (frozen in 2026): lines `structureet`, then `geolocalisation`
//! * FINESS+, flow « Structures » (JSON): legal entities, each with its sites; closed ones stay, with their closing date
//!
//! Both may be packed with gzip. A record without a usable FINESS number or name is refused alone; a key that fails, a
//! commune, a date or a position that cannot be read is counted and left out. FINESS+ is streamed, one legal entity at a
//! time; of the CSV, whose positions come last, the structures are held until the end (some 100 000, 70 MB).

mod csv;
mod etablissement;
mod json;
mod position;
mod projection;
mod souple;

pub use etablissement::{Categorie, Etablissement};
pub use position::Position;

use crate::source::{Source, failed};
use crate::{Illisible, Rejet};
use jiff::civil::DateTime;
use std::io::{BufRead, BufReader, Read};

/// Which of the two files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// The historical CSV.
    #[default]
    Csv,
    /// FINESS+, JSON.
    FinessPlus,
}

/// What was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bilan {
    /// Which file it was.
    pub format: Format,
    /// Date that the file itself gives: that of its first line (CSV), `generatedAt` in UTC (FINESS+).
    pub edition: Option<DateTime>,
    /// Sites read.
    pub lus: u64,
    /// Sites refused.
    pub rejetes: u64,
    /// Sites accepted without a position, or with one that is not in France.
    pub sans_position: u64,
    /// FINESS and SIRET numbers whose key fails, and SIRET of the wrong form, left out.
    pub cles_douteuses: u64,
    /// Commune codes that could not be read, left out.
    pub communes_illisibles: u64,
    /// Dates that could not be read, left out.
    pub dates_illisibles: u64,
    /// What a person must know, in French.
    pub avis: Vec<String>,
}

/// Where sites and refusals go, and what is counted on the way.
struct Recolte<'a> {
    bilan: Bilan,
    each: &'a mut dyn FnMut(Etablissement),
    rejeter: &'a mut dyn FnMut(Rejet),
}

impl Recolte<'_> {
    /// A site, accepted or refused.
    fn give(&mut self, site: Result<Etablissement, Rejet>) {
        self.bilan.lus += 1;
        match site {
            Ok(site) => {
                self.bilan.sans_position += u64::from(site.position.is_none());
                (self.each)(site);
            }
            Err(rejet) => {
                self.bilan.rejetes += 1;
                (self.rejeter)(rejet);
            }
        }
    }
}

/// Reads a file of structures to its end. The order of sites is that of the file.
///
/// # Errors
/// The file is of another nature, has no site, or the source fails.
pub fn read<R: Read>(
    source: R,
    each: &mut dyn FnMut(Etablissement),
    rejeter: &mut dyn FnMut(Rejet),
) -> Result<Bilan, Illisible> {
    let mut source = BufReader::with_capacity(1 << 20, Source::open(source)?);
    let mut recolte = Recolte { bilan: Bilan::default(), each, rejeter };
    if first_sign(&mut source)? == b'{' {
        recolte.bilan.format = Format::FinessPlus;
        json::read(source, &mut recolte)?;
    } else {
        csv::read(source, &mut recolte)?;
    }
    let mut bilan = recolte.bilan;
    if bilan.lus == 0 {
        return Err(Illisible::SansLigne);
    }
    notices(&mut bilan);
    Ok(bilan)
}

/// The first byte that is not blank; blanks before it are consumed.
fn first_sign(source: &mut impl BufRead) -> Result<u8, Illisible> {
    loop {
        let buffer = source.fill_buf().map_err(|error| failed(1, &error))?;
        if buffer.is_empty() {
            return Err(Illisible::Vide);
        }
        let blanks = buffer.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
        if let Some(sign) = buffer.get(blanks) {
            let sign = *sign;
            source.consume(blanks);
            return Ok(sign);
        }
        source.consume(blanks);
    }
}

fn notices(bilan: &mut Bilan) {
    for (count, phrase) in [
        (bilan.cles_douteuses, "Numéros FINESS ou SIRET dont la clé ou la forme est douteuse"),
        (bilan.communes_illisibles, "Codes de commune illisibles, laissés de côté"),
        (bilan.dates_illisibles, "Dates illisibles, laissées de côté"),
        (bilan.sans_position, "Structures sans position en France"),
    ] {
        if count > 0 {
            bilan.avis.push(format!("{phrase}\u{a0}: {count}."));
        }
    }
}

#[cfg(test)]
mod tests;
