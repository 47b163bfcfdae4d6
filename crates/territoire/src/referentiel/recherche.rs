//! Finding communes by name.

use super::{Referentiel, TableCommunes};
use identifiants::CommuneCode;
use std::cmp::Reverse;

/// Folded names in one text, and the order of their keys.
#[derive(Debug)]
pub(super) struct Noms {
    plis: String,
    /// End of the name of each commune in `plis`.
    fins: Vec<u32>,
    /// Indexes of communes, by key.
    ordre: Vec<u32>,
    /// Folded old names and the code they lead to.
    anciens: Vec<(Box<str>, CommuneCode)>,
}

/// Folded, « st » and « ste » opened: « St-Étienne » and « Saint Etienne » are the same text.
pub(crate) fn plier(text: &str) -> String {
    let folded = kernel::fold(text);
    if !folded.split(' ').any(|word| word == "st" || word == "ste") {
        return folded;
    }
    let open = |word| match word {
        "st" => "saint",
        "ste" => "sainte",
        other => other,
    };
    folded.split(' ').map(open).collect::<Vec<_>>().join(" ")
}

/// The key of a folded name: without leading article.
fn key(folded: &str) -> &str {
    match folded.split_once(' ') {
        Some(("le" | "la" | "les" | "l", rest)) => rest,
        _ => folded,
    }
}

impl Noms {
    pub(super) fn of(table: &TableCommunes) -> Self {
        let (mut plis, mut fins) = (String::new(), Vec::with_capacity(table.communes.len()));
        for commune in &table.communes {
            plis.push_str(&plier(&commune.nom));
            fins.push(plis.len() as u32);
        }
        plis.shrink_to_fit();
        let anciens = table.anciens.iter().filter(|ancien| !ancien.nom.is_empty());
        let anciens = anciens.map(|ancien| (plier(&ancien.nom).into(), ancien.actuel)).collect();
        let mut noms = Self { plis, ordre: Vec::new(), fins, anciens };
        let mut keys: Vec<(&str, u32)> =
            (0..noms.fins.len()).map(|at| (key(noms.pli(at)), at as u32)).collect();
        keys.sort_unstable();
        noms.ordre = keys.into_iter().map(|(_, at)| at).collect();
        noms
    }

    fn pli(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.fins[at - 1] as usize };
        &self.plis[start..self.fins[at] as usize]
    }

    pub(super) fn exact(&self, nom: &str) -> Vec<usize> {
        let wanted = plier(nom);
        let wanted_key = key(&wanted);
        if wanted_key.is_empty() {
            return Vec::new();
        }
        let start = self.ordre.partition_point(|at| key(self.pli(*at as usize)) < wanted_key);
        let same: Vec<usize> = self.ordre[start..]
            .iter()
            .map(|at| *at as usize)
            .take_while(|at| key(self.pli(*at)) == wanted_key)
            .collect();
        let whole: Vec<usize> = same.iter().copied().filter(|at| self.pli(*at) == wanted).collect();
        if whole.is_empty() { same } else { whole }
    }

    pub(super) fn search(&self, referentiel: &Referentiel, text: &str, limit: usize) -> Vec<usize> {
        let wanted = plier(text);
        if wanted.is_empty() || limit == 0 {
            return Vec::new();
        }
        let digits = wanted.chars().any(|c| c.is_ascii_digit());
        let mut found: Vec<(u8, usize)> = (0..self.fins.len())
            .filter_map(|at| {
                let score = score(self.pli(at), &wanted);
                let code = || digits.then(|| code_score(referentiel, at, &wanted)).flatten();
                score.or_else(code).map(|score| (score, at))
            })
            .collect();
        found.extend(self.anciens.iter().filter_map(|(nom, code)| {
            let score = score(nom, &wanted).filter(|score| *score < WORDS)?;
            referentiel.index(*code).map(|at| (OLD + score, at))
        }));
        let population = |at: usize| referentiel.communes()[at].population.unwrap_or_default();
        found.sort_by_key(|(score, at)| (*score, Reverse(population(*at)), *at));
        let mut best: Vec<usize> = Vec::with_capacity(limit);
        for (_, at) in found {
            if best.len() < limit && !best.contains(&at) {
                best.push(at);
            }
        }
        best
    }
}

const WORDS: u8 = 4;
const OLD: u8 = 5;

/// 0 whole name, 1 whole name but the article, 2 beginning, 3 beginning but the article, 4 beginnings of words.
fn score(nom: &str, wanted: &str) -> Option<u8> {
    if nom == wanted {
        return Some(0);
    }
    let (bare, wanted_bare) = (key(nom), key(wanted));
    if bare == wanted_bare {
        return Some(1);
    }
    if nom.starts_with(wanted) {
        return Some(2);
    }
    if bare.starts_with(wanted_bare) && !wanted_bare.is_empty() {
        return Some(3);
    }
    let begins = |word: &str| nom.split(' ').any(|part| part.starts_with(word));
    wanted.split(' ').all(begins).then_some(WORDS)
}

/// Code or postcode.
fn code_score(referentiel: &Referentiel, at: usize, wanted: &str) -> Option<u8> {
    let commune = &referentiel.communes()[at];
    let code = commune.code.as_str();
    if code.eq_ignore_ascii_case(wanted) {
        return Some(0);
    }
    let postcode = commune.codes_postaux.split(' ').any(|code| code == wanted);
    let begins =
        wanted.len() >= 2 && code.get(..wanted.len()).is_some_and(|c| c.eq_ignore_ascii_case(wanted));
    if postcode { Some(1) } else { begins.then_some(WORDS) }
}

#[cfg(test)]
mod tests {
    fn names(text: &str) -> Vec<String> {
        let france = crate::referentiel::france();
        france
            .search(text, 3)
            .into_iter()
            .map(|commune| format!("{} {}", commune.code, commune.nom))
            .collect()
    }

    #[test]
    fn people_type_as_they_like() {
        assert_eq!(names("le puy en velay"), ["43157 Le Puy-en-Velay"]);
        assert_eq!(names("PUY EN V")[0], "43157 Le Puy-en-Velay");
        assert_eq!(names("st etienne")[0], "42218 Saint-Étienne");
        assert_eq!(names("coeuvres")[0], "02201 Cœuvres-et-Valsery");
        assert_eq!(names("velay puy")[0], "43157 Le Puy-en-Velay");
        assert_eq!(names("2a004"), ["2A004 Ajaccio"]);
        assert!(names("97400").contains(&"97411 Saint-Denis".to_owned()));
        assert_eq!(names("Nonsard"), ["55386 Nonsard-Lamarche"]);
        assert!(names("  ").is_empty() && names("zzzz").is_empty());
    }

    #[test]
    fn an_old_name_leads_to_the_commune_of_today() {
        assert!(names("La Neuville-Garnier").contains(&"60694 Les Hauts-Talican".to_owned()));
    }

    #[test]
    fn exact_names_prefer_the_whole_name() {
        let france = crate::referentiel::france();
        let codes = |nom| france.named(nom).iter().map(|c| c.code.to_string()).collect::<Vec<_>>();
        assert_eq!(codes("puy-en-velay"), ["43157"]);
        assert_eq!(codes("La Rochelle"), ["17300", "70450"]);
        assert!(codes("Saint-Denis").len() > 3);
        assert!(codes("le").is_empty() && codes("").is_empty());
    }
}
