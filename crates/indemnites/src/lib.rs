//! What the association owes to people: lines born of acts, rates, ceiling, approval, transfers, yearly statements.

pub mod droits;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "indemnites",
    files: &[("001_indemnites", include_str!("../migrations/001_indemnites.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "indemnites",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[],
        cards: None,
        api: None,
    }
}
