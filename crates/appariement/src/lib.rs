//! Who gets which place, at the least total cost: patients to médecins traitants. Pure: no I/O, no clock, no float.
//!
//! * [`Reseau`]: who may go where (« arcs »), at what cost, and what it costs to leave somebody without a place.
//! * [`Places`]: how many each place-holder takes, and what each more costs there: a load shared fairly has growing costs.
//! * [`Moteur`]: an assignment that is optimal after each step: [`insert`](Moteur::insert), [`withdraw`](Moteur::withdraw),
//!   [`close`](Moteur::close), [`widen`](Moteur::widen). It solves again only around what changed.
//! * [`Moteur::preuve`]: the cost, and a lower bound that no assignment can beat (weak duality of linear programming): both
//!   equal, or something is wrong here.
//!
//! Method: successive shortest augmenting paths with prices (Edmonds and Karp 1972, Tomizawa 1971; the dual of the
//! transportation problem). A path is searched among place-holders only: each knows the cheapest way to move one of its own
//! to each neighbour, kept up to date when somebody joins and mended when somebody left. All sums are integers: two runs
//! give the same answer, on any machine.

mod insertion;
mod moteur;
mod preuve;
mod reseau;
mod retrait;
mod tas;

#[cfg(test)]
mod tests;

pub use moteur::Moteur;
pub use preuve::Preuve;
pub use reseau::{Arc, Places, Refus, Reseau};
