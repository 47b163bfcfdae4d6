//! SEPA credit transfers: what a treasurer pays, as a bank reads it, and what the bank answers.
//!
//! * [`Iban`], [`Bic`]: an account and its bank, parsed at the door; an IBAN never shows itself by accident
//! * [`Reference`]: structured reference of a creditor (ISO 11649, « RF… »), its check digits computed
//! * [`Lot`]: one order of transfers; [`Lot::fautes`] says everything that a bank would refuse, [`Lot::xml`] writes
//!   pain.001 in one of two [`Version`]s, the same bytes for the same lot
//! * [`Retour`]: the answer of the bank (pain.002), payment by payment, its codes put into French words
//! * [`jours`]: days on which banks settle transfers (TARGET)
//! * [`texte`]: the signs that banks accept, and how any writing becomes them
//!
//! Amounts are whole cents of euro. No clock and no I/O: the instant and the days are given by the caller.
//!
//! ```
//! use jiff::civil::date;
//! use sepa::{Lot, Motif, Titulaire, Version, Virement};
//!
//! let titulaire = |nom: &str, iban: &str| Titulaire { nom: nom.into(), iban: iban.parse().unwrap(), bic: None };
//! let lot = Lot {
//!     id: "CPTS20261121-0001".into(),
//!     cree: date(2026, 11, 21).at(10, 0, 0, 0),
//!     execution: sepa::jours::prochain(date(2026, 11, 22)),
//!     groupe: true,
//!     debiteur: titulaire("CPTS fictive", "FR76 3000 6000 0112 3456 7890 189"),
//!     virements: vec![Virement {
//!         id: "CPTS-2026-000123".into(),
//!         montant: 12_050,
//!         beneficiaire: titulaire("Dr Alix Fictif", "FR14 2004 1010 0505 0001 3M02 606"),
//!         motif: Motif::Texte("Indemnité SNP, novembre".into()),
//!     }],
//! };
//! assert!(lot.xml(Version::V09).unwrap().contains("<Ustrd>Indemnite SNP, novembre</Ustrd>"));
//! ```

mod bic;
mod controle;
mod faute;
mod iban;
pub mod jours;
mod lot;
mod pays;
mod reference;
mod retour;
#[cfg(test)]
mod tests;
pub mod texte;
mod xml;

pub use bic::{Bic, BicError};
pub use faute::{Cause, Champ, Faute, Ou};
pub use iban::{Iban, IbanError};
pub use lot::{Lot, LotError, Motif, Titulaire, Version, Virement};
pub use reference::{Reference, ReferenceError};
pub use retour::{Avis, AvisBloc, AvisVirement, Raison, Retour, RetourError, Statut};
