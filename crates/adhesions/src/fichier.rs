//! A tolerant reader of the lists that people send: UTF-8, UTF-16 or Windows-1252, `,` `;` `|` or tab, columns by name in any
//! order, cells that hold several lines, blank lines.

use encoding_rs::{Encoding, WINDOWS_1252};
use kernel::fold;

/// Most bytes of a file.
pub const MAX: usize = 2_000_000;
/// Why a number that [`is_rounded`] is not read.
pub(crate) const ARRONDI: &str =
    "Le tableur a arrondi ce numéro\u{a0}: exportez de nouveau le fichier, sans l’ouvrir.";
/// Most lines of a file.
const LIGNES: usize = 10_000;

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fichier {
    /// Names of its columns, folded.
    titres: Vec<String>,
    /// Its lines that are not blank.
    pub lignes: Vec<Ligne>,
    /// What to know about the whole file.
    pub avis: Vec<String>,
}

/// A line of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ligne {
    /// Its number in the file, from 1; a cell that holds several lines counts them.
    pub numero: u64,
    cellules: Vec<String>,
}

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illisible {
    /// Nothing in it.
    #[error("Le fichier est vide.")]
    Vide,
    /// A header and nothing else.
    #[error("Le fichier n’a qu’une ligne de titres\u{a0}: aucune donnée à lire.")]
    SansLigne,
    /// A workbook.
    #[error("Ce fichier est un classeur\u{a0}: enregistrez-le au format CSV, puis recommencez.")]
    Classeur,
    /// Too long.
    #[error("Ce fichier est trop long\u{a0}: 2\u{a0}Mo et 10\u{202f}000\u{a0}lignes au plus sont acceptés.")]
    TropLong,
    /// A column is missing.
    #[error("Aucune colonne «\u{a0}{0}\u{a0}». Colonnes trouvées\u{a0}: {1}.")]
    SansColonne(&'static str, String),
}

impl Fichier {
    /// Reads a whole file.
    ///
    /// # Errors
    /// [`Illisible`].
    pub fn read(octets: &[u8]) -> Result<Self, Illisible> {
        if octets.starts_with(b"PK\x03\x04") || octets.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
            return Err(Illisible::Classeur);
        }
        if octets.len() > MAX {
            return Err(Illisible::TropLong);
        }
        let mut avis = Vec::new();
        let text = decode(octets, &mut avis);
        let mut rows = rows(&text).into_iter().filter(|(_, row)| !row.trim().is_empty()).peekable();
        // Spreadsheets may write their separator on a first line of its own.
        let told = rows.next_if(|(_, row)| row.trim().to_ascii_lowercase().starts_with("sep="));
        let (_, header) = rows.next().ok_or(Illisible::Vide)?;
        let told = told.and_then(|(_, row)| row.trim().as_bytes().get(4).copied());
        let mark = told.unwrap_or_else(|| separator(header));
        let titres = cells(header, mark).iter().map(|title| fold(title)).collect();
        let mut lignes = Vec::new();
        for (numero, row) in rows {
            let cellules = cells(row, mark);
            if cellules.iter().all(String::is_empty) {
                continue;
            }
            if lignes.len() == LIGNES {
                return Err(Illisible::TropLong);
            }
            lignes.push(Ligne { numero, cellules });
        }
        if lignes.is_empty() { Err(Illisible::SansLigne) } else { Ok(Self { titres, lignes, avis }) }
    }

    /// What a file says, as text: what a page sends again once it was read.
    #[must_use]
    pub fn text(octets: &[u8]) -> String {
        decode(octets, &mut Vec::new())
    }

    /// Place of the first of these names, folded, that the header has.
    #[must_use]
    pub fn place(&self, names: &[&str]) -> Option<usize> {
        names.iter().find_map(|name| self.titres.iter().position(|title| title == name))
    }

    /// The same, of a column that must be there.
    ///
    /// # Errors
    /// [`Illisible::SansColonne`].
    pub fn must_place(&self, words: &'static str, names: &[&str]) -> Result<usize, Illisible> {
        self.place(names).ok_or_else(|| Illisible::SansColonne(words, self.titres.join(", ")))
    }

    /// Says which columns nobody reads.
    pub fn leave_out(&mut self, read: &[Option<usize>]) {
        let left: Vec<&str> = self
            .titres
            .iter()
            .enumerate()
            .filter(|(at, title)| !title.is_empty() && !read.contains(&Some(*at)))
            .map(|(_, title)| title.as_str())
            .collect();
        if !left.is_empty() {
            self.avis.push(format!("Colonnes laissées de côté\u{a0}: {}.", left.join(", ")));
        }
    }
}

impl Ligne {
    /// A cell, trimmed; empty when the column or the cell is missing.
    #[must_use]
    pub fn get(&self, place: Option<usize>) -> &str {
        place.and_then(|at| self.cellules.get(at)).map_or("", String::as_str)
    }

    /// The whole line, for a person who looks for it.
    #[must_use]
    pub fn en_clair(&self) -> String {
        let cells: Vec<&str> =
            self.cellules.iter().map(String::as_str).filter(|cell| !cell.is_empty()).collect();
        cells.join(" · ").chars().take(160).collect()
    }
}

/// Whether a spreadsheet wrote a long number its own way, « 9,87654E+12 »: two orders would have the same.
pub(crate) fn is_rounded(text: &str) -> bool {
    let digits = |part: &str| {
        part.starts_with(|sign: char| sign.is_ascii_digit())
            && part.chars().all(|sign| sign.is_ascii_digit() || sign == ',' || sign == '.')
    };
    text.to_ascii_uppercase().split_once("E+").is_some_and(|(left, right)| digits(left) && digits(right))
}

fn decode(octets: &[u8], avis: &mut Vec<String>) -> String {
    let (text, encoding, _) = match Encoding::for_bom(octets) {
        Some((encoding, _)) => encoding.decode(octets),
        None if std::str::from_utf8(octets).is_ok() => encoding_rs::UTF_8.decode(octets),
        None => WINDOWS_1252.decode(octets),
    };
    if encoding == WINDOWS_1252 {
        avis.push(
            "Le fichier n’est pas en UTF-8\u{a0}: il a été lu comme du Windows-1252 (Latin-1).".to_owned(),
        );
    }
    // PostgreSQL keeps no zero in a text.
    text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "")
}

/// The rows of a text with the number of their first line: a line break inside quotes ends no row.
fn rows(text: &str) -> Vec<(u64, &str)> {
    let (mut rows, mut start, mut begun, mut line, mut quoted) = (Vec::new(), 0, 1, 1, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' => {
                line += 1;
                if !quoted {
                    rows.push((begun, text.get(start..at).unwrap_or_default()));
                    (start, begun) = (at + 1, line);
                }
            }
            _ => {}
        }
    }
    rows.push((begun, text.get(start..).unwrap_or_default()));
    rows
}

/// The most frequent mark of the header.
fn separator(header: &str) -> u8 {
    let count = |mark: &u8| header.bytes().filter(|byte| byte == mark).count();
    [b'|', b'\t', b',', b';'].into_iter().max_by_key(count).unwrap_or(b';')
}

/// The cells of a row, trimmed; the marks that spreadsheets put before a text that looks like a formula are taken off.
fn cells(row: &str, mark: u8) -> Vec<String> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .from_reader(row.as_bytes());
    let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
    record.iter().map(|cell| cell.trim().trim_start_matches('\'').trim().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_file_saved_by_a_spreadsheet_reads_like_the_original() {
        let original = "\u{feff}Nom,Prénom,Montant tarif\nRoux,Zoé,20.00\n";
        let edited = "sep=;\r\n\r\nNom;Prénom;Montant tarif\r\nRoux;Zoé;20,00\r\n;;\r\n";
        let (latin, ..) = WINDOWS_1252.encode(edited);
        for octets in [original.as_bytes(), edited.as_bytes(), &latin] {
            let file = Fichier::read(octets).unwrap();
            let prenom = file.must_place("Prénom", &["prenom"]).unwrap();
            assert_eq!((file.lignes.len(), file.lignes[0].get(Some(prenom))), (1, "Zoé"));
        }
        assert_eq!(Fichier::read(&latin).unwrap().avis.len(), 1);
    }

    #[test]
    fn a_cell_of_several_lines_is_one_row_and_lines_keep_their_numbers() {
        let file = Fichier::read(b"nom;note\n\nRoux;\"deux\nlignes\"\n\nFabre;x\n").unwrap();
        assert_eq!(file.lignes.iter().map(|one| one.numero).collect::<Vec<_>>(), [3, 6]);
        assert_eq!(file.lignes[0].get(Some(1)), "deux\nlignes");
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        assert_eq!(Fichier::read(b" \n\n"), Err(Illisible::Vide));
        assert_eq!(Fichier::read(b"nom;prenom\n;\n"), Err(Illisible::SansLigne));
        assert_eq!(Fichier::read(b"PK\x03\x04..."), Err(Illisible::Classeur));
        let file = Fichier::read(b"a;b\n1;2\n").unwrap();
        let missing = file.must_place("Nom", &["nom"]).unwrap_err().to_string();
        assert_eq!(missing, "Aucune colonne «\u{a0}Nom\u{a0}». Colonnes trouvées\u{a0}: a, b.");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_fail(octets in proptest::collection::vec(any::<u8>(), 0..400)) {
            let _ = Fichier::read(&octets);
        }
    }
}
