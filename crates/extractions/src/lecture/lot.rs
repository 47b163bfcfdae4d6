//! What a reader is handed: batches of lines, borrowed from the block.

use super::coupe::Brute;
use crate::entete::Entete;
use crate::rejet::{Motif, Rejet, short};
use crate::{Champ, Extraction, empreinte};

/// A batch of lines, in the order of the file.
#[derive(Clone, Copy)]
pub struct Lot<'a> {
    pub(super) texte: &'a str,
    pub(super) places: &'a [u32],
    pub(super) lignes: &'a [Brute],
    pub(super) entete: &'a Entete,
    /// Number of the first line in the file.
    pub(super) premiere: u64,
    /// The last line is not ended.
    pub(super) sans_fin: bool,
}

/// The lines of a [`Lot`].
pub struct Lignes<'a> {
    lot: Lot<'a>,
    next: std::slice::Iter<'a, Brute>,
}

/// A line that was accepted: what it guarantees is said by the crate's refusals.
#[derive(Clone, Copy)]
pub struct Ligne<'a> {
    lot: Lot<'a>,
    brute: &'a Brute,
}

impl<'a> Lot<'a> {
    /// Each line, accepted or refused.
    pub fn iter(&self) -> Lignes<'a> {
        Lignes { lot: *self, next: self.lignes.iter() }
    }

    fn field(&self, brute: &Brute, champ: Champ) -> &'a str {
        let extraction = self.entete.extraction;
        let Some(place) = extraction.place(champ) else { return "" };
        let (start, end) = brute.field(self.places, place, extraction.champs().len());
        self.texte.get(start..end).unwrap_or_default()
    }

    fn whole(&self, brute: &Brute) -> &'a str {
        self.texte.get(brute.debut as usize..brute.fin as usize).unwrap_or_default()
    }

    fn numero(&self, brute: &Brute) -> u64 {
        self.premiere + u64::from(brute.rang)
    }

    #[cold]
    fn refuse(&self, brute: &Brute) -> Rejet {
        let champ = brute.motif.champ();
        let recu = champ.map_or_else(|| self.whole(brute), |champ| self.field(brute, champ));
        let raison = if brute.motif == Motif::Champs {
            self.miscounted(brute)
        } else {
            brute.motif.raison().to_owned()
        };
        Rejet {
            ligne: self.numero(brute),
            colonne: champ.map(|champ| self.entete.titre(champ).to_owned()).unwrap_or_default(),
            recu: short(recu),
            raison,
        }
    }

    fn miscounted(&self, brute: &Brute) -> String {
        let (found, expected) = (brute.champs as usize, self.entete.titres.len());
        let last = self.lignes.last().is_some_and(|last| last.rang == brute.rang);
        let hint = if self.sans_fin && last && found <= expected {
            "Le fichier est sans doute tronqué."
        } else if found < expected {
            "La ligne est sans doute coupée."
        } else {
            "Une barre «\u{a0}|\u{a0}» se trouve sans doute dans un champ."
        };
        if found == expected {
            return format!("La barre «\u{a0}|\u{a0}» qui ferme chaque ligne manque. {hint}");
        }
        let s = if found == 1 { "" } else { "s" };
        format!("La ligne a {found} champ{s}, les titres en ont {expected}. {hint}")
    }
}

impl<'a> IntoIterator for Lot<'a> {
    type Item = Result<Ligne<'a>, Rejet>;
    type IntoIter = Lignes<'a>;

    fn into_iter(self) -> Lignes<'a> {
        self.iter()
    }
}

impl<'a> Iterator for Lignes<'a> {
    type Item = Result<Ligne<'a>, Rejet>;

    fn next(&mut self) -> Option<Self::Item> {
        let brute = self.next.next()?;
        if brute.motif == Motif::Aucun {
            return Some(Ok(Ligne { lot: self.lot, brute }));
        }
        Some(Err(self.lot.refuse(brute)))
    }
}

impl<'a> Ligne<'a> {
    /// Number in the file; the header is line 1.
    pub fn numero(&self) -> u64 {
        self.lot.numero(self.brute)
    }

    /// Which file it comes from.
    pub fn extraction(&self) -> Extraction {
        self.lot.entete.extraction
    }

    /// A field as it stands in the file, not trimmed; empty when the file does not have the column.
    pub fn champ(&self, champ: Champ) -> &'a str {
        self.lot.field(self.brute, champ)
    }

    /// The title of a column in this file.
    pub(crate) fn titre(&self, champ: Champ) -> &'a str {
        self.lot.entete.titre(champ)
    }

    /// The line in the official order of columns, `|` between fields and none at the end. Two editions of a file say the
    /// same of a person when these texts are equal.
    pub fn texte(&self) -> &'a str {
        self.lot.whole(self.brute)
    }

    /// Hash of [`Self::texte`], by [`crate::empreinte()`]: the same for ever.
    pub fn empreinte(&self) -> u64 {
        empreinte(self.texte())
    }
}

impl std::fmt::Debug for Ligne<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ligne").field("numero", &self.numero()).field("texte", &self.texte()).finish()
    }
}
