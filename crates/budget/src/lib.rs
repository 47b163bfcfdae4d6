//! Where the money comes from and goes: envelopes by contract and civil year, spending, forecast, entries for the accountant.

pub mod droits;
pub mod store;

#[cfg(test)]
mod tests;

use db::Migrations;

/// Tables of this crate.
pub const MIGRATIONS: Migrations = Migrations {
    module: "budget",
    files: &[("001_budget", include_str!("../migrations/001_budget.sql"))],
};

/// What this crate plugs into the program.
#[must_use]
pub fn module() -> web::Module {
    web::Module {
        name: "budget",
        migrations: MIGRATIONS,
        routes: web::Routes::new,
        nav: &[],
        phrases: &[],
        cards: None,
        api: None,
    }
}
