//! From documents to an index.

use crate::accoles::joined;
use crate::demande::{Point, Position};
use crate::dictionnaire::rank;
use crate::index::{Entete, Index, Rubrique};
use crate::metiers::{self, Metier};
use crate::mots::{fold_word, spell_out, split};
use std::collections::HashMap;

mod finish;

/// A document to be found. `Fiche::default()` is empty: name the fields that there are.
#[derive(Debug, Clone, Copy, Default)]
pub struct Fiche<'a> {
    /// Family name. With the first name empty too, the document is a structure.
    pub nom: &'a str,
    /// First name.
    pub prenom: &'a str,
    /// Code of the nomenclature TRE_G15, or the label; empty when there is none.
    pub profession: &'a str,
    /// Codes of the nomenclature TRE_R38, or labels. An unknown label is searched by its words.
    pub specialites: &'a [&'a str],
    /// Name of the commune.
    pub commune: &'a str,
    /// Name of the structure, or of the place where the person works.
    pub structure: Option<&'a str>,
    /// Further words to be found by.
    pub mots: &'a [&'a str],
    /// Where it is.
    pub position: Option<Position>,
}

/// Takes documents, then makes the index.
#[derive(Default)]
pub struct Builder {
    formes: Formes,
    communes: HashMap<Box<str>, u32>,
    /// Label and formes of each commune.
    par_commune: Vec<(Box<str>, Vec<u32>)>,
    rubriques: HashMap<Box<str>, u16>,
    par_rubrique: Vec<Rubrique>,
    /// Professions and specialties that the data file does not know.
    inconnus: Vec<Metier>,
    entetes: Vec<Entete>,
    lignes: Vec<u32>,
    points: Vec<Point>,
    cle: String,
}

/// Words as written, in order of arrival, each with its folded spelling.
#[derive(Default)]
struct Formes {
    numeros: HashMap<Box<str>, u32>,
    plis: Vec<(Box<str>, Box<str>)>,
}

/// Most words kept of a family name, of a first name, and of the rest.
const MOTS: [usize; 3] = [8, 6, 10];

impl Builder {
    /// No document yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a document; gives its number: 0, then 1, 2…
    pub fn add(&mut self, fiche: &Fiche<'_>) -> u32 {
        let numero = rank(self.entetes.len());
        let structure = fiche.nom.is_empty() && fiche.prenom.is_empty();
        let debut = self.lignes.len();
        let noms = if structure {
            self.put(&[fiche.structure.unwrap_or("")], MOTS[0])
        } else {
            self.put(&[fiche.nom], MOTS[0])
        };
        let prenoms = self.put(&[fiche.prenom], MOTS[1]);
        let of_structure = fiche.structure.filter(|_| !structure).unwrap_or("");
        let rest = self.put(&[of_structure], MOTS[2]);
        self.put(fiche.mots, MOTS[2] - rest);
        let accoles = self.put_joined(debut, noms);
        let rubrique = self.rubrique(fiche);
        let commune = self.commune(fiche.commune);
        let mots_commune =
            self.par_commune.get(commune as usize).map_or(0, |(_, formes)| small(formes.len()));
        self.entetes.push(Entete {
            debut: rank(debut),
            numero,
            commune,
            mots_commune,
            rubrique,
            noms: small(noms),
            prenoms: small(prenoms),
            accoles: small(accoles),
            structure,
        });
        self.points.push(fiche.position.and_then(Position::on_sphere).unwrap_or(Point::NOWHERE));
        numero
    }

    /// The index of all documents added.
    #[must_use]
    pub fn build(self) -> Index {
        finish::finish(self)
    }

    /// Writes at most that many words of these texts; gives how many were written.
    fn put(&mut self, texts: &[&str], most: usize) -> usize {
        let from = self.lignes.len();
        for text in texts {
            for word in split(text) {
                if self.lignes.len() - from < most {
                    self.lignes.extend(self.formes.number(word));
                }
            }
        }
        self.lignes.len() - from
    }

    /// Writes the joined spellings of the name written at `debut`; gives how many.
    fn put_joined(&mut self, debut: usize, noms: usize) -> usize {
        if noms < 2 {
            return 0;
        }
        let words = self.lignes[debut..debut + noms].iter().map(|&forme| &self.formes.plis[forme as usize]);
        let (written, folded): (Vec<&str>, Vec<&str>) =
            words.map(|(as_is, folded)| (&**as_is, &**folded)).unzip();
        let found: Vec<(String, String, u32)> = joined(&folded)
            .map(|(text, range)| {
                let bits = range.clone().fold(0_u32, |bits, at| bits | 1 << at);
                (written[range].join(" "), text, bits)
            })
            .collect();
        let count = found.len();
        for (written, folded, bits) in found {
            self.lignes.push(self.formes.number_as(&written, &folded));
            self.lignes.push(bits);
        }
        count
    }

    fn commune(&mut self, libelle: &str) -> u32 {
        if let Some(&known) = self.communes.get(libelle) {
            return known;
        }
        let number = rank(self.par_commune.len());
        let formes = split(libelle).filter_map(|word| self.formes.number(word)).take(8).collect();
        self.par_commune.push((libelle.into(), formes));
        self.communes.insert(libelle.into(), number);
        number
    }

    fn rubrique(&mut self, fiche: &Fiche<'_>) -> u16 {
        let mut cle = std::mem::take(&mut self.cle);
        cle.clear();
        cle.push_str(fiche.profession);
        for specialite in fiche.specialites {
            cle.push('\u{1f}');
            cle.push_str(specialite);
        }
        let number = self.rubriques.get(cle.as_str()).copied().or_else(|| {
            // Past 65 535 kinds of documents, the others are of no kind.
            let number = u16::try_from(self.par_rubrique.len()).ok()?;
            let mut metiers: Vec<u16> = self.metier(fiche.profession, false).into_iter().collect();
            metiers.extend(fiche.specialites.iter().filter_map(|specialite| self.metier(specialite, true)));
            self.par_rubrique.push(Rubrique(metiers));
            self.rubriques.insert(cle.as_str().into(), number);
            Some(number)
        });
        self.cle = cle;
        number.unwrap_or(u16::MAX)
    }

    fn metier(&mut self, text: &str, specialite: bool) -> Option<u16> {
        if text.trim().is_empty() {
            return None;
        }
        let known = metiers::table().len();
        let at = metiers::find(text, specialite).unwrap_or_else(|| {
            let metier = Metier::unknown(text, specialite);
            let same = self.inconnus.iter().position(|inconnu| *inconnu == metier);
            known
                + same.unwrap_or_else(|| {
                    self.inconnus.push(metier);
                    self.inconnus.len() - 1
                })
        });
        u16::try_from(at).ok()
    }
}

impl Formes {
    /// The number of a word as written; none when nothing is left of it once folded.
    fn number(&mut self, word: &str) -> Option<u32> {
        if let Some(&known) = self.numeros.get(word) {
            return Some(known);
        }
        let folded = spell_out(fold_word(word)).into_owned();
        (!folded.is_empty()).then(|| self.number_as(word, &folded))
    }

    fn number_as(&mut self, word: &str, folded: &str) -> u32 {
        if let Some(&known) = self.numeros.get(word) {
            return known;
        }
        let number = rank(self.plis.len());
        self.plis.push((word.into(), folded.into()));
        self.numeros.insert(word.into(), number);
        number
    }
}

fn small(count: usize) -> u8 {
    u8::try_from(count).unwrap_or(u8::MAX)
}
