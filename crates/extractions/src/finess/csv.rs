//! The historical CSV: a first line that dates it, then lines whose first field says what they are.

use super::etablissement::{Brut, join, number, street};
use super::{Etablissement, Position, Recolte, position};
use crate::rejet::{Rejet, short};
use crate::source::failed;
use crate::{Illisible, edition};
use encoding_rs::WINDOWS_1252;
use identifiants::Finess;
use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::io::{BufRead, Read};

/// No line of the file comes near, in bytes.
const LINE: u64 = 64 << 10;
/// Fields of a structure; the last one, `numuai`, is missing from some editions.
const STRUCTURE: std::ops::RangeInclusive<usize> = 31..=32;
const GEOLOCALISATION: usize = 6;

/// Reads the lines to the end, then gives the structures with their positions.
pub(super) fn read(mut source: impl BufRead, recolte: &mut Recolte<'_>) -> Result<(), Illisible> {
    let mut line = Vec::new();
    let (mut held, mut others) = (Held::default(), BTreeSet::new());
    let (mut ligne, mut converted) = (0, 0_u64);
    while next(&mut source, &mut line, ligne + 1)? {
        ligne += 1;
        let text = decode(&line, &mut converted);
        let text = text.trim_end_matches(['\r', '\n']);
        if text.trim().is_empty() {
            continue;
        }
        let fields = match split(text) {
            Ok(fields) => fields,
            Err(raison) => {
                recolte.give(Err(Rejet {
                    ligne,
                    colonne: String::new(),
                    recu: short(text),
                    raison: raison.to_owned(),
                }));
                continue;
            }
        };
        match fields[0].as_ref() {
            "finess" if ligne == 1 => recolte.bilan.edition = fields.get(3).and_then(|date| dated(date)),
            "structureet" => match structure(&fields, ligne, recolte) {
                Ok(site) => held.sites.push(site),
                Err(rejet) => recolte.give(Err(rejet)),
            },
            "geolocalisation" => held.place(&fields),
            _ if ligne == 1 => return Err(Illisible::Nature(NATURE)),
            other => {
                others.insert(short(other));
            }
        }
    }
    held.give(recolte);
    notices(recolte, &others, converted);
    Ok(())
}

const NATURE: &str =
    "ni le CSV historique de FINESS (première ligne «\u{a0}finess;etalab;…\u{a0}»), ni le JSON de FINESS+.";

/// `2026-05-12`, or the digits of a file name.
fn dated(text: &str) -> Option<jiff::civil::DateTime> {
    let day = text.trim().parse::<jiff::civil::Date>().ok();
    day.map(|day| day.to_datetime(jiff::civil::Time::midnight())).or_else(|| edition(text))
}

fn next(source: &mut impl BufRead, line: &mut Vec<u8>, ligne: u64) -> Result<bool, Illisible> {
    line.clear();
    let read = source.by_ref().take(LINE).read_until(b'\n', line);
    let count = read.map_err(|error| failed(ligne, &error))?;
    if count as u64 == LINE && line.last() != Some(&b'\n') {
        return Err(failed(ligne, &"une ligne dépasse 64\u{a0}Kio"));
    }
    Ok(count > 0)
}

fn decode<'a>(line: &'a [u8], converted: &mut u64) -> Cow<'a, str> {
    match std::str::from_utf8(line) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => {
            *converted += 1;
            WINDOWS_1252.decode_without_bom_handling(line).0
        }
    }
}

/// Fields between `;`, in quotes where needed, a quote inside being doubled. A quote elsewhere is a letter.
fn split(text: &str) -> Result<Vec<Cow<'_, str>>, &'static str> {
    let mut fields = Vec::with_capacity(32);
    let mut rest = Some(text);
    while let Some(text) = rest {
        let Some(quoted) = text.strip_prefix('"') else {
            let (field, after) =
                text.split_once(';').map_or((text, None), |(field, after)| (field, Some(after)));
            fields.push(Cow::Borrowed(field));
            rest = after;
            continue;
        };
        let mut end = 0;
        loop {
            end += quoted[end..].find('"').ok_or("Un guillemet ouvert n’est jamais refermé.")? + 1;
            if !quoted[end..].starts_with('"') {
                break;
            }
            end += 1;
        }
        fields.push(Cow::Owned(quoted[..end - 1].replace("\"\"", "\"")));
        rest = match quoted[end..].strip_prefix(';') {
            None if !quoted[end..].is_empty() => return Err("Un guillemet se referme au milieu d’un champ."),
            after => after,
        };
    }
    Ok(fields)
}

/// Places of the fields that are kept.
fn structure(fields: &[Cow<'_, str>], ligne: u64, recolte: &mut Recolte<'_>) -> Result<Etablissement, Rejet> {
    if !STRUCTURE.contains(&fields.len()) {
        return Err(Rejet {
            ligne,
            colonne: String::new(),
            recu: short(&fields.join(";")),
            raison: format!("La ligne a {} champs, une structure en a 32.", fields.len()),
        });
    }
    let [_, finess, finess_ej, nom, nom_long, complement, destinataire, numero, voie, libelle] =
        std::array::from_fn(|at| fields[at].as_ref());
    let commune = insee(&fields[13], &fields[12]);
    let (postal, ville) = post(&fields[15]);
    let lines = [
        join(&[complement]),
        join(&[destinataire]),
        street(numero, &fields[10], voie, libelle),
        join(&[&fields[11]]),
    ];
    let brut = Brut {
        finess,
        finess_ej,
        siret: &fields[22],
        nom,
        nom_long,
        categorie: &fields[18],
        categorie_libelle: &fields[19],
        adresse: lines.into_iter().filter(|line| !line.is_empty()).collect(),
        code_postal: postal,
        commune: &commune,
        ville,
        telephone: &fields[16],
        ouvert_le: &fields[28],
        actif: true,
        ..Brut::default()
    };
    brut.read(ligne, "nofinesset", &mut recolte.bilan)
}

/// INSEE code from a département and three digits. Overseas the département is 9A to 9F, and 9J for Wallis-et-Futuna,
/// and the three digits end the code; Saint-Barthélemy and Saint-Martin, listed under 9A, have had codes of their own
/// since 2007.
fn insee(departement: &str, commune: &str) -> String {
    let (departement, commune) = (departement.trim(), commune.trim());
    let code = match departement.as_bytes() {
        [b'9', b'A'..=b'F'] => format!("97{commune}"),
        [b'9', b'J'] => format!("98{commune}"),
        _ => format!("{departement}{commune}"),
    };
    match code.as_str() {
        "97123" => "97701".to_owned(),
        "97127" => "97801".to_owned(),
        _ if commune.is_empty() => String::new(),
        _ => code,
    }
}

/// « 43170 SAUGUES ».
fn post(line: &str) -> (&str, &str) {
    match line.trim().split_once(' ') {
        Some((postal, ville)) if postal.bytes().all(|byte| byte.is_ascii_digit()) => (postal, ville),
        _ => ("", line),
    }
}

/// Structures wait for their positions.
#[derive(Default)]
struct Held {
    sites: Vec<Etablissement>,
    positions: HashMap<Finess, Position>,
    unread: u64,
}

impl Held {
    fn place(&mut self, fields: &[Cow<'_, str>]) {
        let read = (fields.len() == GEOLOCALISATION)
            .then(|| Some((number(&fields[1])?, position::projected(&fields[2], &fields[3], &fields[4])?)))
            .flatten();
        match read {
            Some((finess, position)) => {
                self.positions.insert(finess, position);
            }
            None => self.unread += 1,
        }
    }

    fn give(self, recolte: &mut Recolte<'_>) {
        for mut site in self.sites {
            site.position = self.positions.get(&site.finess).copied();
            recolte.give(Ok(site));
        }
        if self.unread > 0 {
            let notice =
                format!("Lignes de géolocalisation illisibles ou hors de France\u{a0}: {}.", self.unread);
            recolte.bilan.avis.push(notice);
        }
    }
}

fn notices(recolte: &mut Recolte<'_>, others: &BTreeSet<String>, converted: u64) {
    let avis = &mut recolte.bilan.avis;
    if converted > 0 {
        avis.push(format!(
            "Lignes qui ne sont pas en UTF-8, lues comme du Windows-1252 (Latin-1)\u{a0}: {converted}."
        ));
    }
    if !others.is_empty() {
        let names: Vec<&str> = others.iter().take(5).map(String::as_str).collect();
        avis.push(format!("Sections laissées de côté\u{a0}: {}.", names.join(", ")));
    }
}

#[cfg(test)]
mod tests {
    use super::{insee, split};
    use proptest::prelude::*;

    #[test]
    fn overseas_codes_become_insee_codes() {
        for (departement, commune, code) in [
            ("43", "234", "43234"),
            ("2A", "247", "2A247"),
            ("9A", "105", "97105"),
            ("9B", "209", "97209"),
            ("9C", "302", "97302"),
            ("9D", "411", "97411"),
            ("9F", "611", "97611"),
            ("9J", "613", "98613"),
            ("9A", "127", "97801"),
            ("9A", "123", "97701"),
            ("9A", "801", "97801"),
            ("43", "", ""),
        ] {
            assert_eq!(insee(departement, commune), code);
        }
    }

    #[test]
    fn quotes_are_read_where_they_are_needed() {
        assert_eq!(split("a;\"b;\"\"c\"\"\";;d\"e;").unwrap(), ["a", "b;\"c\"", "", "d\"e", ""]);
        assert!(split("a;\"b").is_err());
        assert!(split("a;\"b\"c;").is_err());
    }

    proptest! {
        #[test]
        fn what_is_quoted_is_read_back(fields in prop::collection::vec("[a-zé;\"]{0,6}", 1..8)) {
            let line: Vec<String> = fields.iter().map(|field| format!("\"{}\"", field.replace('"', "\"\""))).collect();
            let line = line.join(";");
            let read = split(&line);
            prop_assert_eq!(read.unwrap(), fields);
        }

        #[test]
        fn any_line_is_split_or_refused(line in "\\PC{0,30}|[\";a]{0,20}") {
            let _ = split(&line);
        }
    }
}
