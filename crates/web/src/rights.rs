//! The rights table: one line per right, one column per role. A text that a person can read and check.

use kernel::{Right, Rights};
use std::collections::{BTreeMap, BTreeSet};

/// Column of those who have not signed in; everybody else has at least these rights.
pub const VISITEUR: &str = "visiteur";
/// Column of anybody signed in, whatever their role.
pub const CONNECTE: &str = "connecte";

/// Which role has which right.
#[derive(Debug, Clone, Default)]
pub struct RightsTable {
    roles: Vec<&'static str>,
    lines: BTreeMap<&'static str, Line>,
}

#[derive(Debug, Clone, Default)]
struct Line {
    meaning: &'static str,
    roles: BTreeSet<&'static str>,
}

/// The table is not well formed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error("rights table, line {line}: {reason}")]
pub struct RightsTableError {
    line: usize,
    reason: String,
}

impl RightsTable {
    /// Reads a table: `right | meaning | role | role…`, an `x` where the role has the right, `#` for comments.
    ///
    /// # Errors
    /// The first line that does not have one cell per column, says something else than `x`, or repeats a right.
    pub fn parse(text: &'static str) -> Result<Self, RightsTableError> {
        let mut table = Self::default();
        for (number, line) in text.lines().enumerate() {
            let fail = |reason: &str| RightsTableError { line: number + 1, reason: reason.to_owned() };
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            let cells: Vec<&'static str> = line.split('|').map(str::trim).collect();
            if table.roles.is_empty() {
                table.roles = cells.get(2..).ok_or_else(|| fail("no role"))?.to_vec();
                continue;
            }
            if cells.len() != table.roles.len() + 2 {
                return Err(fail(&format!("{} cells for {} columns", cells.len(), table.roles.len() + 2)));
            }
            if let Some(odd) = cells[2..].iter().find(|cell| !matches!(**cell, "x" | "")) {
                return Err(fail(&format!("« {odd} » where « x » or nothing is expected")));
            }
            let granted = table.roles.iter().zip(&cells[2..]).filter(|(_, cell)| **cell == "x");
            let entry = Line { meaning: cells[1], roles: granted.map(|(role, _)| *role).collect() };
            if table.lines.insert(cells[0], entry).is_some() {
                return Err(fail("this right already has a line"));
            }
        }
        Ok(table)
    }

    /// What somebody with `roles` may do.
    #[must_use]
    pub fn rights_of(&self, signed_in: bool, roles: &[String]) -> Rights {
        let has = |line: &Line| {
            line.roles.contains(VISITEUR)
                || (signed_in && line.roles.contains(CONNECTE))
                || roles.iter().any(|role| line.roles.contains(role.as_str()))
        };
        Rights::of(self.lines.iter().filter(|(_, line)| has(line)).map(|(name, _)| Right(name)))
    }

    /// The columns.
    #[must_use]
    pub fn roles(&self) -> &[&'static str] {
        &self.roles
    }

    /// Each right with its meaning in French.
    pub fn lines(&self) -> impl Iterator<Item = (&'static str, &'static str)> {
        self.lines.iter().map(|(right, line)| (*right, line.meaning))
    }

    /// What a right allows, in French.
    #[must_use]
    pub fn meaning(&self, right: Right) -> Option<&'static str> {
        self.lines.get(right.0).map(|line| line.meaning)
    }

    /// Whether the column `role` has `right`.
    #[must_use]
    pub fn grants(&self, role: &str, right: &str) -> bool {
        self.lines.get(right).is_some_and(|line| line.roles.contains(role))
    }
}
