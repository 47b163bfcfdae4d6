use crate::Refus;
use crate::refus::line;
use identifiants::Finess;
use jiff::civil::Date;
use serde::Serialize;

/// The three who sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Parties {
    /// The community.
    pub cpts: PartieCpts,
    /// The agence régionale de santé.
    pub ars: Institution,
    /// The CPAM, or the CGSS overseas.
    pub caisse: Institution,
}

/// The community as the contract identifies it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PartieCpts {
    /// Its name.
    pub nom: String,
    /// Its FINESS number; empty until it has one.
    pub finess: String,
    /// Its number in the register of associations; empty until it has one.
    pub rna: String,
    /// Its address.
    pub adresse: String,
    /// Who signs for it.
    pub representant: String,
    /// As what: « président », « présidente ».
    pub qualite: String,
}

/// An institution and who signs for it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Institution {
    /// Its name: « ARS Auvergne-Rhône-Alpes ».
    pub nom: String,
    /// Who signs.
    pub representant: String,
    /// As what: « directrice générale ».
    pub qualite: String,
}

/// Who signed when; the contract holds from the last of the three.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Signatures {
    /// The community.
    pub cpts: Option<Date>,
    /// The agency.
    pub ars: Option<Date>,
    /// The fund.
    pub caisse: Option<Date>,
}

impl Signatures {
    /// The day of the contract, when all three signed.
    #[must_use]
    pub fn complete(self) -> Option<Date> {
        Some(self.cpts?.max(self.ars?).max(self.caisse?))
    }
}

/// Longest line of an identity.
const LINE: usize = 200;

impl Parties {
    /// The parties, tidied. Only the name of the community is needed for a draft.
    ///
    /// # Errors
    /// [`Refus`] about each field at fault.
    pub fn checked(self) -> Result<Self, Vec<Refus>> {
        let Self { cpts, ars, caisse } = self;
        let mut refus = Vec::new();
        let mut keep = |read: Result<String, Refus>| {
            read.unwrap_or_else(|one| {
                refus.push(one);
                String::new()
            })
        };
        let parties = Self {
            cpts: PartieCpts {
                nom: keep(line("nom", "le nom de la CPTS", &cpts.nom, LINE)),
                finess: keep(finess(&cpts.finess)),
                rna: keep(rna(&cpts.rna)),
                adresse: keep(free("adresse", &cpts.adresse)),
                representant: keep(free("representant", &cpts.representant)),
                qualite: keep(free("qualite", &cpts.qualite)),
            },
            ars: institution(&ars, ["ars_nom", "ars_representant", "ars_qualite"], &mut keep),
            caisse: institution(&caisse, ["caisse_nom", "caisse_representant", "caisse_qualite"], &mut keep),
        };
        refus.extend(parties.same_person());
        if refus.is_empty() { Ok(parties) } else { Err(refus) }
    }

    /// Somebody who would sign for two of the three.
    fn same_person(&self) -> Option<Refus> {
        let all = [
            ("representant", &self.cpts.representant),
            ("ars_representant", &self.ars.representant),
            ("caisse_representant", &self.caisse.representant),
        ];
        let twice = |(at, (_, nom)): &(usize, (&str, &String))| {
            let nom = kernel::fold(nom);
            !nom.is_empty() && all[..*at].iter().any(|(_, other)| kernel::fold(other) == nom)
        };
        let (_, (champ, nom)) = all.into_iter().enumerate().find(twice)?;
        Some(Refus::MemeSignataire { champ, nom: nom.clone() })
    }
}

fn institution(
    one: &Institution,
    champs: [&'static str; 3],
    keep: &mut impl FnMut(Result<String, Refus>) -> String,
) -> Institution {
    Institution {
        nom: keep(free(champs[0], &one.nom)),
        representant: keep(free(champs[1], &one.representant)),
        qualite: keep(free(champs[2], &one.qualite)),
    }
}

/// A line that may be empty.
fn free(champ: &'static str, text: &str) -> Result<String, Refus> {
    if text.trim().is_empty() { Ok(String::new()) } else { line(champ, "", text, LINE) }
}

fn finess(text: &str) -> Result<String, Refus> {
    if text.trim().is_empty() {
        return Ok(String::new());
    }
    text.parse::<Finess>().map(|finess| finess.to_string()).map_err(|error| Refus::Finess(error.to_string()))
}

/// `W` and nine characters, or an older number of the prefecture: only its shape is known.
fn rna(text: &str) -> Result<String, Refus> {
    let tidy: String = text.chars().filter(|c| !c.is_whitespace()).collect::<String>().to_ascii_uppercase();
    let modern =
        tidy.len() == 10 && tidy.starts_with('W') && tidy[1..].bytes().all(|b| b.is_ascii_alphanumeric());
    if tidy.is_empty() || modern { Ok(tidy) } else { Err(Refus::Rna(text.trim().to_owned())) }
}
