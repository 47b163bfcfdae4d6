//! Files of figures, read line by line.

use crate::valeur::Saisie;
use crate::{Indicateur, Nombre};
use tables::{Row, Sifted, Table, Unreadable};

/// Most lines of a file.
const LIGNES: usize = 2_000;
/// Names that a column may have, whatever the case and accents.
const INDICATEUR: [&str; 4] = ["indicateur", "code", "libelle", "intitule"];
const JOUR: [&str; 4] = ["jour", "date", "date de la valeur", "au"];
const VALEUR: [&str; 3] = ["valeur", "resultat", "taux"];
const SOURCE: [&str; 2] = ["source", "origine"];
const NOTE: [&str; 3] = ["note", "remarque", "commentaire"];

/// A line that was understood.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lu {
    /// The indicator, by its id in the catalogue or its name, as written.
    pub indicateur: String,
    /// What it says.
    pub saisie: Saisie,
}

/// Reads a file, its columns by name in any order. `source` is that of the lines which name none.
///
/// # Errors
/// [`Unreadable`].
pub fn read(octets: &[u8], source: &str) -> Result<Sifted<Lu>, Unreadable> {
    let table = Table::read(octets, LIGNES)?;
    let columns = Columns {
        indicateur: table.must_place("indicateur", &INDICATEUR)?,
        jour: table.must_place("jour", &JOUR)?,
        valeur: table.must_place("valeur", &VALEUR)?,
        source: table.place(&SOURCE),
        note: table.place(&NOTE),
    };
    Ok(table.sift(|row| columns.read(row, source)))
}

struct Columns {
    indicateur: usize,
    jour: usize,
    valeur: usize,
    source: Option<usize>,
    note: Option<usize>,
}

impl Columns {
    fn read(&self, row: &Row, source: &str) -> Result<Lu, String> {
        let indicateur = row.get(self.indicateur).to_owned();
        if indicateur.is_empty() {
            return Err("L’indicateur n’est pas nommé.".to_owned());
        }
        let typed = row.get(self.jour);
        let jour = tables::day(typed).ok_or_else(|| {
            format!("«\u{a0}{typed}\u{a0}» n’est pas une date\u{a0}: 31/12/2026 ou 2026-12-31.")
        })?;
        let valeur: Nombre =
            row.get(self.valeur).parse().map_err(|error: crate::NombreError| error.to_string())?;
        let source = Some(row.get(self.source)).filter(|text| !text.is_empty()).unwrap_or(source).to_owned();
        Ok(Lu { indicateur, saisie: Saisie { jour, valeur, source, note: row.get(self.note).to_owned() } })
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
            let (ligne, lu) = &releve.kept[0];
            assert_eq!((*ligne, lu.saisie.jour, lu.saisie.valeur.milliemes()), (2, date(2026, 8, 31), 7_400));
            assert_eq!((lu.indicateur.as_str(), lu.saisie.source.as_str()), ("acces.pop_sans_mt", "CPAM"));
        }
    }

    #[test]
    fn each_refused_line_says_its_number_and_why() {
        let text = "indicateur;jour;valeur\n;2026-08-31;7\na;hier;7\nb;2026-08-31;-2\nc;2026-08-31;3\n";
        let releve = read(text.as_bytes(), "CPAM").unwrap();
        let lines: Vec<u64> = releve.refused.iter().map(|one| one.number).collect();
        assert_eq!((lines, releve.kept.len()), (vec![2, 3, 4], 1));
        assert!(releve.refused[2].why.contains("zéro"));
    }

    #[test]
    fn a_file_without_the_columns_says_which() {
        let missing = read(b"indicateur;jour\na;b\n", "").unwrap_err();
        assert_eq!(missing, Unreadable::NoColumn("valeur", "indicateur, jour".to_owned()));
    }

    proptest! {
        #[test]
        fn no_file_breaks_the_reading(octets in proptest::collection::vec(proptest::num::u8::ANY, 0..400)) {
            let _ = read(&octets, "x");
        }
    }
}
