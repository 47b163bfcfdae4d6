use super::{Champs, Libelle, clean};
use crate::{ModeExercice, Statut};
use extractions::Champ;
use identifiants::{CommuneCode, Finess, Siret};
use std::fmt;
use std::str::FromStr;

/// One way of practising somewhere.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exercice {
    /// Profession practised there (TRE_G15).
    pub profession: Libelle,
    /// In which structure.
    pub structure: Structure,
    /// Where.
    pub adresse: Adresse,
    /// Commune of today; arrondissement in Paris, Lyon and Marseille.
    pub commune: Option<CommuneCode>,
    /// Telephones, each once.
    pub telephones: Vec<String>,
    /// E-mail address of the practice.
    pub courriel: Option<String>,
    /// Under which status.
    pub statut: Option<Statut>,
    /// In which kind of place.
    pub mode: ModeExercice,
    /// Sector of activity (TRE_R02).
    pub secteur: Libelle,
    /// Role in the structure (TRE_R21).
    pub role: Libelle,
    /// Kind of activity (TRE_R22).
    pub genre: Libelle,
}

/// The structure of a line: a practice, a hospital, a pharmacy…
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Structure {
    /// Name, or shop sign.
    pub nom: String,
    /// Number of the site.
    pub finess: Option<Finess>,
    /// Number of the legal entity.
    pub finess_juridique: Option<Finess>,
    /// Number at INSEE.
    pub siret: Option<Siret>,
    /// Technical number: `F` + FINESS, `C` + SIRET, or `R…`.
    pub technique: String,
}

/// Where a practice is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Adresse {
    /// Lines above the postcode.
    pub lignes: Vec<String>,
    /// Postcode.
    pub code_postal: String,
    /// Town.
    pub ville: String,
    /// Country; empty or 99000 for France.
    pub pays: Libelle,
}

/// What tells a structure from another: `F` + FINESS, `C` + SIRET, or its technical number.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CleStructure(Box<str>);

/// The text is no key of a structure.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("«\u{a0}{0}\u{a0}» n’est pas l’identifiant d’une structure.")]
pub struct CleStructureError(String);

impl CleStructure {
    /// As the base keeps it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<Finess> for CleStructure {
    fn from(finess: Finess) -> Self {
        Self(format!("F{}", finess.as_str()).into())
    }
}

impl From<&Siret> for CleStructure {
    fn from(siret: &Siret) -> Self {
        Self(format!("C{siret}").into())
    }
}

impl FromStr for CleStructure {
    type Err = CleStructureError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let fits = (2..=40).contains(&text.len()) && text.bytes().all(|sign| sign.is_ascii_alphanumeric());
        if fits { Ok(Self(text.into())) } else { Err(CleStructureError(text.chars().take(40).collect())) }
    }
}

impl fmt::Display for CleStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// The key of the structure of a line, from its columns: technical number, FINESS, SIRET.
pub(crate) fn key<'a>(
    technique: &'a str,
    finess: &'a str,
    siret: &'a str,
) -> Option<std::borrow::Cow<'a, str>> {
    match (technique.trim(), finess.trim(), siret.trim()) {
        ("", "", "") => None,
        ("", "", siret) => Some(format!("C{siret}").into()),
        ("", finess, _) => Some(format!("F{finess}").into()),
        (technique, ..) => Some(technique.into()),
    }
}

impl Structure {
    /// What tells it from another; none for a practice that the file does not number.
    #[must_use]
    pub fn cle(&self) -> Option<CleStructure> {
        if !self.technique.is_empty() {
            return self.technique.parse().ok();
        }
        match (self.finess, &self.siret) {
            (Some(finess), _) => Some(finess.into()),
            (None, Some(siret)) => Some(siret.into()),
            (None, None) => None,
        }
    }
}

impl Exercice {
    /// Whether care is given there: the kind of activity says so, or says nothing.
    #[must_use]
    pub fn is_soin(&self) -> bool {
        matches!(self.genre.code.as_str(), "" | "GENR01" | "GENR02" | "GENR03" | "GENR06" | "GENR07")
    }

    /// From a line; none when it tells of no activity.
    pub(crate) fn of(c: &Champs<'_>, commune: Option<CommuneCode>) -> Option<Self> {
        let label = |code, words| Libelle { code: c.get(code).to_owned(), libelle: c.get(words).to_owned() };
        let mut telephones: Vec<String> = Vec::new();
        for telephone in [c.get(Champ::Telephone), c.get(Champ::Telephone2)] {
            if !telephone.is_empty() && !telephones.iter().any(|known| known == telephone) {
                telephones.push(telephone.to_owned());
            }
        }
        let exercice = Self {
            profession: label(Champ::CodeProfession, Champ::LibelleProfession),
            structure: structure(c),
            adresse: adresse(c),
            commune,
            telephones,
            courriel: c.maybe(Champ::Courriel).map(str::to_owned),
            statut: Statut::of(c.get(Champ::CodeModeExercice)),
            mode: ModeExercice::of(c.get(Champ::CodeSecteurActivite)),
            secteur: label(Champ::CodeSecteurActivite, Champ::LibelleSecteurActivite),
            role: label(Champ::CodeRole, Champ::LibelleRole),
            genre: label(Champ::CodeGenreActivite, Champ::LibelleGenreActivite),
        };
        exercice.says_something().then_some(exercice)
    }

    fn says_something(&self) -> bool {
        self.statut.is_some()
            || self.commune.is_some()
            || self.structure != Structure::default()
            || !self.adresse.code_postal.is_empty()
            || !self.secteur.code.is_empty()
    }
}

/// The sign over the door, else the legal name.
fn sign<'a>(c: &Champs<'a>) -> &'a str {
    c.maybe(Champ::EnseigneCommerciale).or(c.maybe(Champ::RaisonSociale)).unwrap_or_default()
}

fn structure(c: &Champs<'_>) -> Structure {
    Structure {
        nom: sign(c).to_owned(),
        finess: Finess::read(c.get(Champ::FinessSite)).ok(),
        finess_juridique: Finess::read(c.get(Champ::FinessEtablissementJuridique)).ok(),
        siret: c.get(Champ::SiretSite).parse().ok(),
        technique: c.get(Champ::IdentifiantTechniqueStructure).to_owned(),
    }
}

fn adresse(c: &Champs<'_>) -> Adresse {
    let kind = c.maybe(Champ::LibelleTypeVoie).unwrap_or(c.get(Champ::CodeTypeVoie));
    let (number, again) = (c.get(Champ::NumeroVoie), c.get(Champ::IndiceRepetitionVoie));
    let street = clean(&[number, again, kind, c.get(Champ::LibelleVoie)]);
    let place = c.get(Champ::ComplementPointGeographique);
    let lines = [c.get(Champ::ComplementDestinataire), place, &street, c.get(Champ::MentionDistribution)];
    let cedex = c.get(Champ::BureauCedex).split_once(' ').map_or("", |(_, town)| town.trim());
    let (code, libelle) = (c.get(Champ::CodePays).to_owned(), c.get(Champ::LibellePays).to_owned());
    Adresse {
        // Many files repeat the name of the structure in its address.
        lignes: lines
            .into_iter()
            .map(|line| clean(&[line]))
            .filter(|line| !line.is_empty() && line != sign(c))
            .collect(),
        code_postal: c.get(Champ::CodePostal).to_owned(),
        ville: c.maybe(Champ::LibelleCommune).unwrap_or(cedex).to_owned(),
        pays: Libelle { code, libelle },
    }
}
