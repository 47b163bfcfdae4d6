//! The places: people and care, somewhere.

use crate::{Position, Refus};

/// Largest population or supply of a place; keeps every sum far from infinity.
const PLUS_GRAND: f64 = 1e12;
/// Smallest demand that is not zero; keeps every ratio far from infinity.
const PLUS_PETITE_DEMANDE: f64 = 1e-6;

/// A place: a commune, an IRIS, a neighbourhood.
#[derive(Debug, Clone, PartialEq)]
pub struct Lieu {
    /// What names it.
    pub code: String,
    /// Inhabitants.
    pub population: f64,
    /// What replaces the population in the catchments, when it is known (people weighted by what their age needs).
    pub demande: Option<f64>,
    /// Care, in any unit: full-time equivalents, acts per year, beds.
    pub offre: f64,
    /// Where it is, when it is known.
    pub position: Option<Position>,
}

impl Lieu {
    /// What counts in the catchments.
    #[must_use]
    pub fn demande(&self) -> f64 {
        self.demande.unwrap_or(self.population)
    }

    fn check(&self) -> Result<(), Refus> {
        let plain =
            !self.code.is_empty() && self.code.len() <= 64 && !self.code.chars().any(char::is_control);
        if !plain {
            return Err(Refus::Code(self.code.chars().take(64).collect()));
        }
        let counts = |n: f64| n == 0.0 || (PLUS_PETITE_DEMANDE..=PLUS_GRAND).contains(&n);
        if let Some(recu) = [self.population, self.demande()].into_iter().find(|n| !counts(*n)) {
            return Err(Refus::Demande { lieu: self.code.clone(), recu });
        }
        if !(0.0..=PLUS_GRAND).contains(&self.offre) {
            return Err(Refus::Offre { lieu: self.code.clone(), recu: self.offre });
        }
        Ok(())
    }
}

/// Places that were checked, each with its rank: its place in the list, from 0.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Lieux {
    lieux: Vec<Lieu>,
    par_code: Vec<u32>,
}

impl Lieux {
    /// Checks each value and that no code comes twice.
    pub fn new(lieux: Vec<Lieu>) -> Result<Self, Refus> {
        Self::of(lieux).map_err(|(refus, _)| refus)
    }

    /// The same; gives the places back with a refusal.
    pub(crate) fn of(lieux: Vec<Lieu>) -> Result<Self, (Refus, Vec<Lieu>)> {
        match sorted(&lieux) {
            Ok(par_code) => Ok(Self { lieux, par_code }),
            Err(refus) => Err((refus, lieux)),
        }
    }

    /// How many.
    #[must_use]
    pub fn len(&self) -> usize {
        self.lieux.len()
    }

    /// True when there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.lieux.is_empty()
    }

    /// The place of a rank.
    ///
    /// # Panics
    /// When there is no such rank, as an index does.
    #[must_use]
    pub fn lieu(&self, rang: usize) -> &Lieu {
        &self.lieux[rang]
    }

    /// The rank of a code.
    #[must_use]
    pub fn rang(&self, code: &str) -> Option<usize> {
        let found = self.par_code.binary_search_by(|rang| self.lieux[*rang as usize].code.as_str().cmp(code));
        found.ok().map(|at| self.par_code[at] as usize)
    }

    /// In order of rank.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Lieu> {
        self.lieux.iter()
    }

    /// Ranks in order of code: an order that does not depend on how the places came.
    pub(crate) fn par_code(&self) -> &[u32] {
        &self.par_code
    }
}

/// Ranks in order of code, once everything was checked.
fn sorted(lieux: &[Lieu]) -> Result<Vec<u32>, Refus> {
    let count = u32::try_from(lieux.len()).map_err(|_| Refus::Nombre(lieux.len()))?;
    lieux.iter().try_for_each(Lieu::check)?;
    let code = |rang: u32| lieux[rang as usize].code.as_str();
    let mut par_code: Vec<u32> = (0..count).collect();
    par_code.sort_by(|a, b| code(*a).cmp(code(*b)));
    match par_code.windows(2).find(|pair| code(pair[0]) == code(pair[1])) {
        Some(pair) => Err(Refus::Double(code(pair[0]).to_owned())),
        None => Ok(par_code),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lieu(code: &str, population: f64, offre: f64) -> Lieu {
        Lieu { code: code.to_owned(), population, demande: None, offre, position: None }
    }

    #[test]
    fn values_that_would_spoil_a_sum_are_refused() {
        let refusal = |lieu: Lieu| Lieux::new(vec![lieu]).unwrap_err();
        for wrong in [-1.0, f64::NAN, f64::INFINITY, 1e-7, 1e13] {
            assert!(matches!(refusal(lieu("a", wrong, 0.0)), Refus::Demande { .. }), "{wrong}");
        }
        for wrong in [-1.0, f64::NAN, f64::INFINITY, 1e13] {
            assert!(matches!(refusal(lieu("a", 1.0, wrong)), Refus::Offre { .. }), "{wrong}");
        }
        assert!(matches!(refusal(lieu("", 1.0, 1.0)), Refus::Code(_)));
        assert!(matches!(refusal(lieu("a\nb", 1.0, 1.0)), Refus::Code(_)));
        let demande = Lieu { demande: Some(-2.0), ..lieu("a", 1.0, 1.0) };
        assert!(matches!(refusal(demande), Refus::Demande { recu: -2.0, .. }));
    }

    #[test]
    fn a_code_comes_once_and_is_found() {
        let lieux = Lieux::new(vec![lieu("b", 1.0, 0.0), lieu("a", 2.0, 0.0)]).unwrap();
        assert_eq!((lieux.rang("a"), lieux.rang("b"), lieux.rang("c")), (Some(1), Some(0), None));
        let twice = vec![lieu("b", 1.0, 0.0), lieu("a", 2.0, 0.0), lieu("b", 1.0, 0.0)];
        assert_eq!(Lieux::new(twice), Err(Refus::Double("b".to_owned())));
    }
}
