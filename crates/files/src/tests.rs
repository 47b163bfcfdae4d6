use crate::{Error, Refused, Source, Table, keep};
use proptest::prelude::*;
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

struct Folder(TempDir);

impl Folder {
    fn with(bytes: impl AsRef<[u8]>) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.path(), bytes).unwrap();
        folder
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("a.csv")
    }

    /// A column of the file, each cell with its line: read line by line, then from memory. Both must say the same.
    fn column(&self, name: &str) -> Result<Vec<(u64, String)>, Error> {
        let streamed = Table::open(&self.path()).and_then(|table| column(table, name));
        let held = Source::read(&self.path()).and_then(|source| column(source.table()?, name));
        assert_eq!(streamed, held);
        streamed
    }

    fn refusal(&self, name: &str) -> String {
        let error = self.column(name).unwrap_err();
        assert!(error.is_refused());
        error.to_string().replace(&self.path().display().to_string(), "a.csv").replace('\u{a0}', " ")
    }
}

fn column(mut table: Table<'_>, name: &str) -> Result<Vec<(u64, String)>, Error> {
    let [place] = table.places([name])?;
    let mut read = Vec::new();
    while table.next_line()? {
        if table.bytes(place) == b"non" {
            table.refuse(place, "autre chose");
        }
        read.push((table.line(), table.text(place)));
    }
    table.finish(&[name]).map(|_| read)
}

#[test]
fn lines_are_numbered_as_an_editor_shows_them() {
    for end in ["\n", "\r\n"] {
        let text = "\nn,m\na,1\n\n\n\"deux\nlignes\",2\n,\nc,3";
        let read = Folder::with(text.replace('\n', end)).column("N").unwrap();
        let lines: Vec<u64> = read.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 6, 9], "{end:?}");
        assert_eq!(read[1].1.replace('\r', ""), "deux\nlignes");
    }
    let said = Folder::with("n\n\n\nnon\n").refusal("n");
    assert_eq!(
        said,
        "a.csv : une valeur refusée.\nLigne 4, colonne « n » : reçu « non », attendu : autre chose."
    );
}

#[test]
fn what_is_left_aside_is_said() {
    let folder = Folder::with(b"nom\xe9, ,code insee,x\nz,,\xe8,\n");
    let source = Source::read(&folder.path()).unwrap();
    for mut table in [Table::open(&folder.path()).unwrap(), source.table().unwrap()] {
        assert!(table.must_have_lines().is_err() && table.next_line().unwrap());
        assert!(table.must_have_lines().is_ok());
        assert_eq!(table.text(2), "è");
        let said = table.finish(&["Code_INSEE", "X"]).unwrap().join("\n");
        assert!(
            said.contains("colonnes laissées de côté\u{a0}: nomé.\n") && said.contains("Windows-1252"),
            "{said}"
        );
    }
}

#[test]
fn one_wrong_value_refuses_the_file_and_ten_are_quoted() {
    let said = Folder::with(format!("n,m\n{}", "non,1\n".repeat(12))).refusal("n");
    assert!(said.starts_with("a.csv : 12 valeurs refusées.\nLigne 2, ") && said.ends_with("\n…"), "{said}");
    assert!(
        Folder::with("n,m\na\n").refusal("n").contains("Ligne 2 : reçu « 1 champs », attendu : 2 champs")
    );
    assert!(Folder::with("n;N\na;b\n").refusal("n").contains("la colonne « N » apparaît deux fois"));
    assert!(Folder::with("m;p\na;b\n").refusal("n").ends_with("manquantes : n. Colonnes trouvées : m, p."));
    let refused = Refused { line: 3, column: String::new(), got: "x".to_owned(), expected: "y".to_owned() };
    assert!(
        refused.alone("f").to_string().ends_with("\nLigne 3\u{a0}: reçu «\u{a0}x\u{a0}», attendu\u{a0}: y.")
    );
}

#[test]
fn a_result_is_whole_or_what_was_there_stays() {
    let folder = Folder::with("avant");
    keep(&folder.path(), b"apres").unwrap();
    assert_eq!(fs::read(folder.path()).unwrap(), b"apres");
    for nowhere in [folder.0.path().to_owned(), folder.0.path().join("absent/a.csv"), PathBuf::new()] {
        let error = keep(&nowhere, b"x").unwrap_err();
        assert!(matches!(error, Error::Unwritten { .. }) && !error.is_refused());
    }
    assert_eq!(fs::read_dir(folder.0.path()).unwrap().count(), 1);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn quoted_cells_come_back_with_their_lines(
        rows in proptest::collection::vec(("[a-z\";,\n]{0,6}z", "\n{0,3}"), 1..8), mark in "[,;|\t]",
    ) {
        let (mut text, mut line, mut expected) = (format!("n{mark}m\n"), 2, Vec::new());
        for (cell, blank) in &rows {
            text += &format!("\"{}\"{mark}1\n{blank}", cell.replace('"', "\"\""));
            expected.push((line, cell.trim_ascii().to_owned()));
            line += 1 + cell.matches('\n').count() as u64 + blank.len() as u64;
        }
        prop_assert_eq!(Folder::with(text).column("n").unwrap(), expected);
    }
}
