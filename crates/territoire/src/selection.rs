//! A list of communes, as pasted, typed or stored, resolved against the reference: what is recognised, and a flag for
//! everything that a person must know. Nothing is dropped without a flag, nothing is counted twice.

mod lecture;
mod remarque;
mod tri;

pub use remarque::{Genre, Remarque};

use crate::referentiel::{Commune, Referentiel};
use identifiants::CommuneCode;
use tri::Tri;

/// Communes of a [`Referentiel`] without double, and the flags raised on the way.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Selection {
    /// Indexes in the reference, in order of code.
    communes: Vec<u32>,
    remarques: Vec<Remarque>,
}

impl Selection {
    /// Resolves any text: codes, names, or both, separated by line ends, semicolons, commas, tabs, bars or (codes) spaces.
    pub fn read(france: &Referentiel, text: &str) -> Self {
        let mut tri = Tri::new(france);
        for fields in lecture::lines(text) {
            tri.line(&fields);
        }
        tri.finish()
    }

    /// Resolves codes that were checked before, such as a stored perimeter: old ones are mapped, unknown ones flagged.
    pub fn of(france: &Referentiel, codes: impl IntoIterator<Item = CommuneCode>) -> Self {
        let mut tri = Tri::new(france);
        for code in codes {
            tri.known_code(code, code.as_str(), "");
        }
        tri.finish()
    }

    /// The communes, by code. The reference must be the one that resolved the list.
    pub fn communes<'a>(&'a self, france: &'a Referentiel) -> impl ExactSizeIterator<Item = &'a Commune> {
        self.communes.iter().map(|at| &france.communes()[*at as usize])
    }

    /// Their codes.
    pub fn codes(&self, france: &Referentiel) -> Vec<CommuneCode> {
        self.communes(france).map(|commune| commune.code).collect()
    }

    pub(crate) fn indexes(&self) -> impl ExactSizeIterator<Item = usize> + '_ {
        self.communes.iter().map(|at| *at as usize)
    }

    /// Number of communes and arrondissements kept.
    pub fn len(&self) -> usize {
        self.communes.len()
    }

    /// True when nothing was recognised.
    pub fn is_empty(&self) -> bool {
        self.communes.is_empty()
    }

    /// The flags, in the order of the list, then those about the whole.
    pub fn remarques(&self) -> &[Remarque] {
        &self.remarques
    }
}

#[cfg(test)]
mod tests;
