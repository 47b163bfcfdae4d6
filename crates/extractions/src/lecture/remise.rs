//! Files of another edition: their lines put back in the official order.

use super::coupe::Brute;
use crate::entete::Entete;
use crate::rejet::Motif;

/// The text of a portion, canonical; the memory serves again.
#[derive(Debug, Default)]
pub(super) struct Remise {
    texte: String,
    places: Vec<u32>,
}

impl Remise {
    pub(super) fn texte(&self) -> &str {
        &self.texte
    }

    pub(super) fn places(&self) -> &[u32] {
        &self.places
    }

    /// Writes each line again with the official columns, those that the file does not have being empty; the lines then
    /// speak of the new text. One that is refused is copied as it stands.
    pub(super) fn put_in_order(
        &mut self,
        texte: &str,
        places: &[u32],
        lignes: &mut [Brute],
        entete: &Entete,
    ) {
        self.texte.clear();
        self.places.clear();
        for ligne in lignes {
            let (debut, marque) = (self.texte.len() as u32, self.places.len() as u32);
            if ligne.motif == Motif::Aucun {
                self.copy(texte, places, ligne, entete);
            } else {
                let whole = ligne.debut as usize..ligne.fin as usize;
                self.texte.push_str(texte.get(whole).unwrap_or_default());
            }
            (ligne.debut, ligne.marque, ligne.fin) = (debut, marque, self.texte.len() as u32);
        }
    }

    fn copy(&mut self, texte: &str, places: &[u32], ligne: &Brute, entete: &Entete) {
        for (at, source) in entete.sources.iter().enumerate() {
            if at > 0 {
                self.places.push(self.texte.len() as u32);
                self.texte.push('|');
            }
            if let Some(source) = source {
                let (start, end) = ligne.field(places, *source, entete.titres.len());
                self.texte.push_str(texte.get(start..end).unwrap_or_default());
            }
        }
    }
}
