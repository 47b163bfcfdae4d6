//! What was done of an action: the acts of the ledger that name it.

use crate::Action;
use actes::store::{behind, sommes};
use actes::{Acte, Filtre, Somme};
use db::{Result, Tx};
use jiff::{ToSpan, civil::Date};
use kernel::Id;

/// Months told apart.
const MOIS: i64 = 12;
/// Acts named.
const DERNIERS: u32 = 8;
/// No act is older.
const DEBUT: Date = jiff::civil::date(1900, 1, 1);

/// A sum of acts.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Cumul {
    /// Number of acts.
    pub actes: i64,
    /// Minutes given.
    pub minutes: i64,
    /// People reached, counted at each act.
    pub personnes: i64,
}

/// What was done of an action.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Realise {
    /// Since the beginning.
    pub total: Cumul,
    /// Each of the last twelve months, oldest first.
    pub mois: Vec<(Date, Cumul)>,
    /// The latest acts, newest first.
    pub derniers: Vec<Acte>,
}

/// What was done of an action.
///
/// # Errors
/// A fault of storage.
pub async fn realise(tx: &mut Tx, action: Id<Action>) -> Result<Realise> {
    let today = kernel::today(tx.ctx().now);
    let months: Vec<Date> =
        (0..MOIS).rev().map(|back| today.first_of_month().saturating_sub(back.months())).collect();
    let mut periods = vec![(DEBUT, today)];
    periods.extend(months.iter().map(|first| (*first, first.last_of_month())));
    let mut sums = sommes(tx, &periods).await?.into_iter().map(|all| cumul(&all, action));
    let total = sums.next().unwrap_or_default();
    let mois = months.into_iter().zip(sums).collect();
    let filtre = Filtre { action: Some(action.uuid()), ..Filtre::default() };
    let derniers = behind(tx, &filtre, (DEBUT, today), None, DERNIERS).await?;
    Ok(Realise { total, mois, derniers })
}

fn cumul(sums: &[Somme], action: Id<Action>) -> Cumul {
    let mine = sums.iter().filter(|one| one.nature.action == Some(action.uuid()));
    mine.fold(Cumul::default(), |all, one| Cumul {
        actes: all.actes + one.actes,
        minutes: all.minutes + one.minutes,
        personnes: all.personnes + one.personnes,
    })
}
