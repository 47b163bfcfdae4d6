//! The free slots of unscheduled care, in memory: which place is the nearest, which are the best. Pure: no clock, no float, no I/O.
//!
//! * [`Creneau`]: some minutes of an *effecteur* at a [`Lieu`], with places, for whom, how and for what it is offered.
//! * [`Index`]: [`offer`](Index::offer), [`take`](Index::take), [`give_back`](Index::give_back),
//!   [`withdraw`](Index::withdraw), [`forget`](Index::forget): each moves one slot, or refuses and moves nothing.
//! * [`Index::nearest`]: the free slot whose place is nearest; equal distances: the earliest, then the smallest key.
//! * [`Index::ranked`]: the best ones through a [`Filtre`], each with its [`Rang`], which is the reason of its rank.
//! * [`Partage`]: one index for one writer and many readers.
//!
//! How it works. Slots of one profession at one point of the map are one list, by start. The points lie in a grid of
//! cells of ten kilometres, which a search walks ring by ring until nothing nearer can come. Each cell has one bit an
//! hour, of 256 hours that come round again: set while some free slot of its starts then. A bit only says « look »: what is
//! found is read in the lists, so that answers are exact for any minute of any year, and nothing slides as time passes.
//!
//! Points and effecteurs stay known once they had a slot: as many as there are, not as many as there were slots.

mod casier;
mod creneau;
mod grille;
mod heures;
mod index;
mod liste;
mod masque;
mod nearest;
mod partage;
mod point;
mod rank;

#[cfg(test)]
mod tests;

pub use creneau::{Creneau, Effecteur, Lieu, Refus};
pub use index::Index;
pub use masque::{Modalites, Soins, Visibilites};
pub use nearest::{Proche, Recherche};
pub use partage::Partage;
pub use point::Point;
pub use rank::{Choix, Filtre, Proposition, Rang, Trajet};
