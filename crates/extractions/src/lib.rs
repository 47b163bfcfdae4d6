//! The official files of professionals and structures: PS_LibreAcces, FINESS; read, checked, refused line by line.
//!
//! * [`Lecture`]: the three files of `PS_LibreAcces` (ANS, Licence Ouverte 2.0), a gigabyte in constant memory; lines
//!   come in batches ([`Lot`]), each a borrowed [`Ligne`] or a [`Rejet`] that says why
//! * [`finess`]: structures, from the historical CSV or from FINESS+ (JSON)
//! * [`Identites`]: two people under one number
//! * [`edition()`]: the date that a file name carries
//!
//! Nothing is decided here about people: what is true of the file is said, what to do with it belongs to `repertoire`.
//! A wrong RPPS key refuses the line; a wrong FINESS or SIRET key is only counted, for the sources contain some.

mod champ;
mod edition;
mod empreinte;
mod entete;
mod extraction;
pub mod finess;
mod identites;
mod lecture;
mod luhn;
mod rejet;
mod source;

pub use champ::Champ;
pub use edition::edition;
pub use empreinte::empreinte;
pub use extraction::{Extraction, champ_de};
pub use identites::Identites;
pub use lecture::{Bilan, Lecture, Ligne, Lignes, Lot};
pub use rejet::{Illisible, Rejet};
