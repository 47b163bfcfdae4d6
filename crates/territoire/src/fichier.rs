//! A tolerant reader of official CSV files, line by line, in bounded memory.
//!
//! * encoding: UTF-8 with or without BOM; a line that is not UTF-8 is read as Windows-1252, with a notice
//! * separator: the most frequent of `,` `;` `|` and tab in the header; gzip is unpacked on the way
//! * header: by name in any order, accents, case and signs aside, with known other names; unknown columns are left
//!   out with a notice, missing ones refuse the file
//! * lines: LF or CRLF, RFC 4180 quotes; each is handed over with its number, each refusal names line and column

mod colonnes;
mod garde;
mod ligne;
mod tete;

pub use colonnes::Colonne;
pub use extractions::Rejet;
pub use ligne::Ligne;

use colonnes::Entete;
use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use garde::Garde;
use std::io::Read;
use ui::francais::compte;

/// Why a whole file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illisible {
    /// Not a byte, or nothing but blank lines.
    #[error("Le fichier est vide.")]
    Vide,
    /// A header and nothing else.
    #[error("Le fichier n’a qu’une ligne de titres\u{a0}: aucune donnée à lire.")]
    SansLigne,
    /// A workbook, a UTF-16 text, an image…
    #[error("Ce fichier n’est pas un texte CSV\u{a0}: {0}")]
    Nature(&'static str),
    /// Compulsory columns that the header does not have.
    #[error("Colonnes manquantes\u{a0}: {}. Colonnes trouvées\u{a0}: {}.", .manquantes.join(", "), .trouvees.join(", "))]
    Colonnes {
        /// Names of the missing ones.
        manquantes: Vec<String>,
        /// The header, as it came.
        trouvees: Vec<String>,
    },
    /// One column under two names.
    #[error("La colonne «\u{a0}{0}\u{a0}» apparaît deux fois dans les titres.")]
    Double(String),
    /// A quote that swallows the file.
    #[error("Ligne {0}\u{a0}: un guillemet ouvert n’est jamais refermé.")]
    Guillemet(u64),
    /// The disk or the network fails, or a gzip is cut.
    #[error("Ligne {ligne}\u{a0}: la lecture s’arrête ({message}).")]
    Lecture {
        /// Last line begun.
        ligne: u64,
        /// What the system says.
        message: String,
    },
}

/// A file being read.
pub struct Fichier<'a> {
    lecteur: csv::Reader<Box<dyn Read + 'a>>,
    garde: garde::Limite,
    entete: Entete,
    avis: Vec<String>,
    record: ByteRecord,
    windows: bool,
    lignes: u64,
}

impl<'a> Fichier<'a> {
    /// Opens a file and reads its header. `colonnes`: those that are looked for; other ones are named in a notice.
    pub fn open(source: impl Read + 'a, colonnes: &[Colonne]) -> Result<Self, Illisible> {
        let (head, source) = tete::peek(source)?;
        tete::nature(&head)?;
        let (start, separator) = tete::shape(&head);
        let (garde, limite) = Garde::over(source);
        let mut lecteur = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(Box::new(garde) as Box<dyn Read + 'a>);
        skip(&mut lecteur, start, &limite)?;
        let mut record = ByteRecord::new();
        let mut windows = false;
        if !next(&mut lecteur, &limite, &mut record)? {
            return Err(Illisible::Vide);
        }
        let titles: Vec<String> =
            record.iter().map(|field| decode(field, &mut windows).trim().to_owned()).collect();
        let (entete, avis) = Entete::of(titles, colonnes)?;
        Ok(Self { lecteur, garde: limite, entete, avis, record, windows, lignes: 0 })
    }

    /// The next line that is not blank; `None` at the end. A line of the wrong width is a refusal.
    pub fn next_line(&mut self) -> Result<Option<Result<Ligne<'_>, Rejet>>, Illisible> {
        loop {
            if !next(&mut self.lecteur, &self.garde, &mut self.record)? {
                return if self.lignes == 0 { Err(Illisible::SansLigne) } else { Ok(None) };
            }
            if self.record.iter().any(|field| !field.trim_ascii().is_empty()) {
                break;
            }
        }
        self.lignes += 1;
        let numero = self.record.position().map_or(0, csv::Position::line);
        let (expected, found) = (self.entete.titres.len(), self.record.len());
        // Spreadsheets add empty cells at the end of lines.
        let extra = self.record.iter().skip(expected).any(|field| !field.trim_ascii().is_empty());
        if found < expected || extra {
            let last = self.record.iter().next_back().unwrap_or_default();
            let quoted = last.contains(&b'\n');
            let hint = if quoted { " Un guillemet n’est peut-être pas refermé." } else { "" };
            let raison = format!(
                "La ligne a {}, les titres en ont {expected}.{hint}",
                compte(found as i64, "champ", "champs")
            );
            let recu = decode(self.record.get(0).unwrap_or_default(), &mut self.windows);
            return Ok(Some(Err(Rejet {
                ligne: numero,
                colonne: String::new(),
                recu: ligne::short(&recu),
                raison,
            })));
        }
        let Self { record, entete, windows, .. } = self;
        let champs = record.iter().map(|field| decode(field, windows).trim().to_owned()).collect();
        Ok(Some(Ok(Ligne { numero, champs, entete })))
    }

    /// What a person must know about the file: encoding, columns left out. Complete after the last line.
    pub fn avis(&self) -> Vec<String> {
        let mut avis = self.avis.clone();
        if self.windows {
            avis.push(
                "Le fichier n’est pas en UTF-8\u{a0}: il a été lu comme du Windows-1252 (Latin-1)."
                    .to_owned(),
            );
        }
        avis
    }

    /// The header, as it came.
    pub fn titres(&self) -> &[String] {
        &self.entete.titres
    }

    /// Lines read so far, header and blank ones apart.
    pub fn lignes(&self) -> u64 {
        self.lignes
    }
}

/// UTF-8, or else Windows-1252, which every byte is a letter of.
fn decode(field: &[u8], windows: &mut bool) -> String {
    match std::str::from_utf8(field) {
        Ok(text) => text.to_owned(),
        Err(_) => {
            *windows = true;
            WINDOWS_1252.decode_without_bom_handling(field).0.into_owned()
        }
    }
}

/// Reads one record; false at the end.
fn next<R: Read>(
    lecteur: &mut csv::Reader<R>,
    garde: &garde::Limite,
    record: &mut ByteRecord,
) -> Result<bool, Illisible> {
    garde.begin(lecteur.position().byte());
    let ligne = lecteur.position().line();
    lecteur.read_byte_record(record).map_err(|error| {
        if garde.is_reached() {
            return Illisible::Guillemet(ligne);
        }
        Illisible::Lecture { ligne, message: error.to_string() }
    })
}

/// Passes over the BOM and the blank lines that `shape` counted.
fn skip<R: Read>(lecteur: &mut csv::Reader<R>, lines: usize, garde: &garde::Limite) -> Result<(), Illisible> {
    let mut record = ByteRecord::new();
    for _ in 0..lines {
        next(lecteur, garde, &mut record)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests;
