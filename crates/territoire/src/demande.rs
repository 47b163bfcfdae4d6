//! What somebody asks for: a list of communes as text, départements and EPCI taken whole; and the short form in which a
//! page carries its list from one request to the next.

use crate::referentiel::Referentiel;
use identifiants::{CommuneCode, DepartementCode, Siren};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// The list, and the parameters that name nothing.
#[derive(Debug, Default)]
pub(crate) struct Demande {
    /// Codes and names, for [`crate::selection::Selection::read`].
    pub liste: String,
    /// Parameter and sentence.
    pub problems: Vec<(&'static str, String)>,
}

impl Demande {
    pub(crate) fn add_text(&mut self, text: &str) {
        self.liste.push_str(text);
        self.liste.push('\n');
    }

    pub(crate) fn add_departement(&mut self, france: &Referentiel, text: &str) {
        match text.parse::<DepartementCode>() {
            Ok(code) if france.departement(code).is_some() => {
                whole(france, code).for_each(|commune| self.add_text(commune.as_str()));
            }
            Ok(code) => self.problems.push(("departement", format!("Aucun département n’a le code {code}."))),
            Err(error) => self.problems.push(("departement", error.to_string())),
        }
    }

    pub(crate) fn add_epci(&mut self, france: &Referentiel, text: &str) {
        match text.parse::<Siren>() {
            Ok(siren) if france.epci(siren).is_some() => {
                france.of_epci(siren).for_each(|commune| self.add_text(commune.code.as_str()));
            }
            Ok(siren) => {
                self.problems.push(("epci", format!("Aucun EPCI à fiscalité propre n’a le numéro {siren}.")));
            }
            Err(error) => self.problems.push(("epci", error.to_string())),
        }
    }

    /// Adds a list in its short form.
    pub(crate) fn add_short(&mut self, france: &Referentiel, text: &str) {
        for piece in text.split('.').filter(|piece| !piece.is_empty()) {
            if piece.len() <= 3 { self.add_departement(france, piece) } else { self.add_text(piece) }
        }
    }
}

/// The communes of a département, Paris, Lyon and Marseille whole.
fn whole(france: &Referentiel, code: DepartementCode) -> impl Iterator<Item = CommuneCode> + '_ {
    france.of_departement(code).iter().filter(|c| !c.is_arrondissement()).map(|commune| commune.code)
}

/// `43.42103.42110`: a département that is whole by its code, other communes one by one. All of France fits in a line.
pub(crate) fn short(france: &Referentiel, communes: &BTreeSet<CommuneCode>) -> String {
    let mut text = String::new();
    let mut done: Option<DepartementCode> = None;
    for commune in communes {
        let departement = commune.departement();
        if done == Some(departement) {
            continue;
        }
        let dot = if text.is_empty() { "" } else { "." };
        let complete = france.departement(departement).is_some()
            && whole(france, departement).all(|code| communes.contains(&code))
            && france
                .of_departement(departement)
                .iter()
                .all(|c| !c.is_arrondissement() || !communes.contains(&c.code));
        // Writing to a String does not fail.
        let _ = if complete { write!(text, "{dot}{departement}") } else { write!(text, "{dot}{commune}") };
        if complete {
            done = Some(departement);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::referentiel::france;
    use crate::selection::Selection;

    fn back(text: &str) -> BTreeSet<CommuneCode> {
        let mut demande = Demande::default();
        demande.add_short(france(), text);
        assert!(demande.problems.is_empty(), "{:?}", demande.problems);
        Selection::read(france(), &demande.liste).codes(france()).into_iter().collect()
    }

    #[test]
    fn all_of_france_fits_in_a_line_and_comes_back() {
        let all: BTreeSet<CommuneCode> =
            france().communes().iter().filter(|c| !c.is_arrondissement()).map(|c| c.code).collect();
        let text = short(france(), &all);
        assert!(text.len() < 500, "{}", text.len());
        assert_eq!(back(&text), all);
    }

    #[test]
    fn parts_and_arrondissements_come_back() {
        let some: BTreeSet<CommuneCode> =
            ["43157", "75113", "75114", "2A004"].map(|c| c.parse().unwrap()).into();
        assert_eq!(short(france(), &some), "2A004.43157.75113.75114");
        assert_eq!(back("2A004.43157.75113.75114"), some);
        assert_eq!(back("75").len(), 1);
        let mut demande = Demande::default();
        demande.add_short(france(), "20.43157");
        assert_eq!((demande.problems.len(), demande.liste.as_str()), (1, "43157\n"));
    }
}
