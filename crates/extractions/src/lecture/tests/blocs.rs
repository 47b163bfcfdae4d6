//! Whatever the bytes and wherever the blocks end.

use super::{Lu, fichier, ligne, read, read_by, titres};
use crate::{Champ, Extraction, Rejet};
use proptest::prelude::*;
use std::io::Read;

/// A source that gives a few bytes at a time.
struct Drops<'a>(&'a [u8], usize);

impl Read for Drops<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = buffer.len().min(self.1);
        (&mut self.0).take(count as u64).read(buffer)
    }
}

/// What the format says, in the plainest words.
fn naive(body: &str, width: usize) -> Vec<(u64, Option<Vec<String>>)> {
    let mut all = Vec::new();
    for (at, line) in body.split('\n').enumerate() {
        let line = line.strip_suffix('\r').unwrap_or(line);
        if line.is_empty() {
            continue;
        }
        let mut fields: Vec<String> = line.split('|').map(str::to_owned).collect();
        let closed = fields.pop().is_some_and(|last| last.is_empty());
        let right = closed && fields.len() == width && !line.contains('\0');
        all.push((at as u64 + 2, right.then_some(fields)));
    }
    all
}

fn any_field() -> impl Strategy<Value = String> {
    prop_oneof![Just(String::new()), "[A-Zé' \"]{0,12}", "\\PC{0,6}".prop_map(|text| text.replace('|', "/"))]
}

/// Lines of a savoir-faire file: good ones, and ones that went wrong.
fn any_line() -> impl Strategy<Value = String> {
    let person = Just("8|99701000004|899701000004|FICTIF".to_owned());
    let good = (person, prop::collection::vec(any_field(), 9))
        .prop_map(|(person, rest)| format!("{person}|{}|", rest.join("|")));
    let ends = prop_oneof![Just(""), Just("\r"), Just("|"), Just("\0")];
    let odd = (prop::collection::vec(any_field(), 0..16), ends).prop_map(|(f, end)| f.join("|") + end);
    prop_oneof![4 => good, 1 => odd]
}

fn savoir_faire(body: &str) -> Vec<u8> {
    format!("{}|\n{body}", titres(Extraction::SavoirFaire)).into_bytes()
}

fn width(rejet: &Rejet) -> bool {
    rejet.colonne.is_empty()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400), portion in 16..200usize) {
        let _ = read(&bytes);
        let mut file = fichier(&[]);
        file.extend(&bytes);
        let _ = read(&file);
        let _ = read_by(&savoir_faire(&String::from_utf8_lossy(&bytes))[..], portion, portion);
    }

    #[test]
    fn splitting_equals_the_plainest_reading(lines in prop::collection::vec(any_line(), 1..30)) {
        let body = lines.join("\n");
        let expected = naive(&body, 13);
        prop_assume!(!expected.is_empty());
        let lu = read(&savoir_faire(&body)).unwrap();
        for (number, fields) in expected {
            let accepted = lu.lignes.iter().find(|line| line.0 == number).map(|line| &line.1);
            let rejet = lu.rejets.iter().find(|rejet| rejet.ligne == number);
            match fields {
                Some(fields) => match accepted {
                    Some(texte) => prop_assert_eq!(&fields.join("|"), texte),
                    None => prop_assert!(rejet.is_some_and(|rejet| !width(rejet))),
                },
                None => prop_assert!(accepted.is_none() && rejet.is_some_and(width)),
            }
        }
    }

    #[test]
    fn a_canonical_text_is_read_back_as_it_stands(lines in prop::collection::vec(any_line(), 1..20)) {
        let lu = read(&savoir_faire(&(lines.join("\n") + "\n")));
        prop_assume!(lu.as_ref().is_ok_and(|lu| !lu.lignes.is_empty()));
        let first = lu.unwrap();
        let again: String = first.lignes.iter().map(|line| format!("{}|\n", line.1)).collect();
        let second = read(&savoir_faire(&again)).unwrap();
        prop_assert_eq!(first.textes(), second.textes());
        prop_assert!(second.rejets.is_empty());
    }

    #[test]
    fn where_blocks_end_changes_nothing(
        lines in prop::collection::vec(any_line(), 1..20),
        latin in any::<bool>(),
        shuffled in any::<bool>(),
        portion in 520..700usize,
        more in 0..700usize,
        drop in 1..40usize,
    ) {
        let mut text = String::from_utf8(savoir_faire(&lines.join("\n"))).unwrap();
        if shuffled {
            text = text.replacen("Libellé profession", "Autre", 1);
        }
        let bytes = if latin { encoding_rs::WINDOWS_1252.encode(&text).0.into_owned() } else { text.into_bytes() };
        let whole = read_by(&bytes[..], 1 << 20, portion);
        prop_assert_eq!(&whole, &read_by(&bytes[..], portion + more, portion));
        prop_assert_eq!(&whole, &read_by(Drops(&bytes, drop), portion + more, portion));
    }
}

#[test]
fn a_line_longer_than_a_portion_is_refused_wherever_blocks_end() {
    let long = ligne(&[(Champ::RaisonSociale, &"x".repeat(3000))]);
    let bytes = fichier(&[ligne(&[]), long, ligne(&[])]);
    let results: Vec<Lu> =
        (2000..4200).step_by(37).map(|bloc| read_by(&bytes[..], bloc, 2000).unwrap()).collect();
    assert_eq!(results[0].rejets.len(), 1);
    assert_eq!(results[0].lignes.len(), 2);
    assert!(results.iter().all(|lu| *lu == results[0]));
}
