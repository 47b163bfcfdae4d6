//! Paper and office files: one document model, written as PDF or DOCX; sheets, written as XLSX or CSV; contacts,
//! written as vCard; events, written as iCalendar.
//!
//! * [`Document`] and its [`Block`]s say what is to be read, never how it looks: the look is one template here.
//! * [`pdf()`]: A4, tagged (PDF/UA-1), outlined, same document → same bytes. [`docx()`]: the same content, to be edited.
//! * [`Workbook`]: [`xlsx()`] and [`csv()`], where no cell of people's text ever becomes a formula.
//! * [`masked`]: figures about people that leave for others, small groups hidden.
//! * [`vcard()`]: contacts for phones. [`calendar`]: feeds and invitations for calendars.
//! * [`letters()`]: letters to print, one a page, for envelopes with a window.
//!
//! Text given here is data: it cannot become markup, a formula or a property. Words that these files add themselves
//! (« Sommaire », « page 2 sur 9 ») are French.

pub mod calendar;
mod csv;
mod docx;
mod error;
mod letters;
mod lines;
mod links;
pub mod masked;
mod model;
mod parts;
mod pdf;
mod picture;
mod sheet;
mod text;
mod vcard;
mod xlsx;

#[cfg(test)]
mod tests;

pub use csv::csv;
pub use docx::docx;
pub use error::Error;
pub use letters::{Letter, Letters};
pub use model::{Block, Document, Level, Orientation};
pub use parts::{Align, Callout, Column, Directory, Entry, Fact, Figure, Group, Table, Tone};
pub use pdf::{Pdf, letters, pdf, pdf_counted};
pub use sheet::{Cell, Kind, Sheet, SheetColumn, Workbook};
pub use text::{Inline, Text};
pub use vcard::{Address, Card, CardName, Line, Phone, vcard};
pub use xlsx::xlsx;
