//! From a file to another.

use crate::Methode;
use crate::fichier::{Erreur, Options, Summary, run};
use std::fs;
use tempfile::TempDir;

const PLACES: &str = "code_insee,population,lat,lon,mg_etp\n43001,1000,45,3,2\n43002,500,45.05,3,0\n";

struct Folder(TempDir);

impl Folder {
    fn with(places: impl AsRef<[u8]>) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.path("O.csv"), places).unwrap();
        folder
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    fn options(&self) -> Options {
        Options::new(self.path("O.csv"), self.path("S.csv"))
    }

    fn written(&self) -> String {
        fs::read_to_string(self.path("S.csv")).unwrap()
    }

    fn run(&self) -> Result<Summary, Erreur> {
        run(&self.options())
    }

    /// The refusal, without the name of the folder.
    fn refusal(&self) -> String {
        let error = self.run().unwrap_err();
        assert!(error.is_refused() && !self.path("S.csv").exists());
        error.to_string().replace(&format!("{}/", self.0.path().display()), "").replace('\u{a0}', " ")
    }
}

#[test]
fn scores_are_written_with_twelve_digits_in_the_order_of_the_places() {
    let folder = Folder::with(PLACES);
    let summary = folder.run().unwrap();
    assert_eq!(
        folder.written(),
        "code_insee,score,supply_reached,places_reached\n43001,0.00133333333333,2,1\n43002,0.00133333333333,2,1\n"
    );
    assert_eq!((summary.places, summary.written, summary.pairs, summary.demand), (2, 2, 4, 1500.0));
    assert!(summary.notices.is_empty());
}

#[test]
fn the_same_table_in_every_dress() {
    let files: [&[u8]; 5] = [
        "\u{feff}MG_ETP;Lon;Lat;Population;Code_Insee\r\n2;3;45;1000;43001\r\n\r\n0;3;45,05;500;43002".as_bytes(),
        b"nom|code_insee|population|lat|lon|mg_etp\n\xc9|43001|1000|45|3|2\n\xc8|43002|500|45.05|3|\n",
        b"sep=;\n\"code insee\";population;lat;lon;mg_etp;;\n\"43001\";1e3;45;3;2;;\n43002;500;45.05;3;0;;\n",
        b"\n\ncode_insee\tpopulation\tlat\tlon\tmg_etp\n 43001 \t1000\t45\t3\t2\n\t\t\t\t\n43002\t500\t45.05\t3\t-0\n",
        "nom,code_insee,population,lat,lon,mg_etp\n\"Le Puy, É\",43001,1000,45,3,2\n,43002,500,45.05,3,0".as_bytes(),
    ];
    let plain = Folder::with(PLACES);
    plain.run().unwrap();
    for file in files {
        let folder = Folder::with(file);
        folder.run().unwrap();
        assert_eq!(folder.written(), plain.written(), "{}", String::from_utf8_lossy(file));
    }
}

#[test]
fn what_is_left_aside_is_said() {
    let folder = Folder::with(b"nom\xe9,code_insee,population,lat,lon,mg_etp\nx,a,5,45,3,1\ny,b,5,,,\n");
    let summary = folder.run().unwrap();
    let notices = summary.notices.join("\n").replace('\u{a0}', " ");
    for said in ["colonnes laissées de côté : nomé.", "Windows-1252", "l’offre est vide, comptée pour 0 : 1."]
    {
        assert!(notices.contains(said), "{notices}");
    }
    assert_eq!((summary.written, summary.without_position.first), (1, vec!["b".to_owned()]));
    assert!(!folder.written().contains("\nb,"));
}

#[test]
fn a_wrong_value_refuses_the_file_with_its_line_and_column() {
    let header = "code_insee,population,lat,lon,mg_etp\n";
    let cases = [
        ("a,-1,45,3,1", "ligne 2, colonne « population » : reçu « -1 », attendu : 0 ou un nombre"),
        ("a,nan,45,3,1", "colonne « population » : reçu « nan »"),
        ("a,,45,3,1", "colonne « population » : reçu «  », attendu"),
        ("a,1,45,3,inf", "colonne « mg_etp » : reçu « inf », attendu : un nombre de 0 à mille milliards."),
        ("a,1,45,3,-2", "colonne « mg_etp » : reçu « -2 »"),
        ("a,1,91,3,1", "colonne « lat » : reçu « 91 », attendu : une latitude"),
        ("a,1,45,,1", "colonne « lon » : reçu «  », attendu : une longitude"),
        (",1,45,3,1", "colonne « code_insee » : reçu «  », attendu : un code"),
        ("\"a\nb\",1,45,3,1\nc,-5,45,3,1", "ligne 2, colonne « code_insee » : reçu"),
        ("\"a\nb\",1,45,3,1\nc,-5,45,3,1", "\nligne 4, colonne « population » : reçu « -5 »"),
        ("a,1,45,3", "ligne 2 : reçu « 4 champs », attendu : 5 champs, comme les titres."),
        (
            "a,1,45,3,1\nb,1,45,3,1\n\na,1,45,3,1",
            "ligne 5, colonne « code_insee » : reçu « a », attendu : un code par lieu (celui-ci est déjà à la ligne 2).",
        ),
    ];
    for (lines, expected) in cases {
        for end in ["\n", "\r\n"] {
            let said = Folder::with(format!("{header}{lines}\n").replace('\n', end)).refusal();
            assert!(said.to_lowercase().contains(&expected.to_lowercase()), "{said}\n{expected}");
        }
    }
    let many = "a,x,45,3,1\n".repeat(12);
    let said = Folder::with(format!("{header}{many}")).refusal();
    assert!(said.starts_with("O.csv : 12 valeurs refusées.\nLigne 2, ") && said.ends_with("\n…"), "{said}");
}

#[test]
fn a_file_that_is_no_table_of_places_is_refused() {
    let cases: [(&[u8], &str); 7] = [
        (b"", "O.csv : le fichier est vide."),
        (b"code_insee,population,lat,lon,mg_etp\n", "O.csv : le fichier n’a pas de donnée à lire."),
        (b"PK\x03\x04zz", "O.csv : c’est un classeur"),
        (b"\xff\xfec\0", "O.csv : il est en UTF-16."),
        (b"a\0b", "octets nuls"),
        (
            b"code_insee;lat;lon\n1;2;3\n",
            "O.csv, ligne 1 : colonnes manquantes : population, mg_etp. Colonnes trouvées : code_insee, lat, lon.",
        ),
        (
            b"code_insee,population,lat,lon,mg_etp,Mg-Etp\na,1,2,3,4,5\n",
            "O.csv, ligne 1 : la colonne « Mg-Etp » apparaît deux fois.",
        ),
    ];
    for (file, expected) in cases {
        let said = Folder::with(file).refusal();
        assert!(said.contains(expected), "{said}");
    }
    let folder = Folder::with(PLACES);
    fs::remove_file(folder.path("O.csv")).unwrap();
    assert!(folder.refusal().starts_with("O.csv : lecture impossible ("));
}

#[test]
fn the_result_is_written_whole_or_what_was_there_stays() {
    let folder = Folder::with("code_insee,population,lat,lon,mg_etp\na,x,45,3,1\n");
    fs::write(folder.path("S.csv"), "avant").unwrap();
    folder.run().unwrap_err();
    assert_eq!(folder.written(), "avant");
    let nowhere = Options { out: folder.path("absent/S.csv"), ..Folder::with(PLACES).options() };
    assert!(run(&nowhere).is_err());
    let good = Folder::with(PLACES);
    let error = run(&Options { out: good.path("absent/S.csv"), ..good.options() }).unwrap_err();
    assert!(matches!(error, Erreur::Fichier(files::Error::Unwritten { .. })) && !error.is_refused());
    assert!(run(&Options { out: good.0.path().to_owned(), ..good.options() }).is_err());
    good.run().unwrap();
    let names: Vec<_> = fs::read_dir(good.0.path()).unwrap().map(|one| one.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
}

#[test]
fn one_departement_is_written_and_what_is_around_counts() {
    let places = "code_insee,population,lat,lon,mg_etp\n2A004,100,41.92,8.73,0\n2B033,100,41.99,8.73,1\n97101,100,16.2,-61.5,1\n97201,50,16.2,-61.5,0\n";
    let folder = Folder::with(places);
    let run = |code: &str| {
        let department = Some(code.parse().unwrap());
        run(&Options { department, method: Methode::Sfca2, ..folder.options() }).unwrap()
    };
    let corse = run("2a");
    assert_eq!((corse.places, corse.written, corse.department.as_deref()), (2, 1, Some("2A")));
    assert_eq!(folder.written().lines().nth(1), Some("2A004,0.005,1,1"));
    assert_eq!((corse.demand, corse.supply, corse.weighted_mean), (100.0, 0.0, Some(0.005)));
    run("971");
    assert_eq!(folder.written().lines().nth(1), Some("97101,0.00666666666667,1,1"));
    let none = Options { department: Some("48".parse().unwrap()), ..folder.options() };
    assert!(matches!(crate::fichier::run(&none), Err(Erreur::Departement { .. })));
}

#[test]
fn beyond_the_radius_of_a_departement_nobody_counts_unless_asked() {
    // a, b and c in a row, 18 km apart: c shares the supply of b, which a uses.
    let places =
        "code_insee,population,lat,lon,mg_etp\n01001,100,45,3,0\n02001,100,45.16,3,1\n02002,100,45.32,3,0\n";
    let folder = Folder::with(places);
    let base = Options { method: Methode::E2sfcaLuo, radius_km: 20.0, ..folder.options() };
    let alone = Options { department: Some("01".parse().unwrap()), ..base.clone() };
    let first = run(&alone).unwrap();
    assert!(first.places == 2 && first.notices.iter().any(|said| said.contains("surestimés")));
    let edge = folder.written();
    let full = run(&Options { full_catchments: true, ..alone }).unwrap();
    assert!(full.places == 3 && full.notices.is_empty());
    let whole = folder.written();
    run(&base).unwrap();
    assert_eq!(folder.written().lines().nth(1), whole.lines().nth(1));
    assert_ne!(edge, whole);
}

#[test]
fn a_travel_table_replaces_distances() {
    let folder = Folder::with("code_insee,population,mg_etp\na,100,1\nb,50,0\nc,50,0\n");
    fs::write(folder.path("T.csv"), "minutes;destination;origin\n5;a;b\n0;a;a\n9;a;b\n1;a;z\n25,5;a;b\n")
        .unwrap();
    let options = Options { travel: Some(folder.path("T.csv")), ..folder.options() };
    let summary = run(&options).unwrap();
    assert_eq!(
        folder.written().lines().skip(1).collect::<Vec<_>>(),
        ["a,0.00666666666667,1,1", "b,0.00666666666667,1,1"]
    );
    assert_eq!((summary.pairs, summary.duplicates, summary.radius_km), (2, 2, None));
    assert_eq!(summary.missing_from_travel.first, ["c"]);
    assert!(summary.notices.iter().any(|said| said.contains("(le premier\u{a0}: z)")));
    for (line, column) in
        [("a,b,-1", "minutes"), ("a,b,nan", "minutes"), (",b,1", "origin"), ("a,,1", "destination")]
    {
        fs::write(folder.path("T.csv"), format!("origin,destination,minutes\na,a,0\n{line}\n")).unwrap();
        let said = run(&options).unwrap_err().to_string();
        assert!(said.contains(&format!("Ligne 3, colonne «\u{a0}{column}\u{a0}»")), "{said}");
    }
}

#[test]
fn age_weights_come_from_a_column_and_fall_back_on_the_population() {
    let folder =
        Folder::with("code_insee,population,lat,lon,mg_etp,besoin\na,100,45,3,3,200\nb,100,45,3,0,\n");
    let summary = run(&Options { demand_column: Some("besoin".to_owned()), ..folder.options() }).unwrap();
    assert_eq!((summary.demand, summary.weighted_mean), (300.0, Some(0.01)));
    assert!(summary.notices.iter().any(|said| said.contains("remplacée par la population\u{a0}: 1.")));
}

#[test]
fn the_summary_is_one_json_object_of_plain_numbers() {
    let folder = Folder::with(PLACES);
    let json = serde_json::to_value(folder.run().unwrap()).unwrap();
    assert_eq!(json["method"], "e2sfca-apl");
    assert_eq!(json["pairs"], 4);
    assert_eq!(
        json["out_of_reach"],
        serde_json::json!({"count": 0, "demand": 0.0, "supply": 0.0, "first": []})
    );
    assert!((json["weighted_mean"].as_f64().unwrap() - 2.0 / 1500.0).abs() < 1e-15);
}

#[test]
fn codes_with_signs_of_csv_are_quoted() {
    let folder = Folder::with("code_insee;population;lat;lon;mg_etp\n\"a,\"\"b\"\"\";1;45;3;1\n");
    folder.run().unwrap();
    assert!(folder.written().ends_with("\n\"a,\"\"b\"\"\",1,1,1\n"));
}

#[cfg(unix)]
#[test]
fn a_link_to_the_result_stays_a_link() {
    let folder = Folder::with(PLACES);
    fs::write(folder.path("vrai.csv"), "").unwrap();
    std::os::unix::fs::symlink(folder.path("vrai.csv"), folder.path("S.csv")).unwrap();
    folder.run().unwrap();
    assert!(fs::symlink_metadata(folder.path("S.csv")).unwrap().is_symlink());
    assert!(fs::read_to_string(folder.path("vrai.csv")).unwrap().contains("43001"));
}
