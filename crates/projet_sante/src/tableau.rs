//! A table that a part may have beside its words: its columns are law data, its rows are written by the CPTS.

use crate::loi::{ColonneType, GenreColonne, SectionType};
use jiff::civil::Date;
use kernel::saisie::{self, Refus};
use maud::{Markup, html};
use serde::{Deserialize, Serialize};
use ui::{Column, Row, Table, francais};

/// Most rows.
pub const LIGNES: usize = 300;

/// The rows of a table, each with a cell for each column: a number in digits, a day as `2026-03-02`, or words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tableau(Vec<Vec<String>>);

/// A table in words, as it is read and frozen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableauDit {
    /// Its name.
    pub titre: String,
    /// Names of its columns, and whether they hold numbers.
    pub colonnes: Vec<(String, bool)>,
    /// Its rows.
    pub lignes: Vec<Vec<String>>,
    /// Its last row, when a column adds up.
    pub total: Option<Vec<String>>,
}

impl Tableau {
    /// What people typed, without the rows that are empty.
    ///
    /// # Errors
    /// [`Refus`], that names the row and the column.
    pub fn read(colonnes: &[ColonneType], lignes: Vec<Vec<String>>) -> Result<Self, Refus> {
        let typed = (1..).zip(lignes).filter(|(_, row)| row.iter().any(|cell| !cell.trim().is_empty()));
        let rows = typed.map(|(n, row)| read_row(colonnes, n, &row)).collect::<Result<Vec<_>, _>>()?;
        match rows.len() {
            n if n > LIGNES => {
                Err(Refus::new("tableau", format!("{n}\u{a0}lignes\u{a0}: {LIGNES} au plus sont acceptées.")))
            }
            _ => Ok(Self(rows)),
        }
    }

    /// The rows.
    #[must_use]
    pub fn lignes(&self) -> &[Vec<String>] {
        &self.0
    }

    /// True without a row.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The table in words; none without a row.
    #[must_use]
    pub fn dit(&self, modele: &SectionType) -> Option<TableauDit> {
        let words = |row: &Vec<String>| {
            modele.colonnes.iter().zip(row).map(|(one, cell)| said(one, cell)).collect::<Vec<_>>()
        };
        (!self.is_empty()).then(|| TableauDit {
            titre: modele.tableau.clone(),
            colonnes: modele
                .colonnes
                .iter()
                .map(|one| (one.libelle.clone(), one.genre == GenreColonne::Nombre))
                .collect(),
            lignes: self.0.iter().map(words).collect(),
            total: self.total(&modele.colonnes),
        })
    }

    /// Sums of the columns of numbers; one that misses numbers says how many.
    fn total(&self, colonnes: &[ColonneType]) -> Option<Vec<String>> {
        let sum = |n: usize| {
            let cells = self.0.iter().filter_map(|row| row.get(n));
            let known: Vec<i64> = cells.filter_map(|cell| cell.parse().ok()).collect();
            let missing = i64::try_from(self.0.len() - known.len()).unwrap_or(i64::MAX);
            let total = francais::nombre(known.iter().sum());
            match missing {
                0 => total,
                n => format!(
                    "{total}, sans {}",
                    francais::compte(n, "ligne non chiffrée", "lignes non chiffrées")
                ),
            }
        };
        let cell = |(n, one): (usize, &ColonneType)| match (n, one.genre) {
            (_, GenreColonne::Nombre) => sum(n),
            (0, _) => "Total".to_owned(),
            _ => String::new(),
        };
        let adds_up = colonnes.iter().any(|one| one.genre == GenreColonne::Nombre) && self.0.len() > 1;
        adds_up.then(|| colonnes.iter().enumerate().map(cell).collect())
    }
}

fn read_row(colonnes: &[ColonneType], n: usize, row: &[String]) -> Result<Vec<String>, Refus> {
    let cell = |(at, one): (usize, &ColonneType)| {
        let refuse = |why: &str| Refus::new("tableau", format!("Ligne {n}, {}\u{a0}: {why}", one.libelle));
        let text = saisie::maybe_line("tableau", row.get(at).map_or("", String::as_str))?;
        match one.genre {
            _ if text.is_empty() && at == 0 => Err(refuse("à remplir.")),
            _ if text.is_empty() => Ok(text),
            GenreColonne::Texte => Ok(text),
            GenreColonne::Nombre => {
                let digits: String = text.chars().filter(|c| !c.is_whitespace()).collect();
                let read = digits.parse::<u32>().map_err(|_| refuse("un nombre entier est attendu."))?;
                Ok(read.to_string())
            }
            GenreColonne::Date => {
                let read = text.parse::<Date>().map_err(|_| refuse("une date est attendue."))?;
                Ok(read.to_string())
            }
        }
    };
    colonnes.iter().enumerate().map(cell).collect()
}

fn said(colonne: &ColonneType, cell: &str) -> String {
    match colonne.genre {
        _ if cell.is_empty() => "—".to_owned(),
        GenreColonne::Texte => cell.to_owned(),
        GenreColonne::Nombre => cell.parse().map_or_else(|_| cell.to_owned(), francais::nombre),
        GenreColonne::Date => cell.parse().map_or_else(|_| cell.to_owned(), francais::date),
    }
}

impl TableauDit {
    /// One row a line, to be compared word by word.
    #[must_use]
    pub fn text(&self) -> String {
        self.lignes.iter().map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
    }

    /// On a page.
    #[must_use]
    pub fn show(&self, id: &str) -> Markup {
        let columns = self.colonnes.iter().map(|(words, number)| {
            if *number { Column::number(words.clone()) } else { Column::text(words.clone()) }
        });
        let row = |cells: &Vec<String>| Row::new(cells.iter().map(|cell| html! { (cell) }).collect());
        let mut rows: Vec<Row> = self.lignes.iter().map(row).collect();
        rows.extend(self.total.iter().map(|cells| row(cells).total()));
        html! { (Table::new(id.to_owned(), self.titre.clone(), columns.collect()).rows(rows)) }
    }

    /// In a document.
    #[must_use]
    pub fn block(&self) -> documents::Block {
        let row = |cells: &Vec<String>| cells.iter().map(|cell| cell.clone().into()).collect::<Vec<_>>();
        documents::Block::Table(documents::Table {
            caption: self.titre.clone(),
            columns: self
                .colonnes
                .iter()
                .map(|(words, number)| match number {
                    true => documents::Column::number(words.clone(), 1.5),
                    false => documents::Column::text(words.clone(), 3.0),
                })
                .collect(),
            rows: self.lignes.iter().map(row).collect(),
            total: self.total.as_ref().map(row),
            ..documents::Table::default()
        })
    }
}

#[cfg(test)]
mod tests;
