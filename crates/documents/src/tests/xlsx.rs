use std::io::Cursor;

use calamine::{Data, Range, Reader, Xlsx};
use jiff::civil::date;

use crate::{Cell, Error, Kind, Sheet, SheetColumn, Workbook, xlsx};

fn workbook(sheets: Vec<Sheet>) -> Workbook {
    let notes = vec![("Source".to_owned(), "Insee".to_owned())];
    Workbook {
        title: "Données".into(),
        organisation: "CPTS des Causses".into(),
        date: date(2026, 3, 1),
        sheets,
        notes,
    }
}

fn sheet(name: &str, kinds: &[Kind], rows: Vec<Vec<Cell>>) -> Sheet {
    let columns = kinds.iter().map(|kind| SheetColumn::new("Colonne", *kind)).collect();
    Sheet { name: name.to_owned(), title: "Titre".to_owned(), note: None, columns, rows }
}

fn read(workbook: &Workbook) -> Vec<(String, Range<Data>)> {
    let mut file: Xlsx<_> = Xlsx::new(Cursor::new(xlsx(workbook).unwrap())).unwrap();
    file.worksheets()
}

#[test]
fn numbers_days_and_words_are_read_back_as_such() {
    let kinds = [Kind::Text, Kind::Number { decimals: 1 }, Kind::Euros, Kind::Date, Kind::Link];
    let link = Cell::Link { text: "Site".to_owned(), url: "https://cpts.example".to_owned() };
    let row = vec!["0565".into(), 12.5.into(), 3.into(), date(2026, 3, 1).into(), link];
    let (name, cells) = read(&workbook(vec![sheet("Communes", &kinds, vec![row])])).remove(0);
    assert_eq!(name, "Communes");
    assert_eq!(cells[(1, 0)], Data::String("0565".into()));
    assert_eq!(cells[(1, 1)], Data::Float(12.5));
    assert_eq!(cells[(1, 2)], Data::Float(3.0));
    let Data::DateTime(day) = &cells[(1, 3)] else { panic!("{:?}", cells[(1, 3)]) };
    assert_eq!(day.to_ymd_hms_milli(), (2026, 3, 1, 0, 0, 0, 0));
    assert_eq!(cells[(1, 4)], Data::String("Site".into()));
}

#[test]
fn words_are_never_a_formula() {
    let hostile = ["=1+1", "+33 5", "-2", "@SUM(A1)", "=HYPERLINK(\"http://x\")", "{=1}", "\t=1"];
    let rows = hostile.map(|words| vec![Cell::from(words)]).to_vec();
    let file = xlsx(&workbook(vec![sheet("A", &[Kind::Text], rows)])).unwrap();
    let mut read: Xlsx<_> = Xlsx::new(Cursor::new(file)).unwrap();
    assert!(read.worksheet_formula("A").unwrap().is_empty());
    let cells = read.worksheet_range("A").unwrap();
    assert_eq!(cells[(1, 0)], Data::String("=1+1".into()));
    assert_eq!(cells[(2, 0)], Data::String("+33 5".into()));
}

#[test]
fn any_name_makes_a_tab_of_its_own() {
    let names =
        ["a/b:c*d?[e]\\f", "", "Lisez-moi", "Un nom de plus de trente et un caractères", "'cité'", "A", "a"];
    let sheets = names.map(|name| sheet(name, &[Kind::Text], Vec::new())).to_vec();
    let tabs: Vec<String> = read(&workbook(sheets)).into_iter().map(|(name, _)| name).collect();
    assert_eq!(tabs.len(), 8);
    assert_eq!(tabs[0], "a b c d  e  f");
    assert_eq!((tabs[1].as_str(), tabs[2].as_str(), tabs[6].as_str()), ("Feuille", "Lisez-moi 2", "a 2"));
}

#[test]
fn the_last_sheet_says_where_the_data_come_from() {
    let (name, cells) =
        read(&workbook(vec![sheet("Communes", &[Kind::Text], vec![vec!["x".into()]])])).remove(1);
    let said: Vec<String> = cells.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert_eq!(name, "Lisez-moi");
    for words in ["Données", "CPTS des Causses", "1er\u{a0}mars 2026", "Insee", "Titre\n1 ligne"] {
        assert!(said.iter().any(|cell| cell == words), "{words}: {said:?}");
    }
}

#[test]
fn what_the_format_cannot_hold_is_cut_or_left_out() {
    let odd = vec![
        vec![Cell::Text("é".repeat(40_000))],
        vec![Cell::Number(f64::NAN)],
        vec![Cell::Date(date(1850, 1, 2))],
        vec![Cell::Link { text: "non".to_owned(), url: "javascript:alert(1)".to_owned() }],
        vec![],
    ];
    let (_, cells) = read(&workbook(vec![sheet("A", &[Kind::Text], odd)])).remove(0);
    assert_eq!(cells[(1, 0)].to_string().chars().count(), 32_767);
    assert_eq!(cells[(2, 0)], Data::Empty);
    assert_eq!(cells[(3, 0)], Data::String("02/01/1850".into()));
    assert_eq!(cells[(4, 0)], Data::String("non".into()));
}

#[test]
fn a_row_longer_than_its_sheet_is_a_fault() {
    let rows = vec![vec![], vec![Cell::Empty, Cell::Empty]];
    let fault = xlsx(&workbook(vec![sheet("A", &[Kind::Text], rows)])).unwrap_err();
    assert!(matches!(fault, Error::Row { row: 2, cells: 2, columns: 1, .. }), "{fault}");
}

#[test]
fn totals_come_last_keep_their_figures_and_are_not_counted_as_lines() {
    let kinds = [Kind::Text, Kind::Euros, Kind::Percent { decimals: 1 }];
    let rows = vec![
        vec!["Accès".into(), 12.5.into(), 0.5.into()],
        vec![Cell::from("Total").total(), Cell::Number(12.5).total(), Cell::Empty.total()],
    ];
    let sheets = read(&workbook(vec![sheet("A", &kinds, rows)]));
    assert_eq!(sheets[0].1[(2, 0)], Data::String("Total".into()));
    assert_eq!((&sheets[0].1[(2, 1)], &sheets[0].1[(1, 2)]), (&Data::Float(12.5), &Data::Float(0.5)));
    let said: Vec<String> = sheets[1].1.cells().map(|(_, _, cell)| cell.to_string()).collect();
    assert!(said.iter().any(|cell| cell == "Titre\n1 ligne"), "{said:?}");
}

#[test]
fn the_same_workbook_gives_the_same_bytes() {
    let one = || xlsx(&workbook(vec![sheet("A", &[Kind::Text], vec![vec!["x".into()]])])).unwrap();
    assert!(one() == one());
}
