//! The header: columns by name, whatever their order, accents, case and small words.

use crate::{Champ, Extraction, Illisible};
use kernel::fold;

/// Labels of other editions that the rule below does not bring to the official one.
const ALIAS: [(&str, Champ); 2] =
    [("Code fonction", Champ::CodeRole), ("Libellé fonction", Champ::LibelleRole)];

/// What two labels of one column have in common: no accent, case, sign nor small word (« civilité d'exercice »,
/// « civilité exercice »), and neither « (coord. structure) » nor « (structure) » at the end.
fn key(titre: &str) -> String {
    let folded = fold(titre);
    let mut words: Vec<&str> =
        folded.split(' ').filter(|word| !matches!(*word, "d" | "de" | "l" | "la")).collect();
    for end in ["structure", "coord"] {
        if words.last() == Some(&end) {
            words.pop();
        }
    }
    words.concat()
}

/// The header of a file.
#[derive(Debug)]
pub(crate) struct Entete {
    pub extraction: Extraction,
    /// As they came.
    pub titres: Vec<String>,
    /// Pieces that a line is cut into: a final separator gives one more, empty.
    pub pieces: usize,
    /// For each official column in order, its place in the file.
    pub sources: Vec<Option<usize>>,
    /// All the official columns, in the official order, and nothing else: lines are canonical as they stand.
    pub canonique: bool,
    /// About columns left out or not there.
    pub avis: Vec<String>,
}

impl Entete {
    /// Reads the first line, without its end.
    pub(crate) fn read(line: &str) -> Result<Self, Illisible> {
        let mut titres: Vec<String> = line.split('|').map(|titre| titre.trim().to_owned()).collect();
        let pieces = titres.len();
        if titres.last().is_some_and(String::is_empty) {
            titres.pop();
        }
        let (found, inconnus) = recognise(&titres)?;
        let extraction = kind(&found).ok_or_else(|| Illisible::Inconnu(crate::rejet::short(line)))?;
        let place = |champ: &Champ| found.iter().position(|found| *found == Some(*champ));
        let missing = |champs: &[Champ]| -> Vec<String> {
            champs.iter().filter(|c| place(c).is_none()).map(|c| c.libelle().to_owned()).collect()
        };
        let manquantes = missing(extraction.requis());
        if !manquantes.is_empty() {
            return Err(Illisible::Colonnes { manquantes, trouvees: titres });
        }
        let sources: Vec<Option<usize>> = extraction.champs().iter().map(place).collect();
        let in_order = sources.iter().enumerate().all(|(at, source)| *source == Some(at));
        let canonique = in_order && titres.len() == sources.len();
        let elsewhere = titres.iter().zip(&found).filter_map(|(titre, champ)| {
            champ.is_some_and(|champ| extraction.place(champ).is_none()).then_some(titre)
        });
        let left_out: Vec<&str> = inconnus.iter().chain(elsewhere).map(String::as_str).collect();
        let avis = notices(&left_out, &missing(extraction.champs()));
        Ok(Self { extraction, titres, pieces, sources, canonique, avis })
    }

    /// The file has that column.
    pub(crate) fn has(&self, champ: Champ) -> bool {
        self.extraction.place(champ).is_some_and(|place| self.sources[place].is_some())
    }

    /// The title of a column in this file, or the official one.
    pub(crate) fn titre(&self, champ: Champ) -> &str {
        let place = self.extraction.place(champ).and_then(|place| self.sources[place]);
        place.and_then(|at| self.titres.get(at)).map_or(champ.libelle(), String::as_str)
    }
}

/// The column of each title, and the titles that are nobody's.
fn recognise(titres: &[String]) -> Result<(Vec<Option<Champ>>, Vec<String>), Illisible> {
    let official = Champ::ALL.into_iter().map(|champ| (champ.libelle(), champ));
    let known: Vec<(String, Champ)> =
        official.chain(ALIAS).map(|(libelle, champ)| (key(libelle), champ)).collect();
    let mut found = Vec::with_capacity(titres.len());
    let mut inconnus = Vec::new();
    for titre in titres {
        let wanted = key(titre);
        let champ = known.iter().find(|(key, _)| *key == wanted).map(|(_, champ)| *champ);
        if let Some(champ) = champ.filter(|champ| found.contains(&Some(*champ))) {
            return Err(Illisible::Double(champ.libelle().to_owned()));
        }
        if champ.is_none() {
            inconnus.push(if titre.is_empty() { "(sans titre)".to_owned() } else { titre.clone() });
        }
        found.push(champ);
    }
    Ok((found, inconnus))
}

/// Which file: by the columns that only one has.
fn kind(found: &[Option<Champ>]) -> Option<Extraction> {
    let any = |range: std::ops::RangeInclusive<Champ>| found.iter().flatten().any(|c| range.contains(c));
    if any(Champ::CodeModeExercice..=Champ::LibelleGenreActivite) {
        Some(Extraction::PersonneActivite)
    } else if any(Champ::CodeTypeDiplome..=Champ::LibelleDisciplineAutorisation) {
        Some(Extraction::DiplAutExerc)
    } else if any(Champ::CodeTypeSavoirFaire..=Champ::LibelleSavoirFaire) {
        Some(Extraction::SavoirFaire)
    } else {
        None
    }
}

fn notices(left_out: &[&str], missing: &[String]) -> Vec<String> {
    let mut avis = Vec::new();
    if !left_out.is_empty() {
        avis.push(format!("Colonnes laissées de côté\u{a0}: {}.", left_out.join(", ")));
    }
    if !missing.is_empty() {
        avis.push(format!(
            "Colonnes absentes de cette édition, lues comme vides\u{a0}: {}.",
            missing.join(", ")
        ));
    }
    avis
}

#[cfg(test)]
mod tests;
