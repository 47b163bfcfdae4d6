//! The five CPTS of Haute-Loire, for the demonstration: real communes, real populations, the stages that a press
//! release of the ARS and the CPAM gives (winter 2022-2023). The perimeters are plausible, not official: they were
//! rebuilt from EPCI and territoires de vie-santé. The stage of the three projects under way is supposed.

use crate::statut::{Jalon, Quand, Statut};
use identifiants::CommuneCode;
use std::collections::BTreeSet;

/// A CPTS of the demonstration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CptsDemo {
    /// First segment of its addresses.
    pub slug: String,
    /// Name.
    pub nom: String,
    /// Its communes.
    pub communes: BTreeSet<CommuneCode>,
    /// Where it stood when the press release came out.
    pub statut: Statut,
}

/// Why the demonstration cannot be read: its files are compiled in, a developer broke them.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("demo-haute-loire\u{a0}: {0}")]
pub struct DemoError(String);

fn wrong(error: impl ToString) -> DemoError {
    DemoError(error.to_string())
}

/// The five, in the order of the press release.
pub fn cpts() -> Result<Vec<CptsDemo>, DemoError> {
    let mut found: Vec<(String, String, BTreeSet<CommuneCode>)> = Vec::new();
    for [slug, nom, code] in rows(include_str!("../data/demo-haute-loire.csv"))? {
        let code = code.parse().map_err(wrong)?;
        match found.iter_mut().find(|(known, _, _)| *known == slug) {
            Some((_, _, communes)) => drop(communes.insert(code)),
            None => found.push((slug, nom, BTreeSet::from([code]))),
        }
    }
    let stages = rows(include_str!("../data/demo-haute-loire-etapes.csv"))?;
    let complete = |(slug, nom, communes): (String, String, BTreeSet<CommuneCode>)| {
        let statut = statut(&slug, &stages)?;
        Ok(CptsDemo { slug, nom, communes, statut })
    };
    found.into_iter().map(complete).collect()
}

fn statut(slug: &str, stages: &[[String; 6]]) -> Result<Statut, DemoError> {
    let (mut atteints, mut prevu) = (Vec::new(), None);
    for [_, etape, nature, jour, precision, _] in stages.iter().filter(|row| row[0] == slug) {
        let quand =
            Quand { jour: jour.parse().map_err(wrong)?, precision: precision.parse().map_err(wrong)? };
        let jalon = Jalon { etape: etape.parse().map_err(wrong)?, quand };
        match nature.as_str() {
            "atteinte" => atteints.push(jalon),
            "prevue" => prevu = Some(jalon),
            other => return Err(wrong(other)),
        }
    }
    Statut::of(atteints, prevu).map_err(wrong)
}

fn rows<const N: usize>(text: &str) -> Result<Vec<[String; N]>, DemoError> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        let fields: Vec<String> = record.map_err(wrong)?.iter().map(str::to_owned).collect();
        <[String; N]>::try_from(fields).map_err(|fields| DemoError(fields.join(",")))
    };
    reader.records().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;
    use crate::statut::Etape;

    #[test]
    fn five_cpts_with_real_communes_that_do_not_overlap() {
        let all = cpts().unwrap();
        let counts: Vec<(&str, usize)> =
            all.iter().map(|cpts| (cpts.slug.as_str(), cpts.communes.len())).collect();
        assert_eq!(
            counts,
            [
                ("nord-velay-forez", 26),
                ("velay-sud", 48),
                ("brivadois", 39),
                ("rives-du-haut-allier", 60),
                ("ondaine", 15)
            ]
        );
        assert!(all.iter().flat_map(|cpts| &cpts.communes).all(|code| france().commune(*code).is_some()));
        assert!(crate::perimetre::overlaps(france(), all.iter().map(|c| (&c.slug, &c.communes))).is_empty());
        assert_eq!(all[0].statut.etape(), Etape::AciSigne);
        assert_eq!(all[2].statut.prevu().unwrap().quand.to_string(), "1er\u{a0}semestre 2023");
    }
}
