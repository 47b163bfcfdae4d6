use crate::droits::VOIR;
use crate::read_identite::LUE;
use crate::store::suivi;
use crate::{WriteError, purge};
use db::{Tx, journal};
use jiff::ToSpan;
use jiff::civil::Date;

/// What is kept of people, for the register and for whoever checks it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gardees {
    /// Requests that are not closed.
    pub ouvertes: u32,
    /// Requests that are, and are not erased yet.
    pub closes: u32,
    /// Identities kept, sealed.
    pub identites: u32,
    /// The day of the oldest request.
    pub plus_ancienne: Option<Date>,
    /// Closed longer ago than they are kept: none, when the clock runs.
    pub hors_delai: u32,
    /// Requests erased, of which only a count is left.
    pub effacees: u32,
    /// Readings of identities in the last twelve months, by reason.
    pub lectures: Vec<(String, i64)>,
}

/// What is kept of people in the caller’s CPTS.
///
/// # Errors
/// [`WriteError`].
pub async fn gardees(tx: &mut Tx) -> Result<Gardees, WriteError> {
    tx.ctx().require(VOIR)?;
    let now = tx.ctx().now;
    let limit = purge::limit(tx, kernel::today(now)).await?;
    let counts = suivi::gardees(tx, limit).await?;
    let year = now.in_tz("Europe/Paris").ok().and_then(|day| day.checked_sub(1.year()).ok());
    let since = year.map_or(now, |day| day.timestamp());
    Ok(Gardees { lectures: journal::details(tx, LUE, since).await?, ..counts })
}
