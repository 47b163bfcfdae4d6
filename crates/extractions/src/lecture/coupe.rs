//! Lines, cut by counting marks.

use super::bloc::Portion;
use super::marques::Marques;
use crate::entete::Entete;
use crate::rejet::Motif;

/// A line of a portion, not yet checked.
#[derive(Debug, Clone, Copy)]
pub(super) struct Brute {
    /// First byte in the text.
    pub debut: u32,
    /// After the last byte, without `\r` nor final separator.
    pub fin: u32,
    /// Index of its first mark.
    pub marque: u32,
    /// Fields found, the one after a final separator apart.
    pub champs: u32,
    /// Lines of the portion before it.
    pub rang: u32,
    pub motif: Motif,
}

impl Brute {
    /// Where a field is, when the line has `total` of them.
    pub(super) fn field(&self, places: &[u32], at: usize, total: usize) -> (usize, usize) {
        let mark =
            |at: usize| places.get(self.marque as usize + at).map_or(self.fin, |place| *place) as usize;
        let start = if at == 0 { self.debut as usize } else { mark(at - 1) + 1 };
        let end = if at + 1 == total { self.fin as usize } else { mark(at) };
        (start, end)
    }
}

/// Cuts a portion into the lines that are not blank.
pub(super) fn cut(
    texte: &[u8],
    marques: &Marques,
    portion: &Portion,
    entete: &Entete,
    lignes: &mut Vec<Brute>,
) {
    lignes.clear();
    let mut place = Place { debut: 0, marque: 0, rang: 0 };
    if portion.trop_longue {
        lignes.push(Brute { motif: Motif::TropLongue, ..place.line(texte, texte.len(), 0, entete) });
        return;
    }
    let nul = marques.has_nul();
    let mut keep = |place: &mut Place, end: usize, mark: u32| {
        let mut line = place.line(texte, end, mark, entete);
        let bytes = &texte[line.debut as usize..line.fin as usize];
        if nul && bytes.contains(&0) {
            line.motif = Motif::OctetNul;
        }
        // A blank line has no mark; a lone separator is a line.
        if !bytes.is_empty() || mark > line.marque {
            lignes.push(line);
        }
    };
    for &mark in marques.ends() {
        let end = marques.places()[mark as usize] as usize;
        keep(&mut place, end, mark);
        place = Place { debut: end + 1, marque: mark + 1, rang: place.rang + 1 };
    }
    if portion.sans_fin {
        keep(&mut place, texte.len(), marques.places().len() as u32);
    }
}

/// Where a line begins.
struct Place {
    debut: usize,
    marque: u32,
    rang: u32,
}

impl Place {
    /// The line that ends at a byte and at a mark.
    #[inline(always)]
    fn line(&self, texte: &[u8], end: usize, mark: u32, entete: &Entete) -> Brute {
        let mut fin = end;
        if fin > self.debut && texte[fin - 1] == b'\r' {
            fin -= 1;
        }
        let pieces = mark - self.marque + 1;
        let closed = entete.pieces > entete.titres.len();
        let ends_closed = fin > self.debut && texte[fin - 1] == b'|';
        let right = pieces as usize == entete.pieces && (ends_closed || !closed);
        let champs = pieces - u32::from(closed && ends_closed);
        if closed && ends_closed {
            fin -= 1;
        }
        let motif = if right { Motif::Aucun } else { Motif::Champs };
        Brute {
            debut: self.debut as u32,
            fin: fin as u32,
            marque: self.marque,
            champs,
            rang: self.rang,
            motif,
        }
    }
}
