use crate::Fiche;
use identifiants::{Finess, Idnps, Siret};
use kernel::Id;
use std::fmt;
use std::str::FromStr;

/// What an entry is about, in one text: unique in a CPTS, and the last segment of the address of the entry.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reference {
    /// A professional of the national directory.
    Professionnel(Idnps),
    /// A structure of FINESS.
    Finess(Finess),
    /// A structure known by its SIRET only.
    Siret(Siret),
    /// Somebody or something without a national number: the entry itself.
    Locale(Id<Fiche>),
}

/// The text names no entry.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» ne désigne aucune fiche.")]
pub struct ReferenceError(String);

impl Reference {
    /// The path of the entry in the workspace, after `/{cpts}/espace/`.
    #[must_use]
    pub fn chemin(&self) -> String {
        // Only a number given by a structure holds a slash.
        format!("annuaire/{}", self.to_string().replace('/', "%2F"))
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Professionnel(idnps) => write!(f, "ps-{idnps}"),
            Self::Finess(finess) => write!(f, "finess-{finess}"),
            Self::Siret(siret) => write!(f, "siret-{siret}"),
            Self::Locale(id) => write!(f, "local-{id}"),
        }
    }
}

impl FromStr for Reference {
    type Err = ReferenceError;

    fn from_str(text: &str) -> Result<Self, ReferenceError> {
        let unknown = || ReferenceError(text.chars().take(60).collect());
        let (kind, number) = text.split_once('-').ok_or_else(unknown)?;
        match kind {
            "ps" => number.parse().map(Self::Professionnel).map_err(|_| unknown()),
            "finess" => number.parse().map(Self::Finess).map_err(|_| unknown()),
            "siret" => number.parse().map(Self::Siret).map_err(|_| unknown()),
            "local" => number.parse().map(Self::Locale).map_err(|_| unknown()),
            _ => Err(unknown()),
        }
    }
}

impl serde::Serialize for Reference {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        s.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_reference_reads_back_and_fits_in_an_address() {
        let local = "local-00000000-0000-0000-0000-000000000005";
        for text in ["ps-899763608371", "ps-3456780581/11242343", local] {
            let reference: Reference = text.parse().unwrap();
            assert_eq!(reference.to_string(), text);
            assert_eq!(reference.chemin().split('/').count(), 2);
        }
        for wrong in ["", "ps", "ps-1", "finess-1", "siret-é", "local-5", "autre-899763608371"] {
            assert!(wrong.parse::<Reference>().is_err(), "{wrong}");
        }
    }
}
