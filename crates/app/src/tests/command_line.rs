//! The command line speaks French and says what it accepts.

use crate::cli;
use std::ffi::OsString;

fn refused(args: &[&str]) -> String {
    let args = std::iter::once("maillage").chain(args.iter().copied()).map(OsString::from);
    let Err(stop) = cli::parse(args) else { panic!("accepted") };
    stop.text().to_owned()
}

const COMMANDS: [&[&str]; 19] = [
    &[],
    &["demo"],
    &["serve"],
    &["db"],
    &["db", "migrate"],
    &["db", "backup"],
    &["db", "restore"],
    &["verify"],
    &["import"],
    &["import", "communes"],
    &["import", "indicateurs"],
    &["import", "contours"],
    &["user"],
    &["user", "add"],
    &["cpts"],
    &["cpts", "add"],
    &["match"],
    &["aci"],
    &["aci", "simulate"],
];

#[test]
fn the_help_of_every_command_is_in_french() {
    for command in COMMANDS {
        let help = refused(&[command, &["--help"]].concat());
        assert!(help.contains("Utilisation"), "{command:?}\n{help}");
        for english in ["Usage", "Print", "help for", "[default", "[env", "Commands:", "possible values"] {
            assert!(!help.contains(english), "« {english} » in the help of {command:?}\n{help}");
        }
    }
}

#[test]
fn what_is_not_understood_is_named() {
    assert!(refused(&["dmo"]).contains("La commande « dmo » n’existe pas"), "{}", refused(&["dmo"]));
    assert!(refused(&["demo", "--lissen", "x"]).contains("--lissen"));
    assert!(refused(&["demo", "--date", "hier"]).contains("Écrire un jour comme 2026-03-02"));
    assert!(refused(&["db", "backup"]).contains("FICHIER"));
    assert!(refused(&["import", "communes"]).contains("FICHIER"));
    assert!(refused(&["aci", "simulate"]).contains("CAS"));
    assert!(refused(&["match", "--add-capacity", "12"]).contains("comme 12:5"));
}
