use jiff::civil::date;

use crate::{Cell, Kind, Sheet, SheetColumn, csv};

#[test]
fn no_cell_is_a_formula_nor_breaks_its_line_and_numbers_keep_their_sign() {
    let kinds = [Kind::Text, Kind::Number { decimals: 1 }, Kind::Euros, Kind::Date, Kind::Link];
    let columns = kinds.map(|kind| SheetColumn::new("Libellé", kind)).to_vec();
    let link = Cell::Link { text: "Site".to_owned(), url: "https://cpts.example".to_owned() };
    let rows = vec![
        vec!["=1+1".into(), (-2.25).into(), 3.into(), date(2026, 3, 1).into(), link],
        vec!["dit \"Zoé\"; ici\nlà".into(), Cell::Number(f64::INFINITY)],
    ];
    let written = csv(&Sheet { columns, rows, ..Sheet::default() }).unwrap();
    let expected = "\u{feff}Libellé;Libellé;Libellé;Libellé;Libellé\r\n\
                    \"'=1+1\";\"-2,2\";\"3,00\";2026-03-01;Site (https://cpts.example)\r\n\
                    \"dit \"\"Zoé\"\"; ici\nlà\";;;;\r\n";
    assert_eq!(written, expected);
}
