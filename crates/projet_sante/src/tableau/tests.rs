use super::*;
use crate::loi;
use jiff::civil::date;

fn charter() -> SectionType {
    loi::sections(date(2026, 3, 2)).into_iter().find(|one| one.code == "engagements").unwrap()
}

fn rows(rows: &[[&str; 3]]) -> Vec<Vec<String>> {
    rows.iter().map(|row| row.map(str::to_owned).to_vec()).collect()
}

#[test]
fn empty_rows_are_left_out_and_cells_are_read_as_their_column_says() {
    let typed = rows(&[["Infirmiers", " 1 200 ", "2026-03-01"], ["", " ", ""], ["Médecins", "", ""]]);
    let read = Tableau::read(&charter().colonnes, typed).unwrap();
    assert_eq!(read.lignes(), rows(&[["Infirmiers", "1200", "2026-03-01"], ["Médecins", "", ""]]));
}

#[test]
fn what_cannot_be_read_names_its_row_and_its_column() {
    let why = |row: [&str; 3]| {
        Tableau::read(&charter().colonnes, rows(&[["a", "1", ""], row])).unwrap_err().pourquoi
    };
    assert!(why(["b", "beaucoup", ""]).starts_with("Ligne 2, Signataires"), "{}", why(["b", "beaucoup", ""]));
    assert!(why(["b", "", "hier"]).contains("une date"));
    assert!(why(["", "3", ""]).ends_with("à remplir."));
    assert!(Tableau::read(&charter().colonnes, vec![vec!["a".to_owned()]; 301]).is_err());
}

#[test]
fn a_total_that_misses_numbers_says_so() {
    let typed = rows(&[["Infirmiers", "12", ""], ["Médecins", "5", ""], ["Pharmaciens", "", ""]]);
    let said = Tableau::read(&charter().colonnes, typed).unwrap().dit(&charter()).unwrap();
    assert_eq!(said.total.unwrap()[1], "17, sans 1\u{a0}ligne non chiffrée");
    let whole = Tableau::read(&charter().colonnes, rows(&[["a", "1", ""], ["b", "2", ""]])).unwrap();
    assert_eq!(whole.dit(&charter()).unwrap().total.unwrap()[1], "3");
    assert_eq!(Tableau::default().dit(&charter()), None);
}
