//! Who is on which half-day, at the least cost, with a proof: doctors on the half-days of unscheduled care. Pure: no clock, no
//! I/O but [`fichier`].
//!
//! * [`Probleme`]: people with their limits, half-days with their needs, who may take what at what cost, what is kept by hand and
//!   what is not to be; [`Regles`]: what missing people and unequal loads cost, the rule of weekends.
//! * [`Probleme::solve`]: a [`Solution`], whose bound no plan can beat. [`Effort`] says how far to search.
//! * [`Probleme::explain`]: why each has what they have, who comes next, what keeps people from what nobody has.
//! * [`Probleme::violations`]: the rules that a plan changed by hand breaks, in French; [`Probleme::bilan`]: what it is worth.
//! * [`fichier`]: the same from CSV files to another, as `maillage rota` does.
//!
//! Method: one half-day a day, the limits of weeks and people are within each other, and the square of a load grows evenly: the
//! best plan is a cheapest flow, solved by phases of shortest paths and kept as its prices change. The rule of weekends crosses
//! weeks: each stretch of weeks gets a price (the volume algorithm), which gives a bound; plans are mended from flows, and what
//! is not yet proved is branched on. Only the choice of prices uses floats: bounds, costs and plans are integers.

mod bilan;
mod etat;
mod fenetres;
pub mod fichier;
mod flot;
mod libres;
mod motif;
mod preuve;
mod prix;
mod probleme;
mod recherche;
mod reparation;
mod reseau;
mod resolution;
mod tas;
mod violation;

#[cfg(test)]
mod tests;

pub use bilan::Bilan;
pub use etat::Obstacle;
pub use motif::{Explication, Motif, Suivant, Trou};
pub use probleme::{Affectation, Creneau, Personne, Possible, Probleme, Refus, Regles};
pub use resolution::{Effort, Solution};
pub use violation::{Noms, Violation};
