//! A CSV file in memory, read line by line: separator and encoding found, columns by name.

use super::erreur::{Erreur, Rejet};
use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use std::borrow::Cow;
use std::path::Path;

/// Refused values that are quoted; the others are only counted.
const CITES: usize = 10;

/// A file, whole.
pub(super) struct Source {
    pub(super) fichier: String,
    pub(super) octets: Vec<u8>,
    windows: bool,
}

/// The lines of a file.
pub(super) struct Tableau<'a> {
    source: &'a Source,
    lecteur: csv::Reader<&'a [u8]>,
    titres: Vec<String>,
    entete: u64,
    record: ByteRecord,
    rejets: Vec<Rejet>,
    refuses: u64,
}

impl Source {
    /// Reads a file; what is not UTF-8 is read as Windows-1252, which every byte is a letter of.
    pub(super) fn open(path: &Path) -> Result<Self, Erreur> {
        let fichier = path.display().to_string();
        let mut octets = std::fs::read(path).map_err(|error| Erreur::Lecture {
            fichier: fichier.clone(),
            message: error.kind().to_string(),
        })?;
        if let Some(raison) = nature(&octets) {
            return Err(Erreur::Nature { fichier, raison });
        }
        if octets.starts_with(b"\xef\xbb\xbf") {
            octets.drain(..3);
        }
        let windows = std::str::from_utf8(&octets).is_err();
        if windows {
            octets = WINDOWS_1252.decode_without_bom_handling(&octets).0.into_owned().into_bytes();
        }
        Ok(Self { fichier, octets, windows })
    }
}

impl<'a> Tableau<'a> {
    /// Reads the header.
    pub(super) fn open(source: &'a Source) -> Result<Self, Erreur> {
        let lecteur = csv::ReaderBuilder::new()
            .delimiter(separator(&source.octets))
            .has_headers(false)
            .flexible(true)
            // The return of CRLF stays in the last cell, and is trimmed: lines are counted right.
            .terminator(csv::Terminator::Any(b'\n'))
            .from_reader(&source.octets[..]);
        let record = ByteRecord::new();
        let mut tableau =
            Self { source, lecteur, titres: Vec::new(), entete: 0, record, rejets: Vec::new(), refuses: 0 };
        let is_sep = |record: &ByteRecord| record.get(0).is_some_and(|field| field.starts_with(b"sep="));
        while tableau.advance()? && (tableau.is_blank() || is_sep(&tableau.record)) {}
        tableau.entete = tableau.ligne();
        tableau.titres = tableau.record.iter().map(|field| text(field.trim_ascii()).into_owned()).collect();
        Ok(tableau)
    }

    /// Places of the columns that the file must have.
    pub(super) fn places<const N: usize>(&self, names: [&str; N]) -> Result<[usize; N], Erreur> {
        let mut places = [0; N];
        let mut manquantes = Vec::new();
        for (place, name) in places.iter_mut().zip(names) {
            match self.place(name)? {
                Some(at) => *place = at,
                None => manquantes.push(name.to_owned()),
            }
        }
        if manquantes.is_empty() {
            return Ok(places);
        }
        let (fichier, trouvees) = (self.source.fichier.clone(), self.titres.clone());
        Err(Erreur::Colonnes { fichier, ligne: self.entete, manquantes, trouvees })
    }

    /// Place of a column that the file may have.
    pub(super) fn place(&self, name: &str) -> Result<Option<usize>, Erreur> {
        let wanted = kernel::fold(name);
        let mut found = self.titres.iter().enumerate().filter(|(_, titre)| kernel::fold(titre) == wanted);
        let first = found.next().map(|(at, _)| at);
        match found.next() {
            Some((_, titre)) => Err(Erreur::Double {
                fichier: self.source.fichier.clone(),
                ligne: self.entete,
                colonne: titre.clone(),
            }),
            None => Ok(first),
        }
    }

    /// Goes to the next line that is not blank and has the width of the header; false at the end.
    pub(super) fn next_line(&mut self) -> Result<bool, Erreur> {
        while self.advance()? {
            if self.is_blank() {
                continue;
            }
            let (found, expected) = (self.record.len(), self.titres.len());
            // Spreadsheets add empty cells at the end of lines.
            let extra = self.record.iter().skip(expected).any(|field| !field.trim_ascii().is_empty());
            if found >= expected && !extra {
                return Ok(true);
            }
            let attendu = format!("{expected} champs, comme les titres");
            self.note(Rejet {
                ligne: self.ligne(),
                colonne: String::new(),
                recu: format!("{found} champs"),
                attendu,
            });
        }
        Ok(false)
    }

    fn is_blank(&self) -> bool {
        self.record.iter().all(|field| field.trim_ascii().is_empty())
    }

    fn advance(&mut self) -> Result<bool, Erreur> {
        let failed = |error: csv::Error| Erreur::Lecture {
            fichier: self.source.fichier.clone(),
            message: error.to_string(),
        };
        self.lecteur.read_byte_record(&mut self.record).map_err(failed)
    }

    /// Number of the line, from 1: that where the record begins.
    pub(super) fn ligne(&self) -> u64 {
        self.record.position().map_or(0, csv::Position::line)
    }

    /// A cell of the line, trimmed.
    pub(super) fn bytes(&self, place: usize) -> &[u8] {
        self.record.get(place).unwrap_or_default().trim_ascii()
    }

    /// A whole number within these bounds, or the cell is refused. `12.0`, as some programs write, is 12.
    pub(super) fn entier(
        &mut self,
        place: usize,
        bornes: std::ops::RangeInclusive<i64>,
        quoi: &str,
    ) -> Option<i64> {
        let number = entier(self.bytes(place)).filter(|number| bornes.contains(number));
        if number.is_none() {
            let (from, to) = (grouped(*bornes.start()), grouped(*bornes.end()));
            self.refuse(place, &format!("{quoi}, un nombre entier de {from} à {to}"));
        }
        number
    }

    /// The same; an empty cell, or no such column, is none.
    pub(super) fn entier_ou_vide(
        &mut self,
        place: Option<usize>,
        bornes: std::ops::RangeInclusive<i64>,
        quoi: &str,
    ) -> Option<i64> {
        let place = place.filter(|place| !self.bytes(*place).is_empty())?;
        self.entier(place, bornes, quoi)
    }

    /// Refuses a cell of the line.
    pub(super) fn refuse(&mut self, place: usize, attendu: &str) {
        let colonne = self.titres.get(place).cloned().unwrap_or_default();
        let recu = text(self.bytes(place)).chars().take(80).collect();
        self.note(Rejet { ligne: self.ligne(), colonne, recu, attendu: attendu.to_owned() });
    }

    fn note(&mut self, rejet: Rejet) {
        self.refuses += 1;
        if self.rejets.len() < CITES {
            self.rejets.push(rejet);
        }
    }

    /// Refuses the file when a value was; gives the notices: encoding, columns that nobody knows.
    pub(super) fn finish(self, known: &[&str]) -> Result<Vec<String>, Erreur> {
        let fichier = self.source.fichier.clone();
        if self.refuses > 0 {
            return Err(Erreur::Valeurs { fichier, rejets: self.rejets, total: self.refuses });
        }
        let mut notices = Vec::new();
        let unknown = |titre: &&String| {
            !titre.is_empty() && !known.contains(&kernel::fold(titre).replace(' ', "_").as_str())
        };
        let left: Vec<&str> = self.titres.iter().filter(unknown).map(String::as_str).collect();
        if !left.is_empty() {
            notices.push(format!("{fichier}\u{a0}: colonnes laissées de côté\u{a0}: {}.", left.join(", ")));
        }
        if self.source.windows {
            notices.push(format!(
                "{fichier}\u{a0}: le fichier n’est pas en UTF-8, il a été lu comme du Windows-1252 (Latin-1)."
            ));
        }
        Ok(notices)
    }
}

/// Bytes as text; the file was made UTF-8 when it was opened.
pub(super) fn text(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

fn entier(field: &[u8]) -> Option<i64> {
    let whole = match field.iter().position(|byte| *byte == b'.') {
        Some(at) if field.len() > at + 1 && field[at + 1..].iter().all(|byte| *byte == b'0') => &field[..at],
        Some(_) => return None,
        None => field,
    };
    std::str::from_utf8(whole).ok()?.parse().ok()
}

/// A number as French readers write it: thousands apart.
pub(super) fn grouped(n: i64) -> String {
    let digits = n.unsigned_abs().to_string();
    let mut text = if n < 0 { String::from("-") } else { String::new() };
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

fn nature(octets: &[u8]) -> Option<&'static str> {
    let head = &octets[..octets.len().min(1 << 16)];
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        Some("c’est un classeur ou une archive. Enregistrez-le en CSV depuis le tableur.")
    } else if head.starts_with(b"\x1f\x8b") {
        Some("c’est un fichier compressé. Décompressez-le d’abord.")
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        Some("il est en UTF-16. Enregistrez-le en «\u{a0}CSV UTF-8\u{a0}».")
    } else if head.contains(&0) {
        Some("ce n’est pas un texte CSV\u{a0}: il contient des octets nuls.")
    } else if head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii().is_empty() {
        Some("le fichier est vide.")
    } else {
        None
    }
}

/// The most frequent of the four in the header, outside quotes.
fn separator(octets: &[u8]) -> u8 {
    let mut lines =
        octets.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
    let first = lines.next().unwrap_or_default();
    if let Some([separator]) = first.strip_prefix(b"sep=") {
        return *separator;
    }
    let count = |separator: u8| {
        let mut quoted = false;
        let outside = first.iter().filter(|byte| {
            quoted ^= **byte == b'"';
            !quoted && **byte == separator
        });
        outside.count()
    };
    // The first of equals wins.
    [b',', b';', b'|', b'\t'].into_iter().rev().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}
