//! PS_LibreAcces, read in one pass and in constant memory.
//!
//! A block of a mebibyte is filled from the source and taken in portions of whole lines, 64 KiB at most. A portion is
//! checked as UTF-8 at once, its separators and line ends are found sixteen bytes at a time ([`marques`]), lines are
//! cut by counting marks ([`coupe`]), put back in the official order when the file is not in it ([`remise`]), and
//! checked by bytes ([`controle`]). Nothing is allocated for a line that is accepted, and where the file is cut into
//! blocks changes nothing.
//!
//! * encoding: UTF-8 with or without BOM; a line that is not UTF-8 is read as Windows-1252, with a notice
//! * lines: LF or CRLF; blank ones are passed over; there is no quoting in this format, a `"` is a letter
//! * a line has as many fields as the header, with a final `|` exactly when the header has one

mod bloc;
mod controle;
mod coupe;
mod lot;
mod marques;
mod remise;

pub use lot::{Ligne, Lignes, Lot};

use crate::entete::Entete;
use crate::source::Source;
use crate::{Champ, Extraction, Illisible, Rejet};
use bloc::Bloc;
use controle::Controle;
use coupe::Brute;
use encoding_rs::WINDOWS_1252;
use marques::Marques;
use remise::Remise;
use std::io::Read;

/// What was read so far.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, serde::Serialize)]
pub struct Bilan {
    /// Lines read, header and blank ones apart.
    pub lus: u64,
    /// Lines refused.
    pub rejetes: u64,
    /// FINESS numbers, of the site or of the legal entity, of the wrong form or with a wrong key.
    pub finess_douteux: u64,
    /// SIRET and SIREN numbers of the wrong form or with a wrong key.
    pub siret_douteux: u64,
    /// Lines that were not UTF-8 and were read as Windows-1252.
    pub convertis: u64,
}

/// A file of PS_LibreAcces being read.
pub struct Lecture<R> {
    bloc: Bloc<Source<R>>,
    entete: Entete,
    controle: Controle,
    bilan: Bilan,
    /// A portion that was not UTF-8, converted.
    texte: String,
    marques: Marques,
    lignes: Vec<Brute>,
    remise: Remise,
}

impl<R: Read> Lecture<R> {
    /// Opens a file, gzip or not, and reads its header.
    ///
    /// # Errors
    /// The file is empty, of another nature, or lacks a compulsory column.
    pub fn open(source: R) -> Result<Self, Illisible> {
        Self::open_by(source, bloc::BLOC, bloc::PORTION)
    }

    fn open_by(source: R, bloc: usize, portion: usize) -> Result<Self, Illisible> {
        let mut bloc = Bloc::new(Source::open(source)?, bloc, portion);
        let mut bilan = Bilan::default();
        let mut texte = String::new();
        convert(bloc.first_line()?, &mut texte, &mut bilan.convertis);
        let entete = Entete::read(texte.trim_end_matches(['\r', '\n']))?;
        let controle = Controle::of(&entete);
        let (marques, lignes, remise) = (Marques::default(), Vec::new(), Remise::default());
        Ok(Self { bloc, entete, controle, bilan, texte, marques, lignes, remise })
    }

    /// The next batch of lines; `None` at the end.
    ///
    /// # Errors
    /// The source fails, or ends after the header.
    pub fn lot(&mut self) -> Result<Option<Lot<'_>>, Illisible> {
        // The lines of the batch before.
        self.bloc.count_lines(self.marques.ends().len());
        self.marques.clear();
        let Some(portion) = self.bloc.next_portion()? else {
            return if self.bilan.lus == 0 { Err(Illisible::SansLigne) } else { Ok(None) };
        };
        let Self { bloc, entete, controle, bilan, texte, marques, lignes, remise } = self;
        let raw = bloc.bytes(&portion);
        let raw = if portion.trop_longue {
            texte.clear();
            texte.push_str(&String::from_utf8_lossy(raw));
            texte.as_str()
        } else if let Ok(text) = simdutf8::basic::from_utf8(raw) {
            text
        } else {
            convert(raw, texte, &mut bilan.convertis);
            texte.as_str()
        };
        marques.find(raw.as_bytes());
        coupe::cut(raw.as_bytes(), marques, &portion, entete, lignes);
        let (texte, places): (&str, &[u32]) = if entete.canonique {
            (raw, marques.places())
        } else {
            remise.put_in_order(raw, marques.places(), lignes, entete);
            (remise.texte(), remise.places())
        };
        controle.check_all(texte.as_bytes(), places, lignes, bilan);
        Ok(Some(Lot { texte, places, lignes, entete, premiere: portion.ligne, sans_fin: portion.sans_fin }))
    }

    /// Hands every line over, to the end of the file.
    ///
    /// # Errors
    /// As [`Self::lot`].
    pub fn each(&mut self, mut f: impl FnMut(Result<Ligne<'_>, Rejet>)) -> Result<(), Illisible> {
        while let Some(lot) = self.lot()? {
            lot.into_iter().for_each(&mut f);
        }
        Ok(())
    }

    /// Which of the three files it is.
    pub fn extraction(&self) -> Extraction {
        self.entete.extraction
    }

    /// The header, as it came.
    pub fn titres(&self) -> &[String] {
        &self.entete.titres
    }

    /// True when this edition of the file has that column.
    pub fn has(&self, champ: Champ) -> bool {
        self.entete.has(champ)
    }

    /// What was read so far.
    pub fn bilan(&self) -> Bilan {
        self.bilan
    }

    /// What a person must know about the file: encoding, columns left out or absent, doubtful keys. Complete at the end.
    pub fn avis(&self) -> Vec<String> {
        let mut avis = self.entete.avis.clone();
        let mut count = |count: u64, phrase: &str| {
            if count > 0 {
                avis.push(format!("{phrase}\u{a0}: {count}."));
            }
        };
        let Bilan { convertis, finess_douteux, siret_douteux, .. } = self.bilan;
        count(convertis, "Lignes qui ne sont pas en UTF-8, lues comme du Windows-1252 (Latin-1)");
        count(finess_douteux, "Numéros FINESS dont la forme ou la clé est douteuse, gardés tels quels");
        count(
            siret_douteux,
            "Numéros SIRET ou SIREN dont la forme ou la clé est douteuse, gardés tels quels",
        );
        avis
    }
}

/// Each line as UTF-8, or else as Windows-1252, which every byte is a letter of.
fn convert(raw: &[u8], texte: &mut String, converted: &mut u64) {
    texte.clear();
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if let Ok(text) = simdutf8::basic::from_utf8(line) {
            texte.push_str(text);
        } else {
            *converted += 1;
            texte.push_str(&WINDOWS_1252.decode_without_bom_handling(line).0);
        }
    }
}

#[cfg(test)]
mod tests;
