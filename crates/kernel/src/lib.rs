//! The few types that everything shares. No I/O, no async, no word of health.
//!
//! * [`Id`]: an identifier that cannot be swapped for the identifier of another thing.
//! * [`Ctx`]: who acts, in which CPTS, when, from where, with which rights; it also hands out new ids.
//! * [`Right`]: the name of something that a role may do.
//! * [`Event`]: a past fact told to whoever listens, through the outbox.
//! * [`Periode`]: a half-open span of days.
//! * [`codes!`]: an enumeration with a code for the database and words for people.
//! * [`fold()`]: a text without case or accents, for search and sorting.
//! * [`paris`], [`today`]: the hour and the day of an instant in France.
//! * [`saisie`]: what people type, trimmed, measured, refused with the name of its field.
//! * [`Traitement`]: what a crate does with data about people, as the register of the RGPD tells it.

mod clock;
mod codes;
mod ctx;
mod event;
mod fold;
mod id;
mod periode;
mod right;
pub mod saisie;
mod traitement;

pub use clock::{Clock, paris, today};
pub use codes::CodeError;
pub use ctx::{Actor, Ctx, Ids, Origin};
pub use event::Event;
pub use fold::fold;
pub use id::{Cpts, Id, IdError};
pub use periode::{Periode, PeriodeError};
pub use right::{Denied, Right, Rights};
#[doc(hidden)]
pub use serde;
pub use traitement::{Champs, RIEN, Registre, Risque, Traitement};
