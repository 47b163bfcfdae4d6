//! From CSV files to a file, as commands go.
//!
//! * [`Table`]: a file line by line, in bounded memory ([`Table::open`]), or one that is held whole ([`Source`]). UTF-8 with or
//!   without BOM, or Windows-1252; the separator is the most frequent of `,` `;` `|` and tab in the header; columns by name
//!   in any order, whatever their case and accents.
//! * [`Table::refuse`], [`Table::finish`]: one wrong value refuses the file, with its line and column, as nothing must come from
//!   a file read by half; what is left aside without harm is said.
//! * [`Ids`], [`Index`]: identifiers, each once, and who has one; [`whole()`]: a whole number, never guessed.
//! * [`push_cell`], [`keep()`]: a result written whole, or what was there before is untouched.
//!
//! What a column means is the business of who reads it; `tables` reads what people keep in a spreadsheet, where one wrong row
//! does not hold the others back. Sentences are French: people read them.

mod cell;
mod error;
mod ids;
mod keep;
mod nature;
mod table;
mod whole;

#[cfg(test)]
mod tests;

pub use cell::push_cell;
pub use error::{Error, Refused};
pub use ids::{Ids, Index};
pub use keep::keep;
pub use nature::separator;
pub use table::{Source, Table};
pub use whole::{whole, whole_if_any};
