//! Every way the files were published: columns, encodings, ends of lines.

use super::{Lu, fichier, ligne, read, titres};
use crate::{Champ, Extraction, Lecture};
use flate2::{Compression, write::GzEncoder};
use std::io::Write;

/// The same lines with other columns: for each, a title and the official column it holds.
fn other(columns: &[(&str, Option<Champ>)], lignes: &[String]) -> Vec<u8> {
    let titles: Vec<&str> = columns.iter().map(|(title, _)| *title).collect();
    let mut text = titles.join("|") + "\n";
    for line in lignes {
        let fields: Vec<&str> = line.split('|').collect();
        let kept = columns.iter().map(|(_, champ)| champ.map_or("?", |champ| fields[champ as usize]));
        text += &(kept.collect::<Vec<_>>().join("|") + "\n");
    }
    text.into_bytes()
}

fn official() -> Vec<(&'static str, Option<Champ>)> {
    Extraction::PersonneActivite.champs().iter().map(|champ| (champ.libelle(), Some(*champ))).collect()
}

fn lines() -> Vec<String> {
    vec![ligne(&[]), ligne(&[(Champ::CodeRole, "FON-04"), (Champ::CodeSavoirFaire, "SM54")])]
}

fn same_lines(bytes: &[u8]) -> Lu {
    let lu = read(bytes).unwrap();
    assert_eq!(lu.textes(), lines());
    assert_eq!(lu.rejets, []);
    lu
}

#[test]
fn columns_in_any_order_give_the_same_canonical_text() {
    let mut columns = official();
    columns.reverse();
    assert_eq!(same_lines(&other(&columns, &lines())).avis, [""; 0]);
    columns.insert(7, ("Nouveauté", None));
    assert_eq!(same_lines(&other(&columns, &lines())).avis, ["Colonnes laissées de côté\u{a0}: Nouveauté."]);
}

#[test]
fn drifted_labels_are_recognised() {
    let mut columns = official();
    for (champ, label) in [
        (Champ::LibelleCiviliteExercice, "Libellé civilité exercice"),
        (Champ::IndiceRepetitionVoie, "Indice répétition voie (coord. Structure)"),
        (Champ::CodeDepartement, "Code département (coord. structure)"),
        (Champ::CodeRole, "Code fonction"),
        (Champ::LibelleRole, "Libellé fonction"),
        (Champ::CodeGenreActivite, "Code genre d'activité"),
        (Champ::LibelleGenreActivite, "Libellé genre d’activité"),
        (Champ::NomExercice, "  NOM D'EXERCICE "),
        (Champ::Identifiant, "identifiant_pp"),
    ] {
        columns[champ as usize].0 = label;
    }
    assert_eq!(same_lines(&other(&columns, &lines())).avis, [""; 0]);
}

#[test]
fn older_editions_have_empty_columns_and_a_notice() {
    let columns = official();
    let lu = read(&other(&columns[..52], &lines())).unwrap();
    let expected: Vec<String> = [&[][..], &[(Champ::CodeSavoirFaire, "SM54")]]
        .iter()
        .map(|changes| ligne(&[&[(Champ::LibelleGenreActivite, "")], *changes].concat()))
        .collect();
    assert_eq!(lu.textes(), expected);
    assert!(lu.avis[0].contains("Code rôle") && lu.avis[0].contains("absentes"));
    let without: Vec<_> = [&columns[..13], &columns[17..]].concat();
    let bytes = other(&without, &lines());
    let lecture = Lecture::open(&bytes[..]).unwrap();
    assert!(lecture.has(Champ::CodeRole) && !lecture.has(Champ::CodeSavoirFaire));
    let bare = [1, 7, 9, 36].map(|at| columns[at]);
    assert_eq!(read(&other(&bare, &lines())).unwrap().lignes.len(), 2);
}

#[test]
fn the_three_files_are_told_apart() {
    for (extraction, line) in [
        (Extraction::SavoirFaire, "8|99701000004|899701000004|FICTIF|ALIX|10|Médecin|C|Civil|S|x|SM54|y"),
        (Extraction::DiplAutExerc, "8|99701000004|899701000004|FICTIF|ALIX|DE|x|DE99|y||||"),
    ] {
        let bytes = format!("{}|\n{line}|\n{}|\n", titres(extraction), line.replacen("FICTIF", "", 1));
        assert_eq!(Lecture::open(bytes.as_bytes()).unwrap().extraction(), extraction);
        let lu = read(bytes.as_bytes()).unwrap();
        assert_eq!(lu.textes(), [line]);
        assert_eq!(lu.rejets[0].colonne, "Nom d'exercice");
    }
}

#[test]
fn ends_of_lines_marks_and_gzip_do_not_count() {
    let text = String::from_utf8(fichier(&lines())).unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(text.as_bytes()).unwrap();
    for bytes in [
        text.replace('\n', "\r\n").into_bytes(),
        text.replace("|\n", "\n").into_bytes(),
        text.replace("|\n", "\r\n").into_bytes(),
        format!("\u{feff}{text}").into_bytes(),
        format!("\n{}\n\n", text.replace('\n', "\n\r\n")).into_bytes(),
        text.trim_end().as_bytes().to_vec(),
        gzip.finish().unwrap(),
    ] {
        same_lines(&bytes);
    }
}

#[test]
fn latin_1_is_converted_with_a_notice() {
    let text = String::from_utf8(fichier(&lines())).unwrap();
    let (latin, _, _) = encoding_rs::WINDOWS_1252.encode(&text);
    let lu = same_lines(&latin);
    assert!(lu.avis[0].contains("Windows-1252") && lu.avis[0].ends_with("\u{a0}: 3."), "{:?}", lu.avis);
    // One line in the middle of a UTF-8 file.
    let line = ligne(&[(Champ::NomExercice, "LÉVÊQUE")]);
    let mut mixed = fichier(&lines());
    mixed.extend_from_slice(&encoding_rs::WINDOWS_1252.encode(&format!("{line}|\n")).0);
    assert_eq!(read(&mixed).unwrap().textes()[2], line);
}

#[test]
fn a_gzip_that_is_cut_is_refused_at_its_line() {
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&fichier(&lines())).unwrap();
    let bytes = gzip.finish().unwrap();
    let error = read(&bytes[..bytes.len() - 9]).unwrap_err().to_string();
    assert!(error.contains("la lecture s’arrête"), "{error}");
}
