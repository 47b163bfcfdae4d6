//! A reader that knows the law and nothing of the writer.

const HEADER: &str = "JournalCode\tJournalLib\tEcritureNum\tEcritureDate\tCompteNum\tCompteLib\tCompAuxNum\tCompAuxLib\tPieceRef\tPieceDate\tEcritureLib\tDebit\tCredit\tEcritureLet\tDateLet\tValidDate\tMontantdevise\tIdevise";

/// A line of the file.
pub(super) struct Lue {
    pub(super) numero: usize,
    pub(super) libelle: String,
    pub(super) debit: i64,
    pub(super) credit: i64,
}

/// Read a file whose every line ends with CRLF and has the 18 columns.
pub(super) fn read(file: &str) -> Vec<Lue> {
    let mut lines = file.strip_suffix("\r\n").unwrap().split("\r\n");
    assert_eq!(lines.next(), Some(HEADER));
    lines.map(line).collect()
}

fn line(text: &str) -> Lue {
    assert!(!text.contains(['\r', '\n', '|']));
    let columns: [&str; 18] = text.split('\t').collect::<Vec<_>>().try_into().unwrap();
    for day in [columns[3], columns[9], columns[15]] {
        assert!(day.len() == 8 && day.parse::<u32>().is_ok(), "{day}");
    }
    let libelle = columns[10].to_owned();
    Lue {
        numero: columns[2].parse().unwrap(),
        libelle,
        debit: cents(columns[11]),
        credit: cents(columns[12]),
    }
}

fn cents(text: &str) -> i64 {
    let (units, cents) = text.split_once(',').unwrap();
    assert_eq!(cents.len(), 2);
    units.parse::<i64>().unwrap() * 100 + cents.parse::<i64>().unwrap()
}
