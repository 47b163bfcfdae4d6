//! What is refused, and with which words.

use super::{fichier, ligne, read, titres};
use crate::{Champ, Extraction, Illisible, Rejet};

fn refusal(changes: &[(Champ, &str)]) -> Option<Rejet> {
    read(&fichier(&[ligne(changes)])).unwrap().rejets.pop()
}

#[test]
fn a_wrong_field_is_refused_in_its_column() {
    type Changes<'a> = &'a [(Champ, &'a str)];
    let refused: &[(Changes<'_>, Champ, &str)] = &[
        (&[(Champ::TypeIdentifiant, "3")], Champ::TypeIdentifiant, "8 (RPPS) ou 0 (ADELI)"),
        (&[(Champ::TypeIdentifiant, "")], Champ::TypeIdentifiant, "inconnu"),
        (&[(Champ::Identifiant, "9970100000")], Champ::Identifiant, "11 chiffres"),
        (&[(Champ::Identifiant, "9970100000A")], Champ::Identifiant, "11 chiffres"),
        (&[(Champ::Identifiant, "99701000005")], Champ::Identifiant, "clé"),
        (&[(Champ::TypeIdentifiant, "0")], Champ::Identifiant, "9 caractères"),
        (&[(Champ::IdentificationNationale, "899701000012")], Champ::IdentificationNationale, "suivi"),
        (&[(Champ::IdentificationNationale, "099701000004")], Champ::IdentificationNationale, "suivi"),
        (&[(Champ::IdentificationNationale, "")], Champ::IdentificationNationale, "suivi"),
        (&[(Champ::NomExercice, "  ")], Champ::NomExercice, "vide"),
        (&[(Champ::CodePostal, "430XX")], Champ::CodePostal, "5 chiffres"),
        (&[(Champ::CodePostal, "4300"), (Champ::CodePays, "")], Champ::CodePostal, "5 chiffres"),
        (&[(Champ::CodeCommune, "4315")], Champ::CodeCommune, "43157"),
        (&[(Champ::CodeCommune, "2C004"), (Champ::CodePostal, "")], Champ::CodeCommune, "43157"),
    ];
    for (changes, champ, words) in refused {
        let rejet = refusal(changes).unwrap();
        assert_eq!((rejet.ligne, rejet.colonne.as_str()), (2, champ.libelle()), "{changes:?}");
        assert!(rejet.raison.contains(words), "{rejet:?}");
    }
}

#[test]
fn what_official_files_hold_is_accepted() {
    let accepted: &[&[(Champ, &str)]] = &[
        &[
            (Champ::TypeIdentifiant, "0"),
            (Champ::Identifiant, "2A1234567"),
            (Champ::IdentificationNationale, "02A1234567"),
        ],
        &[(Champ::CodePostal, ""), (Champ::CodeCommune, ""), (Champ::CodePays, "")],
        &[(Champ::CodePostal, "B-1000"), (Champ::CodeCommune, "?"), (Champ::CodePays, "99131")],
        &[
            (Champ::CodeCommune, "75056"),
            (Champ::RaisonSociale, "\"CABINET; L'ÉTÉ\\"),
            (Champ::PrenomExercice, ""),
        ],
    ];
    for changes in accepted {
        assert_eq!(refusal(changes), None, "{changes:?}");
    }
}

#[test]
fn a_line_of_the_wrong_width_says_what_may_have_happened() {
    let whole = ligne(&[]);
    let inside = ligne(&[(Champ::RaisonSociale, "CABINET|SUD")]);
    let mut bytes = fichier(&["8|99701000004|899701000004".to_owned(), inside]);
    bytes.extend(format!("{whole}\n{whole}|x\n\u{0}{whole}|\n").bytes());
    let (cut, _) = whole.split_at(60);
    bytes.extend(cut.bytes());
    let rejets = read(&bytes).unwrap().rejets;
    let reasons: Vec<&str> = rejets.iter().map(|rejet| rejet.raison.as_str()).collect();
    assert_eq!(reasons[0], "La ligne a 3 champs, les titres en ont 56. La ligne est sans doute coupée.");
    assert!(reasons[1].starts_with("La ligne a 57 champs") && reasons[1].contains("dans un champ"));
    assert!(reasons[2].contains("qui ferme chaque ligne manque"), "{}", reasons[2]);
    assert!(reasons[3].starts_with("La ligne a 57 champs"));
    assert!(reasons[4].contains("octet nul"));
    assert!(reasons[5].contains("tronqué"), "{}", reasons[5]);
    assert_eq!(rejets.iter().map(|rejet| rejet.ligne).collect::<Vec<_>>(), [2, 3, 4, 5, 6, 7]);
    assert!(rejets[0].recu.starts_with("8|99701000004"));
}

#[test]
fn a_line_that_never_ends_is_refused_and_the_next_ones_are_read() {
    let mut bytes = fichier(&[ligne(&[])]);
    bytes.extend(vec![b'x'; 3 << 20]);
    bytes.extend(format!("\n{}|\n", ligne(&[])).bytes());
    let lu = read(&bytes).unwrap();
    assert_eq!(lu.lignes.iter().map(|line| line.0).collect::<Vec<_>>(), [2, 4]);
    assert_eq!(lu.rejets[0].ligne, 3);
    assert!(lu.rejets[0].raison.contains("64"), "{}", lu.rejets[0].raison);
    let last = [fichier(&[ligne(&[])]), vec![b'x'; 3 << 20]].concat();
    assert_eq!(read(&last).unwrap().rejets, lu.rejets);
}

#[test]
fn a_file_of_another_nature_is_refused_as_a_whole() {
    let refused = |bytes: &[u8]| read(bytes).unwrap_err();
    assert_eq!(refused(b""), Illisible::Vide);
    assert_eq!(refused(b"\r\n \n\n"), Illisible::Vide);
    assert_eq!(refused(&fichier(&[])), Illisible::SansLigne);
    assert_eq!(refused(titres(Extraction::PersonneActivite).as_bytes()), Illisible::SansLigne);
    for other in [&b"PK\x03\x04zip"[..], b"%PDF-1.4 ", b"\xff\xfea\0b\0", b"a\0\0\0\0\0"] {
        assert!(matches!(refused(other), Illisible::Nature(_)), "{other:?}");
    }
    assert!(matches!(refused(&[b'x'; 70_000]), Illisible::Nature(_)));
    assert!(refused(b"code;nom\n1;2\n").to_string().contains("code;nom"));
}

#[test]
fn a_file_without_a_compulsory_column_is_refused_with_a_sentence() {
    for champ in [Champ::Identifiant, Champ::NomExercice, Champ::CodeProfession, Champ::CodeCommune] {
        let titles = titres(Extraction::PersonneActivite).replace(champ.libelle(), "Autre");
        let error = read(titles.as_bytes()).unwrap_err().to_string();
        assert!(error.starts_with(&format!("Colonnes manquantes\u{a0}: {}", champ.libelle())), "{error}");
    }
    let twice = format!("{}|Code fonction", titres(Extraction::PersonneActivite));
    assert_eq!(read(twice.as_bytes()).unwrap_err(), Illisible::Double("Code rôle".to_owned()));
}
