//! A CSV file read line by line, in bounded memory: separator and encoding found, columns by name.

use super::erreur::{Erreur, Rejet};
use csv::ByteRecord;
use encoding_rs::WINDOWS_1252;
use std::fs::File;
use std::io::{Cursor, Read};
use std::path::Path;

const HEAD: u64 = 64 << 10;
/// Refused values that are quoted; the others are only counted.
const CITES: usize = 10;

/// A file being read.
pub(super) struct Tableau {
    fichier: String,
    lecteur: csv::Reader<Box<dyn Read>>,
    titres: Vec<String>,
    entete: u64,
    record: ByteRecord,
    windows: bool,
    rejets: Vec<Rejet>,
    refuses: u64,
    lignes: u64,
}

impl Tableau {
    /// Opens a file and reads its header.
    pub(super) fn open(path: &Path) -> Result<Self, Erreur> {
        let fichier = path.display().to_string();
        let failed = |error: std::io::Error| Erreur::Lecture {
            fichier: fichier.clone(),
            message: error.kind().to_string(),
        };
        let mut file = File::open(path).map_err(failed)?;
        let mut head = Vec::new();
        file.by_ref().take(HEAD).read_to_end(&mut head).map_err(failed)?;
        nature(&head).map_err(|raison| Erreur::Nature { fichier: fichier.clone(), raison })?;
        let bom = if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
        let separator = separator(&head[bom..]);
        head.drain(..bom);
        // A last line without its end gets one, so that lines are counted alike.
        let source: Box<dyn Read> = Box::new(Cursor::new(head).chain(file).chain(&b"\n"[..]));
        let lecteur = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            // The return of CRLF stays in the last cell, and is trimmed: lines are counted right.
            .terminator(csv::Terminator::Any(b'\n'))
            .buffer_capacity(HEAD as usize)
            .from_reader(source);
        let mut tableau = Self {
            fichier,
            lecteur,
            titres: Vec::new(),
            entete: 0,
            record: ByteRecord::new(),
            windows: false,
            rejets: Vec::new(),
            refuses: 0,
            lignes: 0,
        };
        tableau.read_header()?;
        Ok(tableau)
    }

    fn read_header(&mut self) -> Result<(), Erreur> {
        let is_blank = |record: &ByteRecord| record.iter().all(|field| field.trim_ascii().is_empty());
        let is_sep = |record: &ByteRecord| record.get(0).is_some_and(|field| field.starts_with(b"sep="));
        while self.advance()? && (is_blank(&self.record) || is_sep(&self.record)) {}
        self.entete = self.ligne();
        let fields: Vec<Vec<u8>> = self.record.iter().map(<[u8]>::to_vec).collect();
        self.titres = fields.iter().map(|field| self.decode(field).trim().to_owned()).collect();
        Ok(())
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
        let trouvees = self.titres.clone();
        Err(Erreur::Colonnes { fichier: self.fichier.clone(), ligne: self.entete, manquantes, trouvees })
    }

    /// Place of a column that the file may have.
    pub(super) fn place(&self, name: &str) -> Result<Option<usize>, Erreur> {
        let wanted = kernel::fold(name);
        let mut found = self.titres.iter().enumerate().filter(|(_, titre)| kernel::fold(titre) == wanted);
        let first = found.next().map(|(at, _)| at);
        match found.next() {
            Some((_, titre)) => Err(Erreur::Double {
                fichier: self.fichier.clone(),
                ligne: self.entete,
                colonne: titre.clone(),
            }),
            None => Ok(first),
        }
    }

    /// Goes to the next line that is not blank and has the width of the header; false at the end.
    pub(super) fn next_line(&mut self) -> Result<bool, Erreur> {
        while self.advance()? {
            if self.record.iter().all(|field| field.trim_ascii().is_empty()) {
                continue;
            }
            self.lignes += 1;
            let (found, expected) = (self.record.len(), self.titres.len());
            // Spreadsheets add empty cells at the end of lines.
            let extra = self.record.iter().skip(expected).any(|field| !field.trim_ascii().is_empty());
            if found >= expected && !extra {
                return Ok(true);
            }
            self.refuse_line(format!("{found} champs"), format!("{expected} champs, comme les titres"));
        }
        if self.lignes == 0 {
            let raison = "le fichier n’a pas de donnée à lire.";
            return Err(Erreur::Nature { fichier: self.fichier.clone(), raison });
        }
        Ok(false)
    }

    fn advance(&mut self) -> Result<bool, Erreur> {
        self.lecteur
            .read_byte_record(&mut self.record)
            .map_err(|error| Erreur::Lecture { fichier: self.fichier.clone(), message: error.to_string() })
    }

    /// Number of the line, from 1: that where the record begins.
    pub(super) fn ligne(&self) -> u64 {
        let inside = self.record.as_slice().iter().filter(|byte| **byte == b'\n').count() as u64;
        self.lecteur.position().line().saturating_sub(1 + inside)
    }

    /// A cell of the line, trimmed.
    pub(super) fn bytes(&self, place: usize) -> &[u8] {
        self.record.get(place).unwrap_or_default().trim_ascii()
    }

    /// A cell of the line as text.
    pub(super) fn text(&mut self, place: usize) -> String {
        let field = self.bytes(place).to_vec();
        self.decode(&field)
    }

    /// UTF-8, or else Windows-1252, which every byte is a letter of.
    fn decode(&mut self, field: &[u8]) -> String {
        match std::str::from_utf8(field) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                self.windows = true;
                WINDOWS_1252.decode_without_bom_handling(field).0.into_owned()
            }
        }
    }

    /// Refuses a cell of the line.
    pub(super) fn refuse(&mut self, place: usize, attendu: &str) {
        let colonne = self.titres.get(place).cloned().unwrap_or_default();
        let recu = self.text(place).chars().take(80).collect();
        self.note(Rejet { ligne: self.ligne(), colonne, recu, attendu: attendu.to_owned() });
    }

    /// Refuses the whole line.
    pub(super) fn refuse_line(&mut self, recu: String, attendu: String) {
        self.note(Rejet { ligne: self.ligne(), colonne: String::new(), recu, attendu });
    }

    fn note(&mut self, rejet: Rejet) {
        self.refuses += 1;
        if self.rejets.len() < CITES {
            self.rejets.push(rejet);
        }
    }

    /// Refuses the file when a value was; gives the notices: encoding, columns that are not among those used.
    pub(super) fn finish(self, used: &[usize]) -> Result<Vec<String>, Erreur> {
        if self.refuses > 0 {
            let Self { fichier, rejets, refuses: total, .. } = self;
            return Err(Erreur::Valeurs { fichier, rejets, total });
        }
        let mut notices = Vec::new();
        let left =
            self.titres.iter().enumerate().filter(|(at, titre)| !used.contains(at) && !titre.is_empty());
        let left: Vec<&str> = left.map(|(_, titre)| titre.as_str()).collect();
        if !left.is_empty() {
            notices.push(format!(
                "{}\u{a0}: colonnes laissées de côté\u{a0}: {}.",
                self.fichier,
                left.join(", ")
            ));
        }
        if self.windows {
            notices.push(format!(
                "{}\u{a0}: le fichier n’est pas en UTF-8, il a été lu comme du Windows-1252 (Latin-1).",
                self.fichier
            ));
        }
        Ok(notices)
    }

    /// Its name, as it was given.
    pub(super) fn fichier(&self) -> &str {
        &self.fichier
    }
}

fn nature(head: &[u8]) -> Result<(), &'static str> {
    let refused = if head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0") {
        "c’est un classeur ou une archive. Enregistrez-le en CSV depuis le tableur."
    } else if head.starts_with(b"\x1f\x8b") {
        "c’est un fichier compressé. Décompressez-le d’abord."
    } else if head.starts_with(b"\xff\xfe") || head.starts_with(b"\xfe\xff") {
        "il est en UTF-16. Enregistrez-le en «\u{a0}CSV UTF-8\u{a0}»."
    } else if head.contains(&0) {
        "ce n’est pas un texte CSV\u{a0}: il contient des octets nuls."
    } else if head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii().is_empty() {
        "le fichier est vide."
    } else {
        return Ok(());
    };
    Err(refused)
}

/// The most frequent of the four in the header, outside quotes.
fn separator(head: &[u8]) -> u8 {
    let mut lines = head.split(|byte| *byte == b'\n').map(<[u8]>::trim_ascii).filter(|line| !line.is_empty());
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
