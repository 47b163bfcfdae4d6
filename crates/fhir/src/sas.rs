//! The exchanges with the national SAS platform: slots that it reads from us (INT_R01, INT_R04), regulators that it sends us
//! (INT_R02), bookings that we send it (INT_R03); and the slots of another publisher, read from the same bundles.
//!
//! Guide `ans.fhir.fr.sas` 1.1.0, with what 1.2.0 adds. Plain data ([`Publication`]) on one side, bundles on the other:
//! [`Answer`] writes, [`read()`] reads. Who may see what, and when, is decided by the caller, but for the two flavours of answer.

mod answer;
mod appointment;
pub mod canonical;
mod publication;
mod read;
mod regulator;
mod resources;

pub use answer::{Answer, searchset};
pub use appointment::{Booking, BookingStatus, Operator, OperatorKind, Orientation};
pub use publication::{
    BookingMode, Cpts, FreeSlot, Mode, Place, Professional, Publication, Specialty, StructureId, Visibility,
};
pub use read::{Reading, read};
pub use regulator::Regulator;
