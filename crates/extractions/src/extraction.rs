//! Which of the three files.

use crate::Champ;

/// One of the files of the archive `PS_LibreAcces` (Agence du numérique en santé, Licence Ouverte 2.0).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Extraction {
    /// One line per person, activity and savoir-faire: 56 columns.
    PersonneActivite,
    /// One line per person and savoir-faire: 13 columns.
    SavoirFaire,
    /// One line per person and diploma or authorisation to practise: 13 columns.
    DiplAutExerc,
}

/// The first five columns are the same in the diploma file and in the savoir-faire file.
const PERSONNE: [Champ; 5] = [
    Champ::TypeIdentifiant,
    Champ::Identifiant,
    Champ::IdentificationNationale,
    Champ::NomExercice,
    Champ::PrenomExercice,
];
/// Columns of each file in the official order, made at compile time from the list.
const ACTIVITE: [Champ; 56] = run(0);
const SAVOIR_FAIRE: [Champ; 13] = after_person(Champ::CodeProfession);
const DIPLOME: [Champ; 13] = after_person(Champ::CodeTypeDiplome);

const fn run<const N: usize>(first: usize) -> [Champ; N] {
    let mut all = [Champ::TypeIdentifiant; N];
    let mut at = 0;
    while at < N {
        all[at] = Champ::ALL[first + at];
        at += 1;
    }
    all
}

const fn after_person(first: Champ) -> [Champ; 13] {
    let mut all = [Champ::TypeIdentifiant; 13];
    let rest: [Champ; 8] = run(first as usize);
    let mut at = 0;
    while at < 13 {
        all[at] = if at < 5 { PERSONNE[at] } else { rest[at - 5] };
        at += 1;
    }
    all
}

/// Place of each `Champ` in each file; `ABSENT` when the file does not have it.
const ABSENT: u8 = u8::MAX;
const PLACES: [[u8; 64]; 3] = [places(&ACTIVITE), places(&SAVOIR_FAIRE), places(&DIPLOME)];

const fn places(champs: &[Champ]) -> [u8; 64] {
    let mut all = [ABSENT; 64];
    let mut at = 0;
    while at < champs.len() {
        all[champs[at] as usize] = at as u8;
        at += 1;
    }
    all
}

impl Extraction {
    /// Its columns, in the official order.
    pub const fn champs(self) -> &'static [Champ] {
        match self {
            Self::PersonneActivite => &ACTIVITE,
            Self::SavoirFaire => &SAVOIR_FAIRE,
            Self::DiplAutExerc => &DIPLOME,
        }
    }

    /// How the file is called, before the date.
    pub const fn nom(self) -> &'static str {
        match self {
            Self::PersonneActivite => "PS_LibreAcces_Personne_activite",
            Self::SavoirFaire => "PS_LibreAcces_SavoirFaire",
            Self::DiplAutExerc => "PS_LibreAcces_Dipl_AutExerc",
        }
    }

    /// Columns without which the file is of no use.
    pub(crate) const fn requis(self) -> &'static [Champ] {
        match self {
            Self::PersonneActivite => {
                &[Champ::Identifiant, Champ::NomExercice, Champ::CodeProfession, Champ::CodeCommune]
            }
            Self::SavoirFaire => {
                &[Champ::Identifiant, Champ::NomExercice, Champ::CodeProfession, Champ::CodeSavoirFaire]
            }
            Self::DiplAutExerc => &[Champ::Identifiant, Champ::NomExercice, Champ::CodeDiplome],
        }
    }

    /// Place of a column in a canonical line.
    pub(crate) fn place(self, champ: Champ) -> Option<usize> {
        let place = PLACES[self as usize][champ as usize];
        (place != ABSENT).then_some(usize::from(place))
    }
}

/// A field of a canonical text that was kept elsewhere; empty when that file does not have the column.
pub fn champ_de(extraction: Extraction, texte: &str, champ: Champ) -> &str {
    extraction.place(champ).and_then(|place| texte.split('|').nth(place)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{Champ, Extraction, champ_de};

    #[test]
    fn the_columns_are_those_of_the_official_files() {
        let titles = |extraction: Extraction| -> Vec<&str> {
            extraction.champs().iter().map(|champ| champ.libelle()).collect()
        };
        assert_eq!(
            titles(Extraction::SavoirFaire)[4..7],
            ["Prénom d'exercice", "Code profession", "Libellé profession"]
        );
        assert_eq!(titles(Extraction::SavoirFaire)[12], "Libellé savoir-faire");
        assert_eq!(titles(Extraction::DiplAutExerc)[5], "Code type diplôme obtenu");
        assert_eq!(titles(Extraction::DiplAutExerc)[12], "Libellé discipline autorisation");
        assert_eq!(titles(Extraction::PersonneActivite).len(), 56);
    }

    #[test]
    fn a_field_is_found_in_a_kept_text() {
        let texte = "8|99701000004|899701000004|FICTIF|ALIX|DE|x|DE99|y||||";
        assert_eq!(champ_de(Extraction::DiplAutExerc, texte, Champ::CodeDiplome), "DE99");
        assert_eq!(champ_de(Extraction::DiplAutExerc, texte, Champ::CodeCommune), "");
        assert_eq!(champ_de(Extraction::DiplAutExerc, "", Champ::CodeDiplome), "");
    }
}
