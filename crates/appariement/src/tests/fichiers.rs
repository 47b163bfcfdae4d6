//! From files to a file.

use crate::Objectif;
use crate::fichier::{Erreur, Montant, Options, Summary, run};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const PATIENTS: &str = "patient_id,x_m,y_m,age,ald,c2s,wait_days,weight,unassigned_cost\n\
    1,0,0,74,1,0,60,106,3120\n2,100,0,30,0,1,53,135,3700\n3,50000,0,30,0,1,53,135,3700\n";
const DOCTORS: &str = "doctor_id,x_m,y_m,capacity\n7,1000,0,1\n9,9000,0,1\n";
const EDGES: &str = "patient_id,doctor_id,cost\n1,7,10\n1,9,90\n2,7,9\n2,9,89\n";

struct Folder(TempDir);

impl Folder {
    fn with(patients: impl AsRef<[u8]>, doctors: impl AsRef<[u8]>, edges: impl AsRef<[u8]>) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.path("P.csv"), patients).unwrap();
        fs::write(folder.path("D.csv"), doctors).unwrap();
        fs::write(folder.path("E.csv"), edges).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn options(&self) -> Options {
        Options {
            edges: Some(self.path("E.csv")),
            ..Options::new(self.path("P.csv"), self.path("D.csv"), self.path("A.csv"))
        }
    }

    fn written(&self) -> String {
        fs::read_to_string(self.path("A.csv")).unwrap().replace('\u{a0}', " ")
    }

    fn run(&self, options: &Options) -> (Summary, String) {
        (run(options).unwrap(), self.written())
    }

    /// The refusal, without the name of the folder.
    fn refusal(&self, options: &Options) -> String {
        let error = run(options).unwrap_err();
        assert!(error.is_refused() && !self.path("A.csv").exists());
        error
            .to_string()
            .replace(&format!("{}/", self.0.path().display()), "")
            .replace(['\u{a0}', '\u{202f}'], " ")
    }
}

#[test]
fn who_goes_where_and_why() {
    let folder = Folder::with(PATIENTS, DOCTORS, EDGES);
    let (summary, written) = folder.run(&folder.options());
    assert_eq!(
        written,
        "patient_id,doctor_id,cost,reason\n\
         1,7,10,le plus proche\n\
         2,9,89,\"plus proche complet : 7, dont une place de plus épargnerait 80 de distance\"\n\
         3,,,aucun médecin à portée\n"
    );
    assert_eq!((summary.result.served, summary.result.unserved), (2, 1));
    assert_eq!(summary.result.objective, Montant::Ordre([135, 99, 120]));
    let json = serde_json::to_value(&summary).unwrap();
    assert_eq!(json["bound"], serde_json::json!([135, 99, 120]));
    assert_eq!((&json["optimal"], &json["rule"]), (&true.into(), &"lexicographic".into()));
    for (objective, value) in [(Objectif::Plain, 3799), (Objectif::Fair, 3919)] {
        let (summary, _) = folder.run(&Options { objective, ..folder.options() });
        assert_eq!(
            (summary.result.objective, summary.result.bound),
            (Montant::Somme(value), Montant::Somme(value))
        );
    }
}

#[test]
fn the_same_tables_in_every_dress() {
    let dress = |text: &str, separator: &str| text.replace(',', separator);
    let reversed = |text: &str| {
        let line = |line: &str| {
            line.split(',').rev().map(|cell| format!("\"{cell}\"")).collect::<Vec<_>>().join("\t")
        };
        text.lines().map(line).collect::<Vec<_>>().join("\r\n")
    };
    let names = |text: &str| text.replace("\n1,", "\né 1,").replace("\n2,", "\nb,").replace("\n3,", "\nc,");
    let plain = Folder::with(PATIENTS, DOCTORS, EDGES);
    let (_, expected) = plain.run(&plain.options());
    for folder in [
        Folder::with(dress(PATIENTS, ";"), dress(DOCTORS, "|"), format!("\u{feff}{}", dress(EDGES, ";"))),
        Folder::with(reversed(PATIENTS), reversed(DOCTORS), reversed(EDGES)),
        Folder::with(PATIENTS.replace('\n', "\r\n"), DOCTORS.to_uppercase(), EDGES.replace('\n', "\r\n")),
        Folder::with(PATIENTS, DOCTORS, "patient_id,doctor_id,cost\n2,9,89\n1,9,90\n2,7,9.0\n\n1,7,10"),
    ] {
        assert_eq!(folder.run(&folder.options()).1, expected);
    }
    let named = Folder::with(names(PATIENTS), DOCTORS, names(EDGES));
    assert_eq!(named.run(&named.options()).1.lines().nth(1), Some("é 1,7,10,le plus proche"));
    let latin: Vec<u8> = names(PATIENTS).chars().map(|c| c as u8).collect();
    let named = Folder::with(
        latin,
        DOCTORS.replace("capacity", "nom,capacity").replace(",0,1", ",0,x,1"),
        names(EDGES),
    );
    let (summary, _) = named.run(&named.options());
    let said = summary.notices.join("\n").replace('\u{a0}', " ");
    assert!(said.contains("Windows-1252") && said.contains("colonnes laissées de côté : nom."), "{said}");
}

#[test]
fn pairs_come_from_positions_when_none_are_given() {
    let folder = Folder::with(PATIENTS, DOCTORS, "");
    let (summary, written) = folder.run(&Options { edges: None, ..folder.options() });
    assert!(
        written.contains("\n1,7,10,")
            && written.contains("\n2,9,89,")
            && written.contains("\n3,,,aucun médecin")
    );
    assert!(summary.pairs == 4 && summary.notices[0].contains("30\u{202f}000"), "{:?}", summary.notices);
    let far = Folder::with(PATIENTS.replace("3700\n3", "3700\n4"), DOCTORS, "");
    let (summary, _) = far.run(&Options { edges: None, max_m: 60_000, neighbours: Some(1), ..far.options() });
    assert_eq!((summary.pairs, summary.result.served), (3, 2));
    assert!(summary.notices[0].contains("peuvent manquer"));
}

#[test]
fn everybody_within_reach_is_looked_at_not_only_the_nearest() {
    // Fifty doctors without a place stand nearer than the one who has some.
    let near = (0..50).map(|n| format!("P{n},{n},0,0\n")).collect::<String>();
    let doctors = format!("doctor_id,x_m,y_m,capacity\n{near}LOIN,20000,0,3\n");
    let folder = Folder::with("patient_id,x_m,y_m,weight\n1,0,0,5\n", doctors, "");
    let (summary, written) = folder.run(&Options { edges: None, ..folder.options() });
    assert_eq!((summary.pairs, summary.result.served), (51, 1), "{written}");
    assert!(written.contains("\n1,LOIN,200,"), "{written}");
}

#[test]
fn what_would_unblock_is_told_and_true() {
    let patients =
        "patient_id,x_m,y_m,weight,household\n1,0,0,5,\n2,0,0,4,\n3,0,0,3,\n4,0,0,2,F\n5,0,0,2,F\n";
    let doctors = "doctor_id,x_m,y_m,capacity\nA,3450,0,1\n";
    let folder = Folder::with(patients, doctors, "");
    let options = Options { edges: None, ..folder.options() };
    let (summary, written) = folder.run(&options);
    let lines: Vec<&str> = written.lines().skip(1).collect();
    assert_eq!(lines[0], "1,A,34,le plus proche");
    assert_eq!(
        lines[1],
        "2,,,le seul médecin possible est complet ; une place de plus chez A (à 3,4 km) suffirait"
            .replace("2,,,", "2,,,\"")
            + "\""
    );
    assert!(lines[2].contains("2 places de plus chez A"), "{}", lines[2]);
    assert!(lines[3].contains("n’a pas 2 places ; 3 places de plus"), "{}", lines[3]);
    assert_eq!((summary.households, lines[3][1..].to_owned()), (1, lines[4][1..].to_owned()));
    for (more, served) in [(1, 2), (2, 3), (3, 4), (4, 5)] {
        let (summary, _) =
            folder.run(&Options { add_capacity: vec![("A".to_owned(), more)], ..options.clone() });
        let before = summary.what_if.unwrap();
        assert_eq!((before.before.served, summary.result.served), (1, served), "{more}");
    }
    let (summary, written) = folder.run(&Options { without: vec!["A".to_owned()], ..options.clone() });
    assert_eq!((summary.result.served, summary.what_if.unwrap().moved), (0, 1));
    assert!(written.lines().nth(1).unwrap().contains("aucun médecin"), "{written}");
    let said = folder.run(&Options { explain: Some(false), ..options }).1;
    assert!(said.lines().nth(2).unwrap().ends_with("le seul médecin possible est complet"));
}

#[test]
fn limits_hold_with_and_without_pairs() {
    let patients = "patient_id,x_m,y_m,age,weight,max_m\n1,0,0,12,5,\n2,0,0,40,5,500\n3,0,0,40,5,\n";
    let doctors =
        "doctor_id,x_m,y_m,capacity,accepts_min_age,accepts_max_age\nA,1000,0,5,16,\nB,2000,0,5,,15\n";
    let edges = "patient_id,doctor_id,cost\n1,A,1\n1,B,2\n2,A,1\n3,A,1\n3,B,1\n";
    let folder = Folder::with(patients, doctors, edges);
    for edges in [Some(folder.path("E.csv")), None] {
        let (_, written) = folder.run(&Options { edges, ..folder.options() });
        let lines: Vec<&str> = written.lines().skip(1).collect();
        assert!(
            lines[0].starts_with("1,B,")
                && lines[1].starts_with("2,,,\"aucun") | lines[1].starts_with("2,,,aucun")
        );
        assert!(lines[2].starts_with("3,A,"), "{written}");
    }
}

#[test]
fn a_wrong_value_refuses_the_file_with_its_line_and_column() {
    let cases = [
        (
            "P",
            "4,0,0,74,1,0,60,-1,0",
            "P.csv : une valeur refusée.\nLigne 5, colonne « weight » : reçu « -1 », attendu : un poids, un nombre entier de 0 à 1 000 000.",
        ),
        ("P", "4,0,0,74,1,0,60", "Ligne 5 : reçu « 7 champs », attendu : 9 champs, comme les titres."),
        (
            "P",
            "2,0,0,74,1,0,60,1,0",
            "Ligne 5, colonne « patient_id » : reçu « 2 », attendu : un identifiant par ligne (celui-ci est déjà à la ligne 3).",
        ),
        (
            "D",
            "\n\n8,0,0,-3\n\n8,0,0,x",
            "D.csv : 2 valeurs refusées.\nLigne 6, colonne « capacity » : reçu « -3 », attendu : des places, un nombre entier de 0 à 1 000 000.\nLigne 8,",
        ),
        ("P", ",0,0,74,1,0,60,1,0", "Ligne 5, colonne « patient_id » : reçu «  », attendu : un identifiant"),
        ("P", "4,x,0,74,1,0,60,1,0", "Ligne 5, colonne « x_m » : reçu « x », attendu : des mètres"),
        (
            "D",
            "8,0,0,-3",
            "D.csv : une valeur refusée.\nLigne 4, colonne « capacity » : reçu « -3 », attendu : des places",
        ),
        ("D", "8,0,0,2.5", "colonne « capacity » : reçu « 2.5 »"),
        (
            "D",
            "9,0,0,2",
            "colonne « doctor_id » : reçu « 9 », attendu : un identifiant par ligne (celui-ci est déjà à la ligne 3).",
        ),
        (
            "E",
            "5,7,1",
            "E.csv : une valeur refusée.\nLigne 6, colonne « patient_id » : reçu « 5 », attendu : un patient du fichier des patients.",
        ),
        (
            "E",
            "1,8,1",
            "Ligne 6, colonne « doctor_id » : reçu « 8 », attendu : un médecin du fichier des médecins.",
        ),
        ("E", "3,7,-1", "Ligne 6, colonne « cost » : reçu « -1 », attendu : un coût"),
        (
            "E",
            "1,7,12",
            "Ligne 6 : reçu « 1 et 7 », attendu : chaque paire une seule fois (celle-ci est déjà à la ligne 2).",
        ),
    ];
    for (file, line, expected) in cases {
        let more =
            |name: &str, text: &str| if name == file { format!("{text}{line}\n") } else { text.to_owned() };
        let folder = Folder::with(more("P", PATIENTS), more("D", DOCTORS), more("E", EDGES));
        let said = folder.refusal(&folder.options());
        assert!(said.contains(expected), "{said}\n{expected}");
    }
}

#[test]
fn what_is_missing_is_named() {
    let folder = Folder::with("patient_id,x_m\n1,2\n", DOCTORS, EDGES);
    assert_eq!(
        folder.refusal(&folder.options()),
        "P.csv, ligne 1 : colonnes manquantes : weight. Colonnes trouvées : patient_id, x_m."
    );
    let plain = Options { objective: Objectif::Plain, edges: None, ..folder.options() };
    assert!(
        folder.refusal(&plain).contains("colonnes manquantes : x_m, y_m")
            || folder.refusal(&plain).contains("y_m")
    );
    let folder = Folder::with(
        PATIENTS,
        "doctor_id,x_m,y_m,capacity,accepts_max_age\n7,0,0,1,80\n",
        "patient_id,doctor_id,cost\n",
    );
    assert!(run(&folder.options()).is_ok());
    let ages = Folder::with(
        "patient_id,weight\n1,1\n",
        "doctor_id,capacity,accepts_max_age\n7,1,80\n",
        "patient_id,doctor_id,cost\n",
    );
    assert!(ages.refusal(&ages.options()).contains("colonnes manquantes : age"));
    let gone = Options { without: vec!["Z".to_owned()], ..folder.options() };
    let said = run(&gone).unwrap_err().to_string().replace('\u{a0}', " ");
    assert!(said.starts_with("--without : aucun médecin « Z » dans "), "{said}");
    for (file, expected) in
        [(&b"PK\x03\x04zz"[..], "c’est un classeur"), (b"", "le fichier est vide"), (b"a\0", "octets nuls")]
    {
        let folder = Folder::with(PATIENTS, DOCTORS, file);
        assert!(folder.refusal(&folder.options()).contains(expected));
    }
    fs::remove_file(folder.path("D.csv")).unwrap();
    assert!(matches!(run(&folder.options()), Err(Erreur::Fichier(files::Error::Unread { .. }))));
}

#[test]
fn numbers_too_large_to_be_ordered_exactly_are_refused() {
    let edges = "patient_id,doctor_id,cost\n1,7,2000000000\n2,7,1\n";
    let folder = Folder::with(PATIENTS.replace(",106,", ",1000000,"), DOCTORS, edges);
    assert!(folder.refusal(&folder.options()).contains("trop grands"));
    assert!(run(&Options { objective: Objectif::Plain, ..folder.options() }).is_ok());
}

#[test]
fn the_result_is_written_whole_or_what_was_there_stays() {
    let folder = Folder::with(PATIENTS, DOCTORS, EDGES.replace(",9,", ",x,"));
    fs::write(folder.path("A.csv"), "avant").unwrap();
    run(&folder.options()).unwrap_err();
    assert_eq!(folder.written(), "avant");
    let good = Folder::with(PATIENTS, DOCTORS, EDGES);
    let error = run(&Options { out: good.path("absent/A.csv"), ..good.options() }).unwrap_err();
    assert!(matches!(error, Erreur::Fichier(files::Error::Unwritten { .. })) && !error.is_refused());
    good.run(&good.options());
    assert_eq!(fs::read_dir(good.0.path()).unwrap().count(), 4);
}
