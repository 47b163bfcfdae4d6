//! A structure, and how the columns of either file become one.

use super::{Bilan, Position};
use crate::luhn;
use crate::rejet::{Rejet, short};
use identifiants::{CommuneCode, Finess};
use jiff::civil::Date;

/// Kind of a structure (TRE_R66; TRE_R397 in FINESS+).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Categorie {
    /// Such as `603`.
    pub code: String,
    /// As the file gives it: FINESS+ does not.
    pub libelle: Option<String>,
}

/// A site where care or help is given.
#[derive(Debug, Clone, PartialEq)]
pub struct Etablissement {
    /// Its number. The key may be wrong: see [`Self::cle_douteuse`].
    pub finess: Finess,
    /// The number of the legal entity that runs it.
    pub finess_ej: Option<Finess>,
    /// SIRET, 14 digits; the key may be wrong.
    pub siret: Option<String>,
    /// Short name.
    pub nom: String,
    /// Long name, when it is another.
    pub nom_long: Option<String>,
    /// Kind.
    pub categorie: Option<Categorie>,
    /// Address, above the line of the post code.
    pub adresse: Vec<String>,
    /// Five digits.
    pub code_postal: Option<String>,
    /// Commune (INSEE), arrondissements municipaux included; whether it exists is asked of `territoire`.
    pub commune: Option<CommuneCode>,
    /// Town, as the post writes it.
    pub ville: Option<String>,
    /// As the file gives it.
    pub telephone: Option<String>,
    /// WGS84.
    pub position: Option<Position>,
    /// Opening.
    pub ouvert_le: Option<Date>,
    /// Closing.
    pub ferme_le: Option<Date>,
    /// Not closed, as far as the file knows.
    pub actif: bool,
    /// The key of `finess` fails.
    pub cle_douteuse: bool,
}

/// The texts of either file.
#[derive(Debug, Default)]
pub(super) struct Brut<'a> {
    pub finess: &'a str,
    pub finess_ej: &'a str,
    pub siret: &'a str,
    pub nom: &'a str,
    pub nom_long: &'a str,
    pub categorie: &'a str,
    pub categorie_libelle: &'a str,
    pub adresse: Vec<String>,
    pub code_postal: &'a str,
    pub commune: &'a str,
    pub ville: &'a str,
    pub telephone: &'a str,
    pub ouvert_le: &'a str,
    pub ferme_le: &'a str,
    pub actif: bool,
    pub position: Option<Position>,
}

fn filled(text: &str) -> Option<String> {
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

impl Brut<'_> {
    /// Reads the texts. `ligne` and `colonne`, the name of the number in that file, tell a refusal where it is.
    pub(super) fn read(self, ligne: u64, colonne: &str, bilan: &mut Bilan) -> Result<Etablissement, Rejet> {
        let refuse = |recu: &str, raison: &str| Rejet {
            ligne,
            colonne: colonne.to_owned(),
            recu: short(recu),
            raison: raison.to_owned(),
        };
        let finess = number(self.finess)
            .ok_or_else(|| refuse(self.finess, "Un numéro FINESS a 9 chiffres ou lettres."))?;
        let nom = filled(self.nom)
            .or_else(|| filled(self.nom_long))
            .ok_or_else(|| refuse(self.finess, "Cette structure n’a pas de nom."))?;
        let cle_douteuse = !finess.is_key_right();
        bilan.cles_douteuses += u64::from(cle_douteuse);
        let code = filled(self.categorie);
        let libelle = filled(self.categorie_libelle);
        let ferme_le = date(self.ferme_le, bilan);
        let postal = self.code_postal.trim();
        Ok(Etablissement {
            finess,
            finess_ej: number(self.finess_ej),
            siret: siret(self.siret, bilan),
            nom_long: filled(self.nom_long).filter(|long| *long != nom),
            nom,
            categorie: code.map(|code| Categorie { code, libelle }),
            adresse: self.adresse,
            code_postal: (postal.len() == 5 && is_digits(postal)).then(|| postal.to_owned()),
            commune: commune(self.commune, bilan),
            ville: filled(self.ville),
            telephone: filled(self.telephone),
            position: self.position,
            ouvert_le: date(self.ouvert_le, bilan),
            ferme_le,
            actif: self.actif,
            cle_douteuse,
        })
    }
}

/// Nine letters or digits, padding aside.
pub(super) fn number(text: &str) -> Option<Finess> {
    let text = text.trim();
    (text.len() == 9).then(|| Finess::read(text).ok()).flatten()
}

fn is_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

fn siret(text: &str, bilan: &mut Bilan) -> Option<String> {
    let text = filled(text)?;
    let doubt = luhn::siret(text.as_bytes()).err();
    bilan.cles_douteuses += u64::from(doubt.is_some());
    (doubt != Some(luhn::Doute::Forme)).then_some(text)
}

fn commune(text: &str, bilan: &mut Bilan) -> Option<CommuneCode> {
    let text = filled(text)?;
    let commune = text.parse().ok();
    bilan.communes_illisibles += u64::from(commune.is_none());
    commune
}

/// `2026-03-09`, with a time after or not.
fn date(text: &str, bilan: &mut Bilan) -> Option<Date> {
    let text = filled(text)?;
    let date = text.get(..10).and_then(|day| day.parse().ok());
    bilan.dates_illisibles += u64::from(date.is_none());
    date
}

/// Kinds of streets that FINESS shortens.
const VOIES: [(&str, &str); 23] = [
    ("ALL", "ALLEE"),
    ("AV", "AVENUE"),
    ("BD", "BOULEVARD"),
    ("CHE", "CHEMIN"),
    ("CITE", "CITE"),
    ("CRS", "COURS"),
    ("DOM", "DOMAINE"),
    ("ESP", "ESPLANADE"),
    ("FG", "FAUBOURG"),
    ("HAM", "HAMEAU"),
    ("IMP", "IMPASSE"),
    ("LD", "LIEU-DIT"),
    ("LOT", "LOTISSEMENT"),
    ("MTE", "MONTEE"),
    ("PAS", "PASSAGE"),
    ("PL", "PLACE"),
    ("PROM", "PROMENADE"),
    ("QUA", "QUARTIER"),
    ("QUAI", "QUAI"),
    ("R", "RUE"),
    ("RES", "RESIDENCE"),
    ("RTE", "ROUTE"),
    ("SQ", "SQUARE"),
];

/// « 131 A RUE DE LA FONTAINE » from its pieces, unknown kinds of streets as they stand.
pub(super) fn street(numero: &str, complement: &str, voie: &str, libelle: &str) -> String {
    let kind = voie.trim();
    let kind = VOIES.iter().find(|(short, _)| *short == kind).map_or(kind, |(_, long)| long);
    join(&[numero, complement, kind, libelle])
}

/// Pieces with a space between those that are not blank.
pub(super) fn join(pieces: &[&str]) -> String {
    let words: Vec<&str> =
        pieces.iter().map(|piece| piece.trim()).filter(|piece| !piece.is_empty()).collect();
    words.join(" ")
}
