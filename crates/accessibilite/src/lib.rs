//! Accessibility to care: 2SFCA, E2SFCA and 3SFCA, each score explained; pure.
//!
//! A place has people (demand) and care (supply). Each supply is shared among the people who can reach it, near
//! ones counting more (first step: a ratio); the score of a place is the sum of the ratios that its people can
//! reach (second step). The population-weighted mean of the scores is then the supply per inhabitant: nothing is
//! lost, nothing counts twice. With a third step (3SFCA), people choose among what is near before the others count.
//!
//! * [`Lieux`]: the places, in the order they came; [`Methode`]: how near ones count more
//! * [`Acces`]: how far places are, by great circle or by a travel table ([`Trajets`])
//! * [`Etude`]: the scores, their totals ([`Bilan`]), and why ([`Etude::explain`], [`Etude::bassin`])
//! * [`fichier`]: the same from a CSV file to another, as `maillage access` does
//!
//! Sources: Luo and Wang 2003 (2SFCA), Luo and Qi 2009 (E2SFCA), Wan, Zou and Sternberg 2012 (3SFCA). The steps of
//! 10, 15 and 20 minutes are in the spirit of the APL of the DREES, whose ages, activity and road times they lack.

mod bandes;
mod bilan;
mod calcul;
mod etude;
mod explication;
pub mod fichier;
mod lieux;
mod methode;
mod refus;
mod sphere;
mod trajets;
mod voisins;

pub use bilan::Bilan;
pub use etude::{Acces, Etude, Score};
pub use explication::{Bassin, Explication, Fournisseur, Patient};
pub use lieux::{Lieu, Lieux};
pub use methode::{Decroissance, Methode};
pub use refus::Refus;
pub use sphere::{MINUTES_PAR_KM, Position, RAYON_TERRE_KM, minutes};
pub use trajets::{Trajet, Trajets};

#[cfg(test)]
mod tests;
