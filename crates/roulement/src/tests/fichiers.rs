//! From files to a file.

use crate::fichier::{Options, Summary, Variante, run};
use std::fs;
use std::path::PathBuf;
use tempfile::TempDir;

const DOCTORS: &str = "doctor_id,max_per_week\n7,1\n9,2\n";
const SHIFTS: &str = "shift_id,day,half,weekend,need\n1,5,0,1,1\n2,12,0,1,1\n3,13,1,1,0\n4,14,0,0,2\n";
const AVAILABILITY: &str = "doctor_id,shift_id,pref_cost\n7,1,0\n7,4,-5\n9,1,4\n9,2,1\n9,3,0\n";

struct Folder(TempDir);

impl Folder {
    fn with(doctors: impl AsRef<[u8]>, shifts: impl AsRef<[u8]>, availability: impl AsRef<[u8]>) -> Self {
        let folder = Self(TempDir::new().unwrap());
        fs::write(folder.path("D.csv"), doctors).unwrap();
        fs::write(folder.path("S.csv"), shifts).unwrap();
        fs::write(folder.path("V.csv"), availability).unwrap();
        folder
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn options(&self, variant: Variante) -> Options {
        Options {
            doctors: self.path("D.csv"),
            shifts: self.path("S.csv"),
            availability: self.path("V.csv"),
            variant,
            out: self.path("R.csv"),
        }
    }

    fn run(&self, variant: Variante) -> (Summary, String) {
        let summary = run(&self.options(variant), &|| false).unwrap();
        (summary, fs::read_to_string(self.path("R.csv")).unwrap())
    }

    /// The refusal, without the name of the folder.
    fn refusal(&self) -> String {
        let error = run(&self.options(Variante::Flow), &|| false).unwrap_err();
        assert!(error.is_refused() && !self.path("R.csv").exists());
        let text = error.to_string().replace(&format!("{}/", self.0.path().display()), "");
        text.replace(['\u{a0}', '\u{202f}'], " ")
    }
}

#[test]
fn who_is_on_which_half_day() {
    let folder = Folder::with(DOCTORS, SHIFTS, AVAILABILITY);
    let (summary, written) = folder.run(Variante::Flow);
    assert_eq!(written, "shift_id,doctor_id\n1,7\n2,9\n4,7\n");
    // One missing; 0 + 1 - 5; 3 × (2² + 1²).
    assert_eq!((summary.objective, summary.bound, summary.optimal), (1_011, 1_011, true));
    assert_eq!((summary.served, summary.missing, summary.pairs), (3, 1, 5));
    let json = serde_json::to_value(&summary).unwrap();
    assert_eq!((&json["variant"], &json["missing"]), (&"flow".into(), &1.into()));
    let (summary, _) = folder.run(Variante::Weekend);
    assert_eq!((summary.objective, summary.optimal), (1_011, true));
    assert_eq!(["flow", "weekend"].map(|name| name.parse::<Variante>().unwrap().nom()), ["flow", "weekend"]);
    assert!("autre".parse::<Variante>().unwrap_err().contains("flow ou weekend"));
}

#[test]
fn the_same_tables_in_every_dress() {
    let (_, expected) = Folder::with(DOCTORS, SHIFTS, AVAILABILITY).run(Variante::Weekend);
    let dress = |text: &str| format!("\u{feff}{}", text.replace(',', ";").replace('\n', "\r\n"));
    let no_half = "need,weekend,day,shift_id\n1,1,5,1\n1,1,12,2\n0,1,13,3\n2,0,14.0,4\n";
    let unsorted = "pref_cost,shift_id,doctor_id\n0,3,9\n1,2,9\n4,1,9\n-5,4,7\n0,1,7\n";
    for folder in [
        Folder::with(dress(DOCTORS), dress(SHIFTS), dress(AVAILABILITY)),
        Folder::with(DOCTORS, no_half, unsorted),
    ] {
        assert_eq!(folder.run(Variante::Weekend).1, expected);
    }
    let named = |text: &str| text.replace("\n7,", "\n\"Dr, A\",").replace("\n9,", "\nZoé,");
    let folder = Folder::with(named(DOCTORS), SHIFTS, named(AVAILABILITY));
    assert_eq!(folder.run(Variante::Flow).1, "shift_id,doctor_id\n1,\"Dr, A\"\n2,Zoé\n4,\"Dr, A\"\n");
}

#[test]
fn titles_alone_are_a_plan_of_nothing() {
    let title = |text: &str| text.lines().next().unwrap().to_owned();
    let folder = Folder::with(title(DOCTORS), SHIFTS, title(AVAILABILITY));
    let (summary, written) = folder.run(Variante::Weekend);
    assert_eq!((written.as_str(), summary.objective, summary.optimal), ("shift_id,doctor_id\n", 4_000, true));
    let folder = Folder::with(DOCTORS, title(SHIFTS), title(AVAILABILITY));
    assert_eq!(folder.run(Variante::Flow).0.objective, 0);
}

#[test]
fn what_is_wrong_is_refused_with_its_place() {
    for (doctors, shifts, availability, said) in [
        (
            DOCTORS,
            SHIFTS,
            "doctor_id,shift_id,pref_cost\n8,1,0\n",
            "V.csv : une valeur refusée.\n\
             Ligne 2, colonne « doctor_id » : reçu « 8 », attendu : un médecin du fichier des médecins.",
        ),
        (
            DOCTORS,
            SHIFTS,
            "doctor_id,shift_id,pref_cost\n7,5,x\n",
            "V.csv : 2 valeurs refusées.\n\
             Ligne 2, colonne « shift_id » : reçu « 5 », attendu : un créneau du fichier des créneaux.\n\
             Ligne 2, colonne « pref_cost » : reçu « x », attendu : un coût, un nombre entier de \
             -1 000 000 000 000 à 1 000 000 000 000.",
        ),
        (
            DOCTORS,
            SHIFTS,
            "doctor_id,shift_id,pref_cost\n7,1,0\n9,1,0\n7,1,2\n",
            "V.csv : une valeur refusée.\n\
             Ligne 4 : reçu « 7 et 1 », attendu : chaque paire une seule fois (celle-ci est déjà à la ligne 2).",
        ),
        (
            "doctor_id,max_per_week\n7,1\n7,-1\n",
            SHIFTS,
            AVAILABILITY,
            "D.csv : une valeur refusée.\n\
             Ligne 3, colonne « max_per_week » : reçu « -1 », attendu : des demi-journées, un nombre entier de \
             0 à 1 000 000.",
        ),
        (
            DOCTORS,
            "shift_id,day,half,weekend,need\n1,0,0,0,1\n1,1,0,0,1\n",
            AVAILABILITY,
            "S.csv : une valeur refusée.\n\
             Ligne 3, colonne « shift_id » : reçu « 1 », attendu : un identifiant par ligne (celui-ci est déjà à la ligne 2).",
        ),
        (
            DOCTORS,
            "shift_id,day,half,weekend,need\n1,0,0,2,1\n",
            AVAILABILITY,
            "S.csv : une valeur refusée.\n\
             Ligne 2, colonne « weekend » : reçu « 2 », attendu : 0 ou 1, un nombre entier de 0 à 1.",
        ),
    ] {
        assert_eq!(Folder::with(doctors, shifts, availability).refusal(), said);
    }
    assert!(Folder::with("", SHIFTS, AVAILABILITY).refusal().starts_with("D.csv : "));
    let said = Folder::with(DOCTORS, "shift_id,day,half,need\n", AVAILABILITY).refusal();
    assert!(said.contains("colonnes manquantes : weekend"), "{said}");
}
