use extractions::Rejet;
use identifiants::{CommuneCode, DepartementCode};
use std::collections::BTreeSet;

/// A line of a file that was set aside, with whom and where it speaks of when it can still be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ecarte {
    /// Line, column, what came and why it is refused.
    pub rejet: Rejet,
    /// The identifier of the person or structure, as it came; empty when the line does not let it be read.
    pub identifiant: String,
    /// Commune of today.
    pub commune: Option<CommuneCode>,
    /// Its département, or the one that the postcode or the FINESS number says.
    pub departement: Option<DepartementCode>,
}

impl Ecarte {
    /// A line of which nothing more is known.
    pub(crate) const fn bare(rejet: Rejet) -> Self {
        Self { rejet, identifiant: String::new(), commune: None, departement: None }
    }

    /// Whether the line may speak of these communes: it names one of them, or only the département of one, or no place
    /// that can be read.
    #[must_use]
    pub fn may_be_of(&self, communes: &BTreeSet<CommuneCode>) -> bool {
        match (self.commune, self.departement) {
            (Some(commune), _) => communes.contains(&commune),
            (None, Some(departement)) => communes.iter().any(|code| code.departement() == departement),
            (None, None) => true,
        }
    }
}

/// The département that the first signs of a postcode say; none in Corsica, where « 20 » names two, and abroad.
pub(crate) fn of_postcode(postal: &str) -> Option<DepartementCode> {
    let postal = postal.trim();
    if postal.len() != 5 || !postal.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let long = postal.starts_with("97") || postal.starts_with("98");
    postal.get(..if long { 3 } else { 2 })?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::{Ecarte, Rejet, of_postcode};
    use identifiants::{CommuneCode, DepartementCode};
    use std::collections::BTreeSet;

    fn one(commune: Option<&str>, departement: Option<&str>) -> Ecarte {
        let rejet = Rejet { ligne: 1, colonne: String::new(), recu: String::new(), raison: String::new() };
        let commune: Option<CommuneCode> = commune.map(|code| code.parse().unwrap());
        let departement: Option<DepartementCode> = departement.map(|code| code.parse().unwrap());
        Ecarte { commune, departement, ..Ecarte::bare(rejet) }
    }

    #[test]
    fn a_line_is_shown_where_its_place_is_and_everywhere_without_a_place() {
        let here: BTreeSet<CommuneCode> = BTreeSet::from(["43157".parse().unwrap()]);
        assert!(one(Some("43157"), Some("43")).may_be_of(&here));
        assert!(!one(Some("43040"), Some("43")).may_be_of(&here), "another commune of the département");
        assert!(one(None, Some("43")).may_be_of(&here) && !one(None, Some("63")).may_be_of(&here));
        assert!(one(None, None).may_be_of(&here));
    }

    #[test]
    fn a_postcode_says_its_departement_but_in_corsica() {
        let said = |postal| of_postcode(postal).map(|code| code.to_string());
        assert_eq!((said("43000").as_deref(), said("97410").as_deref()), (Some("43"), Some("974")));
        assert_eq!((said("20000"), said("4300"), said("1201A")), (None, None, None));
    }
}
