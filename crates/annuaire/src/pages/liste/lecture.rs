//! What the address of a list asks for, and addresses of other lists.

use crate::bottin::{Etat, Filtre, RAYONS};
use identifiants::CommuneCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use repertoire::Famille;
use std::fmt::Display;
use std::str::FromStr;
use web::{Fields, Problem};

/// Longest text searched.
const TEXTE: usize = 120;

/// What somebody asks of the directory.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Question {
    /// As typed.
    pub(crate) texte: String,
    /// Which entries.
    pub(crate) filtre: Filtre,
    /// Rank of the first entry shown, from 0.
    pub(crate) debut: usize,
}

/// The names of the parameters: those of pages are French, those of the API English.
pub(crate) struct Noms {
    pub(crate) texte: &'static str,
    pub(crate) sorte: &'static str,
    pub(crate) famille: &'static str,
    pub(crate) commune: &'static str,
    pub(crate) recours: &'static str,
    pub(crate) cadre: &'static str,
    pub(crate) nouveaux: &'static str,
    pub(crate) pres_de: &'static str,
    pub(crate) rayon: &'static str,
}

/// In the address bar.
pub(crate) const PAGE: Noms = Noms {
    texte: "q",
    sorte: "sorte",
    famille: "profession",
    commune: "commune",
    recours: "recours",
    cadre: "cadre",
    nouveaux: "nouveaux",
    pres_de: "pres-de",
    rayon: "rayon",
};
const ETAT: &str = "etat";
const DEBUT: &str = "debut";

/// A parameter that cannot be read: its name, why.
pub(crate) type Illisible = (&'static str, String);

fn one<T: FromStr<Err: Display>>(fields: &Fields, name: &'static str) -> Result<Option<T>, Illisible> {
    let text = fields.get(name);
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|error: T::Err| (name, error.to_string()))
}

fn famille(fields: &Fields, name: &'static str) -> Result<Option<&'static Famille>, Illisible> {
    let text = fields.get(name);
    let unknown = || (name, format!("«\u{a0}{text}\u{a0}» n’est pas un choix de la liste."));
    if text.is_empty() { Ok(None) } else { Famille::parse(text).map(Some).ok_or_else(unknown) }
}

/// What the parameters say, without the state of entries, which only members look for.
pub(crate) fn filtre(fields: &Fields, noms: &Noms) -> Result<Filtre, Illisible> {
    let rayon_km: Option<u16> = one(fields, noms.rayon)?;
    if let Some(km) = rayon_km.filter(|km| !(1..=200).contains(km)) {
        return Err((noms.rayon, format!("{km}\u{a0}: un nombre de 1 à 200 kilomètres est attendu.")));
    }
    let pres_de: Option<CommuneCode> = one(fields, noms.pres_de)?;
    let yes = ["oui", "true", "1"].contains(&fields.get(noms.nouveaux));
    Ok(Filtre {
        sorte: one(fields, noms.sorte)?,
        famille: famille(fields, noms.famille)?,
        commune: one(fields, noms.commune)?,
        recours: one(fields, noms.recours)?,
        cadre: one(fields, noms.cadre)?,
        nouveaux_patients: yes,
        etat: None,
        // A radius around nowhere is no filter.
        rayon_km: rayon_km.filter(|_| pres_de.is_some()),
        pres_de,
    })
}

impl Question {
    /// Reads the address; `membre` may also ask for the state of entries.
    pub(crate) fn read(fields: &Fields, membre: bool) -> Result<Self, Problem> {
        let read = || -> Result<Self, Illisible> {
            let etat: Option<Etat> = if membre { one(fields, ETAT)? } else { None };
            let filtre = Filtre { etat, ..filtre(fields, &PAGE)? };
            let debut = one(fields, DEBUT)?.unwrap_or(0);
            Ok(Self { texte: fields.get(PAGE.texte).chars().take(TEXTE).collect(), filtre, debut })
        };
        read().map_err(|(name, why)| {
            Problem::new(422, "parametre-illisible", "Cette adresse n’est pas lisible.").field(name, why)
        })
    }

    /// The address of this list under `base`.
    pub(crate) fn address(&self, base: &str) -> String {
        let query = self.query();
        if query.is_empty() { base.to_owned() } else { format!("{base}?{query}") }
    }

    /// The parameters, without « ? ».
    pub(crate) fn query(&self) -> String {
        let f = &self.filtre;
        let rayon = f.rayon_km.filter(|_| f.pres_de.is_some());
        let pairs = [
            (PAGE.texte, self.texte.clone()),
            (PAGE.sorte, f.sorte.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.famille, f.famille.map(|one| one.code.to_owned()).unwrap_or_default()),
            (PAGE.commune, f.commune.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.recours, f.recours.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.cadre, f.cadre.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.nouveaux, if f.nouveaux_patients { "oui".to_owned() } else { String::new() }),
            (ETAT, f.etat.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.pres_de, f.pres_de.map(|one| one.to_string()).unwrap_or_default()),
            (PAGE.rayon, rayon.map(|km| km.to_string()).unwrap_or_default()),
            (DEBUT, if self.debut == 0 { String::new() } else { self.debut.to_string() }),
        ];
        let said = pairs.iter().filter(|(_, value)| !value.is_empty());
        let said =
            said.map(|(name, value)| format!("{name}={}", utf8_percent_encode(value, NON_ALPHANUMERIC)));
        said.collect::<Vec<_>>().join("&")
    }

    /// The same question from another rank.
    pub(crate) fn from(&self, debut: usize) -> Self {
        Self { debut, ..self.clone() }
    }

    /// The same question with other filters, from the start.
    pub(crate) fn with(&self, filtre: Filtre) -> Self {
        Self { filtre, debut: 0, texte: self.texte.clone() }
    }
}

/// Radiuses offered, with that of the address.
pub(crate) fn rayons(now: Option<u16>) -> Vec<u16> {
    let mut all: Vec<u16> = RAYONS.into_iter().chain(now).collect();
    all.sort_unstable();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn an_address_asks_what_was_asked(texte in "\\PC{0,30}", sorte in 0usize..4, cadre in 0usize..12, etat in 0usize..8, rayon in 0u16..60, debut in 0usize..200, nouveaux: bool) {
            let pres_de: Option<CommuneCode> = "43157".parse().ok();
            let filtre = Filtre {
                sorte: crate::bottin::Sorte::ALL.get(sorte).copied(),
                cadre: crate::bottin::Cadre::ALL.get(cadre).copied(),
                etat: Etat::ALL.get(etat).copied(),
                famille: Famille::parse("infirmier").filter(|_| nouveaux),
                commune: pres_de,
                rayon_km: Some(rayon).filter(|km| *km > 0),
                nouveaux_patients: nouveaux,
                pres_de,
                recours: None,
            };
            let asked = Question { texte: texte.trim().to_owned(), filtre, debut };
            prop_assert_eq!(Question::read(&Fields::parse(&asked.query()), true).unwrap(), asked);
        }
    }

    #[test]
    fn what_cannot_be_read_is_said_and_visitors_do_not_ask_for_states() {
        for wrong in ["profession=x", "rayon=0", "rayon=a", "commune=1", "cadre=x", "debut=-1"] {
            assert!(Question::read(&Fields::parse(wrong), true).is_err(), "{wrong}");
        }
        let asked = Question::read(&Fields::parse("etat=retiree&rayon=5"), false).unwrap();
        assert_eq!(asked, Question::default());
    }
}
