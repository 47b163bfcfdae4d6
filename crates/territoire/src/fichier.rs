//! A tolerant reader of official CSV files, line by line, in bounded memory.
//!
//! * encoding: UTF-8 with or without BOM; a line that is not UTF-8 is read as Windows-1252, with a notice
//! * separator: the most frequent of `,` `;` `|` and tab in the header; gzip is unpacked on the way
//! * header: by name in any order, accents, case and signs aside, with known other names; unknown columns are left
//!   out with a notice, missing ones refuse the file
//! * lines: LF or CRLF, RFC 4180 quotes; each is handed over with its number, each refusal names line and column

mod colonnes;
mod garde;

pub use colonnes::Colonne;

use colonnes::Entete;
use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use flate2::read::MultiGzDecoder;
use garde::Garde;
use std::io::{self, Read};
use ui::francais::compte;

/// Why a whole file is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illisible {
    /// Not a byte, or nothing but blank lines.
    #[error("Le fichier est vide.")]
    Vide,
    /// A header and nothing else.
    #[error("Le fichier n'a qu'une ligne de titres\u{a0}: aucune donnée à lire.")]
    SansLigne,
    /// A workbook, a UTF-16 text, an image…
    #[error("Ce fichier n'est pas un texte CSV\u{a0}: {0}")]
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
    #[error("Ligne {0}\u{a0}: un guillemet ouvert n'est jamais refermé.")]
    Guillemet(u64),
    /// The disk or the network fails, or a gzip is cut.
    #[error("Ligne {ligne}\u{a0}: la lecture s'arrête ({message}).")]
    Lecture {
        /// Last line begun.
        ligne: u64,
        /// What the system says.
        message: String,
    },
}

/// A line, or a cell, that is refused.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Rejet {
    /// Number of the line in the file, from 1.
    #[serde(rename = "line")]
    pub ligne: u64,
    /// Name of the column in the header of the file; empty for the whole line.
    #[serde(rename = "column")]
    pub colonne: String,
    /// What came.
    #[serde(rename = "received")]
    pub recu: String,
    /// A French sentence.
    #[serde(rename = "reason")]
    pub raison: String,
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
        let (head, source) = peek(source)?;
        nature(&head)?;
        let (start, separator) = shape(&head);
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
        let titles: Vec<String> = record.iter().map(|field| decode(field, &mut windows).trim().to_owned()).collect();
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
        let ligne = self.record.position().map_or(0, csv::Position::line);
        let (expected, found) = (self.entete.titres.len(), self.record.len());
        // Spreadsheets add empty cells at the end of lines.
        let extra = self.record.iter().skip(expected).any(|field| !field.trim_ascii().is_empty());
        if found < expected || extra {
            let last = self.record.iter().last().unwrap_or_default();
            let quoted = last.contains(&b'\n');
            let hint = if quoted { " Un guillemet n'est peut-être pas refermé." } else { "" };
            let raison = format!("La ligne a {}, les titres en ont {expected}.{hint}", compte(found as i64, "champ", "champs"));
            let recu = decode(self.record.get(0).unwrap_or_default(), &mut self.windows);
            return Ok(Some(Err(Rejet { ligne, colonne: String::new(), recu: short(&recu), raison })));
        }
        let Self { record, entete, windows, .. } = self;
        let champs = record.iter().map(|field| decode(field, windows).trim().to_owned()).collect();
        Ok(Some(Ok(Ligne { numero: ligne, champs, entete })))
    }

    /// What a person must know about the file: encoding, columns left out. Complete after the last line.
    pub fn avis(&self) -> Vec<String> {
        let mut avis = self.avis.clone();
        if self.windows {
            avis.push("Le fichier n'est pas en UTF-8\u{a0}: il a été lu comme du Windows-1252 (Latin-1).".to_owned());
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

/// One line of data.
pub struct Ligne<'f> {
    /// Number in the file, from 1.
    pub numero: u64,
    champs: Vec<String>,
    entete: &'f Entete,
}

impl Ligne<'_> {
    /// The text of a column, trimmed; empty when the file does not have it.
    pub fn get(&self, colonne: &str) -> &str {
        let at = self.entete.place(colonne);
        at.and_then(|at| self.champs.get(at)).map_or("", String::as_str)
    }

    /// A value that reads itself.
    pub fn read<T: std::str::FromStr<Err: ToString>>(&self, colonne: &str) -> Result<T, Rejet> {
        self.get(colonne).parse().map_err(|e: T::Err| self.refuse(colonne, e.to_string()))
    }

    /// A name: no control character, one line.
    pub fn text(&self, colonne: &str) -> Result<&str, Rejet> {
        let text = self.get(colonne);
        if text.chars().any(char::is_control) {
            return Err(self.refuse(colonne, "Ce texte contient un saut de ligne ou un caractère de contrôle."));
        }
        Ok(text)
    }

    /// A whole number, digits by three or not; `None` when the cell is empty.
    pub fn whole(&self, colonne: &str) -> Result<Option<u32>, Rejet> {
        let text = self.get(colonne);
        if is_absent(text) {
            return Ok(None);
        }
        let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
        let plain = digits.bytes().all(|b| b.is_ascii_digit());
        let number = if plain { digits.parse().ok() } else { None };
        number.map(Some).ok_or_else(|| {
            self.refuse(colonne, "Un nombre entier, sans décimale, est attendu (par exemple 1234 ou 1\u{a0}234).")
        })
    }

    /// A decimal with a point or a comma; `None` when the cell is empty.
    pub fn decimal(&self, colonne: &str) -> Result<Option<f64>, Rejet> {
        let text = self.get(colonne);
        if is_absent(text) {
            return Ok(None);
        }
        let shape = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+');
        let plain = text.replace(',', ".");
        let number = plain.parse::<f64>().ok().filter(|n| n.is_finite() && plain.chars().all(shape));
        number.map(Some).ok_or_else(|| {
            self.refuse(colonne, "Un nombre décimal est attendu (par exemple 45.043 ou 45,043).")
        })
    }

    /// A refusal of this line because of one column.
    pub fn refuse(&self, colonne: &str, raison: impl Into<String>) -> Rejet {
        let titre = self.entete.place(colonne).map_or(colonne, |at| &self.entete.titres[at]);
        Rejet {
            ligne: self.numero,
            colonne: titre.to_owned(),
            recu: short(self.get(colonne)),
            raison: raison.into(),
        }
    }
}

/// What official files write for « no figure »: nothing, or a sign of statistical secrecy.
fn is_absent(text: &str) -> bool {
    matches!(text, "" | "s" | "nd" | "ND" | "n.d." | "NA" | "N/A" | "#N/A" | "null" | "NULL" | "." | "-" | "…")
}

fn short(text: &str) -> String {
    text.chars().take(80).collect()
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
fn next<R: Read>(lecteur: &mut csv::Reader<R>, garde: &garde::Limite, record: &mut ByteRecord) -> Result<bool, Illisible> {
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

const HEAD: usize = 64 << 10;

/// The first bytes, unpacked, and a reader that gives them again before the rest.
fn peek<'a>(source: impl Read + 'a) -> Result<(Vec<u8>, Box<dyn Read + 'a>), Illisible> {
    let (head, source) = first_bytes(Box::new(source), 2)?;
    let again = io::Cursor::new(head.clone()).chain(source);
    let unpacked: Box<dyn Read + 'a> =
        if head == [0x1f, 0x8b] { Box::new(MultiGzDecoder::new(again)) } else { Box::new(again) };
    let (head, rest) = first_bytes(unpacked, HEAD)?;
    let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let text = head[bom..].to_vec();
    Ok((text.clone(), Box::new(io::Cursor::new(text).chain(rest))))
}

fn first_bytes<'a>(mut source: Box<dyn Read + 'a>, count: usize) -> Result<(Vec<u8>, Box<dyn Read + 'a>), Illisible> {
    let mut head = Vec::with_capacity(count);
    let read = source.by_ref().take(count as u64).read_to_end(&mut head);
    read.map_err(|error| Illisible::Lecture { ligne: 1, message: error.to_string() })?;
    Ok((head, source))
}

/// Refuses what is plainly not a CSV text.
fn nature(head: &[u8]) -> Result<(), Illisible> {
    let refused = if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        "c'est un classeur ou une archive. Enregistrez-le en CSV depuis le tableur."
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        "il est en UTF-16. Enregistrez-le en «\u{a0}CSV UTF-8\u{a0}»."
    } else if head.starts_with(b"%PDF") {
        "c'est un PDF."
    } else if head.contains(&0) {
        "il contient des octets nuls."
    } else {
        return if head.trim_ascii().is_empty() { Err(Illisible::Vide) } else { Ok(()) };
    };
    Err(Illisible::Nature(refused))
}

/// Lines before the header (`sep=;` of Excel) and the separator.
fn shape(head: &[u8]) -> (usize, u8) {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if let Some([separator]) = first.strip_prefix(b"sep=") {
        return (1, *separator);
    }
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = first.iter().filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == separator
        });
        outside.count()
    };
    // The first of equals wins, and a header of one column has none.
    let best = [b',', b';', b'|', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator));
    (0, best.unwrap_or(b','))
}

#[cfg(test)]
mod tests;
