use crate::{MAX, Table, Unreadable, day, is_rounded};
use encoding_rs::WINDOWS_1252;
use jiff::civil::date;
use proptest::prelude::*;

fn read(text: &str) -> Table {
    Table::read(text.as_bytes(), 100).unwrap()
}

fn numbers(table: &Table) -> Vec<u64> {
    table.rows.iter().map(|row| row.number).collect()
}

#[test]
fn a_file_saved_by_a_spreadsheet_reads_like_the_original() {
    let original = "\u{feff}Nom,Prénom,Montant tarif\nRoux,Zoé,20.00\n";
    let edited = "sep=;\r\n\r\nNom;Prénom;Montant tarif\r\nRoux;Zoé;20,00\r\n;;\r\n";
    let (latin, ..) = WINDOWS_1252.encode(edited);
    let utf16: Vec<u8> = "\u{feff}Prénom|Nom\nZoé|Roux".encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [original.as_bytes(), edited.as_bytes(), &latin, &utf16] {
        let table = Table::read(bytes, 1).unwrap();
        let prenom = table.must_place("Prénom", &["autre", "prenom"]).unwrap();
        assert_eq!((table.rows.len(), table.rows[0].get(prenom)), (1, "Zoé"));
    }
    assert_eq!(Table::read(&latin, 1).unwrap().notes.len(), 1);
    assert_eq!(crate::text(&latin), edited.replace("\r\n", "\n"));
}

#[test]
fn rows_have_the_numbers_of_a_spreadsheet() {
    let text = "nom;note\r\n\r\na;7\r\n;\r\nb;\"deux\r\nlignes \"\"entre\"\" guillemets\"\r\nc;5\" de plus\r\nd;\r\n";
    let table = read(text);
    assert_eq!(numbers(&table), [3, 5, 6, 7]);
    assert_eq!(table.rows[1].get(1), "deux\nlignes \"entre\" guillemets");
    assert_eq!(
        (table.rows[2].get(1), table.rows[3].get(1), table.rows[3].get(None)),
        ("5\" de plus", "", "")
    );
    let mac = read("nom;note\r\r;hier\ra;\"deux\rlignes\"\r");
    assert_eq!((numbers(&mac), mac.rows[1].get(1)), (vec![3, 4], "deux\nlignes"));
    assert_eq!(numbers(&read("sep=,\nnom,note\na,b;c\n")), [2], "the line of the separator is not shown");
    assert_eq!(numbers(&read("\n\nnom;note\n\n  \na;b")), [6]);
}

#[test]
fn titles_say_what_separates_cells() {
    for text in ["a;b\n1;2", "a,b\n1,2", "a|b\n1|2", "a\tb\n1\t2", "\"a, ou z,\";b\n1;2", "sep=|\na,z|b\n1|2"]
    {
        assert_eq!(read(text).rows[0].get(1), "2", "{text:?}");
    }
    assert_eq!(read("\"a\nz\",b\n1,2").rows[0].get(1), "2", "a title of two lines");
    assert_eq!(read("a\n12").rows[0].get(0), "12");
    assert_eq!(read("a;b\n' =1+1;'-3").rows[0].words(), "=1+1 · -3");
}

#[test]
fn what_cannot_be_read_says_why() {
    let why = |text: &str| Table::read(text.as_bytes(), 2).unwrap_err();
    assert_eq!(why(" \n\n"), Unreadable::Empty);
    assert_eq!(why("sep=;\n"), Unreadable::Empty);
    assert_eq!(why("nom;prenom\n;\n"), Unreadable::NoRow);
    assert_eq!(why("PK\u{3}\u{4}..."), Unreadable::Workbook);
    assert_eq!(why("a\n1\n2\n3\n"), Unreadable::TooLong(2));
    assert_eq!(why(&"a\n".repeat(MAX)), Unreadable::TooLong(2));
    let missing = read("a;B é\n1;2\n").must_place("Nom", &["nom"]).unwrap_err().to_string();
    assert_eq!(missing, "Aucune colonne «\u{a0}Nom\u{a0}». Colonnes trouvées\u{a0}: a, b e.");
    let long = Unreadable::TooLong(10_000).to_string();
    assert_eq!(
        long,
        "Ce fichier est trop long\u{a0}: 2\u{a0}Mo et 10\u{202f}000\u{a0}lignes au plus sont acceptés."
    );
}

#[test]
fn columns_that_nobody_reads_are_told() {
    let mut table = read("Nom;Couleur;;Âge\nRoux;bleu;x;7\n");
    table.leave_out(&[table.place(&["nom"]), None]);
    assert_eq!(table.notes, ["Colonnes laissées de côté\u{a0}: couleur, age."]);
}

#[test]
fn a_refused_row_says_its_number_and_why_and_holds_no_other_back() {
    let sifted =
        read("n\n1\n\nx\n3\n").sift(|row| row.get(0).parse::<u8>().map_err(|error| error.to_string()));
    assert_eq!(sifted.kept, [(2, 1), (5, 3)]);
    assert_eq!((sifted.refused[0].number, sifted.refused[0].words.as_str()), (4, "x"));
}

#[test]
fn days_are_read_as_people_exports_and_spreadsheets_write_them() {
    for text in [
        "31/01/2026",
        "31/01/2026 10:05",
        "2026-01-31",
        "2026-01-31T10:05:00",
        "2026-01-31 10:05:00",
        "31/01/26",
        "31-01-2026",
        "31.1.26",
        "31 01 2026",
        "46053",
    ] {
        assert_eq!(day(text), Some(date(2026, 1, 31)), "{text}");
    }
    for text in ["", "31/02/2026", "janvier", "12", "31/01", "01/2026", "1/2/3/2026", "2026"] {
        assert_eq!(day(text), None, "{text}");
    }
}

#[test]
fn a_number_that_a_spreadsheet_rounded_is_told() {
    assert!(is_rounded("9,87654E+12") && is_rounded("9.8e+12"));
    assert!(!["", "E+", "REF-E+1", "123456"].into_iter().any(is_rounded));
}

proptest! {
    #[test]
    fn no_bytes_make_it_fail(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = Table::read(&bytes, 10);
    }

    #[test]
    fn quoted_cells_come_back_with_the_numbers_of_their_rows(
        rows in proptest::collection::vec(proptest::collection::vec("[a-z\";,\n]{0,6}z", 2..4), 1..8),
    ) {
        let quoted = |cell: &String| format!("\"{}\"", cell.replace('"', "\"\""));
        let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(";");
        let text = format!("a;b;c\n{}", rows.iter().map(line).collect::<Vec<_>>().join("\n"));
        let table = read(&text);
        prop_assert_eq!(numbers(&table), (2..).take(rows.len()).collect::<Vec<u64>>());
        for (row, cells) in table.rows.iter().zip(&rows) {
            for (at, cell) in cells.iter().enumerate() {
                prop_assert_eq!(row.get(at), cell.trim());
            }
        }
    }
}
