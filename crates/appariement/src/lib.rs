//! Who gets which place, at the least total cost: patients to médecins traitants. Pure: no clock, no float, no I/O but [`fichier`].
//!
//! * [`Reseau`]: who may go where (« arcs »), at what cost, and what it costs to leave somebody without a place.
//! * [`Places`]: how many each place-holder takes, and what each more costs there: a load shared fairly has growing costs.
//! * [`Moteur`]: an assignment that is optimal after each step: [`insert`](Moteur::insert), [`withdraw`](Moteur::withdraw),
//!   [`close`](Moteur::close), [`widen`](Moteur::widen). It solves again only around what changed.
//! * [`Moteur::preuve`]: the cost, and a lower bound that no assignment can beat (weak duality of linear programming): both
//!   equal, or something is wrong here.
//! * [`Probleme`]: patients, doctors, pairs ([`candidats`] makes them from positions); [`Objectif`]: what is sought.
//! * [`Attribution`]: who goes where, households together, with its bound, what if, and why ([`Attribution::motifs`]).
//! * [`Suivi`]: where a long search is, and how it is asked to stop with the best that it has.
//! * [`fichier`]: the same from CSV files to another, as `maillage match` does.
//!
//! Method: successive shortest augmenting paths with prices (Edmonds and Karp 1972, Tomizawa 1971; the dual of the
//! transportation problem). A path is searched among place-holders only: each knows the cheapest way to move one of its own
//! to each neighbour, kept up to date when somebody joins and mended when somebody left. All sums are integers: two runs
//! give the same answer, on any machine.

pub mod fichier;
mod foyers;
mod groupes;
mod insertion;
mod moteur;
mod motif;
mod objectif;
mod preuve;
mod probleme;
mod reseau;
mod resolution;
mod retouche;
mod retrait;
mod suivi;
mod tas;
mod voisinage;

#[cfg(test)]
mod tests;

pub use moteur::Moteur;
pub use motif::{Deblocage, Motif, PLACES_ESSAYEES};
pub use objectif::{Objectif, Valeur, charge};
pub use preuve::Preuve;
pub use probleme::{Candidats, Medecin, PaireDouble, Patient, Probleme, metres_carres, ordre};
pub use reseau::{Arc, Places, Refus, Reseau};
pub use resolution::{Attribution, Effort};
pub use suivi::{Avancement, Etape, Suivi};
pub use voisinage::candidats;
