//! Every SQL statement of the crate: questions, not CRUD.

pub mod attestations;
pub mod decisions;
pub mod invites;
pub mod minutes;
pub mod presences;
pub mod reunions;
pub mod visiteurs;

use db::{Result, Row};
use jiff::civil::DateTime;

/// An hour that a column may not have.
fn hour(row: &Row, column: &str) -> Result<Option<DateTime>> {
    let text: String = row.get(column)?;
    if text.is_empty() { Ok(None) } else { row.parse(column).map(Some) }
}

/// How a column keeps an hour.
fn kept(hour: Option<DateTime>) -> String {
    hour.map(|hour| hour.to_string()).unwrap_or_default()
}
