//! Fichier des écritures comptables (FEC): the accounting entries of a year, as the tax office asks for them.
//!
//! Format: article A47 A-1 of the Livre des procédures fiscales, 18 columns (those of cash-basis accounting are not
//! written: a CPTS keeps accrual accounts). Tabs between columns, CRLF, UTF-8.
//!
//! * [`Fec`]: one year of one entity; [`Fec::nom`], [`Fec::fautes`], [`Fec::ecrire`]
//! * [`Ecriture`], [`Ligne`]: what is written; the file gives the numbers: 1, 2, 3… in the order of [`Fec::ecritures`]
//! * [`Faute`]: what the tax office would refuse, by entry and line; every fault comes at once
//!
//! Amounts are whole cents of euro. No clock and no I/O: days are given by the caller.
//!
//! ```
//! use fec::{Compte, Ecriture, Fec, Journal, Ligne, Montant, Piece};
//! use jiff::civil::date;
//!
//! let day = date(2026, 2, 3);
//! let ligne = |numero: &str, libelle: &str, montant| Ligne {
//!     compte: Compte { numero: numero.into(), libelle: libelle.into() },
//!     auxiliaire: None,
//!     piece: Piece { reference: "IND-000123".into(), date: day },
//!     libelle: "Indemnité SNP janvier".into(),
//!     montant,
//!     lettrage: None,
//! };
//! let fec = Fec {
//!     siren: "900000001".parse().unwrap(),
//!     du: date(2026, 1, 1),
//!     au: date(2026, 12, 31),
//!     ecritures: vec![Ecriture {
//!         journal: Journal { code: "AC".into(), libelle: "Achats".into() },
//!         date: day,
//!         validation: date(2026, 2, 28),
//!         a_nouveau: false,
//!         lignes: vec![
//!             ligne("622600", "Indemnités", Montant::Debit(12_050)),
//!             ligne("467000", "Professionnels à payer", Montant::Credit(12_050)),
//!         ],
//!     }],
//! };
//! assert_eq!(fec.nom(), "900000001FEC20261231.txt");
//! assert_eq!(fec.ecrire().unwrap().lines().count(), 3);
//! ```

mod controle;
mod ecriture;
mod faute;
mod fichier;
#[cfg(test)]
mod tests;

pub use ecriture::{Compte, Ecriture, Journal, Lettrage, Ligne, Montant, Piece};
pub use faute::{Cause, Champ, Faute, Ou};
pub use fichier::{Fec, FecError};
