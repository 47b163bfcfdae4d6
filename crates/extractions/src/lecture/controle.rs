//! What makes a line refused, byte by byte, and what is only counted.

use super::Bilan;
use super::coupe::Brute;
use crate::entete::Entete;
use crate::luhn;
use crate::rejet::Motif;
use crate::{Champ, Extraction};

/// Places of the columns that are checked, in a canonical line.
#[derive(Debug, Clone, Copy)]
pub(super) struct Controle {
    /// Columns of a canonical line.
    total: usize,
    nom: usize,
    /// The file has « Type d'identifiant PP ».
    has_type: bool,
    /// The file has « Identification nationale PP ».
    has_nationale: bool,
    /// Structures and addresses are checked too.
    activite: bool,
}

impl Controle {
    pub(super) fn of(entete: &Entete) -> Self {
        let extraction = entete.extraction;
        Self {
            total: extraction.champs().len(),
            nom: extraction.place(Champ::NomExercice).unwrap_or_default(),
            has_type: entete.has(Champ::TypeIdentifiant),
            has_nationale: entete.has(Champ::IdentificationNationale),
            activite: extraction == Extraction::PersonneActivite,
        }
    }

    /// Writes in each line why it is refused, and counts.
    pub(super) fn check_all(&self, texte: &[u8], places: &[u32], lignes: &mut [Brute], bilan: &mut Bilan) {
        for ligne in lignes.iter_mut() {
            if ligne.motif == Motif::Aucun {
                ligne.motif = self.check(&Champs { texte, places, ligne, total: self.total }, bilan);
            }
            bilan.rejetes += u64::from(ligne.motif != Motif::Aucun);
        }
        bilan.lus += lignes.len() as u64;
    }

    fn check(&self, champs: &Champs<'_>, bilan: &mut Bilan) -> Motif {
        let person = self.person(champs);
        if person != Motif::Aucun || !self.activite {
            return person;
        }
        let address = address(champs);
        if address == Motif::Aucun {
            structure(champs, bilan);
        }
        address
    }

    fn person(&self, champs: &Champs<'_>) -> Motif {
        let (numero, nationale) = (champs.at(1), champs.at(2));
        let first = if self.has_type {
            champs.at(0)
        } else if self.has_nationale {
            nationale.get(..1).unwrap_or_default()
        } else if numero.len() == 9 {
            b"0"
        } else {
            b"8"
        };
        let motif = match first {
            b"8" => match luhn::rpps(numero) {
                Ok(()) => Motif::Aucun,
                Err(luhn::Doute::Forme) => Motif::RppsForme,
                Err(luhn::Doute::Cle) => Motif::RppsCle,
            },
            b"0" if numero.len() == 9 && numero.iter().all(u8::is_ascii_alphanumeric) => Motif::Aucun,
            b"0" => Motif::AdeliForme,
            _ => Motif::TypeInconnu,
        };
        if motif != Motif::Aucun {
            return motif;
        }
        if self.has_nationale && (nationale.get(..1) != Some(first) || nationale.get(1..) != Some(numero)) {
            return Motif::Nationale;
        }
        if champs.at(self.nom).trim_ascii().is_empty() { Motif::NomVide } else { Motif::Aucun }
    }
}

/// The fields of a canonical line.
struct Champs<'a> {
    texte: &'a [u8],
    places: &'a [u32],
    ligne: &'a Brute,
    total: usize,
}

impl<'a> Champs<'a> {
    #[inline(always)]
    fn at(&self, place: usize) -> &'a [u8] {
        let (start, end) = self.ligne.field(self.places, place, self.total);
        self.texte.get(start..end).unwrap_or_default()
    }
}

/// Post code and commune, when they are there and the country is France or is not said. Abroad, anything goes.
fn address(champs: &Champs<'_>) -> Motif {
    let (postal, commune) = (champs.at(Champ::CodePostal as usize), champs.at(Champ::CodeCommune as usize));
    if postal.is_empty() && commune.is_empty() {
        return Motif::Aucun;
    }
    let pays = champs.at(Champ::CodePays as usize);
    if !pays.is_empty() && pays != b"99000" {
        return Motif::Aucun;
    }
    let digits = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_digit);
    let good_postal = postal.is_empty() || (postal.len() == 5 && digits(postal));
    if !good_postal {
        return Motif::CodePostal;
    }
    let corse = |code: &[u8]| matches!(code, [b'2', b'A' | b'B', rest @ ..] if digits(rest));
    let good_commune = commune.is_empty() || (commune.len() == 5 && (digits(commune) || corse(commune)));
    if good_commune { Motif::Aucun } else { Motif::Commune }
}

/// Numbers of the structure: the file itself contains wrong ones.
fn structure(champs: &Champs<'_>, bilan: &mut Bilan) {
    let doubtful = |champ: Champ, check: fn(&[u8]) -> Result<(), luhn::Doute>| {
        let number = champs.at(champ as usize);
        u64::from(!number.is_empty() && check(number).is_err())
    };
    bilan.siret_douteux += doubtful(Champ::SiretSite, luhn::siret) + doubtful(Champ::SirenSite, luhn::siren);
    bilan.finess_douteux += doubtful(Champ::FinessSite, luhn::finess)
        + doubtful(Champ::FinessEtablissementJuridique, luhn::finess);
}
