//! Files of figures, read line by line.

use crate::valeur::Saisie;
use crate::{Indicateur, Nombre};
use encoding_rs::WINDOWS_1252;
use jiff::civil::Date;
use std::borrow::Cow;

/// Most lines of a file.
const LIGNES: usize = 2_000;
/// Names that a column may have, whatever the case and accents.
const INDICATEUR: [&str; 4] = ["indicateur", "code", "libelle", "intitule"];
const JOUR: [&str; 4] = ["jour", "date", "date de la valeur", "au"];
const VALEUR: [&str; 3] = ["valeur", "resultat", "taux"];
const SOURCE: [&str; 2] = ["source", "origine"];
const NOTE: [&str; 3] = ["note", "remarque", "commentaire"];

/// A file of figures, read line by line.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Releve {
    /// What was understood, with the number of its line.
    pub lus: Vec<(usize, Lu)>,
    /// What was not, and why.
    pub refuses: Vec<Refuse>,
    /// What to know about the whole file.
    pub remarques: Vec<String>,
}

/// A line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lu {
    /// The indicator, by its id in the catalogue or its name, as written.
    pub indicateur: String,
    /// What it says.
    pub saisie: Saisie,
}

/// A line that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refuse {
    /// Number of the row as a spreadsheet shows it: the one that names the columns is 1 when nothing stands above.
    pub ligne: usize,
    /// What stands there.
    pub contenu: String,
    /// Why it is refused.
    pub raison: String,
}

/// Why nothing of a file can be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Illisible {
    /// Nothing in it.
    #[error("Le fichier est vide.")]
    Vide,
    /// A column is missing.
    #[error(
        "Aucune colonne «\u{a0}{0}\u{a0}» : la première ligne nomme les colonnes indicateur, jour et valeur."
    )]
    SansColonne(&'static str),
    /// Too many lines.
    #[error("Le fichier compte plus de 2 000 lignes.")]
    TropLong,
}

/// Reads a file: UTF-8 or Windows-1252, `,` `;` `|` or tab, columns by name in any order. `source` is that of the lines which
/// name none.
///
/// # Errors
/// [`Illisible`].
pub fn read(octets: &[u8], source: &str) -> Result<Releve, Illisible> {
    let mut releve = Releve::default();
    let text = unix(decode(octets, &mut releve.remarques));
    let mark = separator(text.lines().find(|line| !line.trim().is_empty()).ok_or(Illisible::Vide)?);
    let mut rows = rangs(&text, mark).into_iter().filter(|(_, row)| !row.trim().is_empty());
    let header = rows.next().map(|(_, row)| cells(row, mark)).unwrap_or_default();
    let headers: Vec<String> = header.iter().map(kernel::fold).collect();
    let place = |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
    let columns = Columns {
        indicateur: place(&INDICATEUR).ok_or(Illisible::SansColonne("indicateur"))?,
        jour: place(&JOUR).ok_or(Illisible::SansColonne("jour"))?,
        valeur: place(&VALEUR).ok_or(Illisible::SansColonne("valeur"))?,
        source: place(&SOURCE),
        note: place(&NOTE),
    };
    for (ligne, row) in rows {
        let row = cells(row, mark);
        if row.iter().all(str::is_empty) {
            continue;
        }
        if releve.lus.len() + releve.refuses.len() >= LIGNES {
            return Err(Illisible::TropLong);
        }
        match columns.read(&row, source) {
            Ok(lu) => releve.lus.push((ligne, lu)),
            Err(raison) => {
                let contenu = row.iter().collect::<Vec<_>>().join(" · ").chars().take(120).collect();
                releve.refuses.push(Refuse { ligne, contenu, raison });
            }
        }
    }
    Ok(releve)
}

/// The rows of a file with the numbers that a spreadsheet gives them: from 1, blank rows counted, a cell that holds several lines
/// being one row all the same.
fn rangs(text: &str, mark: u8) -> Vec<(usize, &str)> {
    let (mut rows, mut start, mut quoted, mut opens) = (Vec::new(), 0, false, true);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            // A doubled quote closes and opens again.
            b'"' if quoted => (quoted, opens) = (false, true),
            b'"' if opens => quoted = true,
            b'\n' if !quoted => {
                rows.push((rows.len() + 1, text.get(start..at).unwrap_or_default()));
                (start, opens) = (at + 1, true);
            }
            _ if !quoted => opens = byte == mark,
            _ => {}
        }
    }
    rows.push((rows.len() + 1, text.get(start..).unwrap_or_default()));
    rows
}

/// The cells of a row.
fn cells(row: &str, mark: u8) -> csv::StringRecord {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(mark)
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(row.as_bytes());
    reader.records().next().and_then(Result::ok).unwrap_or_default()
}

struct Columns {
    indicateur: usize,
    jour: usize,
    valeur: usize,
    source: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn read(&self, row: &csv::StringRecord, source: &str) -> Result<Lu, String> {
        let cell = |place: usize| row.get(place).unwrap_or_default();
        let indicateur = cell(self.indicateur).to_owned();
        if indicateur.is_empty() {
            return Err("L’indicateur n’est pas nommé.".to_owned());
        }
        let jour = day(cell(self.jour)).ok_or_else(|| {
            format!("«\u{a0}{}\u{a0}» n’est pas une date : 31/12/2026 ou 2026-12-31.", cell(self.jour))
        })?;
        let valeur: Nombre =
            cell(self.valeur).parse().map_err(|error: crate::NombreError| error.to_string())?;
        let named = self.source.map(cell).filter(|text| !text.is_empty());
        let source = named.unwrap_or(source).to_owned();
        let note = self.note.map(cell).unwrap_or_default().to_owned();
        Ok(Lu { indicateur, saisie: Saisie { jour, valeur, source, note } })
    }
}

/// The indicator that a line names: by its id in the catalogue, or by its name, whatever the case and accents.
#[must_use]
pub fn find<'a>(all: &'a [Indicateur], name: &str) -> Option<&'a Indicateur> {
    let wanted = kernel::fold(name);
    let mut mine = all.iter().filter(|one| {
        one.en_vigueur()
            && (kernel::fold(&one.texte.code) == wanted || kernel::fold(&one.texte.libelle) == wanted)
    });
    // Two indicators of the same name: nothing says which one is meant.
    mine.next().filter(|_| mine.next().is_none())
}

/// « 31/12/2026 » or « 2026-12-31 ».
fn day(text: &str) -> Option<Date> {
    if let Ok(date) = text.parse() {
        return Some(date);
    }
    let mut parts = text.split(['/', '.', '-']);
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    parts.next().is_none().then_some(date)
}

fn decode<'a>(octets: &'a [u8], remarques: &mut Vec<String>) -> Cow<'a, str> {
    let octets = octets.strip_prefix(b"\xef\xbb\xbf").unwrap_or(octets);
    match std::str::from_utf8(octets) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            remarques
                .push("Le fichier n’est pas en UTF-8 : il a été lu comme un fichier Windows.".to_owned());
            WINDOWS_1252.decode_without_bom_handling(octets).0
        }
    }
}

/// Every end of line is `\n`: Windows writes `\r\n`, some spreadsheets for Mac `\r` alone.
fn unix(text: Cow<'_, str>) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text }
}

fn separator(header: &str) -> u8 {
    let most =
        [';', ',', '|', '\t'].into_iter().max_by_key(|mark| (header.matches(*mark).count(), *mark == ';'));
    most.and_then(|mark| u8::try_from(mark).ok()).unwrap_or(b';')
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use proptest::prelude::*;

    #[test]
    fn columns_come_in_any_order_with_any_separator() {
        for text in [
            "Valeur;Date;Indicateur\n7,4 %;31/08/2026;acces.pop_sans_mt\n",
            "\u{feff}indicateur|jour|valeur|x\nacces.pop_sans_mt|2026-08-31|7.4|y\n",
        ] {
            let releve = read(text.as_bytes(), "CPAM").unwrap();
            let (ligne, lu) = &releve.lus[0];
            assert_eq!((*ligne, lu.saisie.jour, lu.saisie.valeur.milliemes()), (2, date(2026, 8, 31), 7_400));
            assert_eq!((lu.indicateur.as_str(), lu.saisie.source.as_str()), ("acces.pop_sans_mt", "CPAM"));
        }
    }

    #[test]
    fn each_refused_line_says_its_number_and_why() {
        let text = "indicateur;jour;valeur\n;2026-08-31;7\na;hier;7\nb;2026-08-31;-2\nc;2026-08-31;3\n";
        let releve = read(text.as_bytes(), "CPAM").unwrap();
        let lines: Vec<usize> = releve.refuses.iter().map(|one| one.ligne).collect();
        assert_eq!((lines, releve.lus.len()), (vec![2, 3, 4], 1));
        assert!(releve.refuses[2].raison.contains("zéro"));
    }

    #[test]
    fn rows_have_the_numbers_of_a_spreadsheet() {
        let text = "indicateur;jour;valeur;note\r\n\r\na;hier;7;\r\n;;;\r\nb;2026-08-31;3;\"deux\r\nlignes \"\"entre\"\" guillemets\"\r\nc;demain;4;5\" de plus\r\nd;jamais;4;\r\n";
        let releve = read(text.as_bytes(), "CPAM").unwrap();
        let refused: Vec<usize> = releve.refuses.iter().map(|one| one.ligne).collect();
        assert_eq!((refused, releve.lus[0].0), (vec![3, 6, 7], 5));
        assert!(releve.lus[0].1.saisie.note.contains("\"entre\""), "{releve:?}");
    }

    #[test]
    fn the_ends_of_lines_of_an_old_mac_are_read_as_any_other() {
        let text = "indicateur;jour;valeur;note\r\r;hier;7;\ra;2026-08-31;3;\"deux\rlignes\"\r";
        let releve = read(text.as_bytes(), "CPAM").unwrap();
        assert_eq!((releve.refuses[0].ligne, releve.lus[0].0), (3, 4));
        assert_eq!(releve.lus[0].1.saisie.note, "deux\nlignes");
    }

    #[test]
    fn a_file_from_windows_is_read_and_says_so() {
        let (bytes, ..) = WINDOWS_1252.encode("intitulé;jour;valeur\nPart des assurés;2026-01-01;7\n");
        let releve = read(&bytes, "CPAM").unwrap();
        assert_eq!((releve.lus[0].1.indicateur.as_str(), releve.remarques.len()), ("Part des assurés", 1));
    }

    #[test]
    fn a_file_without_the_columns_says_which() {
        assert_eq!(read(b"", ""), Err(Illisible::Vide));
        assert_eq!(read(b"indicateur;jour\na;b\n", ""), Err(Illisible::SansColonne("valeur")));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reading(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = read(&octets, "x");
        }
    }
}
