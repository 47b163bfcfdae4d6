//! FHIR R4 (4.0.1) on the wire: what we exchange with the national SAS platform and with other publishers. Pure: no I/O, no clock;
//! it speaks and reads a format, and decides nothing.
//!
//! * [`resource`]: the resources as they travel, unknown members kept; extensions as JSON
//! * [`date`]: dates of FHIR, checked texts; how an instant is written
//! * [`search`]: the search of slots as SAS sends it, every fault found at once; the `self` link of its answer
//! * [`sas`]: plain data to bundles ([`sas::Answer`]), bundles of others to plain data ([`sas::read()`]), regulators, bookings
//! * [`check`]: what is wrong in what comes, element by element
//! * [`capability`]: what a server says of itself
//! * [`Issue`]: one thing wrong, in French; several make an `OperationOutcome`
//!
//! ```
//! use fhir::search::{Flavour, SlotSearch, self_link};
//!
//! let query = b"_include=Slot:schedule&_include:iterate=Schedule:actor&_include=Slot:service-type-reference\
//!     &start=ge2026-11-21T10:00:00.000+01:00&start=le2026-11-24T10:00:00.000+01:00&status=free\
//!     &schedule.actor:Practitioner.identifier=urn:oid:1.2.250.1.71.4.2.1|899729141772";
//! let search = SlotSearch::parse(query, &jiff::tz::TimeZone::UTC).unwrap();
//! assert_eq!(search.flavour, Flavour::Cpts);
//! assert_eq!(search.practitioners[0].rpps(), Some("99729141772"));
//! assert!(self_link("https://cpts.example/fhir/Slot", query).ends_with("2.1%7C899729141772"));
//! ```

pub mod capability;
pub mod check;
pub mod date;
mod issue;
mod national_id;
pub mod resource;
pub mod sas;
pub mod search;
#[cfg(test)]
mod tests;

pub use issue::{Issue, IssueCode, Severity, refused};
pub use national_id::NationalId;

/// Media type of every answer.
pub const MEDIA_TYPE: &str = "application/fhir+json; charset=utf-8";
